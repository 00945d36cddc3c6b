"""What goes with somebody who is erased."""

from __future__ import annotations

from django.utils import timezone

from gatepost.apps.machines.models import Token
from gatepost.apps.people.models import Person


def forget(person: Person) -> None:
    """What they called their tokens; none of them opens anything any more."""
    Token.objects.filter(person=person).update(name="")
    Token.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
