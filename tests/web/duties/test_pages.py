"""What people owe, on their pages: told, asked, done; and on which days there is school."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gatepost.apps.duties import services
from gatepost.apps.duties.models import Closure, Duty, Told
from gatepost.apps.notices.models import Notice
from gatepost.apps.people.authority import Leave
from gatepost.demo.clock import Clock
from tests.apps.duties.moments import at, moment
from tests.apps.duties.test_calendars import calendar
from tests.site_cast import federation, person, school
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
HILL, OKORO, PACE, PENFOLD = "Rowena Hill", "Chidi Okoro", "Imelda Pace", "Judith Penfold"


@pytest.fixture(autouse=True)
def thursday_at_ten() -> Iterator[Clock]:
    federation()
    with at("2026-11-26 10:00") as clock:
        for name in (HILL, OKORO, PACE, PENFOLD):
            person(name)
        yield clock


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def tell(name: str, happening: str, **more: str) -> str:
    """Somebody tells of it on the page; what the page says then."""
    client = browser_of(person(name))
    answer = client.post(reverse("tell_of", args=[happening]), {"school": "SMP", **more}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_teacher_tells_of_a_childs_message_in_three_taps_and_the_dso_has_it_first_thing() -> None:
    hill = browser_of(person(HILL))
    assert reverse("tell") in page(hill, "first")
    assert reverse("tell_of", args=["child_contact"]) in page(hill, "tell")
    assert "Do not answer" in page(hill, "tell_of", "child_contact")
    assert "They are told" in tell(HILL, "child_contact")
    first = page(browser_of(person(OKORO)), "first")
    assert "2 things today" in first or "One thing today" in first
    assert "A child has been in touch with a colleague: open it" in first
    assert "by 10:30" in first


def test_what_is_late_is_said_to_be_late(thursday_at_ten: Clock) -> None:
    tell(HILL, "child_contact")
    okoro = browser_of(person(OKORO))
    thursday_at_ten.move(moment("2026-11-26 10:50"))
    first = page(okoro, "first")
    assert "One thing is overdue." in first
    assert '<span class="due late">20 minutes late</span>' in first


def test_one_tap_and_it_is_done() -> None:
    tell(HILL, "abuse_reported")
    client, duty = browser_of(person(PENFOLD)), Duty.objects.get()
    answer = client.post(reverse("do_duty", args=[duty.pk]), follow=True)
    assert "Done: Look at abuse on a school account." in answer.content.decode()
    assert "Nothing waits for you" in answer.content.decode()
    again = client.post(reverse("do_duty", args=[duty.pk]), follow=True)
    assert "has been done already" in again.content.decode()


def test_its_page_says_who_told_and_whom_it_is_about_and_opening_it_ends_the_letters() -> None:
    tell(HILL, "improper_contact", about=str(person(PACE).pk))
    duty = Duty.objects.get(kind="improper_contact_opened")
    said = page(browser_of(person(OKORO)), "duty", duty.pk)
    assert "Told by</dt><dd>Ms Hill" in said
    assert "Dr Pace, who sees nothing of this" in said
    assert not Notice.objects.filter(about=f"duty:{duty.pk}", person=person(OKORO), opened_at=None).exists()


def test_whoever_it_is_about_finds_no_trace_of_it() -> None:
    tell(HILL, "improper_contact", about=str(person(PACE).pk))
    pace, duty = browser_of(person(PACE)), Duty.objects.first()
    assert duty is not None
    assert "Nothing waits for you" in page(pace, "first")
    assert "improper" not in page(pace, "all_duties").lower()
    assert pace.get(reverse("duty", args=[duty.pk])).status_code == 404
    assert pace.get(reverse("told", args=[Told.objects.get().pk])).status_code == 404
    assert pace.post(reverse("do_duty", args=[duty.pk])).status_code == 404
    assert not Notice.objects.filter(person=person(PACE)).exists()
    assert "something has happened: –" not in page(pace, "ledger")
    assert "something has happened: –" in page(browser_of(person(OKORO)), "ledger")


def test_those_who_would_be_told_are_offered_as_whom_it_may_be_about_and_nobody_else_is() -> None:
    client = browser_of(person(HILL))
    said = page(client, "tell_of", "improper_contact")
    assert all(name in said for name in ("Mr Okoro", "Dr Pace", "Mrs Penfold"))
    assert "Mr Holm" not in said
    answer = client.post(
        reverse("tell_of", args=["improper_contact"]), {"school": "SMP", "about": str(person("Anders Holm").pk)}
    )
    assert "about" in answer.context["form"].errors
    assert not Duty.objects.exists()


def test_a_volunteer_tells_too_and_sees_nobodys_duties() -> None:
    assert "They are told" in tell("Beryl Foot", "child_contact")
    foot, duty = browser_of(person("Beryl Foot")), Duty.objects.first()
    assert duty is not None
    assert foot.get(reverse("duty", args=[duty.pk])).status_code == 404
    assert "Nothing waits for you" in page(foot, "first")


def test_another_schools_head_sees_nothing_of_it() -> None:
    tell(HILL, "abuse_reported")
    holm = browser_of(person("Anders Holm"))
    assert "abuse" not in page(holm, "all_duties").lower()
    assert holm.get(reverse("duty", args=[Duty.objects.get().pk])).status_code == 404


def test_the_deputy_who_stands_in_has_it_on_the_first_page() -> None:
    services.happened("abuse_reported", by=person(HILL), leave=_leave(), cause="told:x", school=school("SMP"))
    assert "Look at abuse on a school account" in page(browser_of(person(PENFOLD)), "duties")


def test_what_is_not_for_a_role_to_tell_is_not_there() -> None:
    hill = browser_of(person(HILL))
    assert "meets the threshold" not in page(hill, "tell")
    assert hill.get(reverse("tell_of", args=["threshold_met"])).status_code == 404
    assert hill.get(reverse("tell_of", args=["question_asked"])).status_code == 404


class TestTheCalendar:
    def test_the_office_adds_days_and_takes_them_back(self) -> None:
        office = browser_of(person("Patricia Savage"))
        sent = {"school": "SMP", "title": "INSET day", "starts": "2026-11-30", "ends": "2026-11-30"}
        assert "INSET day" in office.post(reverse("close_days"), sent, follow=True).content.decode()
        tell(HILL, "abuse_reported")
        closure = Closure.objects.get()
        assert "School after all" in page(office, "calendar")
        office.post(reverse("open_days", args=[closure.pk]))
        assert not Closure.objects.exists()

    def test_a_teacher_reads_it_and_changes_nothing(self) -> None:
        hill = browser_of(person(HILL))
        Closure.objects.create(
            school=school("SMP"), title="INSET day", starts=date(2026, 11, 30), ends=date(2026, 11, 30)
        )
        said = page(hill, "calendar")
        assert "INSET day" in said
        assert "School after all" not in said
        assert hill.get(reverse("close_days")).status_code == 403

    def test_a_calendar_file_is_read_in(self) -> None:
        office = browser_of(person("Patricia Savage"))
        file = SimpleUploadedFile("terms.ics", calendar(("Half term", "20270215", "20270220")), "text/calendar")
        said = office.post(reverse("calendar_file"), {"school": "SMP", "file": file}, follow=True).content.decode()
        assert "Half term" in said
        assert "from its own calendar" in said

    def test_a_file_that_is_none_is_told_beside_its_field(self) -> None:
        office = browser_of(person("Patricia Savage"))
        file = SimpleUploadedFile("terms.ics", b"<html>", "text/calendar")
        answer = office.post(reverse("calendar_file"), {"school": "SMP", "file": file})
        assert "file" in answer.context["form"].errors
        assert not Closure.objects.exists()

    def test_the_address_of_the_schools_own_calendar_is_kept(self) -> None:
        office = browser_of(person("Patricia Savage"))
        sent = {"school": "SMP", "address": "https://saltmarsh.example/terms.ics"}
        said = office.post(reverse("calendar_address"), sent, follow=True).content.decode()
        assert "saltmarsh.example/terms.ics" in said
        assert "not read yet" in said


def _leave() -> Leave:
    return Leave("duty.tell", "teacher", ())
