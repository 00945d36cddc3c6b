"""`python -m benchmarks.site.filling site|sheet|bare`: makes a database with somebody in it, and prints their session's cookie."""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command

from benchmarks.people import pupils
from gatepost.cli.site import ready

ROLL = 10_000


def site() -> Any:
    """A teacher of a federation with one school, who has done something already."""
    models, services = ready("gatepost.apps.people.models"), ready("gatepost.apps.ledger.services")
    authority = ready("gatepost.apps.people.authority")
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", verbosity=0, interactive=False)
    models.Federation.objects.create(pk=1, name="Learn to Live Federation")
    school = models.School.objects.create(code="SMP", name="St Marsham Primary")
    teacher = models.Person.objects.create(title="Ms", given_name="Rowena", family_name="Hill")
    models.RoleHeld.objects.create(person=teacher, role="teacher", school=school, starts=date(2024, 9, 1))
    leave = authority.Leave("person.add", "system", ())
    services.record("person_added", by=teacher.pk, leave=leave, subject=f"person:{teacher.pk}")
    return models.Account.objects.create_user("rowena.hill@example.org", "correct-horse-tide-pool", person=teacher)


def sheet() -> Any:
    """The same, with ten thousand pupils at the teacher's school."""
    account = site()
    models = ready("gatepost.apps.people.models")
    school = models.School.objects.get()
    room = models.SchoolClass.objects.create(school=school, name="4J")
    children = [models.Person(given_name=one.first, family_name=one.last) for one in pupils(ROLL)]
    models.Person.objects.bulk_create(children, batch_size=500)
    rows = (models.Enrolment(child=one, school=school, school_class=room, starts=date(2024, 9, 1)) for one in children)
    models.Enrolment.objects.bulk_create(rows, batch_size=500)
    return account


def bare() -> Any:
    """Somebody of the bare project, and its five groups."""
    import_module("benchmarks.site.bare")
    models = import_module("django.contrib.auth.models")
    call_command("migrate", verbosity=0)
    models.Group.objects.bulk_create(models.Group(name=f"Group {number}") for number in range(5))
    return models.User.objects.create_user("hill", password="correct-horse-tide-pool")


def cookie(account: Any) -> str:
    """The cookie of a session of theirs."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    print(cookie({"site": site, "sheet": sheet, "bare": bare}[sys.argv[1]]()))
