"""A process that changes something about Ms Hill, for tests of many at once: `… worker TELEPHONE`.

It says "ready"; then for each line that it is told (`change`, `give`, `tell`) it does that and says how it went.
Without a telephone it makes the database with Ms Hill in it.
"""

from __future__ import annotations

import sys

import django
from django.core.exceptions import ValidationError
from django.core.management import call_command

django.setup()

from gatepost.apps.people.models import Person, RoleHeld  # noqa: E402 (models need Django ready)
from gatepost.apps.people.services import people, roles  # noqa: E402
from gatepost.apps.people.services.revising import ChangedMeanwhile  # noqa: E402
from tests.apps.people.days import today  # noqa: E402
from tests.site_cast import federation, person, school  # noqa: E402


def make() -> None:
    call_command("migrate", verbosity=0)
    federation()
    for name in ("Rowena Hill", "Patricia Savage", "Judith Penfold"):
        person(name)


def act(what: str, telephone: str) -> str:
    """How it went: `done`, or the name of what stood against it."""
    try:
        if what == "change":
            people.change(by=person("Patricia Savage"), person=person("Rowena Hill"), version=1, telephone=telephone)
        elif what == "give":
            told = {"role": "volunteer", "school": school(), "starts": today()}
            roles.give(by=person("Judith Penfold"), person=person("Rowena Hill"), **told)  # type: ignore[arg-type]
        else:
            hill = Person.objects.get(family_name="Hill")
            return f"{hill.telephone}|{hill.version}|{RoleHeld.objects.filter(person=hill, role='volunteer').count()}"
    except (ChangedMeanwhile, ValidationError) as refused:
        return type(refused).__name__
    return "done"


if __name__ == "__main__":
    if len(sys.argv) < 2:
        make()
    else:
        print("ready", flush=True)  # noqa: T201
        for line in sys.stdin:
            print(act(line.strip(), sys.argv[1]), flush=True)  # noqa: T201
