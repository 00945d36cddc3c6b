"""A whole school year of duties, in seconds."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from gatepost.apps.duties import calendars, selectors, services
from gatepost.apps.duties.models import Duty
from gatepost.apps.duties.sweeping import raise_yearly, sweep
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Person
from gatepost.apps.people.services import absences
from tests.apps.duties.moments import at, moment
from tests.site_cast import federation, person, school

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("a year shows how duties follow each other; each step of it is tested on both"),
]

TEACHERS = ("Rowena Hill", "Lorna Banks", "Joseph Tidy")
SENIORS = ("Judith Penfold", "Chidi Okoro", "Imelda Pace")
HAPPENINGS = (
    "child_contact",
    "abuse_reported",
    "breach_heard",
    "subject_access_request",
    "data_breach",
    "improper_contact",
)
HOLIDAYS = (
    ("2026-10-26", "2026-10-30"),
    ("2026-12-21", "2027-01-01"),
    ("2027-02-15", "2027-02-19"),
    ("2027-03-29", "2027-04-09"),
    ("2027-05-31", "2027-06-04"),
)


def test_a_school_year_of_duties() -> None:
    federation()
    rng = random.Random(4)  # noqa: S311 (a story, not a secret)
    with at("2026-09-01 07:00") as clock:
        for name in (*TEACHERS, *SENIORS, "Patricia Savage"):
            person(name)
        for starts, ends in HOLIDAYS:
            calendars.close(
                by=person("Patricia Savage"),
                school=school("SMP"),
                starts=date.fromisoformat(starts),
                ends=date.fromisoformat(ends),
                title="Holiday",
            )
        while raise_yearly():
            pass
        assert (
            Duty.objects.filter(kind="contact_declaration").count()
            == Person.objects.filter(roles__isnull=False).distinct().count()
        )
        day = date(2026, 9, 1)
        while day < date(2027, 7, 20):
            clock.move(moment(f"{day} 09:00"))
            _a_day(rng, day)
            day += timedelta(days=1)
        clock.move(moment("2027-07-20 19:00"))
        while sweep():
            pass
    _nothing_was_lost()


def _a_day(rng: random.Random, day: date) -> None:
    """Somebody may tell of something, be away, or do the first of what they owe; what is late is passed on."""
    if day.weekday() < 5 and rng.random() < 0.3:
        about = person(rng.choice(SENIORS)) if rng.random() < 0.2 else None
        services.tell(
            by=person(rng.choice(TEACHERS)), happening=rng.choice(HAPPENINGS), school=school("SMP"), about=about
        )
    if rng.random() < 0.1 and not (one := person(rng.choice(SENIORS))).absences.filter(ends__gte=day).exists():
        absences.record(by=one, person=one, starts=day, ends=day + timedelta(days=rng.randint(0, 3)))
    while sweep():
        pass
    for name in SENIORS:
        one = Person.objects.get(pk=person(name).pk)
        for duty in [duty for duty in selectors.owed(one) if not duty.by_event][: rng.randint(0, 2)]:
            services.do(by=one, duty=duty)


def _nothing_was_lost() -> None:
    """Each duty is done by somebody whom it is not about, or is still asked of somebody; and the ledger has it all once."""
    raised = Entry.objects.filter(event="duty_raised").values_list("subject", flat=True)
    assert sorted(raised) == sorted(f"duty:{key}" for key in Duty.objects.values_list("pk", flat=True))
    done = Entry.objects.filter(event="duty_done").values_list("subject", "by")
    assert len(done) == len(set(done)) == Duty.objects.filter(state=Duty.State.DONE).count() > 50
    for duty in Duty.objects.filter(state=Duty.State.DONE):
        by = next(who for told, who in done if told == f"duty:{duty.pk}")
        assert not duty.barred.filter(person=by).exists()
    for duty in Duty.objects.filter(state=Duty.State.OPEN):
        assert duty.owing.exists()
        assert duty.next_at is None or duty.next_at > moment("2027-07-20 19:00") - timedelta(days=1)
        if duty.due_at is not None:
            assert timezone.localdate(duty.due_at).weekday() < 7
