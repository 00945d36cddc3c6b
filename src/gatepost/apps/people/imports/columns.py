"""Which column of a CSV is what: the fields of each kind of file, guessed from the headings, from a preset, or saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.imports.tables import key


@dataclass(frozen=True)
class Field:
    """Something that a file may tell. `headings` are those that mean it, the surest first."""

    name: str
    label: str | Promise
    headings: tuple[str, ...]
    needed: bool = False
    hint: str | Promise = ""


def _field(name: str, label: str | Promise, headings: str, **more: bool | str | Promise) -> Field:
    return Field(name, label, tuple(key(each) for each in headings.split("|")), **more)  # type: ignore[arg-type]


_UPN = "UPN|Unique pupil number|Unique Pupil No"
_PUPIL_ID = "pupil_id|Adno|Admission number|Admission no|Adm No|Student ID|Pupil ID|Learner ID|Local ID|MIS ID|Pupil reference|Student code"
_SCHOOL = "school|School code|School name|Establishment|Site|Base|Organisation"
_CLASS = "class|Reg Group|Registration group|Registration form|Reg|Form|Form group|Tutor group|Class name|Registration"
_EMAIL = "school_email|Email|E-mail|Email address|Work email|Home email|Primary email|Main email"
_TELEPHONE = "telephone|Phone|Mobile|Mobile phone|Telephone number|Phone number|Contact number|Home phone|Main telephone|Mobile number"

# fmt: off
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "pupils": (
        _field("first", _("First name"), "legal_first|Legal Forename|Legal first name|Forename|First name|Given name|Forenames", needed=True),
        _field("last", _("Surname"), "legal_last|Legal Surname|Legal last name|Surname|Last name|Family name", needed=True),
        _field("known_as", _("Name they go by"), "known_as|Preferred forename|Chosen name|Preferred first name|Preferred name|Chosen forename|Known as|Known by"),
        _field("id", _("Number in the school's system"), _PUPIL_ID, hint=_("By this the next file finds the same child.")),
        _field("upn", _("Unique pupil number"), _UPN),
        _field("school", _("School"), _SCHOOL, hint=_("A code or name. Not needed where the whole file is one school's.")),
        _field("class", _("Class"), _CLASS),
        _field("year", _("Year group"), "year_group|Year|NC Year|Year group|National curriculum year|Curriculum year|Yr|Year code"),
        _field("starts", _("Day of joining"), "Admission date|Date of admission|Date of entry|Entry date|Start date|Joined"),
        _field("leaves", _("Day of leaving"), "leaving_date|Leaving date|Date of leaving|Leaver date|End date|Left"),
        _field("consent", _("Photo consent of the old system"), "photo_consent|Photo consent|Photographs|Photograph consent|Photo permission|Image consent|Parental consent",
               hint=_("Kept to be looked up. It is no consent here: it says neither where nor until when.")),
    ),
    "contacts": (
        _field("child_id", _("The child's number in the school's system"), _PUPIL_ID),
        _field("child_upn", _("The child's unique pupil number"), _UPN),
        _field("id", _("The contact's number"), "contact_id|Contact ID|Contact reference|Person ID|Contact no|Parent ID|Guardian ID"),
        _field("title", _("Title"), "title|Contact title|Salutation"),
        _field("first", _("First name"), "Contact Forename|Contact first name|Parent forename|first|Forename|First name|Given name", needed=True),
        _field("last", _("Surname"), "Contact Surname|Contact last name|Parent surname|last|Surname|Last name|Family name", needed=True),
        _field("relation", _("Relationship to the child"), "relation|Relationship|Relationship to pupil|Relation to pupil|Relationship to student|Contact relationship"),
        _field("responsibility", _("Parental responsibility"), "Parental Responsibility|parental_responsibility|Has parental responsibility|PR|Legal guardian|Parental resp",
               hint=_("Yes or no. Only somebody who has it may consent to anything.")),
        _field("order", _("Order of contact"), "contact_order|Priority|Contact priority|Order|Contact order|Call order"),
        _field("email", _("E-mail address"), _EMAIL),
        _field("telephone", _("Telephone"), _TELEPHONE),
    ),
    "staff": (
        _field("first", _("First name"), "first|Legal forename|Forename|First name|Given name|Preferred forename", needed=True),
        _field("last", _("Surname"), "last|Legal surname|Surname|Last name|Family name|Preferred surname", needed=True),
        _field("title", _("Title"), "title|Salutation"),
        _field("id", _("Number in the school's system"), "staff_id|Staff ID|Staff code|Employee ID|Payroll number|Person ID|Staff number|Employee number"),
        _field("school", _("School"), _SCHOOL, hint=_("A code or name; FED for the whole federation. Not needed where the whole file is one school's.")),
        _field("role", _("What they do"), "role|Job title|Post|Post title|Position|Main role|Job role"),
        _field("duties", _("Roles of the policy"), "duties|Policy roles", hint=_("Names such as dso or governor, parted by semicolons.")),
        _field("class", _("Class"), _CLASS),
        _field("email", _("E-mail address"), _EMAIL),
        _field("telephone", _("Telephone"), _TELEPHONE),
        _field("starts", _("Since"), "Start date|Employment start date|Date of arrival|Appointed"),
        _field("leaves", _("Until"), "leaving_date|Leaving date|End date|Employment end date|Date of leaving"),
    ),
}
# fmt: on

_EITHER = {"pupils": ("id", "upn"), "contacts": ("child_id", "child_upn")}  # without one nobody is found again
_GATEPOST = {
    "pupils": "id=pupil_id first=legal_first last=legal_last known_as=known_as school=school class=class year=year_group "
    "consent=photo_consent leaves=leaving_date",
    "staff": "id=staff_id title=title first=first last=last role=role school=school duties=duties email=school_email",
    "contacts": "child_id=pupil_id id=contact_id title=title first=first last=last relation=relation "
    "responsibility=parental_responsibility order=contact_order email=email telephone=telephone",
}
# English systems word one thing in few ways. These are the common ones; nobody's export is promised.
_ENGLISH = {
    "pupils": "id=Adno upn=UPN first=Legal_Forename last=Legal_Surname known_as=Preferred_Forename class=Reg_Group year=Year "
    "starts=Admission_Date leaves=Leaving_Date consent=Photo_Consent",
    "staff": "id=Staff_Code title=Title first=Forename last=Surname role=Post_Title email=Work_Email",
    "contacts": "child_id=Adno child_upn=UPN title=Title first=Contact_Forename last=Contact_Surname relation=Relationship "
    "responsibility=Parental_Responsibility order=Priority email=Email telephone=Telephone",
}
PRESETS: Mapping[str, tuple[str | Promise, Mapping[str, str]]] = {
    "gatepost": (_("Gatepost's own roll.csv, staff.csv and lists"), _GATEPOST),
    "english": (_("The usual headings of English school systems"), _ENGLISH),
}


def preset(name: str, kind: str) -> dict[str, str]:
    """A preset's columns: field by heading."""
    return dict(pair.split("=") for pair in PRESETS[name][1][kind].split())


def guess(kind: str, headings: Iterable[str]) -> dict[str, str]:
    """The columns as the headings suggest them: each field takes the surest heading that no other has taken."""
    by_key = {key(heading): heading for heading in headings if heading}
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        best = next(
            (by_key[each] for each in field.headings if each in by_key and by_key[each] not in found.values()), ""
        )
        if best:
            found[field.name] = best
    return found


def fitting(wanted: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """Those columns of a preset or saved mapping that the file has, as the file writes them."""
    by_key = {key(heading): heading for heading in headings if heading}
    return {field: by_key[key(heading)] for field, heading in wanted.items() if key(heading) in by_key}


def lacking(kind: str, columns: Mapping[str, str]) -> list[str | Promise]:
    """What a mapping must name and does not."""
    missing = [field.label for field in FIELDS[kind] if field.needed and not columns.get(field.name)]
    either = _EITHER.get(kind, ())
    if either and not any(columns.get(name) for name in either):
        missing.append(next(field.label for field in FIELDS[kind] if field.name == either[0]))
    return missing
