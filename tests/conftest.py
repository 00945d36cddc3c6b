"""For every test: none is skipped that could have run; which need the database; and the ledger is cleared after each."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase

from gatepost.apps.ledger import guards

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
DATABASE_MARKS = ("django_db", "database")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "admin_client"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database in a process of its own")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second engine, only what touches the database is tested again."""
    if not os.environ.get("GATEPOST_TESTS_DATABASE_ONLY"):
        return
    others = [item for item in items if not _touches_the_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if _touches_the_database(item)]


def _touches_the_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return any(item.get_closest_marker(mark) for mark in DATABASE_MARKS) or bool(asked & DATABASE_FIXTURES)


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
