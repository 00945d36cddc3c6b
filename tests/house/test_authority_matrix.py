"""Every page of the site, with everybody: what each gets is written down, and a page without a decision is red."""

from __future__ import annotations

import ast
import os
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from gatepost.cli.main import COMMANDS, module_of
from gatepost.web.actions import action_of, site_map
from gatepost.web.code import site
from tests.cast import learn_to_live
from tests.house.authority_matrix import FILE, WRITE, Walk, word
from tests.web.walking import NOBODY

MOST_QUERIES = 12
ACTIONS = learn_to_live().action_by_id
PAGES = {str(pattern.name or address): pattern for address, pattern in site_map()}


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    """One walk for all the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Walk()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_everybody_gets_what_is_written_down(walk: Walk) -> None:
    table = walk.table()
    if os.environ.get(WRITE):
        FILE.write_text(table, "utf-8")
    assert FILE.read_text("utf-8").splitlines() == table.splitlines()


@pytest.mark.django_db
def test_no_page_breaks_for_anybody(walk: Walk) -> None:
    broken = {(page.url, who): answer.status for (page, who), answer in walk.answers.items() if answer.status >= 500}
    assert not broken


@pytest.mark.django_db
def test_no_page_asks_the_database_more_than_twelve_questions(walk: Walk) -> None:
    asked = {(page.url, who): answer.queries for (page, who), answer in walk.answers.items() if answer.method == "GET"}
    assert not {where: number for where, number in asked.items() if number > MOST_QUERIES}


@pytest.mark.django_db
def test_whoever_is_refused_a_page_is_refused_its_form_before_anything_else(walk: Walk) -> None:
    otherwise = {
        (page.url, who): (got, posted)
        for page, who, got in walk.refused()
        if (posted := walk.posted(page, who)) not in (got, "none")
    }
    assert not otherwise


@pytest.mark.django_db
def test_nobody_at_all_gets_only_what_is_public(walk: Walk) -> None:
    for page in walk.pages:
        if "public" not in ACTIONS[page.action].allowed if page.action else True:
            assert word(walk.answers[page, NOBODY]) in ("sign in", "hidden"), page


@pytest.mark.django_db
def test_whoever_was_erased_or_withdrawn_gets_what_nobody_gets(walk: Walk) -> None:
    for page in walk.pages:
        for who in ("erased", "withdrawn"):
            assert word(walk.answers[page, who]) == word(walk.answers[page, NOBODY]), page


@pytest.mark.django_db
def test_a_page_of_another_school_is_never_refused_but_hidden(walk: Walk) -> None:
    """Whoever sees such a page of their own school is told nothing of the other's."""
    hidden = Counter[str]()
    for own in (page for page in walk.pages if page.whose == "own"):
        other = next(page for page in walk.pages if (page.name, page.whose) == (own.name, "other"))
        for who in walk.people:
            seen, unseen = word(walk.answers[own, who]), word(walk.answers[other, who])
            if seen != unseen:
                assert "hidden" in (seen, unseen), (own, who)
                hidden[own.name] += 1
    assert hidden


# -- names --


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_an_action_of_the_pack_or_is_for_nobody(name: str) -> None:
    action = action_of(PAGES[name].callback, PAGES[name].name)
    assert action == "" or action in ACTIONS


def named_in_code() -> set[str]:
    """Every action that a page, a service, a command or the way around names."""
    found = {action for code in (*site().pages, *site().services) for action in code.actions}
    return found | {action_of(pattern.callback, pattern.name) for pattern in PAGES.values()} | set(written())


def written() -> Iterator[str]:
    """Every string of the source that is an action of the pack."""
    for path in Path(find_spec("gatepost").submodule_search_locations[0]).rglob("*.py"):  # type: ignore[union-attr, index]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in ACTIONS:
                yield str(node.value)


def test_every_action_that_the_code_names_is_in_the_pack() -> None:
    subjects = {name.partition(".")[0] for name in ACTIONS}
    named = {name for name in named_in_code() if name.partition(".")[0] in subjects}
    assert named <= ACTIONS.keys()


def test_every_action_of_the_pack_is_named_by_the_code() -> None:
    starts = {name.removesuffix("_senior") for name in named_in_code()}  # put together where a role asks for more
    assert {name for name in ACTIONS if name.removesuffix("_senior") not in starts} == set()


# -- commands --


def source_of(command: str) -> str:
    """The text of a command's module."""
    spec = find_spec(module_of(command))
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_its_action_or_touches_nothing_of_the_federation(command: str) -> None:
    tree = ast.parse(source_of(command))
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _names(node) == ["ACTION"]]
    if not named:
        assert not [
            name for name in _imported(tree) if name.startswith(("django", "gatepost.apps", "gatepost.cli.site"))
        ]
        return
    action = ACTIONS[ast.literal_eval(named[0])]
    assert "system" in action.allowed


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
