"""Text folded: what people vary without changing what they say, taken away.

Case, accents, look-alike letters of other scripts, invisible characters, digits standing for letters
("D3melza", "0nlyF@ns"), letters set apart ("G r a c e").
"""

from __future__ import annotations

import re
import unicodedata
from itertools import compress

# Letters that decomposition leaves alone, and letters of other scripts that look Latin.
_SPECIAL = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ə": "e", "ɑ": "a", "ɡ": "g", "ſ": "s",
    "‘": "'", "’": "'", "ʼ": "'", "ʹ": "'", "′": "'", "`": "'", "´": "'", "＇": "'", "“": '"', "”": '"', "„": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\r": "\n", "\x85": "\n", "…": ".",
    # small capitals
    "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
    "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w",
    "ʏ": "y", "ᴢ": "z",
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m",
    "н": "h", "о": "o", "р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "ѵ": "v", "ԝ": "w", "х": "x", "ү": "y",
    # Greek
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "τ": "t",
    "υ": "u", "χ": "x", "ω": "w", "γ": "y", "ζ": "z",
}  # fmt: skip
# A few capitals do not look like the capital of what their small letter looks like.
_CAPITALS = {"Н": "h", "Р": "p", "В": "b", "С": "c", "Х": "x", "У": "y", "Η": "h", "Β": "b", "Μ": "m", "Ν": "n", "Ζ": "z",
             "Ρ": "p", "Υ": "y", "Χ": "x", "İ": "i"}  # fmt: skip


class _Folding(dict[int, str]):
    """A translate table that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


def _fold_character(char: str) -> str:
    known = _CAPITALS.get(char) or _SPECIAL.get(char) or _SPECIAL.get(char.lower())
    if known:
        return known
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or (category == "Cc" and char not in "\n\t"):
        return ""
    if category == "Cs":
        return " "
    if category == "Zs":
        return " "
    base = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)).lower()
    return "".join(_SPECIAL.get(c, c) for c in base) or " "


_FOLD = _Folding()
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def fold(text: str) -> str:
    """`text` without case, accents, look-alikes or invisible characters. Its length may differ.

    >>> fold("Siân Llewellyn–Price"), fold("Ｇｒａｃｅ"), fold("Аlfie")
    ('sian llewellyn-price', 'grace', 'alfie')
    """
    if text.isascii() and not _CONTROL.search(text):
        return text.lower()
    return text.translate(_FOLD)


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the offset in `text` (None: the same offsets)."""
    if text.isascii() and not _CONTROL.search(text):
        return text.lower(), None
    if all(len(_FOLD[ord(char)]) == 1 for char in set(text)):
        return text.translate(_FOLD), None
    pieces = [_FOLD[ord(char)] for char in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]


# Digits and signs that stand for letters, only inside a word that has letters too.
_LEET_WORD = re.compile(r"(?<![\w@$])(?=[\w@$!]*[a-z])(?=[\w@$!]*[013457@$!])[a-z0-9@$!]{3,}(?![\w@$])")
_LEET = str.maketrans("013457@$!", "oieastasi")
_CLASS_LIKE = re.compile(
    r"^(?:\d{1,2}[a-z]{1,2}|[a-z]{1,2}\d{1,3}|\d+(?:st|nd|rd|th|am|pm|m|km|cm|kg|g|ml|p|k|s|x|hr|hrs|mins?|d)|ks\d|y\d.*|.*[a-z]\d{2,}|what3words)$"
)
_HAS_LEET = re.compile(
    r"[013457@$!](?:(?<=[a-z].)(?=[a-z])|(?<![a-z0-9].)(?<!!)(?=[a-z]{2})|(?<=[a-z]{2}.)(?<!!)(?![0-9a-z]))"
)


def unleet(folded: str) -> str:
    """`folded` with the letters that digits and signs stand for; same length.

    >>> unleet("d3melza of 4w, 0nlyf@ns, sh1t, y6 at 8am")
    'demelza of 4w, onlyfans, shit, y6 at 8am'
    """
    if not _HAS_LEET.search(folded):
        return folded
    return _LEET_WORD.sub(_one_unleet, folded)


def _one_unleet(match: re.Match[str]) -> str:
    word = match.group()
    body = word.rstrip("!")
    if "@" in body and match.string[match.end() : match.end() + 1] == ".":  # an e-mail address
        return word
    if len(body) < 3 or _CLASS_LIKE.match(body) or sum(c.isalpha() for c in body) < len(body) / 2:
        return word
    if body.startswith("@") and body[1:].rstrip("0123456789").isalpha():  # a handle
        return word
    return body.translate(_LEET) + word[len(body) :]


# Four letters or more, each set apart from the next by the same sign.
_APART = re.compile(r"(?<![\w'])[a-z](?P<gap>[^\w\n]|_)[a-z](?:(?P=gap)[a-z]){2,}(?![^\W_])")


class _Letters(dict[int, str]):
    """A translate table: an `a` for every small letter, a space for all else."""

    def __missing__(self, code: int) -> str:
        return "a" if 97 <= code <= 122 else " "


_LETTERS = _Letters({code: "a" if chr(code).islower() else " " for code in range(128)})


def closed_up(folded: str, places: list[int] | None) -> tuple[str, list[int] | None]:
    """Words whose letters stand apart, closed up, and the places that then belong to them.

    >>> closed_up("we l-o-v-e phonics", None)[0], closed_up("a b c", None)
    ('we love phonics', ('a b c', None))
    """
    if "a a a a" not in folded.translate(_LETTERS) or not _APART.search(folded):
        return folded, places
    kept = [True] * len(folded)
    for match in _APART.finditer(folded):
        for gap in range(match.start() + 1, match.end(), 2):
            kept[gap] = False
    return "".join(compress(folded, kept)), list(compress(places or range(len(folded)), kept))
