"""Classes and years in text: `4W`, `5 b's`, `Year 6`, `Fulmars`, and short forms such as `Corms`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from gatepost.screening.folding import fold
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.text import Passage

YEAR = Pattern(
    r"\b(?:year|yr|yrs|y)\s?-?\s?(?:[1-6]|one|two|three|four|five|six)\b(?:s)?(?!\s?(?:old|ago|olds|-old|on\b))"
    r"|\b(?:reception|nursery class|foundation stage|eyfs|ks[12]|key stage (?:1|2|one|two))\b"
    r"|\bclass (?:\d{1,2}[a-z]?|[a-h])\b"
)


_DIGIT = re.compile(r"\d")


class Classes:
    """The class names of the roll, found however people write them."""

    def __init__(self, names: Iterable[str]) -> None:
        short, words = [], {}
        for name in names:
            folded = fold(name).strip()
            match = re.fullmatch(r"([0-9]+)\s*([a-z]+)|([a-z]+)\s*([0-9]+)", folded)
            if match:
                short.append(r"\s?".join(re.escape(part) for part in match.groups() if part))
            elif len(folded) <= 2:
                short.append(re.escape(folded))
            elif folded:
                words[folded] = name
        self._numbered = bool(short)
        self._hints = AhoCorasick(sorted({word[:4] for word in words}))
        forms = set()
        for word in words:
            forms.add(re.escape(word) + ("" if word.endswith("s") else "s?"))
            if word.endswith("s"):
                forms.add(re.escape(word[:-1]))
            if len(word) >= 7:  # an abbreviation: its first five letters or so, with or without an s
                forms.update(re.escape(word[:n]) + "s?" for n in range(4, len(word) - 2))
        parts = [*sorted(set(short), key=len, reverse=True), *sorted(forms, key=len, reverse=True)]
        self._form = re.compile(rf"\b(?:{'|'.join(parts)})\b") if parts else re.compile(r"(?!)")
        self._short = re.compile(rf"\b(?:{'|'.join(short)})\b") if short else re.compile(r"(?!)")

    def find(self, passage: Passage, *, years: bool = True) -> list[tuple[int, int]]:
        """Spans in the folded text that name a class or year of the school, in order.

        A class named after an ordinary word ("Willow") counts with a capital or beside the word class.
        Without `years` it is known already that no year is named.
        """
        folded = passage.folded
        spans = [match.span() for match in YEAR.finditer(folded)] if years else []
        if not (self._hints.find_matches_as_indexes(folded) or (self._numbered and _DIGIT.search(folded))):
            return spans
        forms: list[tuple[int, int]] = []
        taken = 0
        for match in self._form.finditer(folded):
            start, end = match.span()
            if folded[start].isalpha() and not self._written_as_class(passage, start, end):
                continue
            while taken < len(spans) and spans[taken][1] <= start:
                taken += 1
            if taken < len(spans) and spans[taken][0] < end:
                continue  # part of a year already found
            forms.append((start, end))
        return sorted([*spans, *forms])

    @staticmethod
    def _written_as_class(passage: Passage, start: int, end: int) -> bool:
        first, _ = passage.original(start, start + 1)
        if passage.text[first : first + 1].isupper():
            return True
        around = passage.folded[max(0, start - 12) : end + 12]
        return bool(re.search(r"\b(?:class|group|kids|lot|children|child)\b", around))
