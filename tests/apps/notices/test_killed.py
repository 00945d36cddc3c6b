"""Workers killed with -9 at any point, and a real mail server: each notice arrives once, by the ids of the letters."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from email.message import Message
from pathlib import Path

import pytest

from tests.apps.notices.post_office import PostOffice
from tests.cli.installation import Installation, installed

pytestmark = pytest.mark.database
SECONDS = 3


def items(letter: Message) -> int:
    """How many it says that there are."""
    found = re.match(r"Gatepost: (\d+) new items?: ", str(letter["Subject"]))
    assert found is not None
    return int(found[1])


def test_however_often_workers_are_killed_each_notice_arrives_once(tmp_path: Path, ready: Installation) -> None:
    office = PostOffice(takes=0.01)
    with installed(tmp_path / "data", like=ready) as here, office.opened():
        here.given |= {"GATEPOST_MAIL_URL": f"smtp://127.0.0.1:{office.port}"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.apps.notices.kill_loop", str(SECONDS), "11"],
            env={**here.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"},
            capture_output=True, text=True, check=False, timeout=90,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert not told["left"]
    assert told["killed"] >= 5
    letters = {str(one["Message-ID"]): one for one in office.taken}
    assert letters.keys() == set(told["sent"])
    assert sum(items(one) for one in letters.values()) == told["notices"]
    assert "fernleigh.example" not in done.stderr
