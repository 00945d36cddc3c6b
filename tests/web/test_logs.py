"""The log tells what was asked for and what went wrong, and nothing of whom: names and addresses are planted and sought."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory

from gatepost.web.logs import Discreet, configured, request_line
from tests.site_cast import PASSWORD, person
from tests.web.browsing import browser, browser_of

NAME, ADDRESS = "Grace Tolliver", "tolliver@example.org"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged at any level, as it would be written."""
    written, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    handler.setFormatter(Discreet())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def failing(problem: Exception) -> HttpResponse:
    raise problem


@pytest.mark.django_db
def test_a_request_is_one_line_with_the_page_by_name(log: io.StringIO, caplog: pytest.LogCaptureFixture) -> None:
    client = browser_of(person("Rowena Hill"))
    with caplog.at_level(logging.INFO, "gatepost.request"):
        client.get("/", {"who": NAME})
    line = next(line for line in log.getvalue().splitlines() if "gatepost.request" in line)
    assert " INFO gatepost.request GET first 200 " in line
    assert " id=" in line
    assert NAME.split(maxsplit=1)[0] not in line


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"/{NAME}/", f"/nowhere/?q={ADDRESS}", f"/people/{ADDRESS}/"])
def test_what_stands_in_an_address_is_not_logged(log: io.StringIO, path: str) -> None:
    browser().get(path)
    assert written_nothing_of_them(log)


@pytest.mark.django_db
def test_what_is_typed_at_sign_in_is_not_logged(log: io.StringIO) -> None:
    browser().post("/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    assert written_nothing_of_them(log)


@pytest.mark.django_db
def test_a_host_that_somebody_made_up_is_not_logged(log: io.StringIO) -> None:
    browser().get("/", headers={"host": "tolliver.example.org"})
    assert log.getvalue()
    assert written_nothing_of_them(log)


def test_an_exception_is_logged_with_its_kind_and_places_but_not_its_words(log: io.StringIO) -> None:
    try:
        try:
            failing(IntegrityError(f"Key (email)=({ADDRESS}) already exists."))
        except IntegrityError as first:
            raise ValueError(NAME) from first
    except ValueError:
        logging.getLogger("gatepost.web").exception("something failed")
    assert "builtins.ValueError" in log.getvalue()
    assert "django.db.utils.IntegrityError" in log.getvalue()
    assert "test_logs.py" in log.getvalue()
    assert written_nothing_of_them(log)


def test_of_others_lines_only_the_sentence_is_kept(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("Could not greet %s at %s", NAME, ADDRESS)
    logging.getLogger("some.library").warning(f"Could not greet {NAME}")
    assert "Could not greet %s at %s [test_logs:" in log.getvalue()
    assert "something was logged at [test_logs:" in log.getvalue()
    assert written_nothing_of_them(log)


def test_a_made_up_method_is_not_logged(log: io.StringIO) -> None:
    request_line(lambda _request: HttpResponse())(RequestFactory().generic("TOLLIVER", "/"))
    assert "OTHER" in log.getvalue()
    assert written_nothing_of_them(log)


def test_a_page_that_fails_tells_the_log_where_and_the_reader_nothing(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr("gatepost.web.views.installable.kept", lambda *_: failing(ValueError(f"{NAME} {ADDRESS}")))
    answer = browser(raise_request_exception=False).get("/look/icon.svg")
    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode()
    assert "gatepost" in log.getvalue()
    assert written_nothing_of_them(log)


def test_everything_goes_to_the_standard_error_through_the_discreet_formatter() -> None:
    told = configured("info")
    assert told["root"]["handlers"] == ["stderr"]
    assert told["handlers"]["stderr"]["formatter"] == "discreet"
    assert all(not logger.get("handlers") for logger in told["loggers"].values())


def written_nothing_of_them(log: io.StringIO) -> bool:
    return "olliver" not in log.getvalue() and "OLLIVER" not in log.getvalue() and PASSWORD not in log.getvalue()
