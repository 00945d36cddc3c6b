"""The site's pages and services as its own source tells them: where each stands, what it does, under which action.

Read with `ast`, not by importing, so that `gatepost clause` needs no settings and no database.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from gatepost.apps.ledger.events import Event
from gatepost.policy.citing import Site

SOURCE = Path(__file__).resolve().parents[1]
_CITED = re.compile(r"\b[A-Z]{2}-\d+[a-z]?\b")
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
_NO_VERBS = {"migrations", "models", "selectors"}
_Named = ast.FunctionDef | ast.ClassDef
_IN_TEMPLATE = re.compile(r"""clause[^%}\n]*?["']([\w.-]+)["']""")


@dataclass(frozen=True)
class Code:
    """A page or a service: `gatepost.web.views.first:14`, its name and its sentence, and what it cites."""

    place: str
    name: str
    says: str
    actions: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@cache
def site() -> Site:
    """Everything of this site that may cite a clause, read once a process."""
    return Site(
        pages=(*_functions("web/views", _actions_of_page), *_templates()),
        services=tuple(_functions("apps", _words)),
        events=tuple(_events()),
    )


def _functions(folder: str, actions_of: Callable[[ast.AST], Iterator[str]]) -> Iterator[Code]:
    """Every public function or class below a folder that names an action, itself or by a function beside it."""
    for path in sorted((SOURCE / folder).rglob("*.py")):
        if _NO_VERBS.intersection(path.parts):
            continue
        nodes = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, _Named)]
        named = {node.name: tuple(actions_of(node)) for node in nodes}
        for node in nodes:
            beside = (
                other for used in ast.walk(node) if isinstance(used, ast.Name) for other in named.get(used.id, ())
            )
            actions = tuple(dict.fromkeys((*named[node.name], *beside)))
            if actions and not node.name.startswith("_"):
                yield _code(path, node, actions)


def _code(path: Path, node: ast.FunctionDef | ast.ClassDef, actions: tuple[str, ...]) -> Code:
    doc = ast.get_docstring(node) or ""
    says = " ".join((doc or node.name.replace("_", " ")).split("\n\n")[0].split())
    return Code(f"{_module(path)}:{node.lineno}", node.name, says, actions, tuple(_CITED.findall(doc)))


def _module(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


def _actions_of_page(node: ast.AST) -> Iterator[str]:
    """The name in its `@action("…")`."""
    for decorator in getattr(node, "decorator_list", ()):
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "action":
            yield from _words(decorator)


def _words(node: ast.AST) -> Iterator[str]:
    """Every word in it that has the form of an action."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _ACTION.fullmatch(part.value):
            yield part.value


def _templates() -> Iterator[Code]:
    """Every template that shows a clause by its name."""
    for path in sorted((SOURCE / "web" / "templates").rglob("*.html")):
        cited = tuple(dict.fromkeys(_IN_TEMPLATE.findall(path.read_text("utf-8"))))
        if cited:
            name = path.relative_to(SOURCE / "web").as_posix()
            yield Code(name, path.stem, "a page that names it", clauses=cited)


def _events() -> Iterator[Event]:
    """What the apps list in their events.py, which need no database to be read; each once, for a list may take in another."""
    found: dict[str, Event] = {}
    for path in sorted((SOURCE / "apps").rglob("events.py")):
        found |= {event.name: event for event in getattr(import_module(_module(path)), "EVENTS", ())}
    yield from found.values()
