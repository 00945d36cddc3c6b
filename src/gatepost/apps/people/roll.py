"""The roll that feeds the checker: built from the database, and anew as soon as somebody changes it, in every process.

Whatever changes people, roles, enrolments, schools or the federation's own facts calls `touch()` in its transaction.
Each use asks for the counter (one short query) and rebuilds when it has moved or the day has.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from gatepost import screening
from gatepost.apps.people.models import Enrolment, Federation, Person, RoleHeld, School, SchoolClass
from gatepost.apps.people.models.dated import holds
from gatepost.apps.people.policy import in_force
from gatepost.screening import Known, Pupil, Staff

_WIDEST_STEP = 2**31
_TRIES = 3
_CHUNK = 5_000


@dataclass(frozen=True)
class _Kept:
    stamp: tuple[int, date]
    known: Known


_lock = threading.Lock()
_kept: _Kept | None = None


def touch() -> None:
    """Say that the roll has changed. The step is random, so that a change rolled back is never taken for a later one."""
    Federation.objects.filter(pk=1).update(roll_changed=F("roll_changed") + 1 + secrets.randbelow(_WIDEST_STEP))


def known_now() -> Known:
    """What the federation knows today, with the index of its names."""
    global _kept  # noqa: PLW0603 (one a process)
    stamp, kept = _stamp(), _kept
    if kept is not None and kept.stamp == stamp:
        return kept.known
    with _lock:
        kept, stamp = _kept, _stamp()
        if kept is None or kept.stamp != stamp:
            kept = _built(stamp)
            _kept = kept if kept.stamp[0] >= 0 else None
    return kept.known


def _stamp() -> tuple[int, date]:
    """The counter and the day; -1 before the federation is set up, when nothing is kept."""
    counter = Federation.objects.filter(pk=1).values_list("roll_changed", flat=True).first()
    return (-1 if counter is None else counter), timezone.localdate()


def _built(stamp: tuple[int, date]) -> _Kept:
    """Built as of the stamp; once more if somebody changed people meanwhile, so that no half of a change is seen."""
    for _ in range(_TRIES):
        known = _build(stamp[1])
        after = _stamp()
        if after == stamp:
            break
        stamp = after
    else:
        stamp = (-1, stamp[1])  # it keeps moving: this answer is used once and not kept
    return _Kept(stamp, known)


def _build(today: date) -> Known:
    codes = dict(School.objects.values_list("pk", "code"))
    return Known.of(_federation(), pupils=_pupils(codes, today), staff=_staff(codes, today), as_of=today)


def _federation() -> screening.Federation:
    found = Federation.objects.first() or Federation(name="")
    schools = School.objects.values_list("code", "name", "short_name")
    return screening.Federation(
        name=found.name,
        brand_names=tuple(found.brand_names),
        web_domains=tuple(found.web_domains),
        email_domains=tuple(found.email_domains),
        acceptable_use_policy=found.acceptable_use_policy,
        schools=tuple(screening.School(*row) for row in schools),
        telephones=tuple(found.telephones),
        suitable_hosts=tuple(found.suitable_hosts),
        handles=tuple(found.handles),
    )


def _pupils(codes: dict[int, str], today: date) -> Iterator[Pupil]:
    """Everybody who is, will be or was on a roll. Of several enrolments the one that lasts longest counts.

    The site holds no photo consents yet: each is "missing", whatever an old system said. People and enrolments are read
    apart: joined, they can take minutes in a database that has not looked at its new tables yet.
    """
    rooms: dict[int | None, str] = dict(SchoolClass.objects.values_list("pk", "name"))
    best: dict[UUID, tuple[tuple[bool, bool, date], int, str, str, date | None]] = {}
    rows = Enrolment.objects.order_by("starts", "pk").values_list(
        "child_id", "school_id", "school_class_id", "year_group", "starts", "ends"
    )
    for child, school, room, year, starts, ends in rows.iterator(_CHUNK):
        until = ends or date.max
        weight = (until >= today, starts <= today, until)
        if child not in best or weight >= best[child][0]:
            best[child] = weight, school, rooms.get(room, ""), year, ends
    named = (
        Person.objects.filter(erased_at=None).order_by("pk").values_list("pk", "given_name", "family_name", "known_as")
    )
    for key, first, last, known_as in named.iterator(_CHUNK):
        if key in best:
            _weight, where, form, grade, left = best[key]
            yield Pupil(str(key), codes[where], form, grade, first, last, known_as, left=left)


def _staff(codes: dict[int, str], today: date) -> Iterator[Staff]:
    """Everybody whom the policy binds, by the roles they hold today; adults' agreement to pictures is not held yet."""
    policy = in_force()
    bound = [role.id for role in policy.roles.values() if role.bound and not role.child]
    held: dict[object, list[tuple[str, int | None, str]]] = {}
    rows = RoleHeld.objects.filter(holds(today), role__in=bound).order_by("person_id", "pk")
    for person, role, school, title in rows.values_list("person_id", "role", "school_id", "title"):
        held.setdefault(person, []).append((role, school, title))
    people = Person.objects.filter(pk__in=RoleHeld.objects.filter(holds(today), role__in=bound).values("person_id"))
    named = people.filter(erased_at__isnull=True).values_list("pk", "title", "given_name", "family_name", "email")
    for key, title, first, last, email in named.iterator(_CHUNK):
        roles = held.get(key, [])
        schools = {school for _, school, _ in roles}
        where = codes[next(iter(schools))] if len(schools) == 1 and None not in schools else "FED"  # type: ignore[index]
        duties = tuple(dict.fromkeys(role for role, _, _ in roles))
        job = next((words for _, _, words in roles if words), policy.roles[duties[0]].title if duties else "")
        yield Staff(str(key), title, first, last, job, where, duties, email, photo_consent="missing")
