"""For every test: none is skipped that could have run; which need the database; and the ledger is cleared after each."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from gatepost.apps.ledger import guards
from tests.cli.installation import Installation, installed

# The first tier of the model of meaning judges alone, also in the commands that tests start, but where a test says otherwise
# (tests/tiers.py): the second takes tens of times as long, and what nearly all tests prove does not hang on it.
os.environ["GATEPOST_SECOND_TIER"] = "no"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as where Gatepost runs: the tests themselves run side by side

# The only excuse: data that lies beside the team's clone and is in no other.
EXCUSE = "../shared"


def _idle(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """Whether a report is of a skip that nothing excuses; an expected failure is no skip."""
    return (
        bool(os.environ.get("CI")) and report.skipped and not hasattr(report, "wasxfail") and EXCUSE not in _why(report)
    )


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _fail(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.longrepr = f"skipped where every test must run: {_why(report)}"
    report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if _idle(report):
        _fail(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if _idle(report):
        _fail(report)
    return report


# What a test asks for, or is marked with, when it touches the database.
MARK_SAYS = 5  # words at least
DATABASE_MARKS = ("django_db", "database")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "admin_client"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database in a process of its own")
    config.addinivalue_line("markers", "one_engine(why): touches it, but what it proves no engine can change")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second engine, only what touches the database is tested again, and not what says why it need not be."""
    for item in items:
        _says_why(item)
    if not os.environ.get("GATEPOST_TESTS_DATABASE_ONLY"):
        return
    again = {item for item in items if _touches_the_database(item) and not item.get_closest_marker("one_engine")}
    config.hook.pytest_deselected(items=[item for item in items if item not in again])
    items[:] = [item for item in items if item in again]


def _touches_the_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return any(item.get_closest_marker(mark) for mark in DATABASE_MARKS) or bool(asked & DATABASE_FIXTURES)


def _says_why(item: pytest.Item) -> None:
    mark = item.get_closest_marker("one_engine")
    if mark is not None and not (mark.args and len(str(mark.args[0]).split()) >= MARK_SAYS):
        raise pytest.UsageError(f"{item.nodeid}: one_engine(why) says in a few words why one engine is enough")


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation after `gatepost migrate`, for others to be like: nothing is done in it."""
    with installed(tmp_path_factory.mktemp("ready") / "data") as made:
        done = made.gatepost("migrate")
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture(scope="session", autouse=True)
def _the_ledger_can_be_cleared() -> Iterator[None]:
    """The database refuses to clear the ledger, so its guards come down for that; the flush itself puts them back."""
    clear = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own name

    def teardown(case: TransactionTestCase) -> None:
        guards.take_down(connection)
        clear(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
