"""The index of the roll: every way to look a name up, at a cost that does not grow with the roll.

A name is looked up by its folded letters without separators, so `Al-Rashid`, `al rashid`, `AlRashid`
and `#fatimaalrashid` meet in one key. Only distinct words are indexed for misspellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nicknames import NickNamer

from gatepost.screening.folding import fold
from gatepost.screening.kept import kept
from gatepost.screening.names.classes import Classes
from gatepost.screening.names.lexicon import pairs

if TYPE_CHECKING:
    from gatepost.screening.known import Pupil, Staff

FIRST, LAST, FULL = 1, 2, 4

_PART = re.compile(r"[^\W_]+")


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name.

    >>> words_of("O'Connell"), words_of("Al-Rashid"), words_of("de la Cruz")
    (('oconnell',), ('al', 'rashid'), ('de', 'la', 'cruz'))
    """
    return tuple(_PART.findall(fold(name).replace("'", "")))


class Roll:
    """Names of pupils (and ex-pupils) and staff, ready to be found in text.

    Rows are positions in `pupils`. A key of `full` is first and last name joined.
    """

    def __init__(self, pupils: Iterable[Pupil], staff: Iterable[Staff] = ()) -> None:
        self.pupils: Sequence[Pupil] = pupils if isinstance(pupils, list) else list(pupils)
        self.full: dict[str, int | list[int]] = {}
        self.first: dict[str, list[int]] = {}
        self.last: dict[str, list[int]] = {}
        self.opening: dict[str, int] = {}
        self.longest = 2
        self.classes: dict[str, list[int]] = {}
        for row, pupil in enumerate(self.pupils):
            self._add(row, pupil)
        self._mark_openings()
        self.staff = list(staff)
        self._add_staff()

    def _add(self, row: int, pupil: Pupil) -> None:
        last = words_of(pupil.last)
        joined_last = "".join(last)
        firsts = {pupil.first, pupil.known_as} if pupil.known_as else {pupil.first}
        for name in firsts:
            first = words_of(name)
            if not first:
                continue
            joined = "".join(first)
            self.first.setdefault(joined, []).append(row)
            if len(first) > 1:
                self.first.setdefault(first[0], []).append(row)
                self.longest = max(self.longest, len(first) + len(last))
            if not last:
                continue
            self._full(joined + joined_last, row)
            if len(last) > 1:
                self.longest = max(self.longest, len(first) + len(last))
                for part in (last[0], last[-1]):
                    if len(part) > 3:
                        self._full(joined + part, row)
        if last:
            self.last.setdefault(joined_last, []).append(row)
            if len(last) > 1:
                for part in last:
                    if len(part) > 3:
                        self.last.setdefault(part, []).append(row)
        if pupil.form:
            self.classes.setdefault(pupil.form, []).append(row)

    def _full(self, key: str, row: int) -> None:
        held = self.full.get(key)
        if held is None:
            self.full[key] = row
        elif isinstance(held, list):
            if row not in held[-2:]:
                held.append(row)
        elif held != row:
            self.full[key] = [held, row]

    def _mark_openings(self) -> None:
        """`opening` says of a single word whether a first name or a surname can begin with it."""
        opening = self.opening
        for name, rows in self.first.items():
            opening[name] = FIRST
            if rows:
                for form in (self.pupils[rows[0]].first, self.pupils[rows[0]].known_as):
                    words = words_of(form)
                    if len(words) > 1:
                        opening[words[0]] = opening.get(words[0], 0) | FIRST
        for name, rows in self.last.items():
            opening[name] = opening.get(name, 0) | LAST
            words = words_of(self.pupils[rows[0]].last)
            if len(words) > 1:
                opening[words[0]] = opening.get(words[0], 0) | LAST

    def _add_staff(self) -> None:
        self.staff_full: dict[str, int] = {}
        self.staff_first: dict[str, list[int]] = {}
        self.staff_last: dict[str, list[int]] = {}
        for row, person in enumerate(self.staff):
            first, last = "".join(words_of(person.first)), "".join(words_of(person.last))
            self.staff_first.setdefault(first, []).append(row)
            self.staff_last.setdefault(last, []).append(row)
            for form in (first, *short_forms(first)):
                self.staff_full.setdefault(form + last, row)
        self.staff_words_all = frozenset(self.staff_first) | frozenset(self.staff_last)

    @kept
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Short forms of the first names on the roll: `ollie` for `oliver`. Names on the roll count too."""
        shorts: dict[str, list[str]] = {}
        for formal in self.first:
            for short in short_forms(formal):
                if short != formal:
                    shorts.setdefault(short, []).append(formal)
        return {short: tuple(formals) for short, formals in shorts.items()}

    @kept
    def longest_full(self) -> int:
        """The number of letters in the longest key of a full name."""
        return max(map(len, self.full), default=0)

    @kept
    def row_of(self) -> dict[str, int]:
        """Each pupil's row by id."""
        return {pupil.id: row for row, pupil in enumerate(self.pupils)}

    @kept
    def _classes_by_school(self) -> dict[str, Classes]:
        return {}

    def classes_at(self, school: str) -> Classes:
        """The class names of one school, or of all."""
        found = self._classes_by_school.get(school)
        if found is None:
            forms = {form for form, rows in self.classes.items()
                     if not school or any(self.pupils[r].school == school for r in rows)}  # fmt: skip
            found = self._classes_by_school[school] = Classes(sorted(forms))
        return found

    @kept
    def beginning(self) -> dict[str, int]:
        """Every single word that a pupil's name can begin with, short forms and all."""
        return dict.fromkeys(self.aliases, 0) | self.opening

    @kept
    def class_words(self) -> frozenset[str]:
        """Every word of a class name, with and without its s."""
        names = {word for form in self.classes for word in words_of(form)}
        return frozenset(names | {name.rstrip("s") for name in names if len(name) > 4 and name.isalpha()})

    def initial(self, row: int) -> str:
        """The folded first letter of a pupil's surname."""
        words = words_of(self.pupils[row].last)
        return words[0][0] if words else ""

    def first_initial(self, row: int) -> str:
        """The folded first letter of the name a pupil is known by."""
        words = words_of(self.pupils[row].known_as or self.pupils[row].first)
        return words[0][0] if words else ""

    def has_initials(self, letters: str, school: str) -> bool:
        """Whether a pupil of this school (or of any) has these two initials."""
        return (school, letters) in self._initials

    @kept
    def _initials(self) -> frozenset[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for row, pupil in enumerate(self.pupils):
            last = self.initial(row)
            for first in {pupil.first[:1], (pupil.known_as or pupil.first)[:1]}:
                for school in (pupil.school, ""):
                    found.add((school, fold(first) + last))
        return frozenset(found)

    def staff_words(self, row: int) -> tuple[str, ...]:
        """The folded words of a member of staff's surname."""
        return words_of(self.staff[row].last)

    def rows(self, key: str) -> tuple[int, ...]:
        """The pupils whose full name has this key."""
        held = self.full.get(key)
        if held is None:
            return ()
        return tuple(held) if isinstance(held, list) else (held,)

    def first_here(self, key: str, school: str) -> list[int]:
        """The pupils of a school (or of all) whom this first name or short form can mean; kept once worked out."""
        found = self._first_here.get((key, school))
        if found is None:
            rows = list(self.first.get(key, ()))
            for formal in self.aliases.get(key, ()):
                rows += self.first.get(formal, ())
            found = self._first_here[key, school] = self.here(rows, school)
        return found

    @kept
    def _first_here(self) -> dict[tuple[str, str], list[int]]:
        return {}

    def here(self, rows: Iterable[int], school: str) -> list[int]:
        """Those rows that are at `school`; all of them when none is named."""
        rows = list(rows)
        if not school:
            return rows
        return [row for row in rows if self.pupils[row].school == school]

    @kept
    def schools(self) -> frozenset[str]:
        """The codes of the schools that have pupils."""
        return frozenset(pupil.school for pupil in self.pupils)

    # -- misspellings: one letter missing, added, changed, or two changed about --

    @kept
    def _near(self) -> dict[str, str | tuple[str, ...]]:
        """Every distinct name word of four letters or more, by each form with one letter left out."""
        near: dict[str, str | tuple[str, ...]] = {}
        for word in {*self.first, *self.last}:
            if len(word) < 4:
                continue
            forms = {word[:i] + word[i + 1 :] for i in range(len(word))}
            forms.add(word)
            for form in forms:
                if form in near:  # nearly every form is one word's only, so a word stands there bare
                    held = near[form]
                    near[form] = (*held, word) if isinstance(held, tuple) else (held, word)
                else:
                    near[form] = word
        return near

    def misspelt(self, word: str) -> set[str]:
        """The names on the roll one slip away from `word` (itself left out)."""
        if len(word) < 4:
            return set()
        near = self._near
        found: set[str] = set()
        for form in (word, *(word[:i] + word[i + 1 :] for i in range(len(word)))):
            held = near.get(form, ())
            found.update((held,) if isinstance(held, str) else held)
        return {name for name in found if name != word and one_slip(word, name)}


@lru_cache(maxsize=50_000)
def short_forms(formal: str) -> frozenset[str]:
    """The short forms of a folded first name, British ones first in mind.

    >>> "alfie" in short_forms("alfred"), "ollie" in short_forms("oliver")
    (True, True)
    """
    ours = pairs("nicknames_gb").get(formal, ())
    packaged = _nicknames().nicknames_of(formal) if formal.isascii() else ()
    return frozenset(ours) | {fold(name) for name in packaged if len(name) > 2}


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


def one_slip(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed, or one pair changed about, turns `a` into `b`.

    >>> one_slip("penrsoe", "penrose"), one_slip("penros", "penrose"), one_slip("pensore", "penrose")
    (True, True, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return longer[start + 1 :] == shorter[start:]
    rest_a, rest_b = a[start:], b[start:]
    if rest_a[1:] == rest_b[1:]:
        return True
    return rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
