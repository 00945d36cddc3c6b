"""Screen labelled drafts and compare: the figures, and every draft that went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from gatepost.archive.chunks import Reader
from gatepost.archive.drafts import DraftError, Mistake, draft_of, read_object
from gatepost.archive.scoring import VERDICTS, Figures, Got, Wanted, figures
from gatepost.policy import Policy
from gatepost.screening.draft import Draft
from gatepost.screening.known import Known
from gatepost.screening.screen import screen


class Labelled(NamedTuple):
    """A draft and its label."""

    draft: Draft
    wanted: Wanted


class Miss(NamedTuple):
    """A draft whose verdict or clauses came out otherwise than labelled, or whose words were not pointed at."""

    id: str
    wanted: Wanted
    got: Got
    text: str

    @property
    def unsafe(self) -> bool:
        """Whether a draft to be stopped went through."""
        return self.wanted.verdict in ("hold", "block") and self.got.verdict == "allow"

    @property
    def words(self) -> str:
        """The words that the label points at, else what the findings quote, else the text."""
        quoted = [words for _, words in self.wanted.pointers] or [words for _, words in self.got.findings if words]
        return " … ".join(dict.fromkeys(quoted)) or self.text

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "wanted": {"verdict": self.wanted.verdict, "clauses": sorted(self.wanted.clauses)},
            "got": {"verdict": self.got.verdict, "clauses": sorted(self.got.clauses)},
            "words": self.words,
        }


class Evaluation(NamedTuple):
    """The figures, and every draft that went wrong."""

    figures: Figures
    misses: tuple[Miss, ...]


class LabelsError(ValueError):
    """Labelled drafts that cannot be read: every mistake with its line."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


def read_labelled(source: BinaryIO, file: str) -> list[Labelled]:
    """Every labelled draft of a JSON-lines file; of two with one id the later counts. LabelsError lists mistakes."""
    found: dict[str, Labelled] = {}
    mistakes: list[str] = []
    for chunk in Reader(source).chunks():
        for number, line in chunk.numbered():
            try:
                labelled = _labelled(read_object(line))
                found[labelled.draft.id] = labelled
            except DraftError as problem:
                mistakes.extend(mistake._replace(line=number).at(file) for mistake in problem.mistakes)
    if not found and not mistakes:
        mistakes.append(f"{file}:1: no drafts; expected one labelled draft a line; hint: is this the right file?")
    if mistakes:
        raise LabelsError(mistakes)
    return list(found.values())


def _labelled(values: dict[str, Any]) -> Labelled:
    draft = draft_of(values)
    wrong = list(_label_mistakes(draft, values))
    if wrong:
        raise DraftError(wrong)
    return Labelled(draft, Wanted.of(values))


def _label_mistakes(draft: Draft, values: dict[str, Any]) -> Iterator[Mistake]:
    hint = "see the labels in the evaluation README"
    if not draft.id:
        yield Mistake("missing", "a text that no other draft has", hint, "id")
    if values.get("verdict") not in VERDICTS:
        yield Mistake("missing or not a verdict", ", ".join(VERDICTS), hint, "verdict")
    entries = values.get("expected")
    if not isinstance(entries, list):
        yield Mistake("missing or not a list", "a list, empty for an innocent draft", hint, "expected")
    elif not all(isinstance(entry, dict) and isinstance(entry.get("clause"), str) for entry in entries):
        yield Mistake("an entry without a clause", 'objects such as {"clause": "SU-4b", "span": "…"}', hint, "expected")


def evaluate(labelled: Iterable[Labelled], known: Known, policy: Policy) -> Evaluation:
    """Screen every draft and compare with its label."""
    labelled = list(labelled)
    got = [Got.of(screen(entry.draft, known, policy).as_json(office=False)) for entry in labelled]
    pairs = [(entry.wanted, have) for entry, have in zip(labelled, got, strict=True)]
    return Evaluation(figures(pairs), tuple(_misses(labelled, got)))


def _misses(labelled: Iterable[Labelled], got: Iterable[Got]) -> Iterator[Miss]:
    for entry, have in zip(labelled, got, strict=True):
        wanted = entry.wanted
        unpointed = not all(have.points_at(*pointer) for pointer in wanted.pointers)
        if wanted.verdict != have.verdict or wanted.clauses != have.clauses or unpointed:
            yield Miss(entry.draft.id, wanted, have, entry.draft.text)
