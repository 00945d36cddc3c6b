"""The story of those who work and help: who is put in, which roles they are given, and when those end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from gatepost.demo.happenings import Add, End, Give, Happening, NameDeputy, SetUp, ShutOut
from gatepost.demo.nouns import People, Post
from gatepost.demo.offices import CLERK, DEPUTIES, EXECUTIVE_HEAD, FIRST, HEAD, OFFICE
from gatepost.demo.terms import Story, at, working

_LEADING = ("office", "head_of_school_slt", "executive_head", "network_manager", "dso", "clerk")


def staffing(people: People, story: Story) -> Iterator[Happening]:
    """Everything about roles."""
    yield SetUp(at(story.set_up, 9), "")
    entered: set[str] = set()
    for post in sorted(people.posts, key=lambda post: (story.begins(post.begins), _turn(post))):
        if post.who not in entered and not post.who.startswith("A"):
            yield _added(post, story)
        entered.add(post.who)
        yield _given(post, story)
    for principal, role, who, always in DEPUTIES:
        yield NameDeputy(at(story.day(9, 2), 11), EXECUTIVE_HEAD, principal, role, who, always)
    yield from _endings(people, story)


def _turn(post: Post) -> int:
    """The first two, then those who lead, then everybody else, so that each is let in by somebody who is there."""
    return 0 if post.who in FIRST else 1 if _leads(post) else 2 if not post.who.startswith("A") else 3


def _leads(post: Post) -> bool:
    return post.role in _LEADING or (not post.school and post.role != "governor")


def _added(post: Post, story: Story) -> Add:
    if post.who in FIRST:
        return Add(at(story.set_up, 9, 10), "", post.who, "")
    if _leads(post):
        return Add(at(story.set_up + timedelta(days=1), 9, 30), EXECUTIVE_HEAD, post.who, post.school)
    day = story.begins(post.begins)
    return Add(at(day, 8), OFFICE[post.school], post.who, post.school)


def _given(post: Post, story: Story) -> Give:
    begins = story.begins(post.begins)
    if post.who in FIRST:
        return Give(at(story.set_up, 9, 15), "", post, story.set_up)
    if _leads(post):
        return Give(at(story.set_up + timedelta(days=1), 9, 40), EXECUTIVE_HEAD, post, begins)
    giver = CLERK if post.role == "governor" and not post.school else HEAD[post.school]
    if post.who.startswith("A") and not post.begins:  # parents are known once the roll has been read in
        begins = story.day(9, 10)
    return Give(at(begins, 8, 40), giver, post, begins)


def _endings(people: People, story: Story) -> Iterator[Happening]:
    for post in people.posts:
        last = story.ends(post.ends)
        if last is None:
            continue
        yield End(at(last - timedelta(days=7), 15), CLERK if not post.school else HEAD[post.school], post, last)
        others = [other for other in people.posts if other.who == post.who and other != post]
        if not others and not post.who.startswith("A"):
            yield ShutOut(at(working(last + timedelta(days=1)), 8, 10), OFFICE[post.school], post.who)
