"""A worker killed in the middle of a task, as a real process: another takes the task up again, and ends it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.installation import Installation, installed

pytestmark = pytest.mark.database


def test_a_task_whose_worker_was_killed_is_ended_by_the_next(tmp_path: Path, ready: Installation) -> None:
    with installed(tmp_path / "data", like=ready) as here:
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.work.killed", str(tmp_path)],
            env={**here.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split() == ["SUCCESSFUL"]
    assert (tmp_path / "survived").exists()
