"""What keeps one person alone from becoming another whose role asks for a second factor."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.people.authority import Leave, may, require
from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place
from gatepost.apps.people.services.revising import locked
from gatepost.apps.people.signin.welcome import is_senior, roles_to_guard, senior_roles


@dataclass(frozen=True)
class Guard:
    """What leave to do something with somebody's sign-in must reach: them, and where each of their roles is.

    An account opens all that its person may do, so whoever works at one school and has a child at another is not that
    other school's to let in anew. For a senior it is an action of its own.
    """

    senior: bool
    places: tuple[Place, ...]

    def require(self, by: Person, action: str) -> Leave:
        """Leave for it; Refused without."""
        own, *_others = [require(by, self._named(action), place) for place in self.places]
        return own

    def lets(self, by: Person, action: str) -> bool:
        """Whether there is leave."""
        return all(may(by, self._named(action), place) for place in self.places)

    def _named(self, action: str) -> str:
        return f"{action}_senior" if self.senior else action


def guard_of(person: Person) -> Guard:
    """The guard of a person's sign-in."""
    held = list(roles_to_guard(person))
    senior = any(one.role in senior_roles() for one in held)
    return Guard(senior, (person.place(), *(one.place() for one in held)))


def not_alone(by: Person, person: Person, other_half: str) -> None:
    """To say where somebody signs in and to take away their second step is to become them. For a senior, two people do it.

    Whoever did the other half does this one only after the person has set up a second step of their own again.
    """
    if not is_senior(person):
        return
    locked(person)  # or both halves could be done at one moment
    theirs = _about(person, "factor_added").filter(by=person.pk).values_list("number", flat=True).first() or 0
    if _about(person, other_half).filter(by=by.pk, number__gt=theirs).exists():
        raise ValidationError(
            _("You have invited them, or taken away their second step, just now. Somebody else must do the other.")
        )


def let_in_with_leave(person: Person) -> bool:
    """Whether an invitation still opens their account: one from before they were given a senior role may not."""
    last = _about(person, "invited", "first_admin_named").values_list("action", flat=True).first()
    return last != "account.invite" or not is_senior(person)


def _about(person: Person, *events: str) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=subject("person", person.pk), event__in=events).order_by("-number")
