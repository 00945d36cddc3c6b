"""Who gets which page: the walk behind authority_matrix.txt, which `make matrix` writes anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.test import Client

from tests.web.walking import Answer, Kept, Page, everybody, page_or_post, pages, visit

FILE = Path(__file__).with_name("authority_matrix.txt")
WRITE = "WRITE_AUTHORITY_MATRIX"  # set by `make matrix`
REFUSALS = ("sign in", "no", "hidden")
WIDTH, MARGIN = 8, 72  # of a cell, and of what stands before the first
WORDS = {
    "yes": "the page",
    "on": "done, or on to the next page",
    "sign in": "asked to sign in, or for a token",
    "again": "asked to sign in again, or to set up a second factor",
    "no": "refused, with a page that says who may",
    "hidden": "as if there were no such page",
    "gone": "a link that is used up or was never sent",
    "none": "there is no such method, or the request is not understood",
}
HEAD = """\
Who gets which page. Made by a walk through all of them: do not edit, but look at what changed and whether it should.
Write it anew with: make matrix

`own` is a thing of Saltmarsh, where every role of the pack is held unless it is one for the whole federation; `other`
is one of St Wenna's. `parent` is a parent of the child at Saltmarsh, `elsewhere` the head of St Wenna's (`own` is not
hers); `erased` and `withdrawn` had signed in before. All have signed in lately, with a second factor.
"""


def word(answer: Answer) -> str:
    """What came of it, in a word; an answer that nobody foresaw as its number."""
    if answer.status in (301, 302, 303):
        return _where_to(answer.location)
    if answer.status == 401:  # the API asks for a token; the sign-in library so refuses a sign-in that failed
        return "no" if answer.kind == "text/html" else "sign in"
    known = {200: "yes", 403: "no", 404: "hidden", 410: "gone", 405: "none", 400: "none"}
    return known.get(answer.status, str(answer.status))


def _where_to(location: str) -> str:
    if location.startswith("/accounts/login/"):
        return "sign in"
    asked = ("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/", "/sign-in/second-step/")
    return "again" if location.startswith(asked) else "on"


class Place:
    """The site with everybody in it, and who has walked it so far."""

    def __init__(self) -> None:
        self.pages = [page for page in pages() if page.whose != "missing"]
        self.people: Mapping[str, Client] = everybody()
        self._walks: dict[str, Walk] = {}

    def walk(self, who: str) -> Walk:
        """Theirs, made once."""
        if who not in self._walks:
            self._walks[who] = Walk(self.pages, self.people[who])
        return self._walks[who]

    def table(self) -> str:
        """As it stands in the file, after a walk of everybody."""
        legend = [f"  {name:<{WIDTH}} {means}\n" for name, means in WORDS.items()]
        names = "".join(f"{who[:WIDTH]:<{WIDTH + 1}}" for who in self.people).rstrip()
        long = [f"  {who[:WIDTH]:<{WIDTH}} {who}\n" for who in self.people if len(who) > WIDTH]
        return "".join([HEAD, "\n", *legend, "\n", *long, "\n", f"{'':{MARGIN}}{names}\n", *self._rows()])

    def _rows(self) -> Iterator[str]:
        walks = [self.walk(who) for who in self.people]
        for page in self.pages:
            cells = "".join(f"{word(walk.answers[page]):<{WIDTH + 1}}" for walk in walks)
            yield (label(page, walks[-1].answers[page].method) + cells).rstrip() + "\n"


class Walk:
    """Somebody at every page, once."""

    def __init__(self, found: list[Page], client: Client) -> None:
        self._client = client
        cache.clear()  # so that nobody is taken for somebody who asks too often
        kept = Kept()
        self.answers = {page: page_or_post(client, page.url, kept) for page in found}

    def words(self) -> dict[str, str]:
        """What they got, by how each page stands in the file."""
        return {label(page, answer.method)[5:].rstrip(): word(answer) for page, answer in self.answers.items()}

    def posted(self, page: Page) -> str:
        """What comes of sending the page a form with nothing in it."""
        return word(visit(self._client, page.url, "POST"))


def label(page: Page, method: str) -> str:
    """How a row of the file begins."""
    return f"{method if method == 'POST' else '':<5}{page.name[:32]:<33}{page.whose:<6}{page.action or '-':<28}"


@dataclass(frozen=True)
class Row:
    """A row of the file."""

    name: str
    whose: str
    action: str
    got: Mapping[str, str]


def table_of(people: tuple[str, ...]) -> dict[str, Row]:
    """What the file says of each page that these people get, in their order, by how the page stands there."""
    lines = FILE.read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(" " * MARGIN)) + 1
    return {line[5:MARGIN].rstrip(): _row(line, people) for line in lines[first:]}


def _row(line: str, people: tuple[str, ...]) -> Row:
    cells = (line[at : at + WIDTH + 1].strip() for at in range(MARGIN, len(line), WIDTH + 1))
    return Row(line[5:37].strip(), line[38:44].strip(), line[44:MARGIN].strip(), dict(zip(people, cells, strict=True)))
