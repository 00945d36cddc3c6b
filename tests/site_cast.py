"""The cast of the site's tests: Fernleigh's people in the database, each made when a test first names them.

`person("Rowena Hill")` is the teacher of the cast in tests/cast.py, with the roles that its staff list gives her.
"""

from __future__ import annotations

from datetime import date

from gatepost.apps.people.models import (
    Account,
    Enrolment,
    Federation,
    Guardianship,
    Person,
    RoleHeld,
    School,
    SchoolClass,
)
from gatepost.screening import Pupil, Staff
from tests.cast import adult, fernleigh, pupil

LONG_AGO = date(2024, 9, 1)
PASSWORD = "correct-horse-tide-pool"
_ROLES = {"slt": "head_of_school_slt"}


def federation() -> Federation:
    """Fernleigh itself."""
    facts = fernleigh().federation
    return Federation.objects.get_or_create(
        pk=1,
        defaults={
            "name": facts.name,
            "brand_names": list(facts.brand_names),
            "web_domains": list(facts.web_domains),
            "email_domains": list(facts.email_domains),
            "acceptable_use_policy": facts.acceptable_use_policy,
        },
    )[0]


def school(code: str = "SMP") -> School:
    """A school of Fernleigh: SMP, WEN or FXG."""
    facts = next(one for one in fernleigh().federation.schools if one.code == code)
    return School.objects.get_or_create(code=code, defaults={"name": facts.name, "short_name": facts.short_name})[0]


def school_class(name: str = "4J", code: str = "SMP") -> SchoolClass:
    """A class of one of its schools."""
    return SchoolClass.objects.get_or_create(school=school(code), name=name)[0]


def person(name: str) -> Person:
    """An adult of the cast, with their roles and an account."""
    facts = adult(name)
    found = Person.objects.filter(email=facts.email).first()
    return found or _make(facts)


def parent(child: Person, name: str = "Tina Fairweather", *, responsible: bool = True) -> Person:
    """A parent of the child. Mrs Fairweather of the cast is one as well as the chair of the PTFA."""
    grown = person(name)
    Guardianship.objects.get_or_create(
        adult=grown, child=child, defaults={"parental_responsibility": responsible, "starts": LONG_AGO}
    )
    RoleHeld.objects.get_or_create(person=grown, role="parent", defaults={"starts": LONG_AGO})
    return grown


def child(name: str) -> Person:
    """A pupil of the cast, on the roll of their school."""
    facts: Pupil = pupil(name)
    found, new = Person.objects.get_or_create(
        given_name=facts.first, family_name=facts.last, defaults={"known_as": facts.known_as}
    )
    if new:
        Enrolment.objects.create(
            child=found,
            school=school(facts.school),
            school_class=school_class(facts.form, facts.school),
            year_group=facts.year,
            starts=LONG_AGO,
        )
    return found


def _make(facts: Staff) -> Person:
    grown = Person.objects.create(title=facts.title, given_name=facts.first, family_name=facts.last, email=facts.email)
    where = None if facts.school == "FED" else school(facts.school)
    for role in facts.duties or (_role_of(facts.role),):
        RoleHeld.objects.create(
            person=grown, role=_ROLES.get(role, role), school=where, title=facts.role, starts=LONG_AGO
        )
    Account.objects.create_user(facts.email, PASSWORD, person=grown)
    return grown


def _role_of(title: str) -> str:
    words = title.lower()
    if "assistant" in words:
        return "office" if "office" in words else "teaching_assistant"
    return "teacher" if "teacher" in words else "office"
