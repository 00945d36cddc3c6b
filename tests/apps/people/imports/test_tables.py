"""A CSV is read whatever program wrote it; what cannot be read is told with line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.apps.people.imports import limits
from gatepost.apps.people.imports.problems import Problems, UnusableFile
from gatepost.apps.people.imports.sources import OneFile
from gatepost.apps.people.imports.tables import Table

NAMES = ["Forename;Surname", "Björn;Halvorsen", "Mikołaj;Zieliński"]


def table(folder: Path, content: bytes) -> Table:
    path = folder / "pupils.csv"
    path.write_bytes(content)
    return Table(OneFile(path, path.name), Problems())


def cells(read: Table) -> list[list[str]]:
    return [[line.text("forename"), line.text("surname")] for line in read.lines()]


def mistakes(read: Table) -> list[str]:
    return [str(problem) for problem in read.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_encoding_and_end_of_line_is_read(tmp_path: Path, encoding: str, newline: str) -> None:
    read = table(tmp_path, newline.join(NAMES).encode(encoding))
    assert cells(read) == [["Björn", "Halvorsen"], ["Mikołaj", "Zieliński"]]
    assert not read.problems


def test_what_is_no_utf_8_is_read_as_windows_1252(tmp_path: Path) -> None:
    read = table(tmp_path, "Forename,Surname\nBjörn,O’Connell\n".encode("cp1252"))
    assert read.encoding == "cp1252"
    assert cells(read) == [["Björn", "O’Connell"]]


def test_a_byte_of_neither_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"pupils\.csv:3: byte 4 of the line is neither UTF-8 nor Windows-1252"):
        table(tmp_path, b"Forename,Surname\nGrace,Tolliver\nBj\xf6\x81rn,H\n")


def test_utf_16_cut_in_half_is_told(tmp_path: Path) -> None:
    read = table(tmp_path, "Forename,Surname\nGrace,Tolliver\n".encode("utf-16") + b"\x00")
    with pytest.raises(UnusableFile, match="the letters cannot be read as UTF-16"):
        cells(read)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    read = table(tmp_path, f"Forename{delimiter}Surname\nGrace{delimiter}Tolliver\n".encode())
    assert cells(read) == [["Grace", "Tolliver"]]


def test_a_comma_in_a_quoted_heading_is_no_delimiter(tmp_path: Path) -> None:
    read = table(tmp_path, b'"Forename, legal, as registered, in full";Surname\nGrace;Tolliver\n')
    assert read.headings == ["Forename, legal, as registered, in full", "Surname"]


def test_the_first_line_that_excel_writes_for_itself_is_passed_over(tmp_path: Path) -> None:
    read = table(tmp_path, b"sep=;\r\nForename;Surname\r\nGrace;Tolliver\r\n")
    assert [(line.at.line, line.text("forename")) for line in read.lines()] == [(3, "Grace")]


def test_ends_of_lines_may_be_mixed_and_lines_empty(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\r\nGrace,Tolliver\n\r\nMark,Ashdown\r , \nWilliam,Fairweather")
    assert [first for first, _last in cells(read)] == ["Grace", "Mark", "William"]


def test_headings_are_found_in_any_case_and_with_or_without_underscores(tmp_path: Path) -> None:
    read = table(tmp_path, b" FORE_NAME ,SurName\nGrace,Tolliver\n")
    assert cells(read) == [["Grace", "Tolliver"]]


def test_a_heading_that_stands_twice_is_told(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname,fore name\nGrace,Tolliver,Grace\n")
    assert mistakes(read) == ["pupils.csv:1: fore name: the column stands twice; hint: delete one of them"]


def test_a_line_with_too_few_cells_is_told_and_empty_ones_at_its_end_are_not(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\nGrace\nMark,Ashdown,,\n")
    assert cells(read) == [["Mark", "Ashdown"]]
    assert mistakes(read) == [
        "pupils.csv:2: 1 cells; the headings are 2; hint: a comma inside a cell needs quotation marks around it"
    ]


@pytest.mark.parametrize("bad", ["Gra\0ce", "Gra\x1bce", "Gra\u202ece"])
def test_a_character_that_cannot_be_shown_is_told_with_line_and_column(tmp_path: Path, bad: str) -> None:
    read = table(tmp_path, f"Forename,Surname\n{bad},Tolliver\n".encode())
    assert cells(read) == [["", "Tolliver"]]
    assert mistakes(read)[0].startswith("pupils.csv:2: Forename: a character that cannot be shown")


def test_letters_are_composed_and_blanks_tidied(tmp_path: Path) -> None:
    read = table(tmp_path, "Forename,Surname\n Bjo\u0308rn\u00a0 Erik ,Halvorsen\n".encode())
    assert cells(read) == [["Björn Erik", "Halvorsen"]]


def test_a_cell_that_an_export_made_safe_is_itself_again(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\n'=Grace,'t Hooft\n")
    assert cells(read) == [["=Grace", "'t Hooft"]]


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="1000001 columns; the most is 500"):
        table(tmp_path, b"Forename" + b"," * 1_000_000 + b"\nGrace\n")


def test_a_cell_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\nGrace," + b"x" * 10_000_000 + b"\n")
    with pytest.raises(UnusableFile, match=r"pupils\.csv:2: a cell of more than 130,000 characters"):
        cells(read)


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(tmp_path: Path) -> None:
    read = table(tmp_path, b'Forename,Surname\nGrace,Tolliver\n"Mark,Ashdown\nWilliam,Fairweather\n')
    with pytest.raises(UnusableFile, match="a quotation mark that is never closed"):
        cells(read)


def test_a_long_cell_is_told(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\n" + b"x" * 300 + b",Tolliver\n")
    cells(read)
    assert mistakes(read) == ["pupils.csv:2: Forename: longer than 200 characters; hint: shorten it"]


def test_an_endless_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ROWS", 2)
    read = table(tmp_path, b"Forename,Surname\n" + b"Grace,Tolliver\n" * 3)
    with pytest.raises(UnusableFile, match="more than a million lines"):
        cells(read)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \n"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnusableFile, match="the file is empty"):
        table(tmp_path, content)


@pytest.mark.parametrize(
    ("start", "what"),
    [(b"PK\x03\x04", "an Excel workbook or a zip"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook"), (b"%PDF", "a PDF")],
)
def test_what_is_no_csv_is_told_what_it_is(tmp_path: Path, start: bytes, what: str) -> None:
    with pytest.raises(UnusableFile, match=f"this is {what}, no CSV"):
        table(tmp_path, start + b"\0" * 100)


def test_only_the_first_mistakes_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    read = table(tmp_path, b"Forename,Surname\n" + b"Grace\n" * 1_000)
    assert not list(read.lines())
    assert (read.problems.count, len(read.problems.kept), read.problems.more) == (1_000, 200, 800)
