"""Entries of adults: added, changed, and never lost unseen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Federation, Person
from gatepost.apps.people.services import people
from gatepost.apps.people.services.revising import ChangedMeanwhile
from tests.apps.people.days import happened, last_entry
from tests.site_cast import child, federation, person, school

pytestmark = pytest.mark.django_db


def test_the_office_adds_somebody_whose_entry_its_school_keeps() -> None:
    savage = person("Patricia Savage")
    added = people.add(by=savage, given_name=" Alan ", family_name="Wren", email="A.Wren@Example.org", kept_by=school())
    assert (added.given_name, added.email, added.kept_by) == ("Alan", "a.wren@example.org", school())
    assert last_entry().event == "person_added"
    assert last_entry().by == savage.pk
    assert last_entry().role == "office"


def test_the_office_of_one_school_adds_nobody_for_another_or_for_the_whole_federation() -> None:
    savage = person("Patricia Savage")
    for where in (school("WEN"), None):
        with pytest.raises(Refused):
            people.add(by=savage, given_name="Alan", family_name="Wren", kept_by=where)
    assert happened() == []


def test_names_stand_in_the_sealed_part_of_the_ledger_only() -> None:
    people.add(by=person("Patricia Savage"), given_name="Alan", family_name="Wren", kept_by=school())
    entry = last_entry()
    told = f"{entry.says} {entry.subject} {entry.sealed}"
    assert "Wren" not in told
    assert entry.sealed, "the name is sealed beside the entry"


def test_adding_somebody_tells_the_checker_that_its_index_is_stale() -> None:
    federation()
    before = Federation.objects.get().roll_changed
    people.add(by=person("Patricia Savage"), given_name="Alan", family_name="Wren", kept_by=school())
    assert Federation.objects.get().roll_changed != before


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"given_name": ""}, "given_name"),
        ({"given_name": "  "}, "given_name"),
        ({"email": "not an address"}, "email"),
        ({"given_name": "Al\x00an"}, "given_name"),
        ({"title": "x" * 21}, "title"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field(fields: dict[str, str], wrong: str) -> None:
    told = {"given_name": "Alan", "family_name": "Wren", **fields}
    with pytest.raises(ValidationError) as refused:
        people.add(by=person("Patricia Savage"), kept_by=school(), **told)
    assert list(refused.value.error_dict) == [wrong]
    assert not Person.objects.filter(family_name="Wren").exists()


def test_two_who_change_different_things_both_keep_their_change_or_are_told() -> None:
    hill, savage = person("Rowena Hill"), person("Patricia Savage")
    people.change(by=savage, person=hill, version=1, telephone="01632 960 411")
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        people.change(by=person("Judith Penfold"), person=hill, version=1, telephone="01632 960 999")
    assert [(one.field, one.now, one.wanted) for one in meanwhile.value.differs] == [
        ("telephone", "01632 960 411", "01632 960 999")
    ]
    assert Person.objects.get(pk=hill.pk).telephone == "01632 960 411"
    assert happened() == ["person_changed"]


def test_two_who_make_the_same_change_are_not_troubled() -> None:
    hill = person("Rowena Hill")
    for name in ("Patricia Savage", "Judith Penfold"):
        people.change(by=person(name), person=hill, version=1, telephone="01632 960 411")
    assert happened() == ["person_changed"]


def test_the_exception_of_a_lost_race_names_fields_and_no_values() -> None:
    hill = person("Rowena Hill")
    people.change(by=person("Patricia Savage"), person=hill, version=1, family_name="Hill-Price")
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        people.change(by=person("Patricia Savage"), person=hill, version=1, family_name="Price")
    assert "Price" not in str(meanwhile.value)
    assert "family_name" in str(meanwhile.value)


def test_a_change_is_found_again_by_the_new_name_and_not_by_the_old() -> None:
    hill = person("Rowena Hill")
    changed = people.change(by=person("Patricia Savage"), person=hill, version=1, family_name="Przybyła")
    assert changed.folded == " rowena przybyla"


def test_a_field_that_the_verb_does_not_know_is_a_mistake_in_the_code() -> None:
    with pytest.raises(TypeError, match="erased_at"):
        people.change(by=person("Patricia Savage"), person=person("Rowena Hill"), version=1, erased_at="now")


def test_a_pupils_entry_is_not_changed_as_an_adults() -> None:
    with pytest.raises(ValidationError, match="pupil"):
        people.change(by=person("Desmond Clay"), person=child("Grace Tolliver"), version=1, given_name="Gracie")


def test_nothing_is_written_into_an_erased_entry() -> None:
    hill = person("Rowena Hill")
    hill.erased_at = timezone.now()
    hill.save()
    with pytest.raises(ValidationError, match="erased"):
        people.change(by=person("Judith Penfold"), person=hill, version=1, telephone="1")


def test_if_the_ledger_cannot_take_it_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    hill = person("Rowena Hill")
    monkeypatch.setattr("gatepost.apps.people.services.people.ledger.record", _full)
    with pytest.raises(OSError, match="full"):
        people.change(by=person("Patricia Savage"), person=hill, version=1, telephone="1")
    assert Person.objects.get(pk=hill.pk).telephone == ""
    assert Entry.objects.count() == 0


def _full(*_args: object, **_more: object) -> None:
    raise OSError("the disk is full")
