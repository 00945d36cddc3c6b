"""The floor: what it costs merely to look for the roll's full names, with nothing decided.

An Aho-Corasick automaton in Rust over the lower-cased words; no checker that reads names can be faster.
"""

from __future__ import annotations

from collections.abc import Callable

from ahocorasick_rs import AhoCorasick, MatchKind

from benchmarks.people import pupils
from benchmarks.posts import posts

REPEATS = 10  # one pass takes milliseconds: too short to time


def prepare(roll: int) -> Callable[[], int]:
    """An automaton over a roll of this size; the result scans every post and says how many it read."""
    names = {f"{first} {pupil.last}".lower() for pupil in pupils(roll) for first in {pupil.first, pupil.known_as}}
    automaton = AhoCorasick(sorted(names), matchkind=MatchKind.LeftmostLongest)
    texts = [post.words for post in posts()]

    def scan() -> int:
        for _ in range(REPEATS):
            for text in texts:
                automaton.find_matches_as_indexes(text.lower())
        return REPEATS * len(texts)

    return scan
