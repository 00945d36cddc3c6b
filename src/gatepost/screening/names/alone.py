"""A first name alone: whether it is a child of the roll or a word."""

from __future__ import annotations

import re

from gatepost.screening.names.around import ORDINARY, Mention
from gatepost.screening.names.lexicon import words
from gatepost.screening.names.others import Others

ACTS, WEAK_ACTS, BEFORE = words("acts"), words("acts_weak"), words("beforehand")
OF_THINGS = words("acts_of_things")
_BIRTHDAY = re.compile(r" (?:turn(?:s|ed)|is|was) \d{1,2}\b(?! ?%)")
_DATE_NEAR = re.compile(
    r"\d(?:st|nd|rd|th)? (?:of )?(?:may|june|april|august|march)\b|\b(?:may|june|april|august|march) \d|\bin (?:may|june|april|august)\b"
)


class Alone(Others):
    """Weighs the words around a first name."""

    def _first(self, i: int) -> tuple[Mention, int] | None:
        tokens = self.tokens
        key, last = tokens[i].key, i
        if len(key) == 1:
            return None  # `I had a lovely day`, on a roll with a child called I
        if (
            i + 1 < len(tokens)
            and key + tokens[i + 1].key in self.roll.first
            and self._joined(tokens[i], tokens[i + 1])
        ):
            key, last = key + tokens[i + 1].key, i + 1  # `Minh Anh`, `Anne-Marie`
        rows = self._rows_first(key)
        if not rows:
            return None
        pictured = [row for row in rows if row in self.shown]
        alias_only = key not in self.roll.first
        if pictured:
            if self._named_beside_picture(i, last):
                return Mention("first", tokens[i].start, tokens[last].end, tuple(pictured)), last + 1
            return None
        if self._somebody_else(i, last):
            return None
        strength = self._person(i, last) if not alias_only or self._capital(i) else 0
        if strength == 0 or (strength < 2 and alias_only):
            return None
        return Mention("first", tokens[i].start, tokens[last].end, tuple(rows), strength > 1), last + 1

    def _named_beside_picture(self, i: int, last: int) -> bool:
        """In a caption or file any use of the pictured child's name counts; in the text a word needs more."""
        if self._part_of_another_name(i, last) or self._is_class(i, last):
            return False
        if self.passage.where != "text" or self.tokens[i].key not in ORDINARY:
            return True
        if not self._capital(i):
            return False
        return not self._opens_sentence(i) or self._person(i, last) > 1 or self._stands_alone(i, last)

    def _stands_alone(self, i: int, last: int) -> bool:
        start, end = self.passage.sentence(self.tokens[i].start)
        return len(self.passage.between(start, end)) == last - i + 1

    def _person(self, i: int, last: int) -> int:
        """0: a word or nobody; 1: may be a person; 2: the words around make it a person."""
        tokens = self.tokens
        key, capital = tokens[i].key, self._capital(i)
        word = key in ORDINARY
        before = tokens[i - 1].key if i else ""
        after = tokens[last + 1].key if last + 1 < len(tokens) else ""
        gap = self.folded[tokens[last].end : tokens[last + 1].start] if after else ""
        opens = self._opens_sentence(i)
        touching = gap in (" ", "'s ", "' ")
        acts = touching and after in ACTS and not gap.startswith("'")
        if word and not capital:
            return 2 if (before in ("little", "done") and acts) or self._with_class(last) else 0
        if word and (
            before in ("the", "a", "an", "this", "that", "every", "any")
            or _DATE_NEAR.search(self.folded[max(0, tokens[i].start - 9) : tokens[last].end + 5])
        ):
            return 0
        led = before in BEFORE and not opens
        if word:
            if opens:
                strong = acts and after not in OF_THINGS
                strong = strong or _BIRTHDAY.match(self.folded, tokens[last].end) is not None
                strong = strong or (touching and after in WEAK_ACTS and (self.eager or self._class_in_sentence(i)))
                strong = strong or (
                    gap.startswith("'s")
                    and after
                    in ("mum", "dad", "nan", "mother", "father", "parents", "teacher", "class", "story", "poem")
                )
                return 2 if strong or self._with_class(last) or self._listed(i, last) else 0
            by_act = acts or (touching and after in WEAK_ACTS and not gap.startswith("'"))
            return 2 if led or by_act or self._with_class(last) or self._listed(i, last) or self._praised(i) else 0
        if capital:
            return 2 if led or acts or self._with_class(last) or self._praised(i) or after in WEAK_ACTS else 1
        if len(key) < 4 and key not in (
            "leo",
            "zoe",
            "ava",
            "mia",
            "eva",
            "amy",
            "joe",
            "ben",
            "tom",
            "sam",
            "max",
            "zac",
        ):
            return 0
        if self._with_class(last):
            return 2
        lower_style = not any(char.isupper() for char in self.passage.text if char != "I")
        return 2 if (led or acts) else int(lower_style or self.passage.where == "photo.file")

    def _listed(self, i: int, last: int) -> bool:
        """Joined by `and`, `&` or a comma to a name that is no ordinary word."""
        tokens, roll = self.tokens, self.roll
        for j in (i - 2, i - 1, last + 1, last + 2):
            if 0 <= j < len(tokens) and j != i and self._capital(j):
                key = tokens[j].key
                low, high = (tokens[j], tokens[i]) if j < i else (tokens[last], tokens[j])
                between = self.folded[low.end : high.start].strip()
                if key in roll.first and key not in ORDINARY and between in ("and", "&", ",", "+", ", and"):
                    return True
        return False
