"""What is said when something goes wrong, told by what went wrong."""

from __future__ import annotations

import errno

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory

from gatepost.web.views import problems

REQUEST = RequestFactory().get("/")


class Undefined(Exception):  # noqa: N818 (as the driver's own)
    """As the PostgreSQL driver tells that a table is not there."""

    sqlstate = "42P01"


def said(problem: BaseException) -> HttpResponse:
    """The page for what went wrong."""
    try:
        raise problem
    except BaseException:  # noqa: BLE001 (whatever it is)
        return problems.failed(REQUEST)


def caused_by(problem: Exception, cause: Exception) -> Exception:
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("problem", "status", "title"),
    [
        (OperationalError("database is locked"), 503, "cannot reach its records"),
        (InterfaceError("connection already closed"), 503, "cannot reach its records"),
        (OperationalError("database or disk is full"), 503, "There is no room left"),
        (OperationalError('could not extend file "base/1": No space left on device'), 503, "There is no room left"),
        (OSError(errno.ENOSPC, "No space left on device", "crest.png"), 503, "There is no room left"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 503, "There is no room left"),
        (caused_by(RuntimeError("in a template"), OperationalError("gone away")), 503, "cannot reach its records"),
        (caused_by(ProgrammingError("no table"), Undefined()), 503, "cannot reach its records"),
        (ProgrammingError("syntax error"), 500, "Something went wrong"),
        (DatabaseError("file is not a database"), 503, "cannot reach its records"),
        (OSError(errno.EACCES, "Permission denied"), 500, "Something went wrong"),
        (ValueError("Rowena Hill"), 500, "Something went wrong"),
    ],
)
def test_each_problem_has_its_page(problem: Exception, status: int, title: str) -> None:
    response = said(problem)
    assert response.status_code == status
    assert title in response.content.decode()
    assert str(problem) not in response.content.decode()
    assert ("Retry-After" in response.headers) == (status == 503)


def test_a_problem_page_tells_a_number_and_nothing_of_what_went_wrong() -> None:
    page = said(ValueError("Rowena Hill")).content.decode()
    assert "Hill" not in page
    assert "Traceback" not in page
    assert "a mistake of Gatepost" in page


@pytest.mark.django_db
def test_a_refusal_of_the_library_is_a_page_of_ours() -> None:
    response = problems.refused(REQUEST, PermissionDenied("secret"))
    assert response.status_code == 403
    assert "This is not yours to do" in response.content.decode()
    assert "secret" not in response.content.decode()
