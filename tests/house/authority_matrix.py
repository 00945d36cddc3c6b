"""Who gets which page: the walk behind authority_matrix.txt, which `make matrix` writes anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.test import Client

from tests.web.walking import NOBODY, Answer, Page, everybody, page_or_post, pages, visit

FILE = Path(__file__).with_name("authority_matrix.txt")
WRITE = "WRITE_AUTHORITY_MATRIX"  # set by `make matrix`
REFUSALS = ("sign in", "no", "hidden")
WIDTH = 8
WORDS = {
    "yes": "the page",
    "on": "done, or on to the next page",
    "sign in": "asked to sign in",
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
    known = {200: "yes", 401: "no", 403: "no", 404: "hidden", 410: "gone", 405: "none", 400: "none"}
    return known.get(answer.status, str(answer.status))


def _where_to(location: str) -> str:
    if location.startswith("/accounts/login/"):
        return "sign in"
    asked = ("/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/", "/sign-in/second-step/")
    return "again" if location.startswith(asked) else "on"


class Walk:
    """Everybody at every page, once."""

    def __init__(self) -> None:
        self.pages = [page for page in pages() if page.whose != "missing"]
        self.people: Mapping[str, Client] = everybody()
        self.answers = {
            (page, who): page_or_post(self.people[who], page.url) for page in self.pages for who in self.people
        }

    def words(self, page: Page) -> list[str]:
        return [word(self.answers[page, who]) for who in self.people]

    def table(self) -> str:
        """As it stands in the file."""
        legend = [f"  {name:<{WIDTH}} {means}\n" for name, means in WORDS.items()]
        names = "".join(f"{who[:WIDTH]:<{WIDTH + 1}}" for who in self.people).rstrip()
        long = [f"  {who[:WIDTH]:<{WIDTH}} {who}\n" for who in self.people if len(who) > WIDTH]
        return "".join([HEAD, "\n", *legend, "\n", *long, "\n", f"{'':72}{names}\n", *self._rows()])

    def _rows(self) -> Iterator[str]:
        for page in self.pages:
            method = self.answers[page, NOBODY].method
            name = f"{method if method == 'POST' else '':<5}{page.name[:32]:<33}{page.whose:<6}{page.action or '-':<28}"
            yield (name + "".join(f"{cell:<{WIDTH + 1}}" for cell in self.words(page))).rstrip() + "\n"

    def refused(self) -> Iterator[tuple[Page, str, str]]:
        """Of every page, somebody for each way in which they are refused it."""
        for page in self.pages:
            found = {word(self.answers[page, who]): who for who in self.people}
            yield from ((page, found[way], way) for way in REFUSALS if way in found)

    def posted(self, page: Page, who: str) -> str:
        """What comes of sending the page a form with nothing in it."""
        return word(visit(self.people[who], page.url, "POST"))
