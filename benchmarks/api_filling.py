"""`python -m benchmarks.api_filling ROLL`: makes a site with a roll of that size, and prints a teacher's token for the API."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command

from benchmarks.people import pupils
from gatepost.cli.site import ready

_LONG_AGO = date(2024, 9, 1)


def fill(roll: int) -> str:
    """The token's secret."""
    models, ledger = ready("gatepost.apps.people.models"), ready("gatepost.apps.ledger.services")
    authority, machines = ready("gatepost.apps.people.authority"), ready("gatepost.apps.machines.services")
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0, interactive=False)
    models.Federation.objects.create(pk=1, name="Learn to Live Federation")
    _enrol(models, roll)
    teacher = models.Person.objects.create(title="Ms", given_name="Rowena", family_name="Hill")
    school = models.School.objects.order_by("pk").first()
    models.RoleHeld.objects.create(person=teacher, role="teacher", school=school, starts=_LONG_AGO)
    models.Account.objects.create_user("rowena.hill@example.org", "correct-horse-tide-pool", person=teacher)
    leave = authority.Leave("person.add", "system", ())
    ledger.record("person_added", by=teacher.pk, leave=leave, subject=f"person:{teacher.pk}")
    until = date.today() + timedelta(days=30)  # noqa: DTZ011 (any day will do)
    secret: str = machines.make(by=teacher, name="bench", scopes=["check"], until=until, strong=False)[1]
    return secret


def _enrol(models: Any, roll: int) -> None:
    """The children of the made-up rolls, at as many schools as those have."""
    found = pupils(roll)
    codes = sorted({one.school for one in found})
    schools = {code: models.School.objects.create(code=code, name=f"School {code}", short_name=code) for code in codes}
    rooms: dict[tuple[str, str], Any] = {}
    for one in found:
        key = (one.school, one.form)
        if key not in rooms:
            rooms[key] = models.SchoolClass.objects.create(school=schools[one.school], name=one.form)
    children = [models.Person(given_name=one.first, family_name=one.last, known_as=one.known_as) for one in found]
    models.Person.objects.bulk_create(children, batch_size=500)
    models.Enrolment.objects.bulk_create(
        [
            models.Enrolment(
                child=child, school=schools[one.school], school_class=rooms[one.school, one.form],
                year_group=one.year, starts=_LONG_AGO,
            )
            for child, one in zip(children, found, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip


if __name__ == "__main__":
    print(fill(int(sys.argv[1])))
