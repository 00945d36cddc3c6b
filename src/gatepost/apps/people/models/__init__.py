"""The nouns: no verbs, no request, no business rules."""

from gatepost.apps.people.models.account import Account
from gatepost.apps.people.models.federation import Federation, School, SchoolClass
from gatepost.apps.people.models.person import ExternalId, Person
from gatepost.apps.people.models.pupils import Enrolment, Guardianship
from gatepost.apps.people.models.roles import Absence, RoleHeld

__all__ = [
    "Absence",
    "Account",
    "Enrolment",
    "ExternalId",
    "Federation",
    "Guardianship",
    "Person",
    "RoleHeld",
    "School",
    "SchoolClass",
]
