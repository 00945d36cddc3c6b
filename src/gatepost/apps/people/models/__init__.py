"""The nouns: no verbs, no request, no business rules."""

from gatepost.apps.people.models.account import Account
from gatepost.apps.people.models.federation import Federation, School, SchoolClass
from gatepost.apps.people.models.imports import LegacyConsent, SavedMapping, Upload
from gatepost.apps.people.models.person import ExternalId, Person, the_site
from gatepost.apps.people.models.pupils import Enrolment, Guardianship
from gatepost.apps.people.models.roles import Absence, RoleHeld
from gatepost.apps.people.models.signin import GroupRole, OneTimeLink

__all__ = [
    "Absence",
    "Account",
    "Enrolment",
    "ExternalId",
    "Federation",
    "GroupRole",
    "Guardianship",
    "LegacyConsent",
    "OneTimeLink",
    "Person",
    "RoleHeld",
    "SavedMapping",
    "School",
    "SchoolClass",
    "Upload",
    "the_site",
]
