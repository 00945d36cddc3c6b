"""The four verdicts, in order of strictness."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """allow < advise < hold < block, so that `max` gives the strictest."""

    ALLOW = 0
    ADVISE = 1
    HOLD = 2
    BLOCK = 3

    @property
    def word(self) -> str:
        """The verdict as it is written everywhere: `block`."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Verdict:
        """The verdict that `word` names; ValueError with the four words if none."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"{word!r} is no verdict: allow, advise, hold or block") from None
