"""Find the people of the roll in a passage, and tell them from words, places and other people.

`find` answers with mentions: the place, the pupils it can be, and how much of the name was said.
Nothing here decides what a mention means; the checks do.
"""

from __future__ import annotations

from collections.abc import Iterable

from gatepost.screening.names.alone import Alone
from gatepost.screening.names.around import ORDINARY, Mention
from gatepost.screening.names.roll import FIRST, LAST, Roll
from gatepost.screening.names.whole import CHILDREN, Whole
from gatepost.screening.text import Passage

__all__ = ["Mention", "find", "pupils_of"]


def find(
    passage: Passage, roll: Roll, *, school: str = "", shown: frozenset[int] = frozenset(), eager: bool = False
) -> list[Mention]:
    """Every mention of a pupil, in order. `shown` are the rows of children pictured with these words.

    `eager` where the talk is of children anyway: a word that opens a sentence and does something is a child.
    """
    return _Finder(passage, roll, school, shown, eager=eager).find()


class _Finder(Whole, Alone):
    """Goes through the words once; nearly every word of nearly every text is on no roll and costs one look."""

    def find(self) -> list[Mention]:
        found: list[Mention] = []
        opening, full = self.roll.beginning, self.roll.full
        capitals, run_together = self.capitals, self.passage.run_together
        after = 0  # tokens before this one are spoken for
        for i, key in enumerate(self.passage.keys):
            flags = opening.get(key)
            if flags is None:
                # nearly every word of nearly every text ends here
                glued = len(key) > 6 and (key in full or run_together) and i >= after
                if glued and (mention := self._glued(self.tokens[i], full)):
                    found.append(mention)
                    continue
                if capitals[i] and len(key) > 3 and i >= after and key not in ORDINARY:
                    pair = self._slipped(i) or self._pictured_slip(i)
                    if pair:
                        mention, after = pair
                        found.append(mention)
                continue
            if i < after or (not capitals[i] and key in ORDINARY and self._only_a_word(i, flags)):
                continue
            pair = self._starting_at(i, flags)
            if pair:
                mention, after = pair
                found.append(mention)
        return self._agreed(found)

    def _only_a_word(self, i: int, flags: int) -> bool:
        """An ordinary word in small letters, with no surname after it and no picture beside it: not looked at twice."""
        if self.shown or self.loose:
            return False
        keys = self.passage.keys
        after = keys[i + 1] if i + 1 < len(keys) else ""
        if flags == LAST:
            return after not in CHILDREN
        named = self.roll.opening.get(after, 0) & LAST or after in ("in", "from", "of") or len(after) == 1
        return not named and keys[i - 1] not in ("little", "done")

    def _starting_at(self, i: int, flags: int) -> tuple[Mention, int] | None:
        if flags & FIRST or self.tokens[i].key in self.roll.aliases:
            return self._full(i) or self._slipped(i) or self._initialled(i) or self._first(i)
        return self._surname(i)

    def _agreed(self, found: list[Mention]) -> list[Mention]:
        """A child once named for sure is meant by a doubtful first name too."""
        sure = {row for mention in found if mention.sure for row in mention.rows[:50]}
        return [m if m.sure or not sure.intersection(m.rows) else m._replace(sure=True) for m in found]


def pupils_of(mentions: Iterable[Mention]) -> frozenset[int]:
    """All rows that the mentions can be."""
    return frozenset(row for mention in mentions for row in mention.rows)
