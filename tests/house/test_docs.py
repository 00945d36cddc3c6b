"""The docs are in step with the code: every command, every key, every column, every sign; links lead somewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperGroup
from typer.testing import CliRunner

from gatepost.cli.main import app
from gatepost.policy import clause as models
from gatepost.policy import load
from gatepost.policy.clause import Value
from gatepost.screening import cases, draft, folder
from gatepost.screening.signs import SIGNS
from tests.cast import CAST
from tests.house.tree import ROOT, doc, files, name_of

PAGES = list(files(".md"))
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)")
PACK_FILE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)
COLUMN = re.compile(r"""(?:cells(?:\.get\(|\[)|table\.(?:day|choice)\(row, )"([a-z_]+)\"""")


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command by the words that one types: `gatepost policy lint`."""
    if not isinstance(command, TyperGroup):
        yield name, command
        return
    context: Any = typer.Context(command)
    for word in command.list_commands(context):
        yield from commands(command.get_command(context, word), f"{name} {word}")


GUIDES = [
    page
    for page in (
        "checking.md",
        "operating.md",
        "ledger.md",
        "imports.md",
        "sign-in.md",
        "people.md",
        "demo.md",
        "that-was-wrong.md",
    )
    if (ROOT / "docs" / page).exists()
]
COMMANDS = dict(commands(typer.main.get_command(app), "gatepost"))
OPTIONS = [
    (name, option.opts[0])
    for name, command in COMMANDS.items()
    for option in command.params
    if option.opts[0].startswith("--") and option.opts[0] != "--help"
]


def keys_of(module: object, base: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Every key of every model in a module, with the model's name."""
    for name, model in vars(module).items():
        if isinstance(model, type) and issubclass(model, base) and model.__module__ == getattr(module, "__name__", ""):
            yield from ((name, key) for key in model.model_fields)


def names_code(page: str, word: str) -> bool:
    """Whether a page has the word as code."""
    return re.search(rf"`[^`\n]*(?<![\w-]){re.escape(word)}(?![\w-])[^`\n]*`", doc(page)) is not None


def _explains(guide: str, name: str) -> bool:
    return f"\n## {name}\n" in doc(guide) or names_code(guide, name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_place_in_a_guide(name: str) -> None:
    assert any(_explains(guide, name) for guide in GUIDES)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_explained(name: str, option: str) -> None:
    assert any(names_code(guide, option) for guide in GUIDES if _explains(guide, name))


NAMED = re.compile(r"(?:^|`|bin/)(gatepost [a-z][a-z-]*(?: [a-z]+)?)(?=[ `\n])", re.MULTILINE)


@pytest.mark.parametrize("name", sorted({name for guide in GUIDES for name in NAMED.findall(doc(guide))}))
def test_the_guides_name_no_command_that_is_not_there(name: str) -> None:
    words = name.split()
    assert any(command.split()[: len(words)] == words or command == " ".join(words[:2]) for command in COMMANDS)


@pytest.mark.parametrize(("model", "key"), [*keys_of(models, Value), *keys_of(cases, Value)])
def test_every_key_of_a_pack_is_explained(model: str, key: str) -> None:
    assert names_code("writing-a-policy.md", key)


@pytest.mark.parametrize(("model", "key"), [*keys_of(draft, BaseModel)])
def test_every_key_of_a_draft_is_explained(model: str, key: str) -> None:
    assert names_code("python-api.md", key)


@pytest.mark.parametrize("column", sorted(set(COLUMN.findall(Path(folder.__file__).read_text("utf-8")))))
def test_every_column_of_the_known_folder_is_explained(column: str) -> None:
    assert names_code("known.md", column)


@pytest.mark.parametrize("key", folder._KEYS)
def test_every_key_of_the_federation_is_explained(key: str) -> None:
    assert names_code("known.md", key)


def test_the_verdict_in_the_readme_is_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.search(r"```console\n\$ gatepost (.+)\n([\s\S]+?)```", doc("README.md"))
    assert shown
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("GATEPOST_KNOWN", str(CAST))
    printed = CliRunner().invoke(app, shlex.split(shown[1])).stdout
    assert _lines(printed) == _lines(shown[2])


def _lines(report: str) -> list[str]:
    """The lines of a report without the pack's hash, which every change of the pack changes."""
    return [re.sub(r"\([0-9a-f]{12}\)$", "", line.rstrip()) for line in report.strip().splitlines()]


def test_the_page_of_signs_is_the_list_of_signs() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", doc("signs.md"), re.MULTILINE)
    assert dict(rows) == SIGNS


def test_the_pack_in_the_guide_can_be_loaded(tmp_path: Path) -> None:
    for name, text in PACK_FILE.findall(doc("writing-a-policy.md")):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert list(load(tmp_path).clauses) == ["SM-1", "SM-1a", "SM-1b", "SM-2"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_within_the_docs_leads_somewhere(page: Path) -> None:
    dead = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not dead


@pytest.mark.parametrize("page", list(files(".md", under="docs")), ids=name_of)
def test_every_page_of_the_docs_is_on_the_map(page: Path) -> None:
    if page.parent.name == "decisions":
        assert "docs/decisions" in doc("README.md")
    else:
        assert page.relative_to(ROOT).as_posix() in doc("README.md")


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench", "train", "lock", "clean", "help"])
def test_the_makefile_explains_its_targets(target: str) -> None:
    assert re.search(rf"^{target}:.*## \w", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
