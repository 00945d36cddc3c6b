"""A roll as schools export it: any sound one is read, any other is told of by file, line and column, and never half read."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from gatepost.screening import Known, KnownError, read_known
from tests.cast import CAST, TERM, draft, photo, verdict

HEAD = "pupil_id,school,class,legal_first,legal_last,known_as,photo_consent,consent_scope,consent_date"
GRACE = "P1,SMP,4J,Grace,Tolliver,Grace,yes,all,2026-09-16"
BJORN = "P2,SMP,4J,Björn,Halvorsen,Björn,yes,all,2026-09-09"
ROLL = "\n".join((HEAD, GRACE, BJORN, ""))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A school of its own: one school, one line of facts, and no roll yet."""
    (tmp_path / "federation.toml").write_text('name = "Fernleigh Federation"\n')
    (tmp_path / "schools.csv").write_text("code,name\nSMP,Saltmarsh Primary School\n")
    return tmp_path


def with_roll(folder: Path, roll: str | bytes) -> Path:
    (folder / "roll.csv").write_bytes(roll.encode() if isinstance(roll, str) else roll)
    return folder


def told(folder: Path) -> str:
    """All that a KnownError says, one mistake a line, each with its place, what was expected, and a hint."""
    with pytest.raises(KnownError) as caught:
        read_known(folder)
    assert str(caught.value) == "\n".join(caught.value.mistakes)
    for mistake in caught.value.mistakes:
        assert re.match(r"^[\w.]+:\d+: ", mistake), mistake
        assert "; expected " in mistake, mistake
        assert "; hint: " in mistake, mistake
    return str(caught.value)


def knows_both(known: Known) -> bool:
    return [verdict(f"Well done {name}!", known) for name in ("Grace Tolliver", "Björn Halvorsen")] == ["block"] * 2


# -- sound rolls, however they were saved --

SAVED: dict[str, bytes] = {
    "UTF-8": ROLL.encode(),
    "UTF-8 with a byte-order mark": ROLL.encode("utf-8-sig"),
    "Windows-1252": ROLL.encode("cp1252"),
    "UTF-16 with a mark": ROLL.encode("utf-16"),
    "UTF-16, the other way about": b"\xfe\xff" + ROLL.encode("utf-16-be"),
    "Windows line ends": ROLL.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": ROLL.replace("\n", "\r").encode(),
    "no line end at the end": ROLL.rstrip("\n").encode(),
    "empty lines": ROLL.replace("\n", "\n\n").encode() + b",,,,,,,,\n  \n",
    "spaces around": ROLL.replace(",", " , ").encode(),
    "every cell in quotation marks": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in ROLL.split("\n") if line
    ).encode(),
    "a header in capitals": ROLL.replace(HEAD, HEAD.upper()).encode(),
    "columns in another order": "legal_last,legal_first,school,pupil_id\nTolliver,Grace,SMP,P1\nHalvorsen,Björn,SMP,P2\n".encode(),
    "columns that nobody asked for": "\n".join(
        f"{line},{more}" for line, more in zip(ROLL.split("\n"), ("house", "Otter", "Heron"), strict=False) if line
    ).encode(),
    "only the columns that are needed": "pupil_id,school,legal_first,legal_last\nP1,SMP,Grace,Tolliver\nP2,SMP,Björn,Halvorsen\n".encode(),
    "NUL bytes": ROLL.replace("Grace,Tolliver", "Gra\x00ce,Tolli\x00ver").encode(),
    "a comma in a cell": ROLL.replace("4J,Grace", '"4J, old",Grace').encode(),
    "a line break in a cell": ROLL.replace("4J,Grace", '"4J\nold",Grace').encode(),
    "quotation marks in a cell": ROLL.replace(",Grace,yes", ',"Grace ""Gracie""",yes').encode(),
}  # fmt: skip


@pytest.mark.parametrize("roll", SAVED.values(), ids=SAVED)
def test_a_sound_roll_is_read_however_it_was_saved(folder: Path, roll: bytes) -> None:
    known = read_known(with_roll(folder, roll))
    assert len(known.pupils) == 2
    assert knows_both(known)


