"""What people owe: raised, asked of whoever is there, done, and passed on when it is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.duties import selectors, services
from gatepost.apps.duties.models import Duty
from gatepost.apps.duties.sweeping import sweep
from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.notices.models import Notice
from gatepost.apps.people.authority import Leave, Refused
from gatepost.apps.people.models import Person, RoleHeld
from gatepost.apps.people.selectors import acts
from gatepost.apps.people.services import absences, roles
from gatepost.demo.clock import Clock
from tests.apps.duties.moments import at, moment
from tests.site_cast import federation, person, school

pytestmark = pytest.mark.django_db
LEAVE = Leave("duty.tell", "teacher", ())
HEAD, DSO, EXECUTIVE = "Judith Penfold", "Chidi Okoro", "Imelda Pace"


@pytest.fixture(autouse=True)
def thursday_at_ten() -> Iterator[Clock]:
    federation()
    with at("2026-11-26 10:00") as clock:
        for name in ("Rowena Hill", HEAD, DSO, EXECUTIVE, "Desmond Clay", "Anders Holm"):
            person(name)
        yield clock


def contact(about: Person | None = None, happening: str = "child_contact") -> Duty:
    """Ms Hill tells of it; the first duty that comes of it."""
    services.tell(by=person("Rowena Hill"), happening=happening, school=school("SMP"), about=about)
    return Duty.objects.order_by("due_at").first() or pytest.fail("nothing was raised")


def owes(name: str) -> list[str]:
    one = Person.objects.get(pk=person(name).pk)  # as of now: where they stand is kept on the instance
    return [duty.kind for duty in selectors.owed(one)]


def told(name: str) -> list[str]:
    return list(Notice.objects.filter(person=person(name)).order_by("id").values_list("category", flat=True))


def test_a_childs_message_is_for_the_dso_to_open_within_half_an_hour() -> None:
    duty = contact()
    assert owes(DSO) == ["child_contact_opened", "child_contact_answered"]
    assert duty.due_at == moment("2026-11-26 10:30")
    assert told(DSO) == ["safeguarding", "safeguarding"]
    assert not any(owes(name) for name in ("Rowena Hill", HEAD, EXECUTIVE))


def test_telling_twice_is_two_matters_and_raising_twice_is_one() -> None:
    contact()
    first = Duty.objects.count()
    contact()
    assert Duty.objects.count() == 2 * first
    cause = Duty.objects.first().cause  # type: ignore[union-attr]
    assert services.happened("child_contact", by=person(DSO), leave=LEAVE, cause=cause) == []


def test_while_the_dso_is_away_the_deputy_is_asked() -> None:
    dso = person(DSO)
    deputy = roles.name_deputy(
        by=person(EXECUTIVE),
        principal=dso.roles.get(role="dso"),
        person=person("Yvette Laurent"),
        starts=date(2026, 11, 26),
    )
    absences.record(by=dso, person=dso, starts=date(2026, 11, 26))
    contact()
    assert "child_contact_opened" in owes(deputy.person.full_name)
    assert told("Yvette Laurent") == ["safeguarding", "safeguarding"]
    assert told(DSO) == []


def test_while_everybody_is_away_it_is_passed_on_at_once() -> None:
    absences.record(by=person(DSO), person=person(DSO), starts=date(2026, 11, 26))
    duty = contact()
    assert duty.step == 2  # the policy asks a DSO again, then the Executive Head
    assert told(EXECUTIVE) == ["safeguarding", "alarm"]  # for the note to Ms Hill the policy names nobody but a DSO
    assert "child_contact_opened" in owes(EXECUTIVE)
    assert not duty.alarmed


def test_where_nobody_is_left_several_are_alarmed() -> None:
    for name in (DSO, EXECUTIVE):
        absences.record(by=person(name), person=person(name), starts=date(2026, 11, 26))
    duty = contact()
    assert duty.alarmed
    assert told(HEAD)[0] == "alarm"
    assert "child_contact_opened" in owes(HEAD)
    assert Entry.objects.filter(event="duty_alarmed").exists()


def test_whoever_it_is_about_is_never_asked_and_never_sees_it() -> None:
    dso = person(DSO)
    duty = contact(about=dso, happening="improper_contact")
    assert owes(DSO) == []
    assert told(DSO) == []
    assert "improper_contact_opened" in owes(EXECUTIVE)
    assert not selectors.seen(dso).filter(pk=duty.pk).exists()
    with pytest.raises(Refused):
        services.do(by=dso, duty=duty)


def test_whoever_it_is_about_reads_nothing_of_it_in_the_ledger() -> None:
    contact(about=person(EXECUTIVE), happening="improper_contact")
    of_it = Entry.objects.filter(event__in=("happening_told", "duty_raised", "duty_alarmed"))
    assert of_it.count() > 2
    assert not acts.seen_by(person(EXECUTIVE)).filter(pk__in=of_it).exists()
    assert acts.seen_by(person(DSO)).filter(pk__in=of_it).count() == of_it.count()
    assert "improper" not in str(list(of_it.values_list("says", "clauses")))


def test_what_is_late_is_passed_on_and_chased_until_somebody_acts(thursday_at_ten: Clock) -> None:
    duty = contact()
    assert sweep() == 0
    steps = []
    for hour in ("10:31", "11:02", "11:33"):
        thursday_at_ten.move(moment(f"2026-11-26 {hour}"))
        sweep()
        duty.refresh_from_db()
        steps.append((duty.step, duty.alarmed, "child_contact_opened" in owes(EXECUTIVE)))
    assert steps == [(1, False, False), (2, False, True), (3, True, True)]
    assert duty.next_at == moment("2026-11-27 18:00")  # every working day until it is done
    services.do(by=person(DSO), duty=duty)
    thursday_at_ten.move(moment("2026-12-04 18:00"))
    duty.refresh_from_db()
    assert duty.step == 3
    assert sweep() == 1  # the other one: writing to whoever told


def test_the_subject_is_passed_over_at_every_step(thursday_at_ten: Clock) -> None:
    contact(about=person(EXECUTIVE), happening="improper_contact")
    for _ in range(6):
        later = Duty.objects.exclude(next_at=None).order_by("-next_at").first()
        assert later is not None
        assert later.next_at is not None
        thursday_at_ten.move(later.next_at)
        while sweep():
            pass
    assert owes(EXECUTIVE) == []
    assert told(EXECUTIVE) == []
    assert "alarm" in told(HEAD)


def test_it_is_done_once_by_whoever_owes_it() -> None:
    duty = contact()
    with pytest.raises(Refused):
        services.do(by=person("Rowena Hill"), duty=duty)
    services.do(by=person(DSO), duty=duty)
    assert "child_contact_opened" not in owes(DSO)
    assert Notice.objects.filter(about=subject("duty", duty.pk), opened_at=None).count() == 0
    with pytest.raises(ValidationError):
        services.do(by=person(DSO), duty=duty)
    assert Entry.objects.filter(event="duty_done").count() == 1


def test_what_an_answer_ends_is_not_ended_by_saying_so() -> None:
    asked = services.happened(
        "question_asked",
        by=person("Rowena Hill"),
        leave=LEAVE,
        cause="question:1",
        school=school("SMP"),
        subjects=[person("Rowena Hill").pk],
    )
    assert owes(HEAD) == ["doubt_answered"]
    with pytest.raises(ValidationError):
        services.do(by=person(HEAD), duty=asked[0])
    assert services.settle("question:1", by=person(HEAD), leave=LEAVE) == 1
    assert owes(HEAD) == []
    assert services.settle("question:1", by=person(HEAD), leave=LEAVE) == 0


def test_a_role_at_another_school_is_not_asked() -> None:
    contact(happening="abuse_reported")
    assert owes(HEAD) == ["abuse_seen_by_slt"]
    assert owes("Anders Holm") == []


def test_roles_may_be_named_in_place_of_the_policys() -> None:
    services.happened(
        "post_sent",
        by=person("Rowena Hill"),
        leave=LEAVE,
        cause="post:1",
        school=school("SMP"),
        roles=["network_manager"],
    )
    assert owes("Desmond Clay") == ["post_decided"]
    assert owes(HEAD) == []


def test_a_duty_of_a_policy_that_is_gone_is_still_passed_on_and_done(thursday_at_ten: Clock) -> None:
    duty = contact(happening="abuse_reported")
    Duty.objects.filter(pk=duty.pk).update(
        kind="of_another_year", happening="long_gone", policy="0" * 64, then=["a_role_no_more", "executive_head"]
    )
    thursday_at_ten.move(moment("2026-11-26 16:01"))
    assert sweep() == 1
    duty.refresh_from_db()
    assert duty.step == 2
    assert "of_another_year" in owes(EXECUTIVE)
    services.do(by=person(EXECUTIVE), duty=duty)


def test_what_somebody_owed_alone_goes_with_them(thursday_at_ten: Clock) -> None:
    hill = person("Rowena Hill")
    services.happened("abuse_reported", by=hill, leave=LEAVE, cause="told:1", school=school("SMP"), owed_by=hill)
    RoleHeld.objects.filter(person=hill).update(ends=date(2026, 11, 25))
    thursday_at_ten.move(moment("2026-11-26 16:01"))
    assert sweep() == 1
    assert Duty.objects.get(cause="told:1").state == Duty.State.DROPPED


def test_nobody_tells_of_what_the_site_itself_knows() -> None:
    with pytest.raises(LookupError):
        services.tell(by=person("Rowena Hill"), happening="question_asked", school=school("SMP"))
    with pytest.raises(ValidationError):
        services.tell(by=person("Rowena Hill"), happening="threshold_met", school=school("SMP"))


def test_whoever_has_two_roles_tells_what_either_may_tell() -> None:
    office = person("Patricia Savage")
    RoleHeld.objects.create(person=office, role="ptfa", school=school("SMP"), starts=date(2024, 9, 1))
    services.tell(by=office, happening="education_record_request", school=school("SMP"))
    assert owes("Patricia Savage") == ["education_record_given"]
