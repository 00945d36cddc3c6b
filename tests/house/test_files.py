"""The form of the clone: nothing of the machine it was made on, packages whole, files of a size to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, name_of

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"^ *--(?:index|extra|find|trusted)|://|file:| @ ", re.MULTILINE)
TEXTS = [path for path in files() if path.suffix not in (".png", ".jpg", ".pyc", ".npz")]
# Put together here, so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "crates" + ".io"]
MACHINE = re.compile(r"(?<![\w.~/-])/(?:ro" + "ot|ho" + "me|wo" + "rk|op" + "t|Us" + "ers|sr" + "v)/[A-Za-z.]")
MOST_LINES = 400


@pytest.mark.parametrize("lock", LOCKS, ids=name_of)
def test_a_lock_file_holds_no_address(lock: Path) -> None:
    assert not ADDRESS.findall(lock.read_text("utf-8"))


@pytest.mark.parametrize("lock", LOCKS, ids=name_of)
def test_every_locked_version_has_a_hash(lock: Path) -> None:
    entries = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    pinned = [entry for entry in entries if "==" in entry]
    assert pinned
    assert all("--hash=sha256:" in entry for entry in pinned)


def test_there_is_a_lock_for_running_testing_and_measuring() -> None:
    assert {"run", "dev", "bench"} <= {lock.stem for lock in LOCKS}


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_no_file_names_a_path_of_a_machine_or_a_registry(path: Path) -> None:
    text = str(path.readlink()) if path.is_symlink() else path.read_text("utf-8")
    assert not [host for host in HOSTS if host in text]
    assert not MACHINE.findall(text)


@pytest.mark.parametrize("path", [p for p in files(".py", under="src") if p.parent.name != "migrations"], ids=name_of)
def test_a_python_file_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < MOST_LINES


@pytest.mark.parametrize("path", [*files(".py", under="src/gatepost"), *files(".py", under="tests")], ids=name_of)
def test_every_folder_of_python_is_a_package(path: Path) -> None:
    assert (path.parent / "__init__.py").is_file()
