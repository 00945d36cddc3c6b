"""The small words of a template."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

from gatepost.apps.people.models import Person
from gatepost.apps.people.models.person import SYSTEM_ID
from gatepost.web.signs import SIGNS
from tests.site_cast import person

THIS_YEAR = timezone.localdate().year


def written(text: str, **values: object) -> str:
    return Template("{% load look %}" + text).render(Context(values))


def test_a_clause_opens_its_page() -> None:
    assert written('{% clause "SU-4b" %}') == '<a class="clause" href="/policy/SU-4b/">SU-4b</a>'


def test_a_clause_that_the_policy_does_not_have_opens_nothing() -> None:
    assert written('{% clause "XX-9" %}') == '<span class="clause">XX-9</span>'


def test_a_clause_is_no_way_in_for_markup() -> None:
    assert "<script>" not in written("{% clause it %}", it='"><script>alert(1)</script>')


@pytest.mark.django_db
def test_a_person_is_named_politely() -> None:
    assert written("{% person who %}", who=person("Rowena Hill")) == "Ms Hill"


def test_a_person_whose_entry_was_erased_has_no_name() -> None:
    gone = Person(given_name="Rowena", family_name="Hill", erased_at=timezone.now())
    assert written("{% person who %}", who=gone) == "somebody whose entry was erased"
    assert written("{% person who %}", who=None) == "somebody whose entry was erased"


def test_the_site_itself_has_a_name() -> None:
    assert written("{% person who %}", who=Person(id=SYSTEM_ID)) == "Gatepost itself"


def test_a_name_is_no_way_in_for_markup() -> None:
    assert "<b>" not in written("{% person who %}", who=Person(given_name="<b>Rowena</b>", family_name="<b>"))


@pytest.mark.django_db
def test_a_person_has_the_first_of_their_roles() -> None:
    assert written("{{ who|main_role }}", who=person("Desmond Clay")) == "Network manager"


def test_a_day_of_this_year_needs_no_year() -> None:
    on = date(THIS_YEAR, 6, 1)
    assert written("{% day on %}", on=on) == f'<time datetime="{on.isoformat()}">{on:%a} 1 Jun</time>'


def test_a_day_of_another_year_has_it() -> None:
    assert written("{% day on %}", on=date(2019, 3, 5)) == '<time datetime="2019-03-05">Tue 5 Mar 2019</time>'


@pytest.mark.parametrize("tag", ["day", "moment"])
def test_no_day_says_nothing(tag: str) -> None:
    assert written("{% " + tag + " on %}", on=None) == ""


def test_a_moment_is_told_in_the_time_of_the_place() -> None:
    said = written("{% moment at %}", at=datetime(2019, 7, 5, 16, 5, tzinfo=UTC))
    assert said == '<time datetime="2019-07-05T17:05:00+01:00">Fri 5 Jul 2019, 17:05</time>'


def test_the_hour_that_october_has_twice_says_which_of_the_two() -> None:
    first, second = (written("{% moment at %}", at=datetime(2019, 10, 27, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert "01:30 BST" in first
    assert "01:30 GMT" in second
    assert "02:30<" in written("{% moment at %}", at=datetime(2019, 10, 27, 2, 30, tzinfo=UTC))


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_for_the_eye_alone(name: str) -> None:
    assert 'aria-hidden="true"' in written("{% sign it %}", it=name)


def test_the_four_verdicts_have_four_shapes() -> None:
    assert len({SIGNS[verdict] for verdict in ("allow", "advise", "hold", "block")}) == 4


def test_a_sign_that_we_do_not_have_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        written('{% sign "crown" %}')


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        ("allow", "May be posted"),
        ("advise", "May be posted, think of this"),
        ("hold", "Ask first"),
        ("block", "Do not post this yet"),
    ],
)
def test_a_verdict_says_what_to_do(verdict: str, title: str) -> None:
    assert written("{{ it|verdict_title }}", it=verdict) == title
