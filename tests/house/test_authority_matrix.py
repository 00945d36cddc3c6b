"""Every page of the site, with everybody: what each gets is written down, and a page without a decision is red."""

from __future__ import annotations

import ast
import os
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
from tests.house.authority_matrix import FILE, HEAD, REFUSALS, WIDTH, WRITE, Place, label, table_of, word
from tests.web.walking import NOBODY

MOST_QUERIES = 12
ACTIONS = learn_to_live().action_by_id
PAGES = {str(pattern.name or address): pattern for address, pattern in site_map()}


PEOPLE = tuple(dict.fromkeys((*learn_to_live().roles, "parent", "elsewhere", "erased", "withdrawn", NOBODY)))
ON_BOTH_ENGINES = ("executive_head", "office", "teacher", "parent", NOBODY)  # each reaches differently far
once = pytest.mark.one_engine("what a role may do is decided in Python; five of them walk on both engines")


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """One site for all walks of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = Place()
        if os.environ.get(WRITE):
            FILE.write_text(made.table(), "utf-8")
        yield made
        transaction.set_rollback(True)


@pytest.fixture(
    scope="module", params=[pytest.param(who, marks=() if who in ON_BOTH_ENGINES else once) for who in PEOPLE]
)
def who(request: pytest.FixtureRequest) -> str:
    """Everybody by turns, each with all tests of a walk, so that one walk does for them."""
    return str(request.param)


@pytest.mark.django_db
def test_everybody_gets_what_is_written_down(place: Place, who: str) -> None:
    assert place.walk(who).words() == {page: row.got[who] for page, row in table_of(PEOPLE).items()}


@pytest.mark.django_db
def test_no_page_breaks_for_anybody(place: Place, who: str) -> None:
    answers = place.walk(who).answers
    assert not {page.url: answer.status for page, answer in answers.items() if answer.status >= 500}


@pytest.mark.django_db
def test_no_page_asks_the_database_more_than_twelve_questions(place: Place, who: str) -> None:
    asked = {page.url: answer.queries for page, answer in place.walk(who).answers.items() if answer.method == "GET"}
    assert not {where: number for where, number in asked.items() if number > MOST_QUERIES}


@pytest.mark.django_db
def test_whoever_is_refused_a_page_is_refused_its_form_before_anything_else(place: Place, who: str) -> None:
    """The last of those who are refused a page in one way speaks for all of them."""
    walk, rows, otherwise = place.walk(who), table_of(PEOPLE), {}
    for page, answer in walk.answers.items():
        got = word(answer)
        row = rows[label(page, answer.method)[5:].rstrip()]
        if got in REFUSALS and who == [one for one in PEOPLE if row.got[one] == got][-1]:
            posted = walk.posted(page)
            if posted not in (got, "none"):
                otherwise[page.url] = (got, posted)
    assert not otherwise


# -- what is written down --


@pytest.mark.django_db
def test_everybody_who_walks_is_in_the_table_in_this_order(place: Place) -> None:
    assert tuple(place.people) == PEOPLE
    lines = FILE.read_text("utf-8").splitlines()
    assert lines[: len(HEAD.splitlines())] == HEAD.splitlines()
    assert " ".join(who[:WIDTH] for who in PEOPLE) in [" ".join(line.split()) for line in lines]


def test_nobody_at_all_gets_only_what_is_public() -> None:
    for page in table_of(PEOPLE).values():
        if page.action == "-" or "public" not in ACTIONS[page.action].allowed:
            assert page.got[NOBODY] in ("sign in", "hidden"), page


def test_whoever_was_erased_or_withdrawn_gets_what_nobody_gets() -> None:
    for page in table_of(PEOPLE).values():
        assert {page.got["erased"], page.got["withdrawn"]} == {page.got[NOBODY]}, page


def test_a_page_of_another_school_is_never_refused_but_hidden() -> None:
    """Whoever sees such a page of their own school is told nothing of the other's."""
    rows, hidden = table_of(PEOPLE).values(), 0
    for own in (row for row in rows if row.whose == "own"):
        other = next(row for row in rows if (row.name, row.whose) == (own.name, "other"))
        for who in PEOPLE:
            seen, unseen = own.got[who], other.got[who]
            if seen != unseen:
                assert "hidden" in (seen, unseen), (own, who)
                hidden += 1
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