def test_the_cast_is_read_whole() -> None:
    known = read_known(CAST, as_of=TERM)
    assert (len(known.pupils), len(known.staff), len(known.federation.schools)) == (198, 38, 3)
    assert known.as_of == TERM


def test_a_federation_may_have_no_staff_list_and_no_permissions(folder: Path) -> None:
    assert read_known(with_roll(folder, ROLL)).staff == {}


def test_permissions_on_file_are_read(folder: Path) -> None:
    missing = ROLL.replace("Grace,yes,all,2026-09-16", "Grace,missing,,")
    (folder / "permissions.csv").write_text(
        "clause,given_by,subject,channel,valid_from,valid_to,evidence\n"
        "SU-4a,parent,P1,facebook,2026-10-01,2026-10-31,a form\n"
    )
    known = read_known(with_roll(folder, missing))
    a = draft("Leaf printing.", photos=[photo("P1")], day=TERM)
    assert verdict(a, known) == "allow"
    assert (
        verdict(a.model_copy(update={"context": a.context.model_copy(update={"on": date(2026, 11, 1)})}), known)
        == "hold"
    )


# -- rolls that are not sound: what is wrong with them, and how the message begins and goes on --

WRONG: dict[str, tuple[str, str, str]] = {
    "a column missing": (ROLL.replace("legal_last", "surname"), "roll.csv:1: legal_last: no such column", "legal_first"),
    "a column misspelt": (ROLL.replace("legal_last", "legal_lst"), "roll.csv:1: legal_last: no such column", "did you mean 'legal_lst'?"),
    "a column twice": (ROLL.replace("class", "school"), "roll.csv:1: school: the column stands twice", "delete one"),
    "an empty file": ("", "roll.csv:1: pupil_id: no such column", "pupil_id, school"),
    "a header and nobody": (HEAD + "\n", "roll.csv:1: nobody on the roll", "at least one pupil"),
    "another separator": (ROLL.replace(",", ";"), "roll.csv:1: pupil_id: no such column", "expected the columns"),
    "an id twice": (f"{ROLL}{GRACE}\n", "roll.csv:4: pupil_id: 'P1' stands twice", "delete one of the rows"),
    "an id twice, after an empty line": (f"{HEAD}\n\n{GRACE}\n\n{GRACE}\n", "roll.csv:5: pupil_id: 'P1' stands twice", "delete one of the rows"),
    "an id twice, after a cell of two lines": (
        f"{ROLL}".replace("4J,Grace", '"4J\nold",Grace') + GRACE + "\n", "roll.csv:5: pupil_id: 'P1' stands twice", "once"),
    "an empty first name": (ROLL.replace("Grace,Tolliver", ",Tolliver"), "roll.csv:2: legal_first: empty", "a value"),
    "an empty surname": (ROLL.replace("Halvorsen", "  "), "roll.csv:3: legal_last: empty", "a value"),
    "an empty id": (ROLL.replace("P2,", ","), "roll.csv:3: pupil_id: empty", "a value"),
    "a name of no letters": (ROLL.replace("Grace,Tolliver", "?,Tolliver"), "roll.csv:2: legal_first: ", "letter"),
    "a cell too few": (ROLL.replace(",all,2026-09-16", ",2026-09-16"), "roll.csv:2: 8 cells", "9, as in the first line"),
    "a cell too many": (ROLL.replace("4J,Grace", "4J,old,Grace"), "roll.csv:2: 10 cells", "quotation marks"),
    "a stray quotation mark": (ROLL.replace(",Tolliver", ',"Tolliver"s'), "roll.csv:2: ", "look for a stray quotation mark"),
    "a quotation mark never closed": (ROLL.replace(",Tolliver", ',"Tolliver'), "roll.csv:", "look for a stray quotation mark"),
    "a consent that is none": (ROLL.replace("Grace,yes", "Grace,perhaps"), "roll.csv:2: photo_consent: ", "yes, no, missing, withdrawn"),
    "a scope that is none": (ROLL.replace("yes,all,2026-09-16", "yes,indoors,2026-09-16"), "roll.csv:2: consent_scope: ", "website_only"),
    "a day that is none": (ROLL.replace("2026-09-16", "2026-02-30"), "roll.csv:2: consent_date: not a date", "2026-09-01"),
    "a day the British way": (ROLL.replace("2026-09-16", "16/09/2026"), "roll.csv:2: consent_date: not a date", "year-month-day"),
}  # fmt: skip


