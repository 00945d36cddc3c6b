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
from gatepost.screening.kept import kept

# Everything that parts words becomes a space; apostrophes inside words stay.
_PARTING = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "'£@#%&"}
_LOOSE_APOSTROPHE = re.compile(r"(?<![a-z0-9])'|'(?![a-z0-9])")


HARMLESS = "harmless"
Found = list[tuple[int, int, int]]  # number of the phrase, start and end in the spaced text


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
        self._groups_of = [frozenset(patterns[p]) for p in self._patterns]
        self._closed = [1 if p.endswith(" ") else 0 for p in self._patterns]
        self._automaton = AhoCorasick(self._patterns)

    def phrases(self, folded: str) -> Phrases:
        """Every phrase in the folded text."""
        return Phrases(self, self._automaton.find_matches_as_indexes(spaced(folded), overlapping=True))

    def groups_of(self, found: Found) -> frozenset[str]:
        """The groups that these phrases stand in."""
        return frozenset().union(*map(self._groups_of.__getitem__, {pattern for pattern, _, _ in found}))

    def cues(self, found: Found) -> dict[str, list[Cue]]:
        """These phrases by group, in order of their ends, without those that a harmless one takes away."""
        cues: dict[str, list[Cue]] = {}
        for pattern, start, end in found:
            cue = Cue(start, end - 1 - self._closed[pattern])
            for group in self._groups_of[pattern]:
                if group in cues:
                    cues[group].append(cue)
                else:
                    cues[group] = [cue]
        return _without_harmless(cues) if HARMLESS in cues else cues


class Phrases:
    """The phrases found in one passage: their groups at once, their places when asked for."""

    def __init__(self, book: Lexicon, found: Found) -> None:
        self._book, self._found = book, found

    @kept
    def groups(self) -> frozenset[str]:
        """The groups of phrases that occur."""
        groups = self._book.groups_of(self._found)
        return frozenset(self.cues) if HARMLESS in groups else groups

    @kept
    def cues(self) -> dict[str, list[Cue]]:
        """Every phrase, by group."""
        return self._book.cues(self._found)


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
