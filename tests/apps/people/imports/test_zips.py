"""A zip is never trusted: what it says of itself, where its paths lead, and how large it becomes."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from gatepost.apps.people.imports import limits
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.imports.sources import files_in


def packed(folder: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    path = folder / "roster.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(UnusableFile) as told, files_in(path):
        pass
    return str(told.value)


def names(path: Path) -> list[str]:
    with files_in(path) as files:
        return sorted(files)


def test_the_files_lie_flat_or_in_one_folder(tmp_path: Path) -> None:
    assert names(packed(tmp_path, ("Users.CSV", b"a"), ("readme.md", b"b"))) == ["users.csv"]
    assert names(packed(tmp_path, ("export/users.csv", b"a"), ("__MACOSX/._users.csv", b"b"))) == ["users.csv"]


@pytest.mark.parametrize(
    "name",
    ["../users.csv", "/etc/users.csv", "..\\users.csv", "C:/users.csv", "a/../users.csv", "a/b/users.csv", "a//users.csv",
     "users\n.csv"],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    assert "a path or link that leads elsewhere" in refused(packed(tmp_path, ("users.csv", b"a"), (name, b"b")))


def test_a_name_that_goes_on_behind_a_nul_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, ("users.csv#.exe", b"a"))
    path.write_bytes(path.read_bytes().replace(b"users.csv#", b"users.csv\0"))
    assert "a path or link that leads elsewhere" in refused(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("users.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "a path or link that leads elsewhere" in refused(packed(tmp_path, (link, b"/etc/passwd")))


def test_an_archive_inside_is_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("users.csv", b"a")
    assert "there is an archive inside the zip" in refused(packed(tmp_path, ("inner.zip", inner.getvalue())))


def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_refused(tmp_path: Path) -> None:
    assert "unpacks to more than 200 times its size" in refused(packed(tmp_path, ("users.csv", b"0" * 20_000_000)))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 1_000_000)
    entries = [(f"{number}.csv", bytes(range(256)) * 2_000) for number in range(3)]
    assert "unpacked, the zip is larger than 1 MB" in refused(packed(tmp_path, *entries))


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    assert "too many files in the zip" in refused(packed(tmp_path, *((f"{number}.csv", b"") for number in range(201))))


def test_an_endless_list_of_files_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = packed(tmp_path, *((f"{number}.csv", b"") for number in range(20_000)))
    tracemalloc.start()
    assert "too many files in the zip" in refused(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 2_000_000


def test_a_list_of_files_behind_a_second_larger_directory_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, ("users.csv", b"a"))
    whole = path.read_bytes()
    end = whole[-22:]
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 10**9, 0)
    pointer = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(whole) - 22, 1)
    path.write_bytes(whole[:-22] + wide + pointer + end)
    assert "too many files in the zip" in refused(path)


def test_a_file_that_says_it_is_small_and_is_not_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = packed(tmp_path, ("users.csv", bytes(range(256)) * 4_000))
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x01\x02") + 24
    whole[at : at + 4] = (1_000).to_bytes(4, "little")
    path.write_bytes(whole)
    with pytest.raises(UnusableFile, match="the zip is damaged"), files_in(path) as files:
        files["users.csv"].open().read()


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, ("a/users.csv", b"a"), ("b/USERS.csv", b"b"))
    assert "two files of the same name" in refused(path)


def test_a_password_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, ("users.csv", b"a"))
    whole = bytearray(path.read_bytes())
    for start, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(start) + flag] |= 1
    path.write_bytes(whole)
    assert "the zip has a password" in refused(path)


def test_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("users.csv", b"a" * 1_000)
    assert "packed in an unusual way" in refused(path)


@pytest.mark.parametrize("cut", [10, 30, 90])
def test_a_damaged_zip_is_told(tmp_path: Path, cut: int) -> None:
    path = packed(tmp_path, ("users.csv", b"a" * 100))
    path.write_bytes(path.read_bytes()[:-cut])
    assert "the zip is damaged" in refused(path)


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    path = tmp_path / "roster.zip"
    path.write_bytes(b"sourcedId,status\n")
    assert "this is no zip" in refused(path)
