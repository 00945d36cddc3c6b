"""Figures as Markdown: tables with ratios first, and what was aimed at beside what was reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Results:
    """Sections of a page, in order, and the aims met or missed on the way."""

    sections: list[str] = field(default_factory=list)
    aims: list[tuple[str, str, str, str]] = field(default_factory=list)

    def say(self, *paragraphs: str) -> None:
        self.sections.extend(paragraphs)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table; its first column is words, the others are figures."""
        lines = [_row(head), _row(["---", *["---:"] * (len(head) - 1)]), *(_row(row) for row in rows)]
        self.sections.append("\n".join(lines))

    def aim(self, what: str, wanted: str, got: str, *, met: bool) -> None:
        self.aims.append((what, wanted, got, "yes" if met else "**no**"))

    def not_measured(self, what: str, wanted: str, why: str) -> None:
        self.aims.append((what, wanted, f"not measured: {why}", "?"))

    def page(self, *, title: str, opening: Sequence[str]) -> str:
        aims = Results()
        aims.table(("Aim", "Wanted", "Got", "Met"), self.aims)
        return "\n\n".join([f"# {title}", *opening, "## Aims", *aims.sections, *self.sections]) + "\n"


def put(page: Path, part: str, text: str) -> None:
    """Put a part where the last run put it, or at the end; the page's other parts stay as they are."""
    begins, ends = f"<!-- {part} -->\n", f"<!-- end of {part} -->\n"
    old = page.read_text("utf-8") if page.exists() else ""
    before, found, rest = old.partition(begins)
    after = rest.partition(ends)[2] if found else ""
    page.write_text(f"{before}{begins}{text}{ends}{after}", "utf-8")


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def times(ratio: float) -> str:
    """A ratio as it is said: `112x`, `1.04x`, `0.021x`.

    >>> times(112.3), times(1.043), times(0.0213)
    ('112x', '1.04x', '0.021x')
    """
    return f"{ratio:.0f}x" if ratio >= 10 else f"{ratio:.2f}x" if ratio >= 0.1 else f"{ratio:.3f}x"
