"""The story's work: days without school, what people declare, tell of, ask and send for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gatepost.demo.draw import Draw
from gatepost.demo.happenings import (
    Answer,
    Ask,
    CloseDays,
    Decide,
    DoAll,
    Happening,
    KeepAnswer,
    Round,
    Send,
    Tell,
)  # fmt: skip
from gatepost.demo.nouns import People
from gatepost.demo.offices import DSO, EMPLOYED, EXECUTIVE_HEAD, HEAD, NETWORK_MANAGER
from gatepost.demo.terms import Story, at, holidays, working

_DECLARES = 85  # of a hundred who work here have said what they declare by half term
FAYRE = "Saltmarsh Primary School Summer Fayre, Saturday 2 pm. I have put the school logo on the poster, please share!"
WREATHS = "Wreath making on Friday at 6 in the hall, £5 a head. We would love to put the school crest on our tickets."
EXPERIMENT = "Look what happened when we put a skittle in warm water: https://bit.ly/skittle-rainbow"
POND = "Our pond has frogspawn! A film of it is here: https://bit.ly/fernleigh-pond"


def work(people: People, story: Story) -> Iterator[Happening]:
    """All of it."""
    for starts, ends, title in holidays(story):
        yield CloseDays(at(story.day(9, 2), 11), EXECUTIVE_HEAD, starts, ends, title)
    yield from _rounds(story)
    yield from _declared(people, story)
    yield from _told(story)
    yield from _asked(story)
    yield from _sent(story)


def _rounds(story: Story) -> Iterator[Happening]:
    """What the worker does by itself, an evening in the week and, in the last days, each evening."""
    for day in story.school_days(story.day(9, 3)):
        if day.weekday() == 4 or (story.today - day).days < 7:
            yield Round(at(day, 18, 30), "")


def _declared(people: People, story: Story) -> Iterator[Happening]:
    """Who has said that it is done what everybody owes in September."""
    for post in people.posts:
        draw = Draw("declares", post.who)
        if post.role not in EMPLOYED or post.begins or post.ends or not draw.chance(_DECLARES):
            continue
        for first in (story.day(9, 12), story.later(9, 14)):
            day = working(first + timedelta(days=draw.below(35)))
            if day < story.today:
                yield DoAll(at(day, 16, draw.below(60)), post.who, ("contact_declaration", "identity_training_done"))


def _told(story: Story) -> Iterator[Happening]:
    opened = ("child_contact_opened", "child_contact_answered")
    for day, who, school in ((story.day(11, 12), "S003", "SMP"), (story.day(3, 9), "S034", "WEN")):
        yield Tell(at(day, 20, 40), who, "child_contact", school)
        yield DoAll(at(working(day + timedelta(days=1)), 8, 5), DSO, opened)
    yield Tell(at(story.day(6, 16), 12, 15), "S032", "abuse_reported", "SMP")
    yield DoAll(at(story.day(6, 16), 15, 20), HEAD["SMP"], ("abuse_seen_by_slt",))
    yield Tell(at(story.later(10, 6), 9, 30), "S021", "subject_access_request", "SMP")
    yield DoAll(at(story.later(10, 20), 14, 10), "S021", ("subject_access_answered",))
    yield Tell(at(_before(story, 1), 20, 10), "S003", "child_contact", "SMP")
    yield Tell(at(_before(story, 2), 15, 30), "S032", "abuse_reported", "SMP")


def _asked(story: Story) -> Iterator[Happening]:
    known = story.day(10, 7)
    yield Ask(
        at(known, 21),
        "S003",
        "SMP",
        "A mum from my class has asked to be my friend on Facebook. We were at school together. May I accept?",
    )
    yield Answer(at(known + timedelta(days=1), 8, 20), HEAD["SMP"], "S003",
                 "Not while her child is in your class. Tell her kindly, and write to her through the office.")  # fmt: skip
    yield KeepAnswer(at(known + timedelta(days=1), 8, 30), HEAD["SMP"], "S003",
                     "A parent whom I have known for years asks to be my friend online. May I accept?",
                     "Not while their child is in your class. Say so kindly, and write through the office.")  # fmt: skip
    foot = story.day(5, 6)
    yield Ask(
        at(foot, 11),
        "S035",
        "SMP",
        "May I put a photograph of my own allotment on my page, and say that the seeds came from a school fair?",
    )
    yield Answer(
        at(foot, 15, 45),
        HEAD["SMP"],
        "S035",
        "Gladly: the allotment is yours. Leave out the school's name and any child.",
    )
    yield Ask(at(_before(story, 1), 16, 40), "S009", "SMP",
              "Two of my class swim at the club where I coach. The club has a WhatsApp group with all the children in it. May I join?")  # fmt: skip


def _sent(story: Story) -> Iterator[Happening]:
    fayre = story.day(6, 22)
    yield Send(at(fayre, 19, 30), "S032", "SMP", "ptfa", "personal", FAYRE)
    yield Decide(at(fayre + timedelta(days=1), 9, 10), EXECUTIVE_HEAD, "S032", "yes", "For this fayre and this poster.")
    pond = story.day(3, 12)
    yield Send(at(pond, 16), "S018", "FXG", "teacher", "sanctioned", POND)
    yield Decide(
        at(pond, 16, 50), NETWORK_MANAGER, "S018", "change", "Use the full address of the film instead of a short one."
    )
    yield Send(at(_before(story, 1), 19, 45), "S032", "SMP", "ptfa", "personal", WREATHS)
    yield Send(at(_before(story, 1), 16, 5), "S003", "SMP", "teacher", "sanctioned", EXPERIMENT)


def _before(story: Story, number: int) -> date:
    """So many school days before today."""
    return list(story.school_days(story.today - timedelta(days=100)))[-number]
