"""What belongs to another school is, on every page there is, as what was never there: the same words, the same work."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.site_cast import child, federation, parent, person
from tests.web.browsing import browser_of
from tests.web.things import CHILD, holder
from tests.web.walking import Answer, Kept, Page, page_or_post, pages, visit

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine(
        "pages differ by what a selector leaves out, and those are asked on both in tests/web/people/test_hidden.py"
    ),
]
WHO = ("Judith Penfold", "office", "parent")


def browser_of_(who: str) -> Client:
    """Somebody of Saltmarsh."""
    if who == "parent":
        return browser_of(parent(child(CHILD["SMP"]), "Alan Wren"))
    return browser_of(holder(who) if who == "office" else person(who))


def told(answer: Answer) -> tuple[int, str, int]:
    """All that can be told apart: the answer without the ids and tokens that differ each time, and its questions."""
    plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|value=\"[\w-]{64}\"|\b9999999\b", "…", answer.body)
    return answer.status, plain, answer.queries


def beside(found: list[Page]) -> Iterator[tuple[Page, Page]]:
    """Each page of a thing of the other school, with the same page of nothing."""
    for other in (page for page in found if page.whose == "other" and page.action):
        yield other, next(page for page in found if (page.name, page.whose) == (other.name, "missing"))


@pytest.mark.parametrize("who", WHO)
def test_a_thing_of_another_school_and_no_thing_at_all_are_one_to_whoever_asks(who: str) -> None:
    federation()
    client, found = browser_of_(who), list(pages())
    visit(client, "/")
    hidden, kept = 0, Kept()
    for other, nothing in beside(found):
        answer = page_or_post(client, other.url, kept)
        if answer.status == 404:
            hidden += 1
            assert told(answer) == told(page_or_post(client, nothing.url, kept)), other
            assert told(visit(client, other.url, "POST")) == told(visit(client, nothing.url, "POST")), other
    assert hidden > (5 if who == "parent" else 20)
