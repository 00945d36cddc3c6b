"""A process of a site that is asked about the roll, and changes it: `python -m tests.apps.people.roll_asked`.

Each line of its input is a question: `who`, `add NAME`, or `add and undo NAME`. Each answer is one line.
"""

from __future__ import annotations

import sys

import django
from django.db import transaction

django.setup()

from gatepost.apps.people import roll  # noqa: E402 (models need Django ready)
from gatepost.apps.people.models import Enrolment, Federation, Person, School  # noqa: E402


def add(name: str) -> None:
    """A child on the roll, as every service does it: the change and the touch in one transaction."""
    with transaction.atomic():
        Federation.objects.get_or_create(pk=1, defaults={"name": "Fernleigh Federation"})
        school = School.objects.get_or_create(code="SMP", defaults={"name": "Saltmarsh Primary School"})[0]
        child = Person.objects.create(given_name=name, family_name="Tolliver")
        Enrolment.objects.create(child=child, school=school, starts="2025-09-01")
        roll.touch()


def known() -> str:
    """The first names that the checker knows."""
    return " ".join(sorted(pupil.first for pupil in roll.known_now().pupils.values()))


def answer(asked: str) -> str:
    if asked.startswith("add and undo "):
        with transaction.atomic():
            add(asked.removeprefix("add and undo "))
            seen = known()
            transaction.set_rollback(True)
        return seen
    if asked.startswith("add "):
        add(asked.removeprefix("add "))
    return known()


if __name__ == "__main__":
    for line in sys.stdin:
        print(answer(line.strip()), flush=True)  # noqa: T201
