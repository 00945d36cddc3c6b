"""The private address under which a calendar reads what somebody owes."""

from __future__ import annotations

from django.db import models

from gatepost.apps.people.models import Person
from gatepost.apps.people.place import Place


class CalendarAddress(models.Model):
    """Whoever knows it can read it, so it says next to nothing, and only a digest of its secret part is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_address", primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar address of {self.person_id}"

    def place(self) -> Place:
        """Whose it is."""
        return Place(people=frozenset({self.person_id}))
