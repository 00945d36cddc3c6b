"""What happened in the made-up federation until a day, in the order in which it happened."""

from __future__ import annotations

from datetime import date

from gatepost.demo.days import days
from gatepost.demo.happenings import Happening
from gatepost.demo.people import everybody
from gatepost.demo.rolls import rolls
from gatepost.demo.staffing import staffing
from gatepost.demo.terms import Story, at
from gatepost.demo.work import work


def story_until(today: date) -> list[Happening]:
    """A school year and the autumn after it, up to the morning of that day."""
    people, story = everybody(), Story(today)
    told = (*staffing(people, story), *rolls(people, story), *days(people, story), *work(people, story))
    return sorted((one for one in told if one.at < at(today, 7)), key=lambda one: one.at)
