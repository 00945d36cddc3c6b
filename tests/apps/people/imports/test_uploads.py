"""Files on their way in: written as they come, for one pair of eyes, never larger than allowed, never kept for long."""

from __future__ import annotations

import errno
import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.people.imports import uploads
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.models import Upload
from tests.site_cast import person

pytestmark = pytest.mark.django_db
MEGABYTE = b"x" * 1_000_000


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "imports"


def keep(*chunks: bytes, name: str = "roll.csv") -> Upload:
    return uploads.keep(by=person("Patricia Savage"), kind="pupils", file_name=name, chunks=chunks)


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_what_is_kept_is_what_came_with_its_fingerprint() -> None:
    upload = keep(b"Forename,", b"Surname\n")
    assert uploads.path_of(upload).read_bytes() == b"Forename,Surname\n"
    assert (
        upload.sha256 == hashlib.sha256(b"Forename,Surname\n").hexdigest() == uploads.hash_of(uploads.path_of(upload))
    )


def test_a_hundred_megabytes_are_kept_in_flat_memory() -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield MEGABYTE

    somebody = person("Patricia Savage")
    tracemalloc.start()
    upload = uploads.keep(by=somebody, kind="pupils", file_name="roll.csv", chunks=chunks())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert uploads.path_of(upload).stat().st_size == 100_000_000
    assert most < 5_000_000


def test_a_larger_one_is_refused_and_nothing_of_it_is_left(folder: Path, settings: Settings) -> None:
    settings.IMPORT_MEGABYTES = 2
    with pytest.raises(UnusableFile, match="the file is larger than 2 MB; hint: zip it, or export fewer"):
        keep(MEGABYTE, MEGABYTE, b"x")
    assert left(folder) == []
    assert not Upload.objects.exists()


def test_a_full_disk_is_told_in_words_and_nothing_is_left(folder: Path) -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with (
        patch("gatepost.apps.people.imports.uploads.hashlib.sha256", side_effect=full),
        pytest.raises(UnusableFile, match="no room on the"),
    ):
        keep(b"x")
    assert left(folder) == []


def test_an_empty_one_is_refused(folder: Path) -> None:
    with pytest.raises(UnusableFile, match="the file is empty"):
        keep()
    assert left(folder) == []


def test_what_lies_for_more_than_a_day_is_deleted_when_the_next_comes(folder: Path) -> None:
    old, later = keep(b"x"), timezone.now() + timedelta(days=1, minutes=1)
    with patch.object(timezone, "now", lambda: later):
        new = keep(b"y")
    assert left(folder) == [new.pk.hex]
    assert not Upload.objects.filter(pk=old.pk).exists()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("roll.csv", "roll.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\p\\roll.csv", "roll.csv"),
        ("roll\r\nSet-Cookie: x.csv", "roll Set-Cookie: x.csv"),
        ("\u202ecsv.llor", "csv.llor"),
        ("\0", "file.csv"),
        ("x" * 300, "x" * 120),
    ],
)
def test_a_file_name_is_only_shown_and_never_a_path(folder: Path, told: str, shown: str) -> None:
    upload = keep(b"x", name=told)
    assert upload.file_name == shown
    assert left(folder) == [upload.pk.hex]
