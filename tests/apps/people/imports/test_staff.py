"""Staff, governors and helpers from a file: what it may give, what it may end, and what is for people to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.apps.people.imports.stocktaking import importable
from gatepost.apps.people.models import ExternalId, Person, RoleHeld
from gatepost.apps.people.policy import in_force
from tests.apps.people.imports.files import HILL, PENFOLD, STAFF, WREN, look, problems, run, three_schools, written
from tests.apps.people.imports.test_pupils import later
from tests.site_cast import LONG_AGO, child, person, school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fernleigh() -> None:
    three_schools()


def staff(folder: Path, *lines: str, header: str = STAFF) -> Path:
    return written(folder, header, *lines, name="staff.csv")


def held(name: str) -> list[tuple[str, str, str]]:
    """The roles that somebody holds or held, where from, and whether they are over."""
    rows = RoleHeld.objects.filter(person__given_name=name).order_by("pk")
    return [(one.role, one.source, "over" if one.ends else "") for one in rows]


def test_no_file_gives_a_role_that_could_give_roles_read_files_or_wants_a_second_factor() -> None:
    given = importable(in_force())
    assert {"teacher", "teaching_assistant", "support_staff", "governor", "ptfa", "friend", "volunteer"} == given


def test_a_file_gives_ordinary_roles_and_leaves_senior_ones_to_people(tmp_path: Path) -> None:
    made = run(staff(tmp_path, HILL, PENFOLD, WREN), "staff")
    assert held("Rowena") == [("teacher", "import", "")]
    assert held("Alan") == [("volunteer", "import", "")]
    assert held("Judith") == []
    assert [(one.role, one.school, one.title) for one in made.by_hand] == [
        ("head_of_school_slt", "SMP", "Head of school")
    ]
    assert Person.objects.get(given_name="Judith").kept_by == school("SMP")


def test_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    path = staff(tmp_path, HILL, PENFOLD, WREN)
    run(path, "staff")
    assert run(path, "staff").is_empty


def test_who_holds_a_senior_role_already_is_not_asked_for(tmp_path: Path) -> None:
    person("Judith Penfold")
    assert look(staff(tmp_path, PENFOLD), "staff").by_hand == []


def test_a_role_over_the_whole_federation_is_for_people_to_give(tmp_path: Path) -> None:
    made = run(staff(tmp_path, "S029,Cllr,Graham,Yates,Governor,FED,governor,g.yates@fernleigh.example"), "staff")
    assert held("Graham") == []
    assert [(one.role, one.school) for one in made.by_hand] == [("governor", "FED")]


def test_nobody_gives_themselves_a_role_by_a_file(tmp_path: Path) -> None:
    savage = person("Patricia Savage")
    line = "S021,Mrs,Patricia,Savage,Teacher 4J,SMP,,p.savage@fernleigh.example"
    made = run(staff(tmp_path, line), "staff", by=savage)
    assert [one.role for one in made.by_hand] == ["teacher"]
    assert not savage.roles.filter(role="teacher").exists()


def test_a_file_ends_what_files_of_its_system_gave_and_nothing_else(tmp_path: Path) -> None:
    run(staff(tmp_path, HILL, WREN), "staff")
    wren = Person.objects.get(given_name="Alan")
    RoleHeld.objects.create(person=wren, role="friend", school=school("WEN"), starts=LONG_AGO)
    RoleHeld.objects.create(person=wren, role="ptfa", school=school("WEN"), starts=LONG_AGO, source="group")
    RoleHeld.objects.create(
        person=wren, role="governor", school=school("WEN"), starts=LONG_AGO, source="import", system="other-staff"
    )
    with later():
        other = "S035,Mrs,Beryl,Foot,Volunteer reader,WEN,volunteer,b.foot@fernleigh.example"
        made = run(staff(tmp_path, HILL, other), "staff", whole=True)
        assert made.counts() == {"rows": 2, "adults_added": 1, "roles_given": 1, "roles_ended": 1}
    over = [("volunteer", "import", "over"), ("friend", "hand", ""), ("ptfa", "group", ""), ("governor", "import", "")]
    assert held("Alan") == over


def test_a_part_of_the_staff_ends_nothing(tmp_path: Path) -> None:
    run(staff(tmp_path, HILL, WREN), "staff")
    with later():
        assert look(staff(tmp_path, HILL), "staff").is_empty


def test_a_role_taken_back_on_its_first_day_was_never_held(tmp_path: Path) -> None:
    run(staff(tmp_path, HILL, "S012,Mrs,Sandra,Cope,Teaching assistant 4J,SMP,,s.cope@fernleigh.example"), "staff")
    run(staff(tmp_path, HILL), "staff", whole=True)
    assert held("Sandra") == []


def test_another_class_ends_the_old_role_and_gives_it_anew(tmp_path: Path) -> None:
    header = f"{STAFF},class"
    run(staff(tmp_path, f"{HILL},4J", header=header), "staff")
    with later():
        run(staff(tmp_path, f"{HILL},5A", header=header), "staff")
    assert held("Rowena") == [("teacher", "import", "over"), ("teacher", "import", "")]


def test_a_last_day_that_is_past_ends_the_role(tmp_path: Path) -> None:
    header = f"{STAFF},Leaving date"
    run(staff(tmp_path, f"{HILL},", header=header), "staff")
    with later():
        run(staff(tmp_path, f"{HILL},2026-11-01", header=header), "staff")
    assert [over for _role, _source, over in held("Rowena")] == ["over"]


def test_somebody_who_is_here_is_known_by_name_and_address(tmp_path: Path) -> None:
    hill = person("Rowena Hill")
    made = run(staff(tmp_path, HILL), "staff")
    assert [match.person for match in made.matched] == [hill.pk]
    assert held("Rowena") == [("teacher", "hand", "")]
    assert ExternalId.objects.get(person=hill).value == "S003"


def test_a_job_that_the_policy_has_no_role_for_is_for_people_to_sort_out(tmp_path: Path) -> None:
    made = run(staff(tmp_path, "S040,Ms,Carys,Moon,Peripatetic oboe,FXG,,c.moon@fernleigh.example"), "staff")
    assert [(one.role, one.title) for one in made.by_hand] == [("", "Peripatetic oboe")]


def test_two_posts_in_two_lines_are_one_person(tmp_path: Path) -> None:
    second = HILL.replace("Teacher 4J,SMP,", "Governor,WEN,governor")
    run(staff(tmp_path, HILL, second), "staff")
    assert sorted(role for role, *_more in held("Rowena")) == ["governor", "teacher"]
    assert Person.objects.filter(given_name="Rowena").count() == 1


def test_mistakes_are_told(tmp_path: Path) -> None:
    made = look(staff(tmp_path, HILL.replace("SMP,", "SMP,wizard"), HILL.replace("Rowena", "Ruth")), "staff")
    assert [line.partition(";")[0] for line in problems(made)] == [
        "staff.csv:2: duties: no role of the policy",
        "staff.csv:3: staff_id: the number stands in line 2 already, with another name",
    ]


def test_a_pupils_number_is_no_adults(tmp_path: Path) -> None:
    ExternalId.objects.create(person=child("Grace Tolliver"), system="csv-staff", value="S003")
    assert "this number belongs to a pupil" in problems(look(staff(tmp_path, HILL), "staff"))[0]


def test_an_office_changes_nobody_who_acts_for_the_whole_federation(tmp_path: Path) -> None:
    pace = person("Imelda Pace")
    ExternalId.objects.create(person=pace, system="csv-staff", value="S001")
    line = "S001,Dr,Imelda,Pace,Executive Head,SMP,,somebody@else.example"
    made = look(staff(tmp_path, line), "staff", by=person("Patricia Savage"))
    assert "this is somebody of another school" in problems(made)[0]
