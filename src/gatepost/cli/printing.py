"""Words on a terminal, whatever it can show: wide or narrow, with colours or without, UTF-8 or plain ASCII."""

from __future__ import annotations

import sys
import unicodedata
from functools import cached_property
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.text import Text

from gatepost.policy.verdict import Verdict

SENTENCES = {
    Verdict.ALLOW: "May be posted",
    Verdict.ADVISE: "May be posted, think of this",
    Verdict.HOLD: "Ask first",
    Verdict.BLOCK: "Do not post this yet",
}
STYLES = {Verdict.ALLOW: "green", Verdict.ADVISE: "cyan", Verdict.HOLD: "yellow", Verdict.BLOCK: "red"}
# Four gates that differ in shape: open, with a notice, with a pause, barred.
_GATES = {Verdict.ALLOW: "┃   ┃", Verdict.ADVISE: "┃ i ┃", Verdict.HOLD: "┃ ‖ ┃", Verdict.BLOCK: "┣━━━┫"}
_PLAIN_GATES = {Verdict.ALLOW: "|   |", Verdict.ADVISE: "| i |", Verdict.HOLD: "| : |", Verdict.BLOCK: "|===|"}
# Three underlines that differ in shape: wavy, double, solid.
_RULES = {Verdict.ADVISE: "~", Verdict.HOLD: "═", Verdict.BLOCK: "━"}
_PLAIN_RULES = {Verdict.ADVISE: ".", Verdict.HOLD: "~", Verdict.BLOCK: "^"}
_IN_ASCII = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "•": "*",
    "→": "->",
    "£": "GBP ",
    "€": "EUR ",
}
_WIDEST, _NARROWEST = 100, 24
_DROPPED = {"\ufe0f", "\ufe0e", *map(chr, range(0x1F3FB, 0x1F400))}  # emoji shades: terminals disagree on their width


class Paper:
    """A terminal, or a file that stands for one, to print on."""

    def __init__(self, file: TextIO | None = None) -> None:
        self.file = file or sys.stdout
        self.console = Console(file=self.file, highlight=False, markup=False, emoji=False, soft_wrap=True)

    @cached_property
    def width(self) -> int:
        """Columns to print in: never more than a line that is easily read."""
        return max(_NARROWEST, min(_WIDEST, self.console.width))

    @cached_property
    def encoding(self) -> str:
        return getattr(self.file, "encoding", None) or "utf-8"

    @cached_property
    def fancy(self) -> bool:
        """Whether more than letters can be shown."""
        return self.encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf16", "utf16le", "cp65001")

    def shown(self, char: str) -> str:
        """What stands for one character of somebody's text: nothing for an invisible one, a sign for a control one."""
        if char.isascii() and char.isprintable():
            return char
        if char == "\t":
            return "  "
        category = unicodedata.category(char)
        if category in ("Cf", "Zl", "Zp", "Me") or char in _DROPPED:
            return ""
        if category == "Cc":
            return chr(0x2400 + ord(char)) if self.fancy and ord(char) < 32 else "?"
        if category in ("Cs", "Co", "Cn"):
            return "\ufffd" if self.fancy else "?"
        return char if self.fancy else self._encoded(char)

    def _encoded(self, char: str) -> str:
        for form in (
            char,
            _IN_ASCII.get(char, ""),
            unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode(),
        ):
            try:
                if form.encode(self.encoding):
                    return form
            except (UnicodeEncodeError, LookupError):
                continue
        return "?"

    def plain(self, words: str) -> str:
        """Words in one line as this terminal can show them."""
        return "".join(self.shown(char) for char in " ".join(words.splitlines()))

    def label(self, label: str, words: str = "", style: str = "dim") -> Text:
        """A label in its own style, then words."""
        return Text().append(label, style=style).append(self.plain(words))

    def gate(self, verdict: Verdict) -> str:
        return (_GATES if self.fancy else _PLAIN_GATES)[verdict]

    def rule(self, verdict: Verdict) -> str:
        return (_RULES if self.fancy else _PLAIN_RULES)[verdict]

    def line(self, text: Text | str = "", indent: int = 0) -> None:
        """One line as it is, never broken or cut."""
        text = Text(text) if isinstance(text, str) else text
        self.console.print(
            Text(" " * indent) + text if text.plain else Text(), overflow="ignore", no_wrap=True, crop=False
        )

    def words(self, text: Text | str, indent: int = 0, style: str = "", hang: int = 0) -> None:
        """A paragraph, broken where the line ends; the lines after the first hang by so many columns more."""
        text = Text(self.plain(text), style=style) if isinstance(text, str) else text
        width = max(_NARROWEST // 2, self.width - indent - hang)
        for number, row in enumerate(text.wrap(self.console, width, tab_size=2)):
            row.rstrip()
            self.line(row, indent + (hang if number else 0))

    def verdict(self, verdict: Verdict, indent: int = 0) -> None:
        """The gate and its sentence."""
        style = Style.parse(f"bold {STYLES[verdict]}")
        self.words(Text(f"{self.gate(verdict)}  {SENTENCES[verdict]}", style=style), indent)

    def heading(self, words: str, indent: int = 0) -> None:
        self.words(Text(self.plain(words), style="bold"), indent)
