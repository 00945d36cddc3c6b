"""What stands for each argument of an address: something of the school in whose name the walk goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.people.imports import uploads
from gatepost.apps.people.models import Account, GroupRole, Person, RoleHeld, SavedMapping, Upload
from gatepost.apps.people.services import absences
from tests.site_cast import LONG_AGO, child, parent, person, school, school_class

GROWN_UP = {"SMP": "Sandra Cope", "WEN": "Bryony Rudd"}
SENIOR = {"SMP": "Judith Penfold", "WEN": "Anders Holm"}
MOTHER = {"SMP": "Tina Fairweather", "WEN": "Olive Baker"}
CHILD = {"SMP": "Grace Tolliver", "WEN": "Björn Halvorsen"}
ROOM = {"SMP": "4J", "WEN": "Kestrels"}

# Held in the whole federation; every other role of the pack is held at Saltmarsh.
EVERYWHERE = ("executive_head", "network_manager", "dso", "governor", "clerk")


def holder(role: str) -> Person:
    """Somebody with this role and no other."""
    email = f"{role}@fernleigh.example"
    found = Person.objects.filter(email=email).first()
    if found is not None:
        return found
    made = Person.objects.create(given_name="Somebody", family_name=role, email=email)
    where = None if role in EVERYWHERE else school("SMP")
    RoleHeld.objects.create(person=made, role=role, school=where, starts=LONG_AGO)
    Account.objects.create_user(email, person=made)
    return made


@dataclass(frozen=True)
class Things:
    """Things of one school, by its code."""

    code: str

    @property
    def person(self) -> Person:
        return person(GROWN_UP[self.code])

    @property
    def senior(self) -> Person:
        return person(SENIOR[self.code])

    @property
    def child(self) -> Person:
        return child(CHILD[self.code])

    def role(self, of: Person) -> int:
        found = of.roles.filter(school=school(self.code)).first()
        assert found is not None
        return found.pk

    def absence(self) -> int:
        found = self.person.absences.first()
        return (found or absences.record(by=self.person, person=self.person, starts=timezone.localdate())).pk

    def entry(self) -> int:
        """Of the ledger: that somebody of this school said that they are away."""
        self.absence()
        found = Entry.objects.filter(subject=subject("person", self.person.pk)).first()
        assert found is not None
        return found.number

    def bond(self) -> int:
        mother = parent(self.child, MOTHER[self.code])
        return mother.children.get(child=self.child).pk

    def upload(self) -> UUID:
        """A file on its way in, of whoever sent it: the office of Saltmarsh in this walk, or of St Wenna's."""
        by = holder("office") if self.code == "SMP" else person("Gemma Pike")
        sent = Upload.objects.filter(by=by).first()
        return (sent or uploads.keep(by=by, kind="pupils", file_name="roll.csv", chunks=[b"UPN,Surname\n"])).pk

    def columns(self) -> int:
        made = {"kind": "pupils", "school": school(self.code), "system": self.code.lower()}
        return SavedMapping.objects.get_or_create(name=f"columns of {self.code}", defaults=made)[0].pk

    def group(self) -> int:
        by = person("Imelda Pace")
        group = f"teachers of {self.code}"
        return GroupRole.objects.get_or_create(group=group, role="teacher", school=school(self.code), made_by=by)[0].pk


Make = Callable[[Things], Any]
OF_A_SENIOR = ("give_senior_role", "end_senior_role")


def missing(likely: Any) -> Any:
    """What stands for nothing at all in the place of something: an id that nobody has."""
    if isinstance(likely, UUID):
        return uuid4()
    return 9_999_999 if isinstance(likely, int) else "nowhere"


# By the argument's name, or by page and argument where one name means several things.
THINGS: dict[str, Make] = {
    "person": lambda things: things.person.pk,
    "pk": lambda things: things.person.pk,
    "child": lambda things: things.child.pk,
    **{f"{page}.person": lambda things: things.senior.pk for page in OF_A_SENIOR},
    "room": lambda things: school_class(ROOM[things.code], things.code).pk,
    "key": lambda things: things.person.pk,
    "held": lambda things: things.role(things.person),
    "end_senior_role.held": lambda things: things.role(things.senior),
    "absence": lambda things: things.absence(),
    "number": lambda things: things.entry(),
    "bond": lambda things: things.bond(),
    "code": lambda things: things.code,
    "mapping": lambda things: things.group(),
    "delete_mapping.mapping": lambda things: things.columns(),
    "upload": lambda things: things.upload(),
    "take_list.name": lambda _: "pupils",
    "session": lambda _: 1,  # somebody's, and so never one's own
    "token": lambda _: "abc",  # of a link in an e-mail; none that was ever sent
    "clause.name": lambda _: "SU-4b",
    "icon.size": lambda _: 192,
    "account_confirm_email.key": lambda _: "abc-def",
    "account_reset_password_from_key.key": lambda _: "abc-def",
    "uidb36": lambda _: "1",
    "provider_id": lambda _: "school",  # no such provider is set up
    "mfa_remove_webauthn.pk": lambda _: 1,
    "mfa_edit_webauthn.pk": lambda _: 1,
}
