"""Deputies and absences: who stands in for whom, and since when."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.people.authority import Refused, may
from gatepost.apps.people.models import Absence, Person, RoleHeld
from gatepost.apps.people.selectors.duty import on_duty
from gatepost.apps.people.services import absences, roles
from tests.apps.people.days import happened, last_entry, today
from tests.site_cast import person, school

pytestmark = pytest.mark.django_db


def the_dso_role() -> RoleHeld:
    """Mr Okoro's."""
    return person("Chidi Okoro").roles.get(role="dso")


def deputy(**told: object) -> RoleHeld:
    """Ms Hill, named for Mr Okoro by the Executive Head."""
    more = {"starts": today(), **told}
    return roles.name_deputy(by=person("Imelda Pace"), principal=the_dso_role(), person=person("Rowena Hill"), **more)  # type: ignore[arg-type]


def names(found: list[Person]) -> list[str]:
    return [one.full_name for one in found]


def test_a_deputy_is_on_duty_while_the_dso_is_away_and_not_before() -> None:
    deputy()
    assert names(on_duty("concern.receive", {school().pk})) == ["Chidi Okoro"]
    absences.record(by=person("Chidi Okoro"), person=person("Chidi Okoro"), starts=today(), ends=today(2))
    assert names(on_duty("concern.receive", {school().pk})) == ["Rowena Hill"]
    assert may(person("Rowena Hill"), "ledger.see", person("Sandra Cope"))


def test_a_deputy_at_any_time_may_always() -> None:
    deputy(counts=RoleHeld.When.ALWAYS)
    assert may(person("Rowena Hill"), "ledger.see", person("Sandra Cope"))


def test_a_deputys_role_ends_with_the_role_it_stands_in_for() -> None:
    deputy(counts=RoleHeld.When.ALWAYS)
    roles.end(by=person("Imelda Pace"), role_held=the_dso_role(), on=today(-1))
    assert not may(person("Rowena Hill"), "ledger.see", person("Sandra Cope"))


def test_naming_a_deputy_says_in_the_ledger_for_whom() -> None:
    deputy()
    assert last_entry().event == "deputy_named"
    assert last_entry().says["for"] == str(person("Chidi Okoro").pk)


def test_nobody_names_themselves_or_is_their_own_deputy_and_no_deputy_has_one() -> None:
    pace = person("Imelda Pace")
    with pytest.raises(Refused):
        roles.name_deputy(by=pace, principal=the_dso_role(), person=pace, starts=today())
    with pytest.raises(ValidationError):
        roles.name_deputy(by=pace, principal=the_dso_role(), person=person("Chidi Okoro"), starts=today())
    with pytest.raises(ValidationError):
        roles.name_deputy(by=pace, principal=deputy(), person=person("Sandra Cope"), starts=today())


def test_a_head_of_school_names_no_deputy_for_a_role_of_the_whole_federation() -> None:
    with pytest.raises(Refused):
        roles.name_deputy(
            by=person("Judith Penfold"), principal=the_dso_role(), person=person("Sandra Cope"), starts=today()
        )


def test_a_role_given_as_a_deputys_must_be_the_same_role_in_the_same_place() -> None:
    with pytest.raises(ValidationError) as refused:
        roles.give(
            by=person("Imelda Pace"), person=person("Rowena Hill"), role="network_manager", starts=today(),
            deputises=the_dso_role(),
        )  # fmt: skip
    assert "deputises" in refused.value.error_dict


def test_a_role_with_a_deputy_is_not_taken_back_under_their_feet() -> None:
    pace = person("Imelda Pace")
    held = roles.give(by=pace, person=person("Sandra Cope"), role="dso", school=school(), starts=today())
    roles.name_deputy(by=pace, principal=held, person=person("Rowena Hill"), starts=today())
    with pytest.raises(ValidationError, match="deputy"):
        roles.withdraw(by=pace, role_held=held)


def test_everybody_says_themselves_that_they_are_away_and_nobody_says_it_of_a_colleague() -> None:
    hill = person("Rowena Hill")
    assert absences.record(by=hill, person=hill, starts=today()).ends is None
    with pytest.raises(Refused):
        absences.record(by=hill, person=person("Sandra Cope"), starts=today())


def test_who_stood_in_yesterday_is_not_changed_today() -> None:
    hill = person("Rowena Hill")
    with pytest.raises(ValidationError) as refused:
        absences.record(by=hill, person=hill, starts=today(-1))
    assert "starts" in refused.value.error_dict


def test_one_is_away_once_at_a_time() -> None:
    hill = person("Rowena Hill")
    absences.record(by=hill, person=hill, starts=today(), ends=today(5))
    with pytest.raises(ValidationError):
        absences.record(by=hill, person=hill, starts=today(5))
    assert absences.record(by=hill, person=hill, starts=today(6)).starts == today(6)


def test_coming_back_keeps_the_days_that_one_was_away() -> None:
    hill = person("Rowena Hill")
    been = Absence.objects.create(person=hill, starts=today(-5))
    absences.cancel(by=hill, absence=been)
    assert Absence.objects.get().ends == today(-1)
    assert happened() == ["absence_cancelled"]


def test_an_absence_that_did_not_come_about_leaves_only_its_trace_in_the_ledger() -> None:
    hill = person("Rowena Hill")
    absences.cancel(by=hill, absence=absences.record(by=hill, person=hill, starts=today(3)))
    assert not Absence.objects.exists()
    assert happened() == ["absence_recorded", "absence_cancelled"]


def test_an_absence_that_is_over_stays() -> None:
    hill = person("Rowena Hill")
    over = Absence.objects.create(person=hill, starts=today(-5), ends=today(-2))
    with pytest.raises(ValidationError):
        absences.cancel(by=hill, absence=over)


def test_nobody_puts_themselves_into_a_role_by_saying_that_its_holder_is_away() -> None:
    penfold, savage = person("Judith Penfold"), person("Patricia Savage")
    role = penfold.roles.get(role="head_of_school_slt")
    roles.name_deputy(by=person("Imelda Pace"), principal=role, person=savage, starts=today())
    with pytest.raises(ValidationError, match="somebody else"):
        absences.record(by=savage, person=penfold, starts=today())
    assert not may(savage, "role.give", school())
    absences.record(by=penfold, person=penfold, starts=today())
    assert may(person("Patricia Savage"), "role.give", school())


def test_whoever_may_name_a_deputy_may_end_that_too_and_the_deputy_may_not() -> None:
    penfold, banks = person("Judith Penfold"), person("Lorna Banks")
    own, hers = (
        penfold.roles.get(),
        roles.name_deputy(by=person("Imelda Pace"), principal=penfold.roles.get(), person=banks, starts=today()),
    )
    for nobody in (banks, person("Anders Holm"), person("Rowena Hill")):
        with pytest.raises(Refused):
            roles.end(by=nobody, role_held=hers, on=today())
    roles.end(by=penfold, role_held=hers, on=today(3))
    assert RoleHeld.objects.get(pk=hers.pk).ends == today(3)
    with pytest.raises(Refused):
        roles.end(by=penfold, role_held=own, on=today(3))


def test_a_head_still_ends_no_deputy_of_the_whole_federation() -> None:
    with pytest.raises(Refused):
        roles.withdraw(by=person("Judith Penfold"), role_held=deputy())