@pytest.mark.parametrize(("roll", "begins", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_by_line_and_column(folder: Path, roll: str, begins: str, says: str) -> None:
    message = told(with_roll(folder, roll))
    assert message.startswith(begins), message
    assert says in message, message


def test_bytes_of_no_encoding_are_told_by_line_and_column(folder: Path) -> None:
    message = told(with_roll(folder, ROLL.encode("cp1252") + b"P3,SMP,4J,Ka\x81,Long,,,,\n"))
    assert message.startswith("roll.csv:4: byte 13: neither UTF-8 nor Windows-1252")


def test_utf_16_cut_short_is_told_and_not_half_read(folder: Path) -> None:
    message = told(with_roll(folder, ROLL.encode("utf-16")[:-1]))
    assert message.startswith("roll.csv:")


def test_every_mistake_is_told_at_once(folder: Path) -> None:
    roll = ROLL.replace("Grace,yes", "Grace,perhaps").replace("2026-09-09", "soon").replace("Halvorsen", "")
    (folder / "staff.csv").write_text("staff_id,first,last\nS1,,Hill\n")
    message = told(with_roll(folder, roll))
    for place in ("roll.csv:2: photo_consent", "roll.csv:3: legal_last", "staff.csv:2: first"):
        assert place in message


def test_a_hopeless_file_is_told_in_a_hundred_lines_or_so(folder: Path) -> None:
    rows = "\n".join(f"P{number},SMP,4J,Grace,Tolliver,Grace,perhaps,," for number in range(5_000))
    assert len(told(with_roll(folder, f"{HEAD}\n{rows}\n")).splitlines()) <= 101


@pytest.mark.parametrize("name", ["staff.csv", "schools.csv", "permissions.csv"])
def test_the_other_lists_are_read_as_strictly(folder: Path, name: str) -> None:
    (with_roll(folder, ROLL) / name).write_text("this,that\n1,2\n")
    assert told(folder).startswith(f"{name}:1: ")


def test_a_staff_id_twice_is_told(folder: Path) -> None:
    (with_roll(folder, ROLL) / "staff.csv").write_text("staff_id,first,last\nS1,Rowena,Hill\nS1,Owen,Bright\n")
    assert told(folder).startswith("staff.csv:3: staff_id: 'S1' stands twice")


def test_an_id_of_a_pupil_and_of_an_adult_at_once_is_told(folder: Path) -> None:
    """A picture that shows P1 must show one person only."""
    (with_roll(folder, ROLL) / "staff.csv").write_text("staff_id,first,last\nP1,Rowena,Hill\n")
    assert "'P1'" in told(folder)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("", "name"),
        ("name = ", "TOML"),
        ("name = 7\n", "a text"),
        ('name = "F"\nbrand_names = "F"\n', "a list of texts"),
        ('name = "F"\nbrand_name = ["F"]\n', "did you mean 'brand_names'?"),
        ('name = "F"\nschools = [1]\n', "schools"),
        ('name = "F"\nname = "G"\n', "TOML"),
    ],
)
def test_the_federations_own_facts_are_read_as_strictly(folder: Path, toml: str, says: str) -> None:
    (with_roll(folder, ROLL) / "federation.toml").write_text(toml)
    message = told(folder)
    assert message.startswith("federation.toml:"), message
    assert says in message


def test_a_federation_without_its_facts_is_told(folder: Path) -> None:
    (with_roll(folder, ROLL) / "federation.toml").unlink()
    assert told(folder).startswith("federation.toml:1: no such file")


def test_a_folder_without_a_roll_is_told(folder: Path) -> None:
    assert told(folder).startswith("roll.csv:1: ")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no such folder"):
        read_known(tmp_path / "nowhere")


def test_a_roll_that_is_a_folder_is_told(folder: Path) -> None:
    (folder / "roll.csv").mkdir()
    assert "roll.csv" in told(folder)


