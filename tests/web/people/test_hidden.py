"""What is not somebody's to see is, to them, as if it were not there: the same answer after the same work."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.people.days import today
from tests.site_cast import child, parent, person, school_class
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db

BESIDE = 9_999_999


def answer(client: Client, url: str, *, post: bool) -> tuple[int, str, list[str]]:
    """Status, body (without what differs for everybody) and the shape of every question to the database."""
    client.get(reverse("first"))
    client.get(url)  # a sensitive page notes, once a minute, that it was opened
    with CaptureQueriesContext(connection) as asked:
        response = client.post(url, {"on": today().isoformat(), "version": "1"}) if post else client.get(url)
    body = re.sub(r'[0-9a-f-]{32,36}|value="[A-Za-z0-9]{64}"', "…", response.content.decode())
    return response.status_code, body, [_shape(query["sql"]) for query in asked]


def _shape(sql: str) -> str:
    return re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\b\d+\b", "?", sql)


@pytest.mark.parametrize("post", [False, True])
@pytest.mark.parametrize(
    "page",
    ["person", "change_person", "give_role", "name_deputy", "away"],
)
def test_somebody_of_another_school_is_not_there_for_a_head(page: str, *, post: bool) -> None:
    penfold = browser_of(person("Judith Penfold"))
    real = answer(penfold, reverse(page, args=[person("Bryony Rudd").pk]), post=post)
    missing = answer(penfold, reverse(page, args=[uuid4()]), post=post)
    assert real == missing
    assert real[0] in (404, 405)


@pytest.mark.parametrize("post", [False, True])
@pytest.mark.parametrize("page", ["pupil", "change_pupil", "move_pupil", "pupil_leaves", "pupil_joins", "add_guardian"])
def test_a_child_of_another_school_is_not_there_for_the_office(page: str, *, post: bool) -> None:
    savage = browser_of(person("Patricia Savage"))
    real = answer(savage, reverse(page, args=[child("Björn Halvorsen").pk]), post=post)
    missing = answer(savage, reverse(page, args=[uuid4()]), post=post)
    assert real == missing
    assert real[0] in (404, 405)


def test_an_ex_pupil_is_not_there_for_a_teacher() -> None:
    grace = child("Grace Tolliver")
    grace.enrolments.update(ends=today(-1))
    hill = browser_of(person("Rowena Hill"))
    real = answer(hill, reverse("pupil", args=[grace.pk]), post=False)
    assert real == answer(hill, reverse("pupil", args=[uuid4()]), post=False)
    assert real[0] == 404


def test_an_adult_is_not_there_as_a_pupil_nor_a_pupil_as_an_adult() -> None:
    savage = browser_of(person("Patricia Savage"))
    assert savage.get(reverse("pupil", args=[person("Rowena Hill").pk])).status_code == 404
    assert savage.get(reverse("person", args=[child("Grace Tolliver").pk])).status_code == 404
    assert (
        browser_of(person("Desmond Clay")).get(reverse("person", args=[child("Grace Tolliver").pk])).status_code == 404
    )


@pytest.mark.parametrize(
    ("page", "theirs"),
    [
        ("school", lambda: "WEN"),
        ("add_class", lambda: "WEN"),
        ("class", lambda: school_class("Kestrels", "WEN").pk),
        ("close_class", lambda: school_class("Kestrels", "WEN").pk),
    ],
)
def test_a_school_and_a_class_elsewhere_are_not_there(page: str, theirs: Callable[[], object]) -> None:
    person("Anders Holm")
    penfold = browser_of(person("Judith Penfold"))
    key = theirs()
    real = answer(penfold, reverse(page, args=[key]), post=False)
    missing = answer(penfold, reverse(page, args=["NO" if isinstance(key, str) else BESIDE]), post=False)
    assert real == missing
    assert real[0] == 404


@pytest.mark.parametrize("post", [False, True])
def test_a_role_a_bond_and_an_absence_are_found_at_their_own_person_only(*, post: bool) -> None:
    hill, cope, pace = person("Rowena Hill"), person("Sandra Cope"), browser_of(person("Imelda Pace"))
    for key in (cope.roles.get().pk, BESIDE):
        assert answer(pace, reverse("end_role", args=[hill.pk, key]), post=post)[0] == 404
    parent(child("Will Fairweather"))
    bond = child("Will Fairweather").guardians.get().pk
    for page in ("change_guardian", "end_guardian"):
        elsewhere = answer(pace, reverse(page, args=[child("Grace Tolliver").pk, bond]), post=post)
        assert elsewhere == answer(pace, reverse(page, args=[child("Grace Tolliver").pk, BESIDE]), post=post)
        assert elsewhere[0] == 404


def test_a_senior_role_is_not_ended_by_the_page_for_plain_ones() -> None:
    penfold = person("Judith Penfold")
    pace = browser_of(person("Imelda Pace"))
    key = penfold.roles.get().pk
    assert pace.get(reverse("end_role", args=[penfold.pk, key])).status_code == 404
    assert pace.get(reverse("end_senior_role", args=[penfold.pk, key])).status_code == 200
