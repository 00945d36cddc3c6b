"""When a first name on the roll is somebody or something else: another person, a class, a pet, a story."""

from __future__ import annotations

import re
from bisect import bisect_left

from gatepost.screening.kept import kept
from gatepost.screening.names.around import FOLLOWERS, LEADERS, ORDINARY, Words
from gatepost.screening.names.lexicon import phrases, words

TITLES, ACTS, BEFORE = words("titles"), words("acts"), words("beforehand")
CHILDREN, CREATURES, PUBLIC = words("children"), words("creatures"), phrases("public")
PETS = frozenset(
    "hamster guinea pig pigs rabbit dog puppy cat kitten tortoise gerbil goldfish snail parrot pony axolotl gecko"
    " chickens hens ducklings".split()
)
_STAGED = frozenset("theatre trunchbull divorce wives hoover full musical".split())
_SUM = re.compile(
    r"\bshares?\b|\bratio\b|\bhow (?:many|much)\b|\baltogether\b|\bword problems?\b|\bworking out\b|\bshow your working\b|\bfewer than\b|\bmore than\b(?=[^\n]{0,80}\d)|\bsweets\b|\bapples\b|\bmarbles\b|\btimes as many\b|\bconkers\b"
)
_OLD_TIMES = re.compile(r"\b1[0-8]\d\d\b|\bcentury\b|\bvirgo\b|\blibra\b|\broman\b|\btudor\b|\bviking\b|\bvictorian\b")


class Others(Words):
    """Tells the pupils of the roll from everybody and everything that shares their first names."""

    def _somebody_else(self, i: int, last: int) -> bool:
        return (
            self._part_of_another_name(i, last)
            or self._title_of_a_work(i, last)
            or self._is_class(i, last)
            or self._quoted_title(i)
            or self._creature(i, last)
            or self._staff(i, last)
            or self._in_sentence(self._sums, i)
        )

    @kept
    def _sums(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SUM.finditer(self.folded)]

    @kept
    def _old_times(self) -> list[tuple[int, int]]:
        return [match.span() for match in _OLD_TIMES.finditer(self.folded)]

    def _in_sentence(self, spans: list[tuple[int, int]], i: int) -> bool:
        """Whether one of the spans, found once in all of the passage, lies in the sentence of this word."""
        if not spans:
            return False
        start, end = self.passage.sentence(self.tokens[i].start)
        first = bisect_left(spans, (start, 0))
        return first < len(spans) and spans[first][1] <= end

    def _part_of_another_name(self, i: int, last: int) -> bool:
        """A title before, another name before, or a surname after that is not this child's."""
        tokens = self.tokens
        if i and tokens[i - 1].key in TITLES and self._joined_or_dot(tokens[i - 1], tokens[i]):
            return True
        if self.passage.all_capitals:
            return False
        if i and self._capital(i - 1) and self._touches(i - 1, i):
            before = tokens[i - 1].key
            if before in self.roll.first and before not in ORDINARY:
                return True
            if (
                before not in LEADERS
                and before not in BEFORE
                and not self._opens_sentence(i - 1)
                and not self._class_at(i - 1)
            ):
                return True
        if last + 1 < len(tokens) and self._capital(last + 1) and self._touches(last, last + 1):
            after = tokens[last + 1]
            if (
                after.key not in FOLLOWERS
                and not self._class_at(last + 1)
                and after.key not in ACTS
                and len(after.key) > 1
            ):
                return not (after.key in self.roll.first and after.key not in self.roll.last)
        return False

    def _title_of_a_work(self, i: int, last: int) -> bool:
        """`Charlotte's Web`, `Noah's ark`, `Alice in Wonderland`: known by the two or three words together."""
        keys = self.passage.keys[i : last + 3]
        return any("".join(keys[:n]) in PUBLIC or "s".join(keys[:n]) in PUBLIC for n in (2, 3))

    def _is_class(self, i: int, last: int) -> bool:
        """The name of a class rather than of a child: `Willow class`, `the Willows`, `in Willow`."""
        key = self.tokens[i].key
        if key not in self.roll.class_words:
            return False
        after = self.tokens[last + 1].key if last + 1 < len(self.tokens) else ""
        if key not in ORDINARY:  # nobody calls a class Maisie without saying class
            return after == "class"
        return after not in ACTS or after == "class" or self._opens_sentence(i)

    def _quoted_title(self, i: int) -> bool:
        """Inside quotation marks that hold a title: most of its words with capitals."""
        text, (start, end) = self.folded, self.passage.sentence(self.tokens[i].start)
        place = self.tokens[i].start
        for mark in ("'", '"'):
            opening = text.rfind(mark, max(0, start - 1), place)
            closing = text.find(mark, self.tokens[i].end, end + 40)
            if mark == "'" and closing >= 0 and text[closing + 1 : closing + 2] == "s":
                closing = text.find(mark, closing + 1, end + 40)
            if opening < 0 or closing < 0 or (opening and text[opening - 1].isalnum()):
                continue
            inside = self.passage.between(opening + 1, closing)
            capitals = sum(self._capital(j) for j in inside)
            if len(inside) > 1 and capitals * 2 >= len(inside):
                return True
        return False

    def _creature(self, i: int, last: int) -> bool:
        tokens = self.tokens
        start, _ = self.passage.sentence(tokens[i].start)
        near = {t.key for t in tokens[max(0, i - 5) : i] if t.start >= start}
        after = {t.key for t in tokens[last + 1 : last + 7] if t.start < self.passage.sentence(tokens[i].start)[1]}
        return self._in_sentence(self._old_times, i) or (
            bool(near & CREATURES or after & (PETS | _STAGED)) and not near & CHILDREN
        )

    def _staff(self, i: int, last: int) -> bool:
        """The first name of a member of staff who is named in full or by title in the same words."""
        key = "".join(t.key for t in self.tokens[i : last + 1])
        rows = self.roll.staff_first.get(key)
        if not rows:
            return False
        return any("".join(self.roll.staff_words(row)) in self.staff_surnames for row in rows)

    @kept
    def staff_surnames(self) -> frozenset[str]:
        """The surnames of staff that stand in the passage with a capital."""
        keys, staff = self.passage.keys, self.roll.staff_last
        return frozenset(key for i, key in enumerate(keys) if key in staff and self._capital(i))
