"""The examples of docs/api.md run as they stand, against a server that answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import Any

import pytest
from django.conf import settings

from gatepost.api.operations import api
from gatepost.apps.machines.models import Scope
from tests.api.asking import secret_of
from tests.apps.posts.sent import cast
from tests.house.tree import doc

EXAMPLE = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
SETTING = "export "


def _ran(text: str) -> str:
    """What a command prints."""
    line = ["/bin/sh", "-c", text]
    return subprocess.run(line, capture_output=True, text=True, check=True, env=os.environ).stdout


@pytest.mark.one_engine("what is written in the docs does not depend on where things are kept")
@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hill, _penfold = cast()
    monkeypatch.setenv("GATEPOST_URL", live_server.url)
    monkeypatch.setenv("GATEPOST_TOKEN", secret_of(hill))
    known: dict[str, Any] = {}
    printed = []
    for language, text in EXAMPLE.findall(doc("api.md")):
        if language == "python":
            exec(compile(text, "docs/api.md", "exec"), known)  # noqa: S102 (our own examples)
        elif not text.startswith(SETTING):
            printed.append(_ran(text))
    assert json.loads(printed[0])["verdict"] == "allow"
    stream = [json.loads(line) for line in printed[1].splitlines()]
    assert [one["line"] for one in stream] == [1, 2]
    assert stream[1]["errors"]
    assert len(known["found"]) == 1


def test_every_scope_and_the_limit_are_explained() -> None:
    assert re.findall(r"^\| `(\w+)` \|", doc("api.md"), re.MULTILINE) == Scope.values
    assert "GATEPOST_API_PER_MINUTE" in doc("api.md")
    assert settings.API_PER_MINUTE > 0
    assert api.docs_url is None
