"""The story's small change: who was away, who was let in, who signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gatepost.demo.draw import Draw
from gatepost.demo.happenings import Away, Back, Happening, Invite, Open, SignIn
from gatepost.demo.nouns import People, Post
from gatepost.demo.offices import CLERK, DEPUTIES, DSO, EMPLOYED, EXECUTIVE_HEAD, HEAD, NETWORK_MANAGER, OFFICE, SENIOR
from gatepost.demo.tables import cast
from gatepost.demo.terms import Story, at, working

_AWAY_BY_PLAN = (  # so that deputies had something to do
    (DSO, (2, 22), 5),
    (EXECUTIVE_HEAD, (3, 15), 5),
    ("S004", (5, 10), 3),
    ("S005", (6, 14), 10),
)
_SURE = ("Maureen Ashdown", "Daniel Tolliver")  # of the cast to sign in as
_CAST = frozenset(row["staff_id"] for row in cast("staff")) | {"G110", "F101"}
_SELDOM = 55  # in a hundred school days, somebody is away


def days(people: People, story: Story) -> Iterator[Happening]:
    """Everything that is forgotten by the evening."""
    yield from absences(people, story)
    opened: dict[str, date] = {}
    for who, (day, by) in dict(_let_in(people, story)).items():
        yield Invite(at(day, 10), by, who)
        if _answers(people, who):
            opened[who] = day + timedelta(days=Draw("answered", who).below(3))
            yield Open(at(opened[who], 19, Draw("answered at", who).below(60)), who)
    yield from _sign_ins(people, story, opened)


def absences(people: People, story: Story) -> Iterator[Happening]:
    """Absences, each person's a month apart at least."""
    staff = [post for post in people.posts if post.role in EMPLOYED and not post.ends and post.who not in HEAD.values()]
    free: dict[str, date] = {}
    for who, begins, length in _AWAY_BY_PLAN:
        start = story.day(*begins)
        yield Away(at(start, 7, 30), who, who, start, start + timedelta(days=length - 1))
    for day in story.school_days(story.day(9, 10)):
        draw = Draw("away", day.isoformat())
        post = draw.one_of(staff)
        if not draw.chance(_SELDOM) or post.who == DSO or story.begins(post.begins) > day:
            continue
        if free.get(post.who, day) <= day:
            free[post.who] = day + timedelta(days=30)
            yield from _away(draw, post, day)
    yield from _away_now(story)


def _away(draw: Draw, post: Post, day: date) -> Iterator[Happening]:
    by = OFFICE[post.school] if post.school and OFFICE[post.school] != post.who else HEAD[post.school]
    length = draw.weighed(((1, 50), (2, 25), (3, 15), (5, 10)))
    if draw.chance(20):  # nobody knew for how long
        yield Away(at(day, 7, 50), by, post.who, day, None)
        yield Back(at(working(day + timedelta(days=length)), 7, 55), by, post.who)
    else:
        yield Away(at(day, 7, 50), by, post.who, day, day + timedelta(days=length - 1))


def _away_now(story: Story) -> Iterator[Happening]:
    """Ms Siddiqui, who would stand in for the DSO, is away today; so is a teaching assistant."""
    yesterday = story.today - timedelta(days=1)
    yield Away(at(yesterday, 17), HEAD["FXG"], HEAD["FXG"], story.today, story.today + timedelta(days=2))


def _let_in(people: People, story: Story) -> Iterator[tuple[str, tuple[date, str]]]:
    """When each adult was invited, and by whom: those who work or help first, then half of the families."""
    for post in people.posts:
        if not post.who.startswith("A"):
            day = story.day(9, 3) if not post.begins else story.begins(post.begins)
            yield post.who, (day, _inviter(people, post))
    where = {child.id: child for child in people.children if not child.went}
    for tie in people.ties:
        child, adult = where.get(tie.child), people.grownups[tie.adult]
        place = child and (child.first_year or child.second_year)
        if not child or not place or not adult.email or not adult.id.startswith("A"):
            continue
        if adult.name in _SURE or (tie.responsible and Draw("invited", child.home).chance(20)):
            new = child.first_year is None or child.came == "spring"
            batch = story.later(9, 21) if new else story.day(9, 21)
            yield adult.id, (batch, OFFICE[child.moved_from.school if child.moved_from else place.school])


def _answers(people: People, who: str) -> bool:
    sure = who in _CAST or people.grownups[who].name in _SURE
    return sure or Draw("answers", who).chance(70 if who.startswith("A") else 92)


def _inviter(people: People, post: Post) -> str:
    """The office invites in its school, the network manager elsewhere, the Executive Head whoever needs a second factor."""
    senior = {one.who for one in people.posts if one.role in SENIOR} | {who for *_, who, _ in DEPUTIES}
    if post.who in senior:
        return CLERK if post.who == EXECUTIVE_HEAD else EXECUTIVE_HEAD
    schools = {one.school for one in people.posts if one.who == post.who}
    return NETWORK_MANAGER if len(schools) > 1 or post.who == OFFICE[post.school] else OFFICE[post.school]


def _sign_ins(people: People, story: Story, opened: dict[str, date]) -> Iterator[Happening]:
    gone = {post.who for post in people.posts if post.ends and post.who not in _CAST}
    who = [one for one in opened if one not in gone]
    workers = [one for one in who if not one.startswith("A")]
    for day in story.school_days(story.day(9, 24)):
        draw = Draw("signed in", day.isoformat())
        for hour, minute in ((7, 40), (12, 20), (20, 45)):
            one = draw.one_of(workers if draw.chance(75) else who)
            if opened[one] < day and draw.chance(52):
                yield SignIn(at(day, hour, minute + draw.below(15)), one)