def test_a_roll_of_the_cast_with_one_bad_row_is_not_half_read(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CAST, tmp_path / "cast"))
    roll = folder / "roll.csv"
    roll.write_text(
        roll.read_text("utf-8") + "P999,SMP,Saltmarsh Primary School,4J,4,,Tolliver,,,,yes,all,2026-09-16\n", "utf-8"
    )
    assert told(folder).startswith("roll.csv:200: legal_first: empty")


# -- odd rolls that are sound --


def sound(folder: Path, *rows: str) -> Known:
    return read_known(with_roll(folder, "\n".join((HEAD, *rows, ""))))


def test_one_letter_names_do_not_stop_every_post(folder: Path) -> None:
    known = sound(folder, "P1,SMP,4J,J,K,J,yes,,", "P2,SMP,4J,I,A,I,yes,,", "P3,SMP,4J,O,E,,yes,,")
    assert (
        verdict("I had a lovely day. A big thank you to all, and O what a sunset! Plan B, vitamin E.", known) == "allow"
    )


def test_short_surnames_that_are_little_words_do_not_stop_every_post(folder: Path) -> None:
    known = sound(folder, "P1,SMP,4J,An,Do,,yes,,", "P2,SMP,4J,Will,Do,,yes,,", "P3,SMP,4J,My,To,,yes,,")
    assert verdict("Will do! It is on my to-do list, and so is a sponsored walk.", known) == "allow"
    assert verdict("Well done Will Do!", known) == "block"


def test_a_thousand_children_of_one_name_are_one_finding(folder: Path) -> None:
    known = sound(folder, *(f"P{number},SMP,4J,Grace,Tolliver,Grace,yes,," for number in range(1_000)))
    assert verdict("Well done Grace Tolliver!", known) == "block"


def test_a_name_of_a_thousand_letters_is_a_name(folder: Path) -> None:
    long = "a" * 1_000
    assert verdict(f"Well done {long.title()} Tolliver!", sound(folder, f"P1,SMP,4J,{long},Tolliver,,yes,,")) == "block"


def test_a_name_of_twenty_words_is_a_name(folder: Path) -> None:
    many = " ".join(f"Maria{chr(97 + number)}" for number in range(20))
    assert verdict(f"Well done {many} Tolliver!", sound(folder, f"P1,SMP,4J,{many},Tolliver,,yes,,")) == "block"


@pytest.mark.parametrize(
    "first", ["Ming-Na (Molly)", "Seán*", "O'", "X Æ", "Zoë/Zoe", "Ann (.*)", "[a-z]+", "\\d", "Anne  Marie"]
)
def test_signs_in_a_name_break_nothing(folder: Path, first: str) -> None:
    known = sound(folder, f"P1,SMP,4J,{first},Tolliver,,yes,,", BJORN)
    assert verdict("Sports day is on Friday.", known) == "allow"
    assert verdict("Well done Björn Halvorsen!", known) == "block"


@pytest.mark.parametrize("form", ["(4", "4J+", "[", "", "4", "x" * 500, "\\", "the", "a", "Year 4"])
def test_signs_in_a_class_break_nothing(folder: Path, form: str) -> None:
    known = sound(folder, f"P1,SMP,{form},Grace,Tolliver,,yes,,", BJORN)
    assert verdict("Sports day is on Friday.", known) == "allow"
    assert verdict("Well done Björn Halvorsen!", known) == "block"


@pytest.mark.parametrize(("first", "last"), [("Оксана", "Шевченко"), ("龙", "陈"), ("فاطمة", "الراشد")])
def test_a_name_in_another_script_is_found_or_told_of_and_never_passed_over(
    folder: Path, first: str, last: str
) -> None:
    try:
        known = sound(folder, f"P1,SMP,4J,{first},{last},,yes,,")
    except KnownError as problem:
        assert str(problem).startswith("roll.csv:2: legal_")  # noqa: PT017 (either way is sound)
    else:
        assert verdict(f"Well done {first} {last}!", known) == "block"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_rightly_or_told_of(folder: Path, order: str) -> None:
    rows = f"{HEAD}\nP1,SMP,4J,Mikołaj,Zieliński,,yes,,\n"
    try:
        known = read_known(with_roll(folder, rows.encode(order)))
    except KnownError as problem:
        assert str(problem).startswith("roll.csv:")  # noqa: PT017 (either way is sound)
    else:
        assert known.pupils["P1"].last == "Zieliński"
