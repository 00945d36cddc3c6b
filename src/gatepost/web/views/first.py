"""The first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gatepost.apps.duties import selectors
from gatepost.apps.ledger.still import still
from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors.away import away_today
from gatepost.apps.people.selectors.duty import on_duty
from gatepost.apps.people.selectors.own import OwnRole, children_of, roles_of, schools_of
from gatepost.web.actions import Request, action

NOON, SIX = 12, 18


class Task(NamedTuple):
    """Something that people come here to do: the page where it begins, in their words, and the action that it needs."""

    page: str
    title: Promise
    says: Promise
    action: str


# By how often it is done. A page stands there once, under the first of its tasks that somebody may do.
TASKS = (
    Task("check", _("Check before you post"), _("Paste it, and see what the policy says"), "post.check"),
    Task("ask", _("Ask SLT"), _("In doubt? Ask before you act; nobody else sees it"), "question.ask"),
    Task("pupils", _("A child joins, moves or leaves"), _("Find the child, or add a new one"), "pupil.change"),
    Task("people", _("Give a role, name a deputy"), _("Find the person first, or add them"), "role.give"),
    Task("people", _("A name or number is wrong"), _("Find the person, and put it right"), "person.change"),
    Task("people", _("Let somebody sign in"), _("Find the person, and invite them"), "account.invite"),
    Task("imports", _("Read in a list"), _("Pupils, families or staff; you see every change first"), "import.run"),
    Task("state", _("Is anything wrong here?"), _("What this installation lacks, each with its fix"), "site.state"),
    Task("ledger", _("Who did what, and when"), _("And the proof that nothing was altered"), "ledger.see"),
    Task("all_duties", _("What is owed here"), _("Everything open in your schools, and what is late"), "duty.see_all"),
    Task(
        "calendar",
        _("Days without school"),
        _("Holidays and INSET days: what is owed waits for school"),
        "calendar.change",
    ),
    Task("policy", _("Ask the policy"), _("May I? Each rule in plain words, with examples"), "policy.read"),
)


@action("site.open")
@require_safe
def page(request: Request) -> HttpResponse:
    """What waits for this person, whom to ask now, and what is theirs."""
    key = ("first page", request.person.pk, timezone.localdate())
    known = still(key, lambda: _known(request.person))
    waiting = selectors.waiting(request.person)
    said = {"greeting": greeting(timezone.localtime().hour), "waits": waits(waiting), "waiting": waiting}
    return render(request, "first.html", {**said, **known})


def waits(waiting: selectors.Waiting) -> str:
    """How much there is, in a sentence."""
    if waiting.overdue:
        number = len(waiting.overdue)
        return ngettext("One thing is overdue.", "%(n)d things are overdue.", number) % {"n": number}
    if waiting.today:
        number = len(waiting.today)
        return ngettext("One thing today.", "%(n)d things today.", number) % {"n": number}
    return gettext("Nothing is due today.") if waiting.later else gettext("Nothing waits for you.")


def _known(person: Person) -> dict[str, Any]:
    roles, children = roles_of(person), children_of(person)
    duty = on_duty("concern.receive", schools_of(roles, children))
    return {
        "roles": roles,
        "children": children,
        "on_duty": [one for one in duty if one != person],
        "on_duty_oneself": person in duty,
        "away": away_today(person),
        "may_tell": may(person, "duty.tell"),
        "ways": list(_ways(person, roles)),
    }


def _ways(person: Person, roles: list[OwnRole]) -> Iterator[tuple[str, Promise | str, Promise]]:
    """Where to begin with what this person comes for, one's own classes after what everybody does."""
    mine = {task.page: task for task in reversed(TASKS) if may(person, task.action)}
    tasks = [task for task in TASKS if mine.get(task.page) is task]
    for task in tasks:
        yield reverse(task.page), task.title, task.says
        if task.page == "check" and may(person, "pupil.list"):
            yield from _classes(roles)


def _classes(roles: list[OwnRole]) -> Iterator[tuple[str, str, Promise]]:
    for room in {role.room: None for role in roles if role.room}:
        yield reverse("class", args=[room.pk]), gettext("Your class %(name)s") % {"name": room.name}, _("Who is in it")


def greeting(hour: int) -> Promise:
    """As one greets at this hour of the clock on the wall."""
    if hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if hour < SIX else _("Good evening")
