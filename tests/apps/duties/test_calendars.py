"""On which days there is school: said by hand, read from a file, fetched from the school's own site."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.duties import calendars, ics
from gatepost.apps.duties.days import calendar_of
from gatepost.apps.duties.models import Closure, Feed
from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.authority import Refused
from gatepost.policy.bank_holidays import bank_holidays
from tests.apps.duties.moments import at
from tests.site_cast import federation, person, school

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Saltmarsh Primary//EN\r\n"


def calendar(*events: tuple[str, str, str], more: str = "") -> bytes:
    """A calendar of whole days: title, first day, the day after the last."""
    told = [
        f"BEGIN:VEVENT\r\nUID:{n}@saltmarsh.example\r\nDTSTAMP:20260801T090000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:{starts}\r\nDTEND;VALUE=DATE:{ends}\r\n{more}END:VEVENT\r\n"
        for n, (title, starts, ends) in enumerate(events)
    ]
    return (HEAD + "".join(told) + "END:VCALENDAR\r\n").encode()


def test_holidays_and_inset_days_close_a_school() -> None:
    found = ics.read(calendar(
        ("Half term", "20261026", "20261031"), ("INSET day", "20261102", "20261103"), ("Nativity", "20261210", "20261211"),
    ))  # fmt: skip
    assert [(one.starts, one.ends) for one in found] == [
        (date(2026, 10, 26), date(2026, 10, 30)), (date(2026, 11, 2), date(2026, 11, 2))]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "Half term holiday club",
        "Christmas Fayre",
        "Summer holiday reading challenge",
        "Term starts",
        "Year 4 trip",
        "Christmas lunch",
    ],
)
def test_what_only_sounds_like_a_holiday_closes_nothing(title: str) -> None:
    assert ics.read(calendar((title, "20261026", "20261027"))) == []


def test_what_lies_between_two_terms_is_no_school() -> None:
    found = ics.read(
        calendar(("Autumn term ends", "20261218", "20261219"), ("Spring term begins", "20270104", "20270105"))
    )
    assert found == [ics.NoSchool(date(2026, 12, 19), date(2027, 1, 3), "Between the terms")]


def test_a_term_whose_end_is_not_told_closes_nothing() -> None:
    assert (
        ics.read(calendar(("Autumn term ends", "20251219", "20251220"), ("Summer term begins", "20260413", "20260414")))
        == []
    )


def test_what_comes_again_every_week_closes_nothing() -> None:
    assert ics.read(calendar(("Staff training day", "20261026", "20261027"), more="RRULE:FREQ=WEEKLY\r\n")) == []


def test_a_time_of_day_is_read_as_its_day() -> None:
    told = HEAD + (
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:School closed\r\nDTSTART:20261105T090000Z\r\nDTEND:20261105T150000Z\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    assert [(one.starts, one.ends) for one in ics.read(told.encode())] == [(date(2026, 11, 5), date(2026, 11, 5))]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff", b"<html>Not found</html>", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:tomorrow\r\nEND:VEVENT\r\nEND:VCALENDAR", b"x" * (ics.MOST_BYTES + 1)],
    ids=["empty", "bytes", "a page", "cut off", "no date", "too large"],
)  # fmt: skip
def test_what_is_no_calendar_is_refused_or_closes_nothing(data: bytes) -> None:
    with suppress(ics.NotACalendar):
        assert ics.read(data) == []


def test_englands_bank_holidays_are_known_without_asking_anybody() -> None:
    days = bank_holidays(2026)
    assert {date(2026, 12, 25), date(2026, 12, 28), date(2026, 8, 31)} <= days
    assert date(2026, 8, 3) not in days  # Scotland's


@pytest.mark.django_db
class TestAtASchool:
    def test_a_closure_is_for_its_school_and_one_of_the_federation_for_all(self) -> None:
        federation()
        with at("2026-09-02 09:00"):
            calendars.close(
                by=person("Patricia Savage"),
                school=school("SMP"),
                starts=date(2026, 9, 7),
                ends=date(2026, 9, 7),
                title="INSET day",
            )
            calendars.close(
                by=person("Imelda Pace"),
                school=None,
                starts=date(2026, 9, 8),
                ends=date(2026, 9, 8),
                title="Polling day",
            )
            monday, tuesday = date(2026, 9, 7), date(2026, 9, 8)
            assert [calendar_of(school("SMP").pk).school_day(day) for day in (monday, tuesday)] == [False, False]
            assert [calendar_of(school("WEN").pk).school_day(day) for day in (monday, tuesday)] == [True, False]

    def test_the_office_of_another_school_cannot_close_it(self) -> None:
        federation()
        with pytest.raises(Refused):
            calendars.close(
                by=person("Gemma Pike"),
                school=school("SMP"),
                starts=date(2026, 9, 7),
                ends=date(2026, 9, 7),
                title="INSET day",
            )

    def test_a_year_too_much_is_asked_about(self) -> None:
        federation()
        with pytest.raises(ValidationError, match="year"):
            calendars.close(
                by=person("Imelda Pace"), school=None, starts=date(2026, 9, 7), ends=date(2027, 9, 7), title="INSET day"
            )

    def test_reading_a_file_again_replaces_what_it_said_before_and_twice_changes_nothing(self) -> None:
        federation()
        office, there = person("Patricia Savage"), school("SMP")
        calendars.close(by=office, school=there, starts=date(2026, 9, 7), ends=date(2026, 9, 7), title="By hand")
        calendars.take_in(by=office, school=there, data=calendar(("Half term", "20261026", "20261031")))
        calendars.take_in(
            by=office,
            school=there,
            data=calendar(("Half term", "20261026", "20261031"), ("INSET", "20261102", "20261103")),
        )
        entries = Entry.objects.count()
        calendars.take_in(
            by=office,
            school=there,
            data=calendar(("Half term", "20261026", "20261031"), ("INSET", "20261102", "20261103")),
        )
        assert [one.title for one in Closure.objects.all()] == ["By hand", "Half term", "INSET"]
        assert Entry.objects.count() == entries

    def test_a_calendar_that_tells_of_nothing_takes_nothing_away(self) -> None:
        federation()
        office, there = person("Patricia Savage"), school("SMP")
        calendars.take_in(by=office, school=there, data=calendar(("Half term", "20261026", "20261031")))
        with pytest.raises(ValidationError):
            calendars.take_in(by=office, school=there, data=calendar(("Sports day", "20270626", "20270627")))
        assert Closure.objects.count() == 1

    @pytest.mark.parametrize(
        "address", ["https://localhost/terms.ics", "https://10.0.0.7/terms.ics", "http://saltmarsh.example/terms.ics"]
    )
    def test_an_address_inside_the_federation_is_never_asked(self, address: str) -> None:
        federation()
        feed = calendars.read_from(by=person("Patricia Savage"), school=school("SMP"), address=address)
        assert not calendars.fetch(feed, by=person("Patricia Savage"))
        assert Feed.objects.get().trouble
