"""The demo federation, made once in a database of its own by the site's services, and looked at from all sides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Absence, Account, Enrolment, Guardianship, Person, RoleHeld, School
from gatepost.apps.people.standing import standing
from gatepost.demo import marker
from gatepost.demo.cast import CAST, present
from gatepost.demo.counting import counts
from gatepost.demo.ids import id_of
from tests.demo.conftest import TODAY
from tests.web.browsing import browser

pytestmark = [
    pytest.mark.usefixtures("nothing_stays"),
    pytest.mark.database,
    pytest.mark.one_engine(
        "it is played by services that are tested on both; that it can be, test_played.py shows on both"
    ),
]


def somebody(email: str) -> Person:
    return Person.objects.get(email=email)


def test_it_has_as_many_people_as_promised() -> None:
    found = counts()
    assert (found.schools, found.pupils, found.staff, found.governors) == (3, 600, 80, 12)
    assert found.ex_pupils > 70
    assert 880 <= found.parents <= 960
    assert found.helpers >= 30
    assert found.accounts >= 150


def test_no_letter_went_out_for_what_happened_last_year(fernleigh: int) -> None:
    assert Entry.objects.filter(event="invited").count() > 200
    assert fernleigh == 0


def test_its_entries_bear_the_times_of_the_story_and_were_made_by_many() -> None:
    first, last = Entry.objects.order_by("number").first(), Entry.objects.order_by("number").last()
    assert first
    assert last
    assert last.at.date() < TODAY
    assert last.at - first.at > timedelta(days=365)
    assert Entry.objects.values("by").distinct().count() > 60


def test_the_site_has_known_of_every_role_since_it_was_given() -> None:
    okoro = somebody("c.okoro@fernleigh.example").roles.get(role="dso")
    assert timezone.localdate(okoro.recorded_at) <= okoro.starts
    assert not RoleHeld.objects.filter(recorded_at__date__gte=TODAY).exists()


def test_what_happened_happened_by_the_policys_actions() -> None:
    events = set(Entry.objects.values_list("event", flat=True))
    assert events >= {
        "federation_set_up", "school_added", "class_added", "person_added", "person_changed", "role_given",
        "role_ended", "deputy_named", "absence_recorded", "absence_cancelled", "import_run", "pupil_enrolled",
        "pupil_changed", "pupil_moved", "pupil_left", "guardian_added", "guardian_ended", "invited", "account_opened",
        "invitation_withdrawn", "signed_in",
    }  # fmt: skip


def test_the_ids_are_those_of_every_other_time() -> None:
    assert somebody("r.hill@fernleigh.example").pk == id_of("S003")
    assert str(id_of("S003")) == "7728ac15-f31d-5b34-b314-d0d18ca3dd05"


def test_it_bears_the_mark_of_the_demo() -> None:
    assert marker.marked() == marker.edition()
    marker.may_be_thrown_away()


@override_settings(DEMO=True)
@pytest.mark.parametrize("email", [member.email for member in CAST])
def test_everybody_of_the_cast_can_be_tried(email: str) -> None:
    client = browser()
    assert client.get("/demo/").status_code == 200
    assert client.post(f"/demo/{somebody(email).pk}/").headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_all_of_the_cast_are_offered_in_their_order() -> None:
    assert [part.account.email for part in present()] == [member.email for member in CAST]


def test_no_child_has_an_account() -> None:
    assert not Account.objects.filter(person__enrolments__isnull=False).exists()


def test_a_governor_is_also_a_councillor_and_a_father() -> None:
    yates = somebody("g.yates@fernleigh.example")
    assert yates.title == "Cllr"
    assert {held.role for held in standing(yates).roles} == {"governor"}
    assert len(standing(yates).children) == 1


def test_a_grandmother_answers_for_a_child_without_parental_responsibility() -> None:
    ashdown = Guardianship.objects.get(adult=somebody("maureen.ashdown@example.org"))
    assert ashdown.parental_responsibility is False
    assert ashdown.child.full_name == "Mark Ashdown"


def test_a_teacher_has_changed_school_and_what_he_could_do_before_can_still_be_told() -> None:
    carver, saltmarsh = somebody("t.carver@fernleigh.example"), School.objects.get(code="SMP")
    assert [held.school.code for held in carver.roles.select_related("school").order_by("starts") if held.school] == [
        "SMP",
        "WEN",
    ]
    before = carver.roles.order_by("starts").first()
    assert before
    assert may(carver, "pupil.list", saltmarsh, on=before.starts)
    assert not may(carver, "pupil.list", saltmarsh)


def test_his_deputy_stood_in_while_the_safeguarding_officer_was_away() -> None:
    away = Absence.objects.get(person=somebody("c.okoro@fernleigh.example"))
    siddiqui = somebody("f.siddiqui@fernleigh.example")

    def roles_on(day: date) -> set[str]:
        return {held.role for held in standing(siddiqui, day).roles}

    assert "dso" in roles_on(away.starts)
    assert "dso" not in roles_on(away.starts - timedelta(days=1))


def test_a_leaver_is_an_ex_pupil_and_a_family_has_moved() -> None:
    leaver = Enrolment.objects.filter(year_group="6", ends__isnull=False).select_related("child").first()
    assert leaver
    assert not leaver.child.enrolments.filter(ends=None).exists()
    moved = Person.objects.get(given_name="Elowen", family_name="Tresize")
    rolls = [
        (one.school.code, one.ends is None) for one in moved.enrolments.select_related("school").order_by("starts")
    ]
    assert rolls[0] == ("SMP", False)
    assert rolls[-1] == ("WEN", True)


def test_the_two_mistakes_are_mended() -> None:
    assert somebody("daniel.tolliver@example.org").version == 2
    zosia = Person.objects.get(family_name="Wiśniewska", given_name="Zofia")
    assert zosia.known_as == "Zosia"
    assert not Person.objects.filter(email__contains="toliver").exists()


def test_somebody_is_away_today_and_somebody_has_left() -> None:
    assert Absence.objects.filter(starts=TODAY, person__family_name="Siddiqui").exists()
    assert Account.objects.filter(withdrawn_at__isnull=False).count() == 4
    assert RoleHeld.objects.filter(ends__lt=TODAY).count() >= 7
