"""A plan in words, for pages and the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.roster import FEDERATION, Facts
from gatepost.apps.people.policy import in_force

SHOWN = 10
COUNTED = {
    "schools_added": ngettext_lazy("school new here", "schools new here"),
    "classes_added": ngettext_lazy("class new here", "classes new here"),
    "classes_changed": ngettext_lazy(
        "class whose name, year or number changes", "classes whose name, year or number changes"
    ),
    "pupils_added": ngettext_lazy("pupil new here", "pupils new here"),
    "adults_added": ngettext_lazy("adult new here", "adults new here"),
    "entries_changed": ngettext_lazy("entry that changes", "entries that change"),
    "joined": ngettext_lazy("comes onto a roll", "come onto a roll"),
    "rejoined": ngettext_lazy("comes back onto a roll", "come back onto a roll"),
    "moved": ngettext_lazy("changes class, year or last day", "change class, year or last day"),
    "changed_school": ngettext_lazy("changes school within the federation", "change school within the federation"),
    "left": ngettext_lazy("leaves and becomes an ex-pupil", "leave and become ex-pupils"),
    "roles_given": ngettext_lazy("role given", "roles given"),
    "roles_ended": ngettext_lazy("role ended, given by an earlier file", "roles ended, each given by an earlier file"),
    "guardians_added": ngettext_lazy("answers for a child from now on", "answer for a child from now on"),
    "guardians_changed": ngettext_lazy(
        "changes in how they answer for a child", "change in how they answer for a child"
    ),
    "guardians_ended": ngettext_lazy("no longer answers for a child", "no longer answer for a child"),
    "legacy_consents": ngettext_lazy(
        "old photo consent kept to be looked up, which counts for nothing",
        "old photo consents kept to be looked up, which count for nothing",
    ),
}
_FIELDS = {
    "title": gettext_lazy("title"),
    "given_name": gettext_lazy("first name"),
    "family_name": gettext_lazy("surname"),
    "known_as": gettext_lazy("name they go by"),
    "email": gettext_lazy("e-mail"),
    "telephone": gettext_lazy("telephone"),
}


class Told(NamedTuple):
    """One change: the line of the file (0 for none), who, how it was and how it will be."""

    line: int
    who: str
    before: str
    after: str


class Part(NamedTuple):
    """Changes of one kind: how many, and the first of them."""

    title: str
    number: int
    first: list[Told]

    @property
    def more(self) -> int:
        return self.number - len(self.first)


def counted(plan: Plan) -> list[tuple[int, str]]:
    """How many of each, in words."""
    counts = plan.counts()
    return [(counts[name], str(words % counts[name])) for name, words in COUNTED.items() if name in counts]


def parts(plan: Plan) -> list[Part]:
    """The changes, kind by kind, with the first of each."""
    found = ((title, rows, tell) for title, rows, tell in _parts(plan) if rows)
    return [Part(title, len(rows), [tell(row) for row in islice(rows, SHOWN)]) for title, rows, tell in found]


def _parts(plan: Plan) -> Iterator[tuple[str, list, Callable[..., Told]]]:  # type: ignore[type-arg]
    name = _namer(plan)
    adults = [one for one in plan.added if one.adult]
    yield _("Off the roll"), plan.left, lambda one: Told(
        one.at.line, name(one.child), one.school, _("now at %(school)s") % {"school": one.to} if one.to else _("ex-pupil; last day %(day)s") % {"day": one.ends.isoformat()}
    )  # fmt: skip
    yield _("Onto a roll"), plan.joined, lambda one: Told(
        one.at.line, name(one.child), _("ex-pupil") if one.again else "", _place(one.school, one.class_name, one.year, one.ends)
    )  # fmt: skip
    yield _("Another class, year or last day"), plan.moved, lambda one: Told(
        one.at.line, name(one.child), _place("", *one.before), _place("", one.class_name, one.year, one.ends)
    )  # fmt: skip
    yield _("Entries that change"), plan.changed, lambda one: Told(
        one.at.line, name(one.person), _fields(one.before), _fields(one.after)
    )  # fmt: skip
    yield _("Adults new here"), adults, lambda one: Told(one.at.line, name(one.person), "", one.kept_by)
    yield _("Known by name for the first time"), plan.matched, lambda one: Told(one.at.line, name(one.person), "", "")
    yield _("Roles given"), plan.given, lambda one: Told(one.at.line, name(one.person), "", _role(one.role, one.school))
    yield _("Roles ended"), plan.ended, lambda one: Told(0, name(one.person), _role(one.role, one.school), "")
    yield _("Roles to be given by hand"), plan.by_hand, lambda one: Told(
        one.at.line, name(one.person), "", ", ".join(filter(None, (_role(one.role, one.school), one.title)))
    )  # fmt: skip
    yield _("Who answers for a child"), plan.bonds_added, lambda one: Told(
        one.at.line, name(one.child), "", f"{name(one.adult)}, {_responsible(one.responsibility)}"
    )  # fmt: skip
    yield _("Changes in who answers for a child"), plan.bonds_changed, lambda one: Told(
        one.at.line, f"{name(one.child)}: {name(one.adult)}", _bond(*one.before), _bond(*one.after)
    )  # fmt: skip
    yield _("No longer answer for a child"), plan.bonds_ended, lambda one: Told(0, name(one.child), name(one.adult), "")
    yield _("Old photo consents"), plan.consents, lambda one: Told(0, name(one.child), "", one.words)


def _namer(plan: Plan) -> Callable[..., str]:
    def name(person: object) -> str:
        facts: Facts = plan.facts_of(person)  # type: ignore[arg-type]
        return f"{facts.title} {facts.given_name} {facts.family_name}".strip()

    return name


def _place(school: str, room: str, year: str, ends: date | None = None) -> str:
    told = (_("year %(year)s") % {"year": year} if year else "", _("until %(day)s") % {"day": ends} if ends else "")
    return ", ".join(filter(None, (school, room, *told)))


def _fields(told: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{_FIELDS[name]}: {value or '–'}" for name, value in told)


def _role(role: str, school: str) -> str:
    known = in_force().roles.get(role)
    where = _("the whole federation") if school == FEDERATION else school
    return f"{known.title if known else _('no role of the policy')}, {where}"


def _responsible(responsible: bool) -> str:  # noqa: FBT001 (a value of the plan)
    return _("with parental responsibility") if responsible else _("without parental responsibility")


def _bond(relation: str, responsible: bool, order: int) -> str:  # noqa: FBT001
    order_told = _("order %(order)s") % {"order": order}
    return ", ".join(filter(None, (relation, _responsible(responsible), order_told)))
