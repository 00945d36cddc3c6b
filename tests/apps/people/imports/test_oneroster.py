"""OneRoster 1.1 and 1.2, zip or folder, everything or changes only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from gatepost.apps.people.imports import services
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.models import Enrolment, Guardianship, Person, RoleHeld, School, SchoolClass
from tests.apps.people.imports.files import (
    CLASSES,
    ENROLLMENTS,
    ORGS,
    ROLES,
    SCHOOLS,
    USERS,
    USERS_12,
    fernleigh,
    folder_of,
    look,
    problems,
    row,
    run,
    three_schools,
    user,
    zip_of,
)
from tests.apps.people.imports.test_pupils import later, on_roll
from tests.site_cast import LONG_AGO, child, federation, person, school

pytestmark = pytest.mark.django_db
Files = Mapping[str, Iterable[str]]
DELTA = ["propertyName,value", "oneroster.version,1.1"]


@pytest.fixture(autouse=True)
def schools() -> None:
    three_schools()


@pytest.fixture(params=[folder_of, zip_of])
def pack(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Files], Path]:
    """A OneRoster as a folder and as a zip."""
    return lambda files: request.param(tmp_path / "roster", files)


def zipped(folder: Path, **changed: Iterable[str]) -> Path:
    return zip_of(folder / "roster.zip", fernleigh(**changed))


def delta(folder: Path, **files: Iterable[str]) -> Path:
    lines = [f"file.{name},delta" for name in files]
    return zip_of(folder / "delta.zip", {"manifest": [*DELTA, *lines], **files})


def wrong(folder: Path, **changed: Iterable[str]) -> list[str]:
    """The places and words of all mistakes."""
    return [line.partition(";")[0] for line in problems(look(zipped(folder, **changed), "oneroster"))]


def test_people_places_roles_and_families_come_together(pack: Callable[[Files], Path]) -> None:
    made = run(pack(fernleigh()), "oneroster")
    assert not problems(made)
    assert on_roll() == [("Björn", "WEN", "Ospreys"), ("Grace", "SMP", "4J"), ("William", "SMP", "6L")]
    hill = RoleHeld.objects.get(role="teacher")
    assert (hill.person.given_name, hill.school_class and hill.school_class.name) == ("Rowena", "4J")
    assert (hill.source, hill.system) == ("import", "oneroster")
    bond = Guardianship.objects.get()
    assert (bond.adult.given_name, bond.child.given_name, bond.relation) == ("Tina", "William", "parent")
    assert not bond.parental_responsibility  # the standard does not tell, so nobody may consent on its word


def test_the_same_twice_changes_nothing(pack: Callable[[Files], Path]) -> None:
    path = pack(fernleigh())
    run(path, "oneroster")
    assert run(path, "oneroster").is_empty


def test_an_administrator_may_be_anybody_and_is_given_no_role(tmp_path: Path) -> None:
    made = run(zipped(tmp_path), "oneroster")
    (penfold,) = made.by_hand
    assert (penfold.title, penfold.school) == ("administrator", "SMP")
    judith = Person.objects.get(given_name="Judith")
    assert not judith.roles.exists()
    assert judith.kept_by == School.objects.get(code="SMP")


def test_schools_are_found_by_code_or_name_and_new_ones_made(tmp_path: Path) -> None:
    extra = row(ORGS, sourcedId="ORG-NEW", name="Curlew Primary School", type="school", identifier="CUR")
    run(zipped(tmp_path, orgs=[ORGS, *SCHOOLS, extra]), "oneroster")
    found = dict(School.objects.exclude(source_id="").values_list("source_id", "code"))
    assert found == {"ORG-SMP": "SMP", "ORG-WEN": "WEN", "ORG-NEW": "CUR"}


def test_version_1_2_has_roles_in_a_file_of_their_own(tmp_path: Path) -> None:
    def somebody(key: str, given: str, family: str, **more: str) -> str:
        return row(
            USERS_12, sourcedId=key, enabledUser="true", username=key, givenName=given, familyName=family, **more
        )

    def has(number: int, key: str, role: str, org: str = "ORG-SMP") -> str:
        return row(ROLES, sourcedId=f"R{number}", userSourcedId=key, roleType="primary", role=role, orgSourcedId=org)

    files = fernleigh(
        manifest=["propertyName,value", "oneroster.version,1.2", *(f"file.{name},bulk" for name in
                  ("orgs", "users", "roles", "userProfiles", "classes", "enrollments", "academicSessions"))],
        users=[USERS_12, somebody("P1", "Grace", "Tolliver", grades="04"),
               somebody("P3", "William", "Fairweather", grades="06", preferredGivenName="Will", agentSourcedIds="C1"),
               somebody("P9", "Björn", "Halvorsen", grades="05"),
               somebody("S3", "Rowena", "Hill", email="R.Hill@fernleigh.example"), somebody("C1", "Tina", "Fairweather")],
        roles=[ROLES, has(1, "P1", "student"), has(2, "P3", "student"), has(3, "P9", "student", "ORG-WEN"),
               has(4, "S3", "teacher"), has(5, "C1", "guardian")],
        userProfiles=["sourcedId,status,dateLastModified,userSourcedId,profileType,vendorId,credentialType,username,password",
                      "U1,,,P1,LMS,v,password,grace,secret"],
    )  # fmt: skip
    made = run(zip_of(tmp_path / "roster.zip", files), "oneroster")
    assert on_roll() == [("Björn", "WEN", "Ospreys"), ("Grace", "SMP", "4J"), ("William", "SMP", "6L")]
    assert Person.objects.get(given_name="William").known_as == "Will"
    assert Person.objects.get(given_name="Rowena").email == "r.hill@fernleigh.example"
    assert Guardianship.objects.get().relation == "guardian"
    assert made.counts()["roles_given"] == 1


def test_guardians_may_be_named_from_either_side(tmp_path: Path) -> None:
    users = fernleigh()["users"]
    turned = [line.replace(",C1,06,", ",,06,") for line in users]
    turned[-1] = user("C1", "parent", "Tina", "Fairweather", agentSourcedIds="P3,P1")
    run(zipped(tmp_path, users=turned), "oneroster")
    assert sorted(Guardianship.objects.values_list("child__given_name", flat=True)) == ["Grace", "William"]


def test_headings_in_capitals_with_a_mark_before_them_are_read(tmp_path: Path) -> None:
    files = fernleigh()
    files["users"][0] = "\ufeff" + files["users"][0].upper()
    run(folder_of(tmp_path / "roster", files), "oneroster")
    assert len(on_roll()) == 3


def test_bulk_takes_off_the_roll_whoever_is_missing(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    fewer = [line for line in fernleigh()["users"] if not line.startswith("P1,")]
    enrolled = [line for line in fernleigh()["enrollments"] if ",P1," not in line]
    with later():
        path = zipped(tmp_path, users=fewer, enrollments=enrolled)
        with pytest.raises(services.TooManyLeavers):
            run(path, "oneroster")
        run(path, "oneroster", many_leavers=True)
        assert [name for name, *_where in on_roll()] == ["Björn", "William"]


def test_delta_changes_only_what_it_names(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    with later():
        made = run(
            delta(tmp_path, users=[USERS, user("P9", "student", "Björn", "Halvorsen-Lie", org="ORG-WEN")]), "oneroster"
        )
        assert made.counts() == {"rows": 1, "entries_changed": 1}
        assert len(on_roll()) == 3


def test_delta_deletes_whom_it_says(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    with later():
        gone = [user("P9", "student", "Björn", "Halvorsen", org="ORG-WEN", status="tobedeleted"),
                user("S3", "teacher", "Rowena", "Hill", status="tobedeleted"),
                user("C1", "parent", "Tina", "Fairweather", status="tobedeleted")]  # fmt: skip
        made = run(delta(tmp_path, users=[USERS, *gone]), "oneroster", many_leavers=True)
        assert made.counts() == {"rows": 3, "left": 1, "roles_ended": 1, "guardians_ended": 1}
        assert run(delta(tmp_path, users=[USERS, *gone]), "oneroster").is_empty
    assert Person.objects.filter(given_name__in=["Björn", "Rowena", "Tina"]).count() == 3


def test_delta_moves_class_by_a_line_of_enrollments_alone(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    line = row(
        ENROLLMENTS,
        sourcedId="E99",
        classSourcedId="K-6L",
        schoolSourcedId="ORG-SMP",
        userSourcedId="P1",
        role="student",
    )
    with later():
        made = run(delta(tmp_path, enrollments=[ENROLLMENTS, line]), "oneroster")
        assert made.counts() == {"rows": 1, "moved": 1}
        assert ("Grace", "SMP", "6L") in on_roll()


def test_a_file_that_the_manifest_forgets_counts_as_changes_only(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    fewer = [line for line in fernleigh()["users"] if not line.startswith("P1,")]
    path = zipped(
        tmp_path, manifest=["propertyName,value", "oneroster.version,1.1"], users=fewer, enrollments=[ENROLLMENTS]
    )
    made = look(path, "oneroster")
    assert "left" not in made.counts()
    assert "The manifest does not say whether users.csv is everything: taken as changes only." in made.notes


@pytest.mark.parametrize(
    ("manifest", "what"),
    [
        (None, "there is no manifest.csv"),
        (["propertyName,value", "file.users,bulk"], "a version other than OneRoster 1.1 and 1.2"),
        (["propertyName,value", "oneroster.version,2.0"], "a version other than OneRoster 1.1 and 1.2"),
        (
            ["propertyName,value", "oneroster.version,1.1", "file.users,absent", "file.enrollments,absent"],
            "neither users.csv nor",
        ),
    ],
)
def test_a_manifest_that_does_not_serve_is_told(tmp_path: Path, manifest: list[str] | None, what: str) -> None:
    files = fernleigh()
    files.pop("manifest")
    if manifest:
        files["manifest"] = manifest
    with pytest.raises(UnusableFile, match=what):
        look(zip_of(tmp_path / "roster.zip", files), "oneroster")


def test_a_manifest_that_promises_more_than_there_is_is_a_mistake(tmp_path: Path) -> None:
    lines = [*fernleigh()["manifest"], "file.demographics,bulk", "file.userProfiles,some"]
    assert wrong(tmp_path, manifest=lines) == [
        "manifest.csv:10: file.userprofiles: not bulk, delta or absent",
        "manifest.csv:9: file.demographics: the file is not there",
    ]


def test_every_key_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    users = [*fernleigh()["users"], user("P8", "student", "Ivy", "King", org="ORG-XXX", agentSourcedIds="C9")]
    lines = [*fernleigh()["enrollments"],
             row(ENROLLMENTS, sourcedId="E97", classSourcedId="K-XX", schoolSourcedId="ORG-SMP", userSourcedId="P1", role="student"),
             row(ENROLLMENTS, sourcedId="E98", classSourcedId="K-4J", schoolSourcedId="ORG-SMP", userSourcedId="P77", role="student")]  # fmt: skip
    classes = [*fernleigh()["classes"],
               row(CLASSES, sourcedId="K-7", title="7", classType="homeroom", schoolSourcedId="ORG-SMP", termSourcedIds="T9")]  # fmt: skip
    orgs = [ORGS, *SCHOOLS, row(ORGS, sourcedId="ORG-Z", name="Zoo", type="department", parentSourcedId="ORG-Y")]
    assert set(wrong(tmp_path, users=users, enrollments=lines, classes=classes, orgs=orgs)) == {
        "orgs.csv:5: parentSourcedId: no such organisation in orgs.csv",
        "classes.csv:5: termSourcedIds: no such term in academicSessions.csv",
        "users.csv:8: orgSourcedIds: no such school in orgs.csv",
        "users.csv:8: orgSourcedIds: a pupil without a school",
        "users.csv:8: agentSourcedIds: no such user in users.csv",
        "enrollments.csv:6: classSourcedId: no such class in classes.csv",
        "enrollments.csv:7: userSourcedId: no such user in users.csv",
    }


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (user("P1", "student", "Ivy", "King"), "sourcedId: the id stands in line 2 already"),
        (user("", "student", "Ivy", "King"), "sourcedId: empty"),
        (user("P8", "student", "", "King"), "givenName: empty"),
        (user("P8", "wizard", "Ivy", "King"), "role: no role of the standard"),
        (user("P8", "student", "Ivy", "King", status="maybe"), "status: neither active nor tobedeleted"),
        (user("S8", "teacher", "Ivy", "King", email="ivy at school"), "email: not an e-mail address"),
        (user("P8", "student", "Ivy", "King").replace("true", "perhaps"), "enabledUser: neither true nor false"),
    ],
)
def test_a_mistake_in_a_line_is_told_with_line_and_column(tmp_path: Path, line: str, what: str) -> None:
    assert wrong(tmp_path, users=[*fernleigh()["users"], line])[0] == f"users.csv:8: {what}"


def test_whom_the_system_has_switched_off_loses_what_it_gave(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    off = [line.replace("S3,,,true", "S3,,,false") for line in fernleigh()["users"]]
    with later():
        assert run(zipped(tmp_path, users=off), "oneroster").counts() == {"rows": 6, "roles_ended": 1}


def test_a_class_of_past_terms_is_nobodys_room(tmp_path: Path) -> None:
    past = [fernleigh()["academicSessions"][0], "T1,,,2025,schoolYear,2024-09-01,2025-07-20,,2025"]
    run(zipped(tmp_path, academicSessions=past), "oneroster")
    assert ("Grace", "SMP", "") in [(name, code, room or "") for name, code, room in on_roll()]
    assert not SchoolClass.objects.filter(name="4J").exists()


def test_one_lesson_stands_for_a_homeroom_and_several_do_not(tmp_path: Path) -> None:
    lessons = [line.replace("homeroom", "scheduled") for line in fernleigh()["classes"]]
    more = row(
        ENROLLMENTS,
        sourcedId="E95",
        classSourcedId="K-6L",
        schoolSourcedId="ORG-SMP",
        userSourcedId="P1",
        role="student",
    )
    run(zipped(tmp_path, classes=lessons, enrollments=[*fernleigh()["enrollments"], more]), "oneroster")
    assert [(name, room) for name, _code, room in on_roll()] == [
        ("Björn", "Ospreys"),
        ("Grace", None),
        ("William", "6L"),
    ]


def test_a_class_renamed_by_its_system_stays_the_same_class(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    renamed = [line.replace(",4J,", ",4 Jays,") for line in fernleigh()["classes"]]
    made = run(zipped(tmp_path, classes=renamed), "oneroster")
    assert made.counts() == {"rows": 6, "classes_changed": 1}
    assert ("Grace", "SMP", "4 Jays") in on_roll()


def test_children_entered_by_hand_are_known_by_name_and_class(tmp_path: Path) -> None:
    grace = child("Grace Tolliver")
    made = run(zipped(tmp_path), "oneroster")
    assert [match.person for match in made.matched] == [grace.pk]


def test_an_office_of_one_school_reads_no_other_schools_people_in(tmp_path: Path) -> None:
    made = look(zipped(tmp_path), "oneroster", by=person("Patricia Savage"))
    assert {str(problem) for problem in made.problems} == {
        (
            "users.csv:4: school: this school is not one of yours; "
            "hint: ask somebody who looks after the whole federation to read the file in"
        )
    }


def test_before_the_federation_is_set_up_nothing_is_read_in(tmp_path: Path) -> None:
    clay = person("Desmond Clay")
    federation().delete()
    with pytest.raises(UnusableFile, match="the federation is not set up yet"):
        run(zipped(tmp_path), "oneroster", by=clay)
    assert not Enrolment.objects.filter(school=school("SMP")).exists()


def test_an_office_ends_nothing_at_another_school_by_deleting_somebody_who_is_at_both(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    savage, grace = person("Patricia Savage"), Person.objects.get(given_name="Grace")
    tina, bjorn = Person.objects.get(given_name="Tina"), Person.objects.get(given_name="Björn")
    Enrolment.objects.create(child=grace, school=school("WEN"), starts=LONG_AGO)
    for answers_for in (grace, bjorn):
        Guardianship.objects.update_or_create(
            adult=tina, child=answers_for, defaults={"system": "oneroster", "starts": LONG_AGO}
        )
    gone = [user("P1", "student", "Grace", "Tolliver", status="tobedeleted"),
            user("C1", "parent", "Tina", "Fairweather", status="tobedeleted")]  # fmt: skip
    made = look(delta(tmp_path, users=[USERS, *gone]), "oneroster", by=savage)
    assert problems(made) == []
    assert [one.school for one in made.left if one.child == grace.pk] == ["SMP"]
    ended = {one.child for one in made.bonds_ended}
    assert grace.pk in ended
    assert bjorn.pk not in ended


def test_an_office_gives_no_role_to_somebody_of_another_school_whom_the_file_only_names(tmp_path: Path) -> None:
    run(zipped(tmp_path), "oneroster")
    rudd = person("Bryony Rudd")
    rudd.external_ids.create(system="oneroster", value="S9")
    line = row(
        ENROLLMENTS,
        sourcedId="E98",
        classSourcedId="K-6L",
        schoolSourcedId="ORG-SMP",
        userSourcedId="S9",
        role="teacher",
    )
    made = look(delta(tmp_path, enrollments=[ENROLLMENTS, line]), "oneroster", by=person("Patricia Savage"))
    assert "this is somebody of another school" in problems(made)[0]
    assert not made.given
