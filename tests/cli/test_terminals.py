"""The real command, on terminals of every kind."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from gatepost import __version__

from .command import CAST, draft

NAMED = json.dumps(draft("“Well done” – Grace Tolliver 🏅 Zofia Wiśniewska…")).encode()


def run(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    base = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "gatepost", *words],
        input=NAMED,
        capture_output=True,
        env={**base, **(environment or {})},
        check=False,
    )


def check(**environment: str) -> subprocess.CompletedProcess[bytes]:
    return run("check", "-", "--known", str(CAST), environment=environment)


def test_a_pipe_gets_no_colours() -> None:
    assert b"\x1b" not in check().stdout


def test_colours_come_where_they_are_wanted_and_no_color_takes_them_away() -> None:
    assert b"\x1b[1;31m" in check(FORCE_COLOR="1").stdout
    assert b"31m" not in check(FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_knows_few_letters_gets_them_plain(encoding: str) -> None:
    result = check(PYTHONIOENCODING=encoding)
    assert result.returncode == 4
    assert result.stderr == b""
    output = result.stdout.decode(encoding)
    assert "|===|  Do not post this yet" in output
    rows = output.splitlines()
    number = next(n for n, row in enumerate(rows) if "Grace Tolliver" in row)
    start = rows[number].index("Grace Tolliver")
    assert rows[number + 1][start : start + 15] == "^" * 14 + " "
    assert "Zofia Wisniewska" in output


def test_the_version_and_the_help_are_printed() -> None:
    assert run("--version").stdout.decode().strip() == f"gatepost {__version__}"
    told = run("--help").stdout.decode()
    for command in ("check", "scan", "evaluate", "clause", "policy", "demo"):
        assert f" {command} " in told


def test_a_command_that_does_not_exist_is_bad_input() -> None:
    assert run("chekc").returncode == 2
