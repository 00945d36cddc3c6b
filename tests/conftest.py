"""For every test: on the build machine no test may be skipped that could have run."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

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
