"""Find the people of the roll in a passage, and tell them from words, places and other people.

`find` answers with mentions: the place, the pupils it can be, and how much of the name was said.
Nothing here decides what a mention means; the checks do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from gatepost.screening.names.alone import Alone
from gatepost.screening.names.around import ORDINARY, Mention
from gatepost.screening.names.roll import FIRST, LAST, Roll, one_slip, words_of
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
        keys, run_together = self.passage.keys, self.passage.run_together
        words = self.passage.words
        known = self.roll.beginning.keys() & words
        joined = self.roll.full.keys() & words
        if not (known or joined or run_together or self.shown):
            return []  # most texts name nobody, and two looks at the whole of them say so
        return self._agreed(self._in_order(keys, known, joined, run_together=run_together))

    def _in_order(self, keys: list[str], known: Set[str], joined: Set[str], *, run_together: bool) -> list[Mention]:
        found: list[Mention] = []
        after = 0  # tokens before this one are spoken for
        last = len(keys) - 1
        slips = self._slips(self.passage.words) if self.shown else frozenset()
        for i in self._worth_a_look(keys, known | joined | slips, run_together=run_together):
            pair: tuple[Mention, int] | None = None
            if i < after:
                continue
            key = keys[i]
            if key in known:
                if self._capital(i) or key not in ORDINARY or not self._only_a_word(i, self.roll.beginning[key]):
                    pair = self._starting_at(i, self.roll.beginning[key])
            elif len(key) > 6 and (run_together or key in joined):
                mention = self._glued(self.tokens[i], self.roll.full)
                pair = (mention, i + 1) if mention else None
            if pair is None and key not in known and len(key) > 3 and key not in ORDINARY and self._capital(i):
                beside_name = i < last and keys[i + 1] in known  # a misspelt first name before a surname of the roll
                pair = (self._slipped(i) if beside_name else None) or (self._pictured_slip(i) if key in slips else None)
            if pair:
                mention, after = pair
                found.append(mention)
        return found

    def _worth_a_look(self, keys: list[str], wanted: Set[str], *, run_together: bool) -> Sequence[int]:
        """The tokens that can open a name: those on the roll, and the one before, which may be a slip of the pen."""
        places = [i for i, key in enumerate(keys) if key in wanted or (run_together and len(key) > 6)]
        return sorted({*places, *(i - 1 for i in places if i)})

    def _slips(self, words: Set[str]) -> frozenset[str]:
        """The words that are one slip of the pen away from the first name of a child in the picture."""
        pupils = [self.roll.pupils[row] for row in self.shown]
        names = {"".join(words_of(name)) for pupil in pupils for name in (pupil.first, pupil.known_as)}
        return frozenset(
            word
            for name in names
            for word in words
            # one slip leaves the first letter or the last as it was
            if -2 < len(word) - len(name) < 2 and name and (word[0] == name[0] or word[-1] == name[-1])
            if one_slip(word, name)
        )

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
