"""The federation, its schools and their classes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Federation, School, the_site
from gatepost.apps.people.services import federation as services
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.apps.people.days import happened, today
from tests.site_cast import child, federation, person, school, school_class

pytestmark = pytest.mark.django_db


def test_the_site_itself_sets_up_the_federation_once() -> None:
    services.set_up(by=the_site(), name="Fernleigh Federation", web_domains=["fernleigh.example"])
    assert Federation.objects.get().web_domains == ["fernleigh.example"]
    with pytest.raises(ValidationError):
        services.set_up(by=the_site(), name="Another")
    assert happened() == ["federation_set_up"]


def test_a_school_is_the_executive_heads_to_add() -> None:
    federation()
    made = services.add_school(by=person("Imelda Pace"), code="NEW", name="Newhaven Primary")
    assert School.objects.get(code="NEW") == made
    with pytest.raises(Refused):
        services.add_school(by=person("Judith Penfold"), code="TWO", name="Two")


@pytest.mark.parametrize(("code", "why"), [("SMP", "twice"), ("with space", "no slug"), ("", "empty")])
def test_a_code_is_one_short_word_of_its_own(code: str, why: str) -> None:
    school()
    with pytest.raises(ValidationError) as refused:
        services.add_school(by=person("Imelda Pace"), code=code, name="A school")
    assert "code" in refused.value.error_dict, why


def test_a_schools_name_is_not_lost_to_another_change() -> None:
    pace = person("Imelda Pace")
    services.change_school(by=pace, school=school(), version=1, name="Saltmarsh Church Primary")
    with pytest.raises(ChangedMeanwhile):
        services.change_school(by=person("Desmond Clay"), school=school(), version=1, name="Saltmarsh Academy")
    assert School.objects.get(code="SMP").name == "Saltmarsh Church Primary"


def test_the_office_adds_a_class_of_its_own_school_once() -> None:
    savage = person("Patricia Savage")
    assert services.add_class(by=savage, school=school(), name="1B", year_group="1").school == school()
    with pytest.raises(ValidationError):
        services.add_class(by=savage, school=school(), name="1B")
    with pytest.raises(Refused):
        services.add_class(by=savage, school=school("WEN"), name="1B")


def test_a_class_with_pupils_in_it_is_not_closed() -> None:
    child("Grace Tolliver")
    savage = person("Patricia Savage")
    with pytest.raises(ValidationError, match="Pupils"):
        services.close_class(by=savage, school_class=school_class("4J"), on=today())
    assert services.close_class(by=savage, school_class=school_class("9Z"), on=today()).closed == today()


def test_a_school_closes_when_nobody_is_left_in_it() -> None:
    pace = person("Imelda Pace")
    person("Anders Holm")
    with pytest.raises(ValidationError, match="Roles"):
        services.close_school(by=pace, school=school("WEN"), on=today())
    assert services.close_school(by=pace, school=school("FXG"), on=today()).closed == today()
