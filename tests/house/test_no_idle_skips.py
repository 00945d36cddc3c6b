"""The rule of `tests/conftest.py`: in CI a skip is a failure, unless it is for data outside the clone."""

from __future__ import annotations

from pathlib import Path

import pytest

RULE = Path(__file__).parents[1] / "conftest.py"
SKIPPED_TEST = "import pytest\n@pytest.mark.skip(reason={reason!r})\ndef test_one():\n    pass\n"
SKIPPED_FILE = "import pytest\npytest.skip({reason!r}, allow_module_level=True)\n"
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail\ndef test_one():\n    assert not {reason!r}\n"


def outcomes(pytester: pytest.Pytester, test: str, reason: str) -> dict[str, int]:
    pytester.makeconftest(RULE.read_text("utf-8"))
    pytester.makepyfile(test.format(reason=reason))
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly").parseoutcomes()


@pytest.mark.parametrize(
    ("test", "ci", "reason", "expected"),
    [
        (SKIPPED_TEST, "true", "no browser here", {"errors": 1}),
        (SKIPPED_FILE, "true", "no browser here", {"errors": 1}),
        (SKIPPED_TEST, "true", "needs ../shared/eval", {"skipped": 1}),
        (SKIPPED_FILE, "true", "needs ../shared/eval", {"skipped": 1}),
        (SKIPPED_TEST, "", "no browser here", {"skipped": 1}),
        (EXPECTED_FAILURE, "true", "known fault", {"xfailed": 1}),
    ],
    ids=["skipped test", "skipped file", "excused test", "excused file", "not in CI", "expected failure"],
)
def test_a_skip_counts_as_it_should(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    test: str,
    ci: str,
    reason: str,
    expected: dict[str, int],
) -> None:
    monkeypatch.setenv("CI", ci)
    assert outcomes(pytester, test, reason) == expected
