"""Files of people as schools send them, made of the cast: a CSV by its lines, a OneRoster by what is in it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from gatepost.apps.people.imports import services
from gatepost.apps.people.imports.columns import guess
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.services import Order
from gatepost.apps.people.models import Person
from tests.site_cast import federation, person, school

PUPILS = "Adno,UPN,Legal Forename,Legal Surname,Preferred Forename,School,Reg Group,Year"
GRACE = "1001,,Grace,Tolliver,,SMP,4J,4"
MARK = "1002,,Mark,Ashdown,,SMP,5A,5"
BJORN = "2001,,Björn,Halvorsen,,WEN,Ospreys,5"
WILL = "1003,,William,Fairweather,Will,SMP,6L,6"
SUMMER = "1004,,Summer,Fairweather,,SMP,2K,2"
STAFF = "staff_id,title,first,last,role,school,duties,school_email"
HILL = "S003,Ms,Rowena,Hill,Teacher 4J,SMP,,r.hill@fernleigh.example"
PENFOLD = "S004,Mrs,Judith,Penfold,Head of school,SMP,slt,j.penfold@fernleigh.example"
WREN = "S034,Mr,Alan,Wren,Volunteer reader,WEN,volunteer,a.wren@fernleigh.example"
CONTACTS = "Adno,Contact ID,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,Priority,Email"
TINA = "C1,Mrs,Tina,Fairweather,Mother,yes,1,t.fairweather@home.example"

USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
USERS_12 = "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,primaryOrgSourcedId"
ROLES = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"
)
ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId"
CLASSES = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"
)
SESSIONS = "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear"


def three_schools() -> None:
    """Fernleigh with its schools, before anybody is in it."""
    federation()
    for code in ("SMP", "WEN", "FXG"):
        school(code)


def written(folder: Path, *lines: str, name: str = "pupils.csv", encoding: str = "utf-8", newline: str = "\n") -> Path:
    """A CSV of these lines."""
    path = folder / name
    path.write_bytes((newline.join(lines) + newline).encode(encoding))
    return path


def order(path: Path, kind: str = "pupils", **more: object) -> Order:
    """The file read by what its headings suggest."""
    if kind != "oneroster" and "columns" not in more and path.is_file():
        from_headings = next(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig", "replace"))), [])
        more["columns"] = guess(kind, from_headings)
    return Order(path=path, name=path.name, kind=kind, **more)  # type: ignore[arg-type]


def clay() -> Person:
    """Mr Clay, who looks after the whole federation's network, reads files in."""
    return person("Desmond Clay")


def look(path: Path, kind: str = "pupils", by: Person | None = None, **more: object) -> Plan:
    """What the file would change."""
    return services.look(by=by or clay(), order=order(path, kind, **more))


def run(
    path: Path, kind: str = "pupils", by: Person | None = None, *, many_leavers: bool = False, **more: object
) -> Plan:
    """The file read in."""
    return services.run(by=by or clay(), order=order(path, kind, **more), many_leavers=many_leavers)


def problems(made: Plan) -> list[str]:
    """Its mistakes in words."""
    return [str(problem) for problem in made.problems]


def row(header: str, **cells: str) -> str:
    """A line under a header, by the names of its cells."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([cells.get(name, "") for name in header.split(",")])
    assert not cells.keys() - set(header.split(","))
    return out.getvalue()


def user(key: str, role: str, given: str, family: str, org: str = "ORG-SMP", **more: str) -> str:
    """A line of users.csv, version 1.1."""
    return row(USERS, sourcedId=key, enabledUser="true", orgSourcedIds=org, role=role, username=key.lower(),
               givenName=given, familyName=family, **more)  # fmt: skip


SCHOOLS = (
    row(ORGS, sourcedId="ORG-SMP", name="Saltmarsh Primary School", type="school", identifier="SMP", parentSourcedId="ORG-FED"),
    row(ORGS, sourcedId="ORG-WEN", name="St Wenna's Church of England Primary School", type="school", parentSourcedId="ORG-FED"),
    row(ORGS, sourcedId="ORG-FED", name="Fernleigh Federation", type="district"),
)  # fmt: skip


def fernleigh(**changed: Iterable[str]) -> dict[str, list[str]]:
    """A small OneRoster 1.1 of the cast, file by file; `users=[…]` puts other lines into one."""
    files: dict[str, list[str]] = {
        "manifest": ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1", "file.orgs,bulk", "file.users,bulk",
                     "file.classes,bulk", "file.enrollments,bulk", "file.academicSessions,bulk"],
        "orgs": [ORGS, *SCHOOLS],
        "academicSessions": [SESSIONS, row(SESSIONS, sourcedId="T1", title="2026", type="schoolYear", startDate="2026-09-01",
                                           endDate="2029-07-20", schoolYear="2027")],
        "classes": [CLASSES, row(CLASSES, sourcedId="K-4J", title="4J", grades="04", classType="homeroom", schoolSourcedId="ORG-SMP",
                                 termSourcedIds="T1"),
                    row(CLASSES, sourcedId="K-6L", title="6L", grades="06", classType="homeroom", schoolSourcedId="ORG-SMP"),
                    row(CLASSES, sourcedId="K-OSP", title="Ospreys", grades="05", classType="homeroom", schoolSourcedId="ORG-WEN")],
        "users": [USERS, user("P1", "student", "Grace", "Tolliver", grades="04"),
                  user("P3", "student", "William", "Fairweather", grades="06", agentSourcedIds="C1"),
                  user("P9", "student", "Björn", "Halvorsen", org="ORG-WEN", grades="05"),
                  user("S3", "teacher", "Rowena", "Hill", email="r.hill@fernleigh.example"),
                  user("S4", "administrator", "Judith", "Penfold", email="j.penfold@fernleigh.example"),
                  user("C1", "parent", "Tina", "Fairweather", email="t.fairweather@home.example")],
        "enrollments": [ENROLLMENTS, *(row(ENROLLMENTS, sourcedId=f"E{n}", classSourcedId=room, schoolSourcedId=org, userSourcedId=who,
                                           role=role)
                                       for n, (room, org, who, role) in enumerate([("K-4J", "ORG-SMP", "P1", "student"),
                                                                                   ("K-6L", "ORG-SMP", "P3", "student"),
                                                                                   ("K-OSP", "ORG-WEN", "P9", "student"),
                                                                                   ("K-4J", "ORG-SMP", "S3", "teacher")]))],
    }  # fmt: skip
    return {**files, **{name: list(lines) for name, lines in changed.items()}}


def folder_of(path: Path, files: Mapping[str, Iterable[str]]) -> Path:
    """A OneRoster as a folder."""
    path.mkdir(exist_ok=True)
    for name, lines in files.items():
        (path / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return path


def zip_of(path: Path, files: Mapping[str, Iterable[str]]) -> Path:
    """A OneRoster as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in files.items():
            archive.writestr(f"{name}.csv", "\n".join(lines) + "\n")
    return path


NUMBER = UUID("5b1d6c54-6c52-4b2e-9f0c-0d3b8a1f7e11")
