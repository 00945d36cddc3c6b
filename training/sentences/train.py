"""Train the second tier of the model of meaning: `python -m training.sentences.train [--lessons FILE]`.

An eighth of the groups is held out: the network never learns from it, and by it is learnt how both tiers are blended. The
same corpus gives the same file to the bit on one machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from gatepost.policy import Policy
from gatepost.screening import Known
from gatepost.screening.language import packed, pieces
from gatepost.screening.reading import Reading
from training.corpus import Example, asked, held_out
from training.fitting import SIGNS, calibrate, out_of_fold
from training.sentences.blending import SECOND, blend_anew
from training.sentences.learning import Text, learn
from training.sentences.start import start


class Words(NamedTuple):
    """A draft as words: who speaks, and what is said."""

    speaks: list[str]
    said: list[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    began = time.perf_counter()
    _, examples, known, policy = asked(parser)
    SECOND.write_bytes(learnt(examples, known, policy))
    sums = out_of_fold(examples).sums
    held = blend_anew(examples, sums, calibrate(examples, sums), known, policy)
    sys.stdout.write(
        f"{len(examples)} drafts, {held} held out, {SECOND.stat().st_size // 1024} kB, {time.perf_counter() - began:.0f} s\n"
    )
    return 0


def learnt(examples: Sequence[Example], known: Known, policy: Policy) -> bytes:
    """The file of the second tier, with nothing yet on how the tiers are blended."""
    words = [words_of(example, known, policy) for example in examples]
    begun = start(([*each.speaks, *each.said] for each in words), len(SIGNS))
    read = pieces.Pieces(begun.pieces)
    texts = [_text(read, w, e) for w, e in zip(words, examples, strict=True) if not held_out(e)]
    return packed.write({"blends": [], "first": "", "pieces": begun.pieces}, learn(begun.weights, texts))


def words_of(example: Example, known: Known, policy: Policy) -> Words:
    """A draft as the second tier reads it."""
    reading = Reading(example.draft, known, policy)
    return Words(pieces.speaker(reading), list(pieces.spoken(reading)))


def _text(read: pieces.Pieces, words: Words, example: Example) -> Text:
    shows = np.array([int(example.shows[sign]) if sign in example.shows else -1 for sign in SIGNS], np.int8)
    return Text(*read.read(words.speaks, words.said), shows)


if __name__ == "__main__":
    sys.exit(main())
