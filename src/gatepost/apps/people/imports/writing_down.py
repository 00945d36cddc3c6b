"""What a plan did, for the ledger: one entry for the file, and one for each thing that happened to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from gatepost.apps.ledger.models import subject
from gatepost.apps.ledger.services import Happened
from gatepost.apps.people.imports.applying import Places
from gatepost.apps.people.imports.plan import Plan


def happened(plan: Plan, places: Places, *, number: UUID, sha256: str) -> Iterator[Happened]:
    """The import first, by its counts and the file's fingerprint, then everybody: the same events as by hand."""
    counts = plan.counts()
    said = {"rows": 0, "pupils_added": 0, "adults_added": 0, "left": 0, **counts}
    says: _Told = {"kind": plan.kind, "system": plan.system, "sha256": sha256, **said}
    yield Happened("import_run", subject("import", number), says)
    mark = {"import": str(number)}
    for school in plan.schools:
        about = subject("school", places.schools[school.code])
        yield Happened("school_added", about, {"code": school.code, **mark})
    for room in plan.classes:
        about = subject("class", places.room(room.school, room.name) or 0)
        yield Happened("class_added", about, {"school": room.school, "name": room.name, **mark})
    for happening in (_people(plan), _rolls(plan), _roles(plan), _families(plan)):
        for event, person, told, personal in happening:
            sealed = {person: personal} if personal else {}
            yield Happened(event, subject("person", person), {**told, **mark}, sealed)


_Told = dict[str, str | int | bool]
_Happening = Iterator[tuple[str, UUID, _Told, dict[str, str]]]


def _people(plan: Plan) -> _Happening:
    for one in plan.added:
        if one.adult:  # a child's entry begins with coming onto a roll
            yield "person_added", one.person, {"school": one.kept_by}, {}
    for changed in plan.changed:
        event = "person_changed" if changed.adult else "pupil_changed"
        was, now = {f"{name}_before": old for name, old in changed.before if old}, dict(changed.after)
        yield event, changed.person, {"fields": ", ".join(sorted(now))}, {**was, **now}


def _rolls(plan: Plan) -> _Happening:
    for joined in plan.joined:
        ends = joined.ends.isoformat() if joined.ends else ""
        told: _Told = {"school": joined.school, "starts": joined.starts.isoformat(), "ends": ends}
        yield "pupil_enrolled", joined.child, told, {}
    for moved in plan.moved:
        yield "pupil_moved", moved.child, {"school": moved.school, "starts": plan.day.isoformat()}, {}
    for left in plan.left:
        yield "pupil_left", left.child, {"school": left.school, "ends": left.ends.isoformat()}, {}


def _roles(plan: Plan) -> _Happening:
    for one in plan.given:
        where: _Told = {"role": one.role, "school": one.school, "starts": one.starts.isoformat()}
        yield "role_given", one.person, where, {"title": one.title} if one.title else {}
    for ended in plan.ended:
        told: _Told = {"role": ended.role, "school": ended.school}
        if ended.ends is None:
            yield "role_withdrawn", ended.person, told, {}
        else:
            yield "role_ended", ended.person, {**told, "on": ended.ends.isoformat()}, {}


def _families(plan: Plan) -> _Happening:
    for added in plan.bonds_added:
        told: _Told = {"adult": str(added.adult), "parental_responsibility": added.responsibility}
        yield "guardian_added", added.child, {**told, "starts": plan.day.isoformat()}, {}
    for changed in plan.bonds_changed:
        names = ("relation", "parental_responsibility", "contact_order")
        fields = ", ".join(n for n, was, now in zip(names, changed.before, changed.after, strict=True) if was != now)
        yield "guardian_changed", changed.child, {"adult": str(changed.adult), "fields": fields}, {}
    for ended in plan.bonds_ended:
        yield "guardian_ended", ended.child, {"adult": str(ended.adult), "ends": ended.ends.isoformat()}, {}
