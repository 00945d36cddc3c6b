"""What somebody may choose from when they check a post, and how much of the reasons is theirs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gatepost.apps.ledger.still import still
from gatepost.apps.people.authority import action_named, lets, reach
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors import pupils, schools
from gatepost.apps.people.standing import standing
from gatepost.screening import Known
from gatepost.screening.finding import Finding

MOST_FOUND = 8


def roles(by: Person) -> list[tuple[str, str]]:
    """The roles in which somebody may check a post today, in the policy's words, each once."""
    action, titles = action_named("post.check"), in_force().roles
    held = dict.fromkeys(one.role for one in standing(by).roles if lets(one, action))
    return [(role, titles[role].title) for role in held]


def schools_of(by: Person) -> list[School]:
    """The schools for which they may."""
    key = ("schools to check for", by.pk, timezone.localdate())
    return still(key, lambda: list(schools.open_schools(by, "post.check")))


def for_all_schools(by: Person) -> bool:
    """Whether they may for the whole federation."""
    return reach(by, "post.check").everywhere


def may_tag(by: Person) -> bool:
    """Whether they may see pupils, and so say who is in a picture."""
    far = reach(by, "pupil.list")
    return far.everywhere or bool(far.schools)


def tagged(by: Person, ids: Iterable[str]) -> dict[str, str]:
    """Names of the pupils with these ids, as far as `by` may see them."""
    keys = {key for key in map(_key, ids) if key}
    if not keys or not may_tag(by):
        return {}
    return _named(pupils.current_pupils(by).filter(pk__in=keys))


def found(by: Person, words: str, school: str = "") -> dict[str, str]:
    """The first few pupils of a school whose names begin so."""
    if not words.strip() or not may_tag(by):
        return {}
    there = School.objects.filter(code=school).first() if school else None
    return _named(pupils.listed(by, words=words, school=there)[:MOST_FOUND])


def _named(children: QuerySet[Person]) -> dict[str, str]:
    return {str(child.pk): f"{child.full_name}{_room(child)}" for child in children}


def _room(child: Person) -> str:
    rooms = [one.school_class.name for one in child.now if one.school_class]  # type: ignore[attr-defined]
    return f" ({', '.join(rooms)})" if rooms else ""


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def may_know_why(by: Person, known: Known) -> Callable[[Finding], bool]:
    """Whether `by` may read the office's reason of a finding: everybody in it is of a school where that is theirs."""
    far = reach(by, "post.see_reasons")
    if far.everywhere:
        return lambda _: True
    codes = set(School.objects.filter(pk__in=far.schools).values_list("code", flat=True)) if far.schools else set()

    def may(finding: Finding) -> bool:
        people = [known.pupils.get(one) or known.staff.get(one) for one in finding.subjects]
        return bool(codes) and all(one is not None and one.school in codes for one in people)

    return may


def holds_role(by: Person, role: str, school: int | None, action: str = "post.send") -> bool:
    """Whether they hold this role for this school today (None: the whole federation), and it lets them do the action."""
    known = action_named(action)
    return any(one.role == role and one.school in (None, school) and lets(one, known) for one in standing(by).roles)
