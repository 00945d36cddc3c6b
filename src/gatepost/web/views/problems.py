"""What is said when a page cannot be shown. Most of it is said without the database, which may be what is wrong."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger.context import request_id

NO_TABLE = "42P01"  # as PostgreSQL calls it; SQLite's is an OperationalError anyway
FULL = (errno.ENOSPC, errno.EDQUOT)
RETRY_AFTER = "30"  # seconds
WHOLE = _("Nothing was half done: what you sent was kept whole or not at all. Look before you send it again.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """The same for what is not there and for what is not this person's to know of."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """A library refused; it names no action."""
    return render(request, "refused.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """A request that no browser makes by itself: a strange host, a broken address."""
    return _page(400, _("Gatepost does not understand this"),
                 _("Something in the address is broken. Start again from the first page."))  # fmt: skip


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (the library calls it so)
    """Too many tries. Tries are counted in the database, so one that takes no writing looks the same: that raises here."""
    with transaction.atomic():
        pass
    return _page(429, _("That was tried too often"), _("Wait five minutes, then try again."))


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """A form that did not come from our own page, or from one that is too old."""
    return _page(403, _("This form is too old"),
                 _("Nothing was changed. It was open for long, or you signed in again meanwhile."),
                 _("Go back, load the page again and send it once more. Gatepost needs cookies for that."))  # fmt: skip


def nobody_may(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (like the others)
    """The pack names no actions, so everything is denied to everybody."""
    return _page(503, _("Nobody may do anything here yet"),
                 _("The policy of this installation does not say who may do what, so Gatepost lets nobody in."),
                 _("Whoever runs it: add `actions` to authority.yaml of the pack, as docs/writing-a-policy.md tells."))  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """Whatever went wrong. A database or a disk that does not answer is told apart: that passes."""
    problem = sys.exc_info()[1]
    if any(_is_full(cause) for cause in _causes(problem)):
        return _later(
            _("There is no room left"), _("The disk of the server is full. The network manager can make room.")
        )
    if any(_is_absent(cause) for cause in _causes(problem)):
        return _later(_("Gatepost cannot reach its records just now"),
                      _("Try again in a minute. If it goes on, tell the network manager."))  # fmt: skip
    return _page(500, _("Something went wrong"), _("It is a mistake of Gatepost's, not of yours."), WHOLE)


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    """The exception and all that it came from."""
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _is_full(problem: BaseException) -> bool:
    if isinstance(problem, OperationalError):
        said = str(problem).lower()
        return "is full" in said or "no space left" in said
    return isinstance(problem, OSError) and problem.errno in FULL


def _is_absent(problem: BaseException) -> bool:
    if isinstance(problem, ProgrammingError):
        return getattr(problem.__cause__, "sqlstate", "") == NO_TABLE
    return (
        isinstance(problem, OperationalError | InterfaceError) or type(problem) is DatabaseError
    )  # a file that is none


def _later(title: str | Promise, says: str | Promise) -> HttpResponse:
    response = _page(503, title, says, WHOLE)
    response["Retry-After"] = RETRY_AFTER
    return response


def _page(status: int, title: str | Promise, *says: str | Promise) -> HttpResponse:
    """A page that asks nothing of the database or the session."""
    known: dict[str, Any] = {"title": title, "says": says, "number": request_id.get() if status >= 500 else ""}
    return HttpResponse(render_to_string("problem.html", known), status=status)
