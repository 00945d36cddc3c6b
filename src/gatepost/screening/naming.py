"""Who of the roll is named in a text, whatever the policy makes of it: for what must name nobody.

Stricter than a check, for nothing here is judged by what is meant: a child, a member of staff, a family told by its
surname. What is a word as well as a name counts where a capital makes it a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gatepost.screening.known import Known
from gatepost.screening.names.around import ORDINARY
from gatepost.screening.names.mentions import find
from gatepost.screening.text import Passage

_MONTHS = frozenset("april may june august".split())
_WHEN = frozenset("in on of by until since from next last every this early late mid to and".split())
_TITLES = frozenset("mr mrs ms miss mx dr sir revd rev cllr prof".split())


class Named(NamedTuple):
    """Somebody named at a place: offsets in the text as written, and the ids of whoever it can be.

    `kind` is pupil, staff or family (a title with a pupil's surname).
    """

    start: int
    end: int
    kind: str
    people: tuple[str, ...]


def names_in(text: str, known: Known, school: str = "") -> tuple[Named, ...]:
    """Every place that names somebody of the roll, in order, none within another.

    >>> from gatepost.screening import Federation, Known, Pupil
    >>> known = Known.of(Federation("Fernleigh"), pupils=[Pupil("P1", "SMP", "4J", "4", "Grace", "Tolliver")])
    >>> names_in("Well done Grace Tolliver! Mrs Tolliver was there.", known)
    (Named(start=10, end=24, kind='pupil', people=('P1',)), Named(start=26, end=38, kind='family', people=('P1',)))
    """
    passage = Passage("text", text)
    found: list[Named] = []
    every = [*_adults(passage, known), *_pupils(passage, known, school), *_first_names(passage, known, school)]
    for one in sorted(every, key=lambda n: (n.start, -n.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _pupils(passage: Passage, known: Known, school: str) -> Iterator[Named]:
    for one in find(passage, known.roll, school=school, eager=True):
        if one.sure or one.kind != "first":
            people = tuple(known.roll.pupils[row].id for row in one.rows)
            yield Named(*passage.original(one.start, one.end), "pupil", people)


def _first_names(passage: Passage, known: Known, school: str) -> Iterator[Named]:
    """A first name of the roll written as a name: with a capital within a sentence; at its head if it is no word, stands
    all but alone, or is whose something is.
    """
    for i, key in enumerate(passage.keys):
        if key in known.roll.first or key in known.roll.aliases:
            token = passage.tokens[i]
            said = key not in ORDINARY or len(passage.keys) < 3 or passage.folded.startswith("'s", token.end)
            if passage.capital_at(i) and (said or not _opens(passage, i)) and _somebody(passage, i):
                rows = known.roll.first_here(key, school)
                people = tuple(known.roll.pupils[row].id for row in rows)
                yield Named(*passage.original(token.start, token.end), "pupil", people)


def _somebody(passage: Passage, i: int) -> bool:
    """No month, and no part of somebody else's name."""
    month = passage.keys[i] in _MONTHS and i > 0 and (passage.keys[i - 1] in _WHEN or passage.keys[i - 1][:1].isdigit())
    return not month and not _of_another_name(passage, i)


def _adults(passage: Passage, known: Known) -> Iterator[Named]:
    """A title or a first name with a surname, or either alone where it is written as a name."""
    roll, keys, tokens = known.roll, passage.keys, passage.tokens
    for i, key in enumerate(keys):
        staff, family = roll.staff_last.get(key, []), roll.last.get(key, [])
        before = keys[i - 1] if i and _beside(passage, i - 1, i) else ""
        titled = before in _TITLES
        if titled and staff:
            yield _named(passage, i - 1, i, "staff", [roll.staff[row].id for row in staff])
        elif titled and family:
            yield _named(passage, i - 1, i, "family", [roll.pupils[row].id for row in family])
        elif before and before + key in roll.staff_full:
            yield _named(passage, i - 1, i, "staff", [roll.staff[roll.staff_full[before + key]].id])
        elif key in roll.staff_words_all and _a_name(passage, i):
            rows = [*roll.staff_first.get(key, []), *staff]
            yield Named(*passage.original(*tokens[i][1:]), "staff", tuple(roll.staff[row].id for row in rows))


def _named(passage: Passage, first: int, last: int, kind: str, people: list[str]) -> Named:
    start, end = passage.tokens[first].start, passage.tokens[last].end
    return Named(*passage.original(start, end), kind, tuple(people))


def _beside(passage: Passage, left: int, right: int) -> bool:
    gap = passage.folded[passage.tokens[left].end : passage.tokens[right].start]
    return gap.strip(" .\u00a0-") == "" and len(gap) <= 3 and "\n" not in gap


def _a_name(passage: Passage, i: int) -> bool:
    """A word with a capital that is no ordinary one, and no part of another's name: `Rosa Parks` is no Rosa of ours."""
    if not passage.capital_at(i) or passage.keys[i] in ORDINARY or len(passage.keys[i]) < 3:
        return False
    return not _of_another_name(passage, i)


def _of_another_name(passage: Passage, i: int) -> bool:
    others = [j for j in (i - 1, i + 1) if 0 <= j < len(passage.keys) and _beside(passage, *sorted((i, j)))]
    return any(passage.capital_at(j) and _might_be_a_name(passage, j) for j in others)


def _might_be_a_name(passage: Passage, i: int) -> bool:
    key = passage.keys[i]
    return not _opens(passage, i) and key not in ORDINARY and key not in _TITLES and len(key) > 2


def _opens(passage: Passage, i: int) -> bool:
    """Whether it is the first word of a sentence, whose capital says nothing."""
    start, _ = passage.sentence(passage.tokens[i].start)
    return not (i and passage.tokens[i - 1].start >= start)
