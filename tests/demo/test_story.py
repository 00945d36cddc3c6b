"""What happened in the made-up federation, before any of it happens in a database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from gatepost.demo.clock import set_by_hand
from gatepost.demo.files import Files
from gatepost.demo.happenings import Add, AddTie, Away, Give, Happening, Invite, ReadIn, SignIn
from gatepost.demo.people import everybody
from gatepost.demo.rolls import by_hand
from gatepost.demo.terms import Story, at
from gatepost.demo.year import story_until

TODAY = date(2026, 11, 27)
TOLD = story_until(TODAY)


def test_the_story_is_the_same_every_time() -> None:
    assert story_until(TODAY) == TOLD


def test_it_is_told_in_order_from_august_to_this_morning() -> None:
    assert sorted(TOLD, key=lambda what: what.at) == TOLD
    assert TOLD[0].at.date() == date(2025, 8, 26)
    assert TOLD[-1].at < at(TODAY, 7)
    assert TOLD[-1].at.date() == TODAY - timedelta(days=1)


def test_nothing_is_done_by_anybody_at_the_weekend_or_at_night() -> None:
    assert {what.at.hour for what in TOLD} <= set(range(7, 22))
    assert max(what.at.weekday() for what in TOLD if not isinstance(what, Away)) < 5


def test_it_holds_much_of_what_happens_in_a_school() -> None:
    kinds = Counter(type(what) for what in TOLD)
    wanted: dict[type[Happening], int] = {Give: 120, Invite: 200, SignIn: 300, Away: 60, ReadIn: 4}
    assert {kind: kinds[kind] for kind, least in wanted.items() if kinds[kind] < least} == {}


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 9, 14), date(2024, 8, 26)),  # September's first days still belong to the year before
        (date(2026, 9, 15), date(2025, 8, 26)),
        (date(2027, 2, 28), date(2025, 8, 26)),
        (date(2028, 2, 29), date(2026, 8, 26)),
    ],
)
def test_there_is_a_whole_school_year_before_any_day(today: date, begins: date) -> None:
    story = story_until(today)
    assert story[0].at.date() == begins
    assert [what.time for what in story if isinstance(what, ReadIn)] == ["autumn", "spring", "summer", "second"]


@pytest.mark.parametrize("year", range(2024, 2031))
def test_nobody_is_known_before_they_were_put_in_whatever_day_september_begins_on(year: int) -> None:
    known: set[str] = set()
    roles: set[str] = {tie.adult for tie in everybody().ties if not by_hand(tie.adult)}
    for what in story_until(date(year, 9, 15)):
        match what:
            case Add():
                known.add(what.who)
            case ReadIn():
                known.update(tie.adult for tie in everybody().ties if not by_hand(tie.adult))
                known.update(child.id for child in everybody().children)
            case Give():
                assert what.post.who in known
                roles.add(what.post.who)
            case AddTie():
                assert {what.tie.adult, what.tie.child} <= known
            case Invite():
                assert what.who in roles & known
        assert not what.by or what.by in known, what


def test_the_last_roll_is_read_in_with_everybody_but_those_who_come_later() -> None:
    rows = list(Files(everybody(), Story(TODAY), "second").pupils())
    late = [child for child in everybody().children if child.came == "late"]
    assert len(rows) == 600 - len(late)
    assert late


def test_a_mistake_that_was_mended_is_in_the_first_file_alone() -> None:
    def addresses(time: str) -> set[str]:
        return {row["email"] for row in Files(everybody(), Story(TODAY), time).contacts()}

    assert "daniel.toliver@example.org" in addresses("autumn")
    assert "daniel.tolliver@example.org" in addresses("spring") & addresses("second")


def test_the_clock_moves_on_and_never_back() -> None:
    start = datetime(2025, 9, 1, 8, tzinfo=UTC)
    before = timezone.now()
    with set_by_hand(start) as clock:
        assert timezone.now() == start
        clock.move(start + timedelta(days=30))
        assert timezone.localdate() == date(2025, 10, 1)
        with pytest.raises(ValueError, match="time cannot go back from 01 Oct 2025"):
            clock.move(start)
    assert timezone.now() >= before
