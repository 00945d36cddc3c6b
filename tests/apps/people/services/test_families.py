"""Who answers for a child."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people.authority import Refused, may
from gatepost.apps.people.models import Guardianship, Person
from gatepost.apps.people.services import families
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.apps.people.days import happened, last_entry, today
from tests.site_cast import child, parent, person

pytestmark = pytest.mark.django_db


def answers(by: str = "Patricia Savage", adult: str = "Tina Fairweather", **told: Any) -> Guardianship:
    """Mrs Fairweather answers for Will from today on, unless told otherwise."""
    usual: dict[str, Any] = {"relation": "mother", "parental_responsibility": True, "starts": today()}
    will = told.pop("child", None) or child("Will Fairweather")
    return families.add_guardian(by=person(by), adult=person(adult), child=will, **{**usual, **told})


def test_a_parent_sees_the_child_from_the_first_day_on() -> None:
    will = answers().child
    assert may(person("Tina Fairweather"), "pupil.see", will)
    assert last_entry().event == "guardian_added"
    assert "mother" not in str(last_entry().says)


def test_nobody_records_their_own_family() -> None:
    with pytest.raises(Refused):
        answers(adult="Patricia Savage")


def test_the_office_of_another_school_records_nobody() -> None:
    with pytest.raises(Refused):
        answers("Gemma Pike")


def test_a_pupil_answers_for_nobody_and_nobody_for_an_adult() -> None:
    with pytest.raises(ValidationError) as refused:
        families.add_guardian(
            by=person("Patricia Savage"), adult=child("Grace Tolliver"), child=child("Will Fairweather"), relation="",
            parental_responsibility=False, starts=today(),
        )  # fmt: skip
    assert "adult" in refused.value.error_dict
    with pytest.raises(ValidationError):
        answers("Imelda Pace", child=person("Rowena Hill"))


def test_an_adult_stands_at_a_childs_entry_once() -> None:
    answers()
    with pytest.raises(ValidationError, match="already"):
        answers()


def test_somebody_new_is_added_with_the_bond_or_not_at_all() -> None:
    will, savage = child("Will Fairweather"), person("Patricia Savage")
    told: dict[str, Any] = {"relation": "father", "parental_responsibility": True, "starts": today()}
    entry = {"given_name": "Ted", "family_name": "Fairweather"}
    with pytest.raises(ValidationError):
        families.add_new_guardian(by=savage, child=will, entry=entry, **{**told, "relation": "x" * 61})
    assert not Person.objects.filter(given_name="Ted").exists()
    made = families.add_new_guardian(by=savage, child=will, entry=entry, **told)
    assert made.adult.kept_by == will.enrolments.get().school
    assert happened() == ["person_added", "guardian_added"]


def test_responsibility_taken_away_is_told_by_the_ledger_and_not_lost_to_another_change() -> None:
    bond = answers()
    families.change(by=person("Judith Penfold"), guardianship=bond, version=1, parental_responsibility=False)
    with pytest.raises(ChangedMeanwhile):
        families.change(by=person("Patricia Savage"), guardianship=bond, version=1, relation="stepmother")
    assert last_entry().says["parental_responsibility"] is False


def test_yesterday_as_the_last_day_ends_it_at_once() -> None:
    will = child("Will Fairweather")
    mother = parent(will)
    families.end(by=person("Patricia Savage"), guardianship=will.guardians.get(), on=today(-1))
    assert not may(Person.objects.get(pk=mother.pk), "pupil.see", will)
    assert may(mother, "pupil.see", will, on=today(-1))


def test_who_answered_for_a_child_last_month_stays_true() -> None:
    will = child("Will Fairweather")
    parent(will)
    with pytest.raises(ValidationError):
        families.end(by=person("Patricia Savage"), guardianship=will.guardians.get(), on=today(-30))
