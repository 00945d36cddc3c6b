"""docs/settings.md and the table of settings say the same; no code reads the environment past the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gatepost.web.configuration import SETTINGS, Setting
from tests.house.tree import ROOT, doc, files, name_of

ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]*) \| ([^|]*) \| (.*) \|$", re.MULTILINE)
ROWS = {name: (kind, default, says) for name, kind, default, says in ROW.findall(doc("settings.md"))}


def row(setting: Setting) -> tuple[str, str, str]:
    kind = setting.kind + ("; secret" if setting.secret else "") + ("; needed" if setting.needed else "")
    return kind, f"`{setting.default}`" if setting.default else "", setting.says


def test_the_page_lists_the_settings_and_no_others() -> None:
    assert list(ROWS) == [setting.name for setting in SETTINGS]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_the_page_says_what_the_table_says(setting: Setting) -> None:
    assert ROWS[setting.name] == row(setting)


@pytest.mark.parametrize("path", list(files(".py", under="src/gatepost/web")), ids=name_of)
def test_only_the_table_reads_the_environment(path: Path) -> None:
    reads = re.findall(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|os\.getenv", path.read_text("utf-8"))
    assert not reads or path == ROOT / "src/gatepost/web/installation.py"


def test_every_setting_is_read_somewhere() -> None:
    sources = "".join(
        path.read_text("utf-8") for path in files(".py", under="src/gatepost") if path.name != "configuration.py"
    )
    built = {f"GATEPOST_OIDC{kind}{what}" for kind in ("", "_GOOGLE", "_ENTRA") for what in ("_ID", "_SECRET")}
    assert [
        setting.name for setting in SETTINGS if f'"{setting.name}"' not in sources and setting.name not in built
    ] == []
