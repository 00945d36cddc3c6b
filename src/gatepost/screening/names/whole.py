"""Names said in full or nearly: first and last, run together, misspelt, with initials, surname first."""

from __future__ import annotations

import re

from gatepost.screening.names.around import FOLLOWERS, LEADERS, ORDINARY, Mention, Words
from gatepost.screening.names.lexicon import phrases, words
from gatepost.screening.names.roll import one_slip, words_of
from gatepost.screening.text import Token

TITLES, CHILDREN, PLACES, PUBLIC = words("titles"), words("children"), words("places"), phrases("public")
_WHERE = frozenset("at in near to the of on along up down behind around past through".split())
_SHORTHAND = frozenset("iauxrnkbcodts")  # letters that stand for words in messages: `u`, `r`, `n`, `x`, `d'you`
_QUOTES = ("'", '"', "(", ")")
_LITTLE = FOLLOWERS | LEADERS | words("acts_weak")
_LETTER = re.compile(r"[a-z]")


class Whole(Words):
    """Finds the names that leave no doubt who is meant, or little."""

    def _full(self, i: int) -> tuple[Mention, int] | None:
        """First and last name, joined over spaces, hyphens, lines or emoji, with or without a middle name."""
        tokens, roll = self.tokens, self.roll
        heads = [tokens[i].key, *roll.aliases.get(tokens[i].key, ())]
        best: tuple[int, tuple[int, ...]] | None = None
        tail = ""
        for j in range(i + 1, min(len(tokens), i + roll.longest)):
            if not self._joined(tokens[j - 1], tokens[j]):
                break
            tail += tokens[j].key
            for head in heads:
                if rows := roll.rows(head + tail):
                    best = (j, rows)
        if best is None and i + 2 < len(tokens) and self._middle(i + 1):
            for head in heads:
                if rows := roll.rows(head + tokens[i + 2].key):
                    best = (i + 2, rows)
        if best is None:
            return None
        last, rows = best
        if self._only_words(i, last) and not self.shown.intersection(rows):
            return None
        return Mention("full", tokens[i].start, tokens[last].end, rows), last + 1

    def _middle(self, i: int) -> bool:
        """Whether token i can be a middle name, initial or quoted short form between its neighbours."""
        tokens = self.tokens
        before = self.folded[tokens[i - 1].end : tokens[i].start]
        after = self.folded[tokens[i].end : tokens[i + 1].start]
        if before.strip(" ") in _QUOTES and after.strip(" ") in _QUOTES and before.strip(" "):
            return True
        if not (self._joined(tokens[i - 1], tokens[i]) and self._joined(tokens[i], tokens[i + 1])):
            return False
        return len(tokens[i].key) == 1 or (self._capital(i) and tokens[i].key not in FOLLOWERS)

    def _only_words(self, first: int, last: int) -> bool:
        """A full name of ordinary words, written as ordinary words, or as a place's name."""
        tokens = self.tokens
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if after and after.key in PLACES and self._capital(last + 1) and self._joined(tokens[last], after):
            return True
        if any(token.key not in ORDINARY and token.key not in _LITTLE for token in tokens[first : last + 1]):
            return False
        if not (self._capital(first) and self._capital(last)):
            return True
        before = tokens[first - 1].key if first else ""
        return before in _WHERE and not self._praised(first)

    def _initialled(self, i: int) -> tuple[Mention, int] | None:
        """A first name and the surname's initial or initials: `Harry P`, `Logan P-J`."""
        tokens = self.tokens
        if i + 1 >= len(tokens) or len(tokens[i + 1].key) > 2 or not _LETTER.match(tokens[i + 1].key):
            return None
        initial = tokens[i + 1]
        if not self._joined(tokens[i], initial):
            return None
        if not self.passage.shouted_or_single(initial):
            seldom = tokens[i].key not in ORDINARY and initial.key not in _SHORTHAND
            if len(initial.key) > 1 or not (seldom or self._with_class(i + 1)):
                return None
        if initial.key in ("i", "a") and self.folded[initial.end : initial.end + 1] == " ":
            return None
        wanted = initial.key[0]
        rows = [r for r in self._rows_first(tokens[i].key) if self.roll.initial(r) == wanted]
        if not rows:
            return None
        end, after = initial.end, i + 2
        if after < len(tokens) and len(tokens[after].key) == 1 and self.folded[end : tokens[after].start] == "-":
            end, after = tokens[after].end, after + 1
        return Mention("part", tokens[i].start, end, tuple(rows)), after

    def _surname(self, i: int) -> tuple[Mention, int] | None:
        """An initial with a surname (`Y. Demir`), `Bassett, Alfie`, `Bassett Alfie`, or a surname with a word for children."""
        tokens, roll = self.tokens, self.roll
        surname, last = self._whole_surname(i)
        rows = roll.last.get(surname)
        if not rows:
            return None
        if i and len(tokens[i - 1].key) == 1 and self._capital(i - 1) and self._joined(tokens[i - 1], tokens[i]):
            initial = tokens[i - 1].key
            if i > 1 and (tokens[i - 2].key in TITLES or len(tokens[i - 2].key) == 1):
                return None
            fitting = [r for r in roll.here(rows, self.school) if roll.first_initial(r) == initial]
            if fitting and self._capital(i):
                return Mention("part", tokens[i - 1].start, tokens[last].end, tuple(fitting)), last + 1
        if last + 1 < len(tokens):
            after = tokens[last + 1]
            gap = self.folded[tokens[last].end : after.start]
            turned = gap in (", ", ",") or (gap == " " and self._as_in_a_register(i, last + 1))
            if turned and (hits := roll.rows(after.key + surname)):
                return Mention("full", tokens[i].start, after.end, hits), last + 2
            after_title = i and tokens[i - 1].key in TITLES
            of_children = after.key in CHILDREN and gap.strip("'s ") == ""
            if of_children and self._capital(i) and not after_title and (these := roll.here(rows, self.school)):
                return Mention("part", tokens[i].start, after.end, tuple(these)), last + 2
        return None

    def _as_in_a_register(self, first: int, last: int) -> bool:
        """Whether `Tolliver Grace` can be a name turned round: two capitals, no title before, no ordinary surname."""
        titled = first > 0 and self.tokens[first - 1].key in TITLES
        capitals = self._capital(first) and self._capital(last)
        return capitals and not titled and self.tokens[first].key not in ORDINARY

    def _whole_surname(self, i: int) -> tuple[str, int]:
        """The longest surname of the roll that starts at token i, and its last token."""
        tokens, key = self.tokens, self.tokens[i].key
        best = (key, i)
        for j in range(i + 1, min(len(tokens), i + 4)):
            if not self._joined(tokens[j - 1], tokens[j]):
                break
            key += tokens[j].key
            if key in self.roll.last:
                best = (key, j)
        return best

    def _slipped(self, i: int) -> tuple[Mention, int] | None:
        """A full name with one slip of the pen, in either half; both halves capitalised."""
        tokens, roll = self.tokens, self.roll
        if i + 1 >= len(tokens) or not (self._capital(i) and self._capital(i + 1)):
            return None
        left, right = tokens[i].key, tokens[i + 1].key
        if len(right) < 3 or not self._joined(tokens[i], tokens[i + 1]) or left + right in PUBLIC:
            return None
        known_left = left in roll.first or left in roll.aliases
        if known_left and len(right) > 3 and right not in FOLLOWERS and right not in PLACES:
            heads = (left, *roll.aliases.get(left, ()))
            tries = [head + near for near in roll.misspelt(right) for head in heads]
            if right in ORDINARY:
                return None
        elif not known_left and right in roll.last and left not in LEADERS:
            tries = [near + right for near in roll.misspelt(left)]
        else:
            return None
        rows = sorted({row for key in tries for row in roll.rows(key)})
        if not rows:
            return None
        return Mention("full", tokens[i].start, tokens[i + 1].end, tuple(rows)), i + 2

    def _pictured_slip(self, i: int) -> tuple[Mention, int] | None:
        """The first name of a child in the picture, with one slip of the pen."""
        key, roll = self.tokens[i].key, self.roll
        for row in self.shown:
            pupil = roll.pupils[row]
            if any(one_slip(key, "".join(words_of(name))) for name in {pupil.first, pupil.known_as} if name):
                return Mention("first", self.tokens[i].start, self.tokens[i].end, (row,)), i + 1
        return None

    def _glued(self, token: Token, full: dict[str, int | list[int]]) -> Mention | None:
        """A full name run together: `#alfiebassett`, `@AlfieBassett1`, `alfiebassett.jpg`, `A l f i e B a s s e t t`."""
        key = token.key.strip("0123456789")
        marked = self.loose or self.folded[token.start - 1 : token.start] in ("#", "@") or self.passage.set_apart(token)
        if key in full and key not in PUBLIC and (marked or self._camel(token)):
            return Mention("full", token.start, self._with_digits(token.end), self.roll.rows(key))
        if marked:
            for length in range(min(len(key) - 1, self.roll.longest_full), 5, -1):
                for part in (key[-length:], key[:length]):
                    if part in full:
                        return Mention("full", token.start, token.end, self.roll.rows(part))
        return None

    def _with_digits(self, end: int) -> int:
        """The end of the word with the number that may follow it in a handle or file name."""
        while self.folded[end : end + 1].isdigit():
            end += 1
        return end

    def _camel(self, token: Token) -> bool:
        """Whether a capital stands inside the word: `GraceTolliver`, and not `Hollywood`."""
        inside = self.passage.quote(token.start, token.end)[1:]
        return not inside.isupper() and any(char.isupper() for char in inside)
