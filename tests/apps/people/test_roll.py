"""The roll that feeds the checker follows the database: at once, in every process and every thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connections, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from gatepost.apps.people import roll
from gatepost.apps.people.models import Enrolment, Federation, Person, RoleHeld
from gatepost.screening import screen
from tests.cast import draft, learn_to_live, photo
from tests.cli.installation import Installation, installed
from tests.site_cast import child, federation, person, school

HER_NAME = "Well done Grace Tolliver for a brilliant piece of work!"


def verdict(text: str = HER_NAME) -> set[str]:
    """The clauses that the school's page would break with these words and Grace's picture."""
    grace = Person.objects.get(given_name="Grace")
    post = draft(text, photos=[photo(str(grace.pk), caption="The winner")])
    return {finding.clause for finding in screen(post, roll.known_now(), learn_to_live()).findings}


@pytest.mark.django_db
def test_the_checker_knows_a_child_of_the_database() -> None:
    federation()
    child("Grace Tolliver")
    roll.touch()
    assert {"SU-4a", "SU-4b"} <= verdict()


@pytest.mark.django_db
def test_who_leaves_stays_known_with_the_day() -> None:
    federation()
    grace = child("Grace Tolliver")
    Enrolment.objects.filter(child=grace).update(ends=date(2026, 7, 20))
    roll.touch()
    assert roll.known_now().pupils[str(grace.pk)].left == date(2026, 7, 20)


@pytest.mark.django_db
def test_of_two_schools_the_present_one_counts() -> None:
    federation()
    grace = child("Grace Tolliver")
    Enrolment.objects.filter(child=grace).update(ends=date(2025, 7, 20))
    Enrolment.objects.create(child=grace, school=school("WEN"), year_group="5", starts=date(2025, 9, 1))
    roll.touch()
    known = roll.known_now().pupils[str(grace.pk)]
    assert (known.school, known.year, known.left) == ("WEN", "5", None)


@pytest.mark.django_db
def test_adults_are_known_by_the_roles_they_hold_today() -> None:
    federation()
    hill, pace, wren = person("Rowena Hill"), person("Imelda Pace"), person("Alan Wren")
    RoleHeld.objects.filter(person=wren).update(ends=date(2025, 7, 20))
    roll.touch()
    known = roll.known_now().staff
    assert (known[str(hill.pk)].school, known[str(hill.pk)].duties) == ("SMP", ("teacher",))
    assert (known[str(pace.pk)].school, known[str(pace.pk)].role) == ("FED", "Executive Head")
    assert known[str(hill.pk)].photo_consent == "missing"
    assert str(wren.pk) not in known


@pytest.mark.django_db
def test_whoever_was_erased_is_not_known() -> None:
    federation()
    grace = child("Grace Tolliver")
    Person.objects.filter(pk=grace.pk).update(erased_at="2026-01-01T00:00Z")
    roll.touch()
    assert str(grace.pk) not in roll.known_now().pupils


@pytest.mark.django_db
def test_the_federations_own_facts_are_known() -> None:
    federation()
    Federation.objects.update(telephones=["01632 960123"], handles=["@fernleighschools"])
    school("SMP")
    roll.touch()
    known = roll.known_now().federation
    assert (known.name, known.telephones, known.handles) == (
        "Fernleigh Federation",
        ("01632 960123",),
        ("@fernleighschools",),
    )
    assert [one.code for one in known.schools] == ["SMP"]


@pytest.mark.django_db
def test_while_nothing_changes_it_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    federation()
    roll.touch()
    first = roll.known_now()
    with django_assert_num_queries(1):
        assert roll.known_now() is first


@pytest.mark.django_db
def test_a_change_is_seen_at_the_next_use() -> None:
    federation()
    child("Grace Tolliver")
    roll.touch()
    before = roll.known_now()
    child("Ivy King")
    roll.touch()
    assert len(roll.known_now().pupils) == len(before.pupils) + 1


@pytest.mark.django_db
def test_what_was_rolled_back_is_forgotten_even_if_others_change_as_often() -> None:
    federation()
    roll.touch()
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 (the point is what is left)
        child("Grace Tolliver")
        roll.touch()
        assert len(roll.known_now().pupils) == 1
        raise RuntimeError
    roll.touch()
    assert not roll.known_now().pupils


@pytest.mark.django_db
def test_the_next_day_is_another_day() -> None:
    federation()
    roll.touch()
    first = roll.known_now()
    with patch.object(timezone, "localdate", lambda: date(2031, 1, 1)):
        assert roll.known_now().as_of == date(2031, 1, 1)
    assert roll.known_now().as_of == first.as_of


@pytest.mark.django_db
def test_before_the_federation_is_set_up_nothing_is_kept() -> None:
    assert not roll.known_now().pupils
    child("Grace Tolliver")
    assert len(roll.known_now().pupils) == 1


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_build_it_once() -> None:
    federation()
    child("Grace Tolliver")
    roll.touch()

    def ask(_number: int) -> int:
        try:
            return id(roll.known_now())
        finally:
            connections.close_all()

    with patch.object(roll, "_build", wraps=roll._build) as built, ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(ask, range(32)))) == 1
    assert built.call_count == 1


@pytest.fixture
def two(tmp_path: Path, ready: Installation) -> Iterator[tuple[Asked, Asked]]:
    """Two processes of one site."""
    with installed(tmp_path / "data", like=ready) as site, Asked(site) as one, Asked(site) as other:
        yield one, other


class Asked:
    """A process that is asked about the roll."""

    def __init__(self, site: Installation) -> None:
        environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}
        line = [sys.executable, "-m", "tests.apps.people.roll_asked"]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def __call__(self, question: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{question}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@pytest.mark.database
def test_a_change_in_one_process_is_seen_by_the_other_at_its_next_use(two: tuple[Asked, Asked]) -> None:
    one, other = two
    assert (one("who"), other("who")) == ("", "")
    assert one("add Grace") == "Grace"
    assert other("who") == "Grace"
    assert other("add Ivy") == "Grace Ivy"
    assert one("who") == "Grace Ivy"


@pytest.mark.database
def test_what_one_process_undid_is_known_to_none(two: tuple[Asked, Asked]) -> None:
    one, other = two
    assert one("add Grace") == "Grace"
    assert one("add and undo Ivy") == "Grace Ivy"
    assert other("add Mark") == "Grace Mark"
    assert (one("who"), other("who")) == ("Grace Mark", "Grace Mark")
