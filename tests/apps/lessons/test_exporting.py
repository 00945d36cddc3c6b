"""The cases as files: `gatepost evaluate` reads them, and a pack takes them in."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gatepost.apps.lessons.services import exporting
from gatepost.apps.people import roll
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Person, RoleHeld, the_site
from gatepost.archive.evaluating import evaluate, read_labelled
from gatepost.cli.main import app
from gatepost.policy import load
from gatepost.screening.cases import read_cases, read_cast
from tests.apps.lessons.said import a_post, agreed, made, said_by
from tests.apps.people.days import happened
from tests.cast import PACK, fernleigh, learn_to_live, photo
from tests.site_cast import LONG_AGO, federation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_cases() -> None:
    """One that is innocent after all, and one that was judged too harshly."""
    hill = person("Rowena Hill")
    made(agreed(said_by(hill)))
    post = a_post("Grace Tolliver won.", photos=(photo(caption="The cup", file="cup.jpg"),))
    lesson = agreed(said_by(hill, post, why="other"), "hold", ("SU-4c",), "won")
    made(lesson, "A winner who is named.", "won")


def rows(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.usefixtures("two_cases")
def test_evaluate_reads_them_as_it_reads_the_corpus() -> None:
    taken = exporting.export(by=the_site(), form="jsonl")
    assert (taken.count, taken.left_out) == (2, 0)
    labelled = read_labelled(io.BytesIO(taken.data), "lessons.jsonl")
    assert [one.wanted.verdict for one in labelled] == ["allow", "hold"]
    assert evaluate(labelled, fernleigh(), learn_to_live()).figures.drafts == 2
    innocent, offending = rows(taken.data)
    assert innocent["expected"] == []
    assert offending["expected"] == [{"clause": "SU-4c", "span": "won", "where": "text"}]
    assert set(innocent) == {
        "id", "text", "author_role", "channel", "audience", "photos", "links", "context", "expected", "verdict", "note",
    }  # fmt: skip


@pytest.mark.usefixtures("two_cases")
def test_a_pack_of_one_s_own_takes_them_in_as_cases(tmp_path: Path) -> None:
    shutil.copytree(PACK, tmp_path / "pack")
    with zipfile.ZipFile(io.BytesIO(exporting.export(by=the_site(), form="zip").data)) as packed:
        packed.extractall(tmp_path / "pack")
    policy = load(tmp_path / "pack")
    titles = {case.says: case.written for case in read_cases(policy, read_cast(policy)) if "lessons" in case.file}
    assert titles.keys() == {"A poet who shares a name with a pupil is no pupil.", "A winner who is named."}
    assert titles["A winner who is named."].points_at == "won"
    assert titles["A winner who is named."].clauses == ("SU-4c",)


@pytest.mark.usefixtures("two_cases")
def test_one_that_names_somebody_of_today_s_roll_is_left_out_and_counted() -> None:
    first = str(rows(exporting.export(by=the_site(), form="jsonl").data)[0]["text"])
    new = next(one for one in fernleigh().pupils.values() if f"{one.first} {one.last}" in first)
    grown = Person.objects.create(given_name=new.first, family_name=new.last)
    RoleHeld.objects.create(person=grown, role="teacher", starts=LONG_AGO)
    roll.touch()
    taken = exporting.export(by=the_site(), form="jsonl")
    assert (taken.count, taken.left_out) == (0, 2)  # the same child stood in for her in both
    assert new.last not in taken.data.decode()


@pytest.mark.usefixtures("two_cases")
def test_that_they_were_taken_away_is_recorded_and_few_may() -> None:
    exporting.export(by=person("Desmond Clay"), form="zip")
    assert happened()[-1] == "cases_exported"
    for name in ("Judith Penfold", "Rowena Hill", "Chidi Okoro"):
        with pytest.raises(Refused):
            exporting.export(by=person(name), form="jsonl")


def test_where_there_are_none_the_file_is_empty() -> None:
    federation()
    assert exporting.export(by=the_site(), form="jsonl").data == b""


# -- the command --


def gatepost(*words: str) -> Result:
    return CliRunner().invoke(app, ["lessons", "export", *words], env={"COLUMNS": "300"})


@pytest.mark.usefixtures("two_cases")
def test_the_command_writes_the_file_and_evaluate_reads_it(tmp_path: Path) -> None:
    done = gatepost(str(tmp_path / "lessons.jsonl"))
    assert done.exit_code == 0, done.output
    assert "2 cases are in" in done.stdout
    judged = CliRunner().invoke(
        app, ["evaluate", str(tmp_path / "lessons.jsonl"), "--known", str(PACK / "cases" / "cast"), "--json"]
    )
    assert json.loads(judged.stdout)["drafts"] == 2


def test_the_command_overwrites_nothing_and_says_what_it_writes(tmp_path: Path) -> None:
    (tmp_path / "there.jsonl").write_text("kept", "utf-8")
    done = gatepost(str(tmp_path / "there.jsonl"))
    assert done.exit_code == 2
    assert "it is there already" in done.stderr
    assert "ends in .jsonl or .zip" in gatepost(str(tmp_path / "lessons.txt")).stderr
    assert (tmp_path / "there.jsonl").read_text("utf-8") == "kept"
