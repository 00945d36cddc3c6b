"""Pupils from a CSV: who joins, moves, leaves and comes back, and who is taken for whom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils import timezone

from gatepost.apps.people import roll
from gatepost.apps.people.imports import services
from gatepost.apps.people.models import Enrolment, ExternalId, LegacyConsent, Person, SchoolClass
from tests.apps.people.imports.files import (
    BJORN,
    GRACE,
    MARK,
    PUPILS,
    SUMMER,
    WILL,
    clay,
    look,
    order,
    problems,
    run,
    three_schools,
    written,
)
from tests.site_cast import LONG_AGO, child, person, school_class

pytestmark = pytest.mark.django_db
UPN = "H801200001001"


@pytest.fixture(autouse=True)
def fernleigh() -> None:
    three_schools()


def on_roll() -> list[tuple[str, str, str]]:
    """Who is on a roll today, and where."""
    today = timezone.localdate()
    rows = Enrolment.objects.filter(starts__lte=today).exclude(ends__lt=today).order_by("child__given_name")
    return list(rows.values_list("child__given_name", "school__code", "school_class__name"))


@contextmanager
def later(days: int = 30) -> Iterator[None]:
    """As if it were so many days later."""
    then = timezone.now() + timedelta(days=days)
    with patch.object(timezone, "now", lambda: then):
        yield


def test_a_first_file_brings_children_and_classes(tmp_path: Path) -> None:
    made = run(written(tmp_path, PUPILS, GRACE, BJORN, WILL))
    assert made.counts() == {"rows": 3, "classes_added": 3, "pupils_added": 3, "joined": 3}
    assert on_roll() == [("Björn", "WEN", "Ospreys"), ("Grace", "SMP", "4J"), ("William", "SMP", "6L")]
    will = Person.objects.get(given_name="William")
    assert (will.known_as, will.folded) == ("Will", " william will fairweather")
    assert ExternalId.objects.get(person=will).value == "1003"
    assert SchoolClass.objects.get(name="4J").year_group == "4"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, PUPILS, GRACE, MARK, BJORN, WILL, SUMMER)
    run(path)
    before = list(Enrolment.objects.values()), list(Person.objects.order_by("pk").values()), roll._stamp()
    again = run(path)
    assert again.is_empty
    assert before == (list(Enrolment.objects.values()), list(Person.objects.order_by("pk").values()), roll._stamp())


def test_a_changed_name_shows_before_and_after(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    path = written(tmp_path, PUPILS, "1001,,Grace,Tolliver-Ashe,Gracie,SMP,4J,4")
    (changed,) = look(path).changed
    assert changed.before == (("family_name", "Tolliver"), ("known_as", ""))
    assert changed.after == (("family_name", "Tolliver-Ashe"), ("known_as", "Gracie"))
    run(path)
    grace = Person.objects.get(given_name="Grace")
    assert (grace.family_name, grace.version, grace.folded) == ("Tolliver-Ashe", 2, " grace gracie tolliver ashe")


def test_an_empty_cell_changes_nothing(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, WILL))
    assert look(written(tmp_path, PUPILS, "1003,,William,Fairweather,,SMP,,")).is_empty


def test_both_names_changed_is_pointed_out(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    made = look(written(tmp_path, PUPILS, "1001,,Mark,Ashdown,,SMP,4J,4"))
    assert made.notes == ["Line 2 changes both the first name and the surname: is it the same person?"]


def test_moving_class_keeps_the_days_before_in_the_old_one(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    with later():
        made = run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,SMP,5A,5"))
        assert made.counts()["moved"] == 1
        old, new = Enrolment.objects.order_by("starts")
        assert old.school_class is not None
        assert old.school_class.name == "4J"
        assert old.ends == timezone.localdate() - timedelta(days=1)
        assert (new.starts, new.year_group) == (timezone.localdate(), "5")
        assert look(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,SMP,5A,5")).is_empty


def test_moving_class_on_the_day_of_joining_is_a_correction(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,SMP,5A,5"))
    assert on_roll() == [("Grace", "SMP", "5A")]
    assert Enrolment.objects.count() == 1


def test_a_class_is_the_same_in_any_case(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,SMP,4j,4", "1002,,Mark,Ashdown,,SMP,4j,4"))
    assert list(SchoolClass.objects.values_list("name", flat=True)) == ["4J"]


def test_a_class_of_several_years_is_of_none(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, BJORN, "2002,,Ivy,King,,WEN,Ospreys,6"))
    assert SchoolClass.objects.get().year_group == ""
    assert sorted(Enrolment.objects.values_list("year_group", flat=True)) == ["5", "6"]


def test_who_is_missing_from_a_part_has_not_left(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, MARK))
    assert look(written(tmp_path, PUPILS, GRACE)).is_empty


def test_who_is_missing_from_the_whole_roll_is_an_ex_pupil_and_stays_known(tmp_path: Path) -> None:
    five = (GRACE, MARK, WILL, SUMMER, "1005,,Leo,Barnes,,SMP,4J,4")
    run(written(tmp_path, PUPILS, *five))
    with later():
        made = run(written(tmp_path, PUPILS, *five[:4]), whole=True)
        assert made.counts() == {"rows": 4, "left": 1}
        leo = Enrolment.objects.get(child__given_name="Leo")
        assert leo.ends == timezone.localdate() - timedelta(days=1)
        assert roll.known_now().pupils[str(leo.child_id)].left == leo.ends


def test_a_whole_roll_says_nothing_of_other_schools(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, BJORN))
    assert look(written(tmp_path, PUPILS, GRACE), whole=True).is_empty


def test_children_whom_the_system_does_not_know_stay_and_are_counted(tmp_path: Path) -> None:
    child("Ivy King")
    run(written(tmp_path, PUPILS, GRACE))
    made = look(written(tmp_path, PUPILS, GRACE), whole=True)
    assert made.is_empty
    assert made.notes == ["1 on the roll of SMP are not known to this system: they stay as they are."]


def test_more_than_a_quarter_leaves_only_when_somebody_says_that_it_is_right(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, MARK, WILL))
    rest = written(tmp_path, PUPILS, GRACE, MARK)
    with pytest.raises(services.TooManyLeavers):
        run(rest, whole=True)
    assert len(on_roll()) == 3
    run(rest, whole=True, many_leavers=True)
    with later(1):
        assert len(on_roll()) == 2


def test_a_leaving_date_takes_off_the_roll_on_that_day(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE))
    today = timezone.localdate()
    header, line = f"{PUPILS},Leaving date", "1001,,Grace,Tolliver,,SMP,4J,4"
    made = run(written(tmp_path, header, f"{line},{(today + timedelta(days=9)).isoformat()}"))
    assert made.counts() == {"rows": 1, "moved": 1}
    assert len(on_roll()) == 1
    with later(10):
        assert on_roll() == []
        assert look(written(tmp_path, header, f"{line},{today:%d/%m/%Y}")).is_empty


def test_an_ex_pupil_of_whom_nothing_was_known_is_known_from_now_on(tmp_path: Path) -> None:
    path = written(tmp_path, f"{PUPILS},Admission date,Leaving date", f"{GRACE},01/09/2021,22/07/2025")
    run(path)
    grace = Enrolment.objects.get()
    assert (grace.starts, grace.ends) == (date(2021, 9, 1), date(2025, 7, 22))
    assert roll.known_now().pupils[str(grace.child_id)].left == date(2025, 7, 22)
    assert look(path).is_empty


def test_who_comes_back_has_two_times_at_school(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, MARK))
    with later(10):
        run(written(tmp_path, PUPILS, MARK), whole=True, many_leavers=True)
    with later(20):
        made = run(written(tmp_path, PUPILS, GRACE, MARK))
        assert made.counts() == {"rows": 2, "rejoined": 1}
        assert len(on_roll()) == 2
    assert Enrolment.objects.filter(child__given_name="Grace").count() == 2


def test_a_child_that_changes_school_within_the_federation_leaves_none_of_it(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, GRACE, BJORN, MARK))
    with later():
        made = run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,WEN,Ospreys,5", BJORN, MARK), whole=True)
        assert made.counts() == {"rows": 3, "rejoined": 1, "changed_school": 1}
        assert not made.many_leavers
        assert ("Grace", "WEN", "Ospreys") in on_roll()


def test_the_unique_pupil_number_finds_a_child_of_another_system(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, f"1001,{UPN},Grace,Tolliver,,SMP,4J,4"))
    made = run(written(tmp_path, PUPILS, f"77,{UPN},Grace,Tolliver,,SMP,4J,4"), system="new-mis")
    assert made.counts() == {"rows": 1}
    assert [(one.system, one.value) for one in made.keys] == [("new-mis-pupils", "77")]
    assert Person.objects.filter(given_name="Grace").count() == 1


def test_two_numbers_of_two_children_are_a_mistake(tmp_path: Path) -> None:
    run(written(tmp_path, PUPILS, f"1001,{UPN},Grace,Tolliver,,SMP,4J,4", MARK))
    made = look(written(tmp_path, PUPILS, f"1002,{UPN},Mark,Ashdown,,SMP,5A,5"))
    assert problems(made) == [
        (
            "pupils.csv:2: its two numbers belong to two people here; "
            "hint: find out which of the two it is, and mend the number that is wrong"
        )
    ]


def test_a_child_entered_by_hand_is_known_by_name_and_class_the_first_time(tmp_path: Path) -> None:
    grace = child("Grace Tolliver")
    made = run(written(tmp_path, PUPILS, GRACE))
    assert [match.person for match in made.matched] == [grace.pk]
    assert made.counts() == {"rows": 1}
    again = run(written(tmp_path, PUPILS, "1001,,Grace,Tolliver,,SMP,5A,5"))
    assert again.matched == []
    assert again.counts() == {"rows": 1, "classes_added": 1, "moved": 1}


def test_of_two_who_fit_by_name_neither_is_taken(tmp_path: Path) -> None:
    for _ in range(2):
        twin = Person.objects.create(given_name="Leo", family_name="Barnes")
        room = school_class()
        Enrolment.objects.create(child=twin, school=room.school, school_class=room, starts=LONG_AGO)
    made = look(written(tmp_path, PUPILS, "1005,,Leo,Barnes,,SMP,4J,4"))
    assert made.counts()["pupils_added"] == 1
    assert made.notes == ["Line 2 fits by name, but not only one person: taken as somebody new."]


def test_of_two_lines_that_fit_one_child_neither_is_taken(tmp_path: Path) -> None:
    child("Grace Tolliver")
    made = look(written(tmp_path, PUPILS, GRACE, "1009,,Grace,Tolliver,,SMP,4J,4"))
    assert made.counts()["pupils_added"] == 2
    assert made.matched == []


def test_a_number_that_stands_twice_is_a_mistake(tmp_path: Path) -> None:
    made = look(written(tmp_path, PUPILS, GRACE, "1001,,Mark,Ashdown,,SMP,5A,5"))
    assert problems(made) == [
        "pupils.csv:3: Adno: the number stands in line 2 already; hint: each person has a line and number of their own"
    ]


def test_a_number_of_an_adult_is_a_mistake(tmp_path: Path) -> None:
    ExternalId.objects.create(person=person("Rowena Hill"), system="csv-pupils", value="1001")
    assert "this number belongs to an adult" in problems(look(written(tmp_path, PUPILS, GRACE)))[0]


def test_every_mistake_is_told_with_line_and_column(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"{PUPILS},Admission date",
        "1001,X1,Grace,,,SMP,4J,elf,31/02/2025",
        ",,Mark,Ashdown,,ABC,5A,5,09/25/2025",
    )
    assert [line.partition(";")[0] for line in problems(look(path))] == [
        "pupils.csv:2: UPN: no unique pupil number: its check letter does not fit",
        "pupils.csv:2: Legal Surname: empty",
        "pupils.csv:2: Year: no year of school",
        "pupils.csv:2: Admission date: not a day",
        "pupils.csv:3: School: no school of that code or name",
        "pupils.csv:3: Admission date: the month stands first",
        "pupils.csv:3: Adno: empty",
    ]  # fmt: skip


def test_a_file_with_one_mistake_changes_nothing_at_all(tmp_path: Path) -> None:
    with pytest.raises(services.Mistaken):
        run(written(tmp_path, PUPILS, GRACE, "1002,,,Ashdown,,SMP,5A,5"))
    assert not Enrolment.objects.exists()
    assert not SchoolClass.objects.exists()


def test_what_fails_half_way_leaves_nothing_half_done(tmp_path: Path) -> None:
    with patch("gatepost.apps.ledger.services.record_many", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011
        run(written(tmp_path, PUPILS, GRACE))
    assert not Person.objects.filter(given_name="Grace").exists()


def test_a_plan_that_nobody_has_seen_is_not_carried_out(tmp_path: Path) -> None:
    what = order(written(tmp_path, PUPILS, GRACE))
    seen = services.look(by=clay(), order=what).digest()
    child("Grace Tolliver")
    with pytest.raises(services.Stale):
        services.run(by=clay(), order=what, shown=seen)


def test_photo_consents_of_the_old_system_are_kept_as_they_stood_and_count_for_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, f"{PUPILS},Photo consent", f"{GRACE},Yes - website & paper", f"{MARK},")
    run(path)
    kept = LegacyConsent.objects.get()
    assert (kept.words, kept.system) == ("Yes - website & paper", "csv-pupils")
    assert roll.known_now().pupils[str(kept.child_id)].photo_consent == "missing"
    assert look(path).is_empty
    run(written(tmp_path, f"{PUPILS},Photo consent", f"{GRACE},No"))
    assert [one.words for one in LegacyConsent.objects.all()] == ["No", "Yes - website & paper"]


def test_a_file_of_one_school_needs_no_column_for_it(tmp_path: Path) -> None:
    path = written(tmp_path, "Adno,Forename,Surname,Reg", "12,Grace,Tolliver,4J")
    run(path, school="SMP")
    assert on_roll() == [("Grace", "SMP", "4J")]
    assert ExternalId.objects.get().system == "csv-smp-pupils"


def test_an_address_of_a_child_is_not_kept(tmp_path: Path) -> None:
    run(written(tmp_path, f"{PUPILS},Email", f"{GRACE},grace@home.example"))
    assert Person.objects.get(given_name="Grace").email == ""
