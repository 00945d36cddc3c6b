"""An author's own words in pieces, so that a page can underline those that were found, in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gatepost.policy import Verdict
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding

_RUNS = re.compile(rb"\x00+|\x01+|\x02+|\x03+")


class Piece(NamedTuple):
    """A run of words, and the word of the strictest verdict on it: empty where nothing was found."""

    words: str
    verdict: str


class Line(NamedTuple):
    """Words that stand elsewhere than in the text, and what they are."""

    label: Promise
    pieces: list[Piece]


def pieces(words: str, findings: Iterable[Finding], where: str = "text") -> list[Piece]:
    """The words in pieces; together they are the words again."""
    verdicts = bytearray(len(words))
    for one in sorted((f for f in findings if f.where == where and f.span), key=lambda f: f.verdict):
        if words[one.start : one.end] == one.span:  # of several captions, the one that has these words there
            verdicts[one.start : one.end] = bytes([one.verdict]) * len(one.span)
    return [
        Piece(words[run.start() : run.end()], Verdict(run[0][0]).word if run[0][0] else "")
        for run in _RUNS.finditer(verdicts)
    ]


def lines(draft: Draft, findings: Iterable[Finding]) -> list[Line]:
    """Captions, file names and links in which something was found."""
    findings = tuple(findings)
    return [line for line in _lines(draft, findings) if any(piece.verdict for piece in line.pieces)]


def every_line(draft: Draft, findings: Iterable[Finding]) -> list[Line]:
    """All captions, file names and links, for whoever has not written them and must see them all."""
    return [line for line in _lines(draft, tuple(findings)) if line.pieces]


def _lines(draft: Draft, findings: tuple[Finding, ...]) -> Iterator[Line]:
    for number, photo in enumerate(draft.photos, 1):
        for where, label, words in (
            ("photo.caption", _("Caption of picture {number}"), photo.caption),
            ("photo.caption", _("Description of picture {number}"), photo.alt),
            ("photo.file", _("File name of picture {number}"), photo.file),
        ):
            yield Line(format_lazy(label, number=number), pieces(words, findings, where))
    of_links = [one for one in findings if one.where == "link"]
    for link in draft.links:
        yield Line(_("Link"), pieces(link, (one for one in of_links if one.span in link), "link"))
