"""The phrases that the language checks go by: one automaton finds them all in one pass.

Phrases stand in `lexicons/*.txt` under `[group]` headings, one to a line. A trailing `*` lets the last
word go on (`disclos*`). A phrase may stand in several groups. Apostrophes may be left out by writers.
What stands under `[harmless]` takes away every phrase inside it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from gatepost.screening.folding import fold

# Everything that parts words becomes a space; apostrophes inside words stay.
_PARTING = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "'£@#%&"}
_LOOSE_APOSTROPHE = re.compile(r"(?<![a-z0-9])'|'(?![a-z0-9])")


HARMLESS = "harmless"


class Cue(NamedTuple):
    """A phrase of some group, by its offsets in the folded passage."""

    start: int
    end: int


class Lexicon:
    """All phrases of all groups, in one automaton."""

    def __init__(self, groups: dict[str, list[str]]) -> None:
        self.groups = tuple(groups)
        patterns: dict[str, set[str]] = {}
        for group, lines in groups.items():
            for line in lines:
                for pattern in _patterns(line):
                    patterns.setdefault(pattern, set()).add(group)
        self._patterns = list(patterns)
        self._groups_of = [tuple(sorted(patterns[p])) for p in self._patterns]
        self._closed = [1 if p.endswith(" ") else 0 for p in self._patterns]
        self._automaton = AhoCorasick(self._patterns)

    def cues(self, folded: str) -> dict[str, list[Cue]]:
        """Every phrase in the folded text, by group, in order of its end."""
        found: dict[str, list[Cue]] = {}
        text = spaced(folded)
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            cue = Cue(start, end - 1 - self._closed[pattern])
            for group in self._groups_of[pattern]:
                if group in found:
                    found[group].append(cue)
                else:
                    found[group] = [cue]
        return _without_harmless(found) if HARMLESS in found else found


def _without_harmless(found: dict[str, list[Cue]]) -> dict[str, list[Cue]]:
    """The phrases that are no part of a harmless longer one, such as the last word of `Moby Dick`."""
    masks = found.pop(HARMLESS)
    kept = {
        group: [cue for cue in cues if not any(mask.start <= cue.start and cue.end <= mask.end for mask in masks)]
        for group, cues in found.items()
    }
    return {group: cues for group, cues in kept.items() if cues}


def spaced(folded: str) -> str:
    """The text with a space before and after, and for every character that parts words; offsets grow by 1."""
    text = folded.translate(_PARTING)
    if "'" in text:
        text = _LOOSE_APOSTROPHE.sub(" ", text)
    return f" {text} "


def _patterns(line: str) -> list[str]:
    folded = fold(line)
    open_ended = folded.endswith("*")
    body = spaced(folded.rstrip("*")).strip()
    tail = "" if open_ended else " "
    forms = [f" {body}{tail}"]
    if "'" in body:
        forms.append(f" {body.replace(chr(39), '')}{tail}")
    if tail and body[-1].isalpha() and not body.endswith("'s"):
        forms.append(f" {body}'s ")
    return forms


@cache
def lexicon() -> Lexicon:
    """The bundled lexicon."""
    groups: dict[str, list[str]] = {}
    folder = resources.files(__package__) / "lexicons"
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name):
        group = ""
        for raw in file.read_text("utf-8").splitlines():
            line = raw.split(" #")[0].strip()
            if line.startswith("[") and line.endswith("]"):
                group = line[1:-1]
                if group in groups:
                    raise ValueError(f"{file.name}: group [{group}] stands twice")
                groups[group] = []
            elif line and not line.startswith("#"):
                groups[group].append(line)
    return Lexicon(groups)
