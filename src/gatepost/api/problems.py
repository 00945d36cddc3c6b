"""What is said when an operation is not done: RFC 9457, in words, and never with what was sent."""

from __future__ import annotations

import errno
import json
import logging
import uuid
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as Unfit
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import ValidationError as WrongParameters
from pydantic import BaseModel, Field
from pydantic import ValidationError as WrongBody

from gatepost.apps.ledger.context import request_id
from gatepost.apps.machines.services.once import Busy, Different
from gatepost.apps.people.authority import Refused

KIND = "application/problem+json"
_MOST = 20  # mistakes told of at once
_FULL = (errno.ENOSPC, errno.EDQUOT)
_log = logging.getLogger("gatepost.api")


class Mistake(BaseModel):
    """What is wrong at a place of what was sent, and what would mend it. It never quotes what stands there."""

    place: str = Field(description="Where: `channel.kind`, `photos[0].people`, or the name of a parameter.")
    problem: str
    fix: str


class Said(BaseModel):
    """A problem (RFC 9457)."""

    type: str = Field("about:blank", description="`about:blank`: the status says which kind of problem it is.")
    title: str
    status: int
    detail: str = Field(description="What is the matter, in words for a person.")
    request_id: str = Field(description="The id of this request; with it the log can be searched.")
    errors: list[Mistake] | None = Field(None, description="Every mistake by its place, if there are several to mend.")


class Problem(Exception):  # noqa: N818 (it reads as a sentence: raise Problem)
    """An operation that is not done, with what is said of it."""

    def __init__(
        self, status: int, detail: object, *, errors: Iterable[Mistake] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(str(status))
        self.status, self.detail, self.errors = status, detail, tuple(errors)
        self.headers = dict(headers or {})


def answer(problem: Problem) -> HttpResponse:
    """The problem as it goes out."""
    return HttpResponse(json.dumps(values(problem)), status=problem.status, content_type=KIND, headers=problem.headers)


def values(problem: Problem) -> dict[str, Any]:
    """The same as plain values."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": str(problem.detail),
        "request_id": request_id.get(),
    }
    if problem.errors:
        said["errors"] = [one.model_dump() for one in problem.errors]
    return said


def answer_to(request: HttpRequest, raised: BaseException) -> HttpResponse:
    """What is said of whatever was raised."""
    problem = of(raised)
    if problem.status >= 500:
        _log.error("%s", "an operation failed", exc_info=raised)
    response = answer(problem)
    if request.method == "HEAD":
        response.content = b""
    return response


def of(raised: BaseException) -> Problem:
    """The problem that an exception is; one that nobody foresaw is a mistake of ours."""
    for kind, told in _TOLD:
        if isinstance(raised, kind):
            problem: Problem = told(raised)
            return problem
    if _passes(raised):
        detail = _("Gatepost cannot reach its records just now. Nothing was half done. Try again in a while.")
        return Problem(503, detail, headers={"Retry-After": "30"})
    return Problem(500, _("Something went wrong. It is a mistake of Gatepost's, not of yours. Nothing was half done."))


def new_id() -> str:
    """For one request; its ledger entries carry it too."""
    return uuid.uuid4().hex


def missing() -> Problem:
    """For what is not there, and for what is not theirs to know of."""
    return Problem(404, _("There is nothing here for this token."))


def _passes(raised: BaseException | None) -> bool:
    """Whether it is the database or the disk, which may be well again in a minute."""
    while raised is not None:
        if isinstance(raised, OperationalError | InterfaceError) or type(raised) is DatabaseError:
            return True
        if isinstance(raised, OSError) and raised.errno in _FULL:
            return True
        raised = raised.__cause__
    return False


def _refused(raised: Any) -> Problem:
    if raised.hidden:
        return missing()
    return Problem(403, _("Whoever this token speaks for may not do this."))


def _unfit(raised: Any) -> Problem:
    """What a service would not do, in its own words."""
    if hasattr(raised, "error_dict"):
        found = [(name, str(word)) for name, words in raised.message_dict.items() for word in words]
        errors = [Mistake(place="" if name == "__all__" else name, problem=word, fix=word) for name, word in found]
        return Problem(422, " ".join(one.problem for one in errors), errors=errors)
    return Problem(422, " ".join(raised.messages))


def _wrong_body(raised: Any) -> Problem:
    found = raised.errors(include_url=False, include_input=False, include_context=False)
    return _wrong((one["loc"], one["type"]) for one in found)


def _wrong_parameters(raised: Any) -> Problem:
    """The library puts where it comes from and its own name before a parameter's."""
    return _wrong((one["loc"][1:] or one["loc"], one["type"]) for one in raised.errors)


def _wrong(found: Iterable[tuple[tuple[str | int, ...], str]]) -> Problem:
    errors = [mistake(place, kind) for place, kind in found]
    return Problem(422, _("What was sent is not of the right form: `errors` says where."), errors=errors[:_MOST])


def mistake(place: tuple[str | int, ...], kind: str) -> Mistake:
    """A mistake of form, in our own words."""
    problem, fix = _FORMS.get(kind, _OTHER)
    return Mistake(place=_path(place), problem=str(problem), fix=str(fix))


def _path(steps: Iterable[str | int]) -> str:
    """`photos[0].people`; a key of theirs that is long is cut, for it may be anything."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step[:60]}" for step in steps).lstrip(".")


_OTHER = (gettext_lazy("this is not of the right form"), gettext_lazy("see the schema at /api/"))
_TEXT = gettext_lazy("this is no text")
_FORMS = {
    "missing": (gettext_lazy("this is missing"), gettext_lazy("add it")),
    "string_type": (_TEXT, gettext_lazy("put it in quotation marks")),
    "string_too_long": (gettext_lazy("this is too long"), gettext_lazy("shorten it: the schema says how far")),
    "string_too_short": (gettext_lazy("this is too short"), gettext_lazy("the schema says how long it must be")),
    "string_pattern_mismatch": (gettext_lazy("this is not written as it should be"), gettext_lazy("see the schema")),
    "tuple_type": (gettext_lazy("this is no list"), gettext_lazy("put it in [ ]")),
    "list_type": (gettext_lazy("this is no list"), gettext_lazy("put it in [ ]")),
    "too_long": (gettext_lazy("there are too many of these"), gettext_lazy("the schema says how many there may be")),
    "model_type": (gettext_lazy("this is no object"), gettext_lazy("put it in { }")),
    "model_attributes_type": (gettext_lazy("this is no object"), gettext_lazy("put it in { }")),
    "int_type": (gettext_lazy("this is no whole number"), gettext_lazy("write a whole number")),
    "int_parsing": (gettext_lazy("this is no whole number"), gettext_lazy("write a whole number")),
    "int_parsing_size": (gettext_lazy("this number is too large"), gettext_lazy("write a smaller one")),
    "greater_than_equal": (gettext_lazy("this number is too small"), gettext_lazy("write a larger one")),
    "less_than_equal": (gettext_lazy("this number is too large"), gettext_lazy("write a smaller one")),
    "bool_type": (gettext_lazy("this is neither true nor false"), gettext_lazy("write true or false")),
    "date_parsing": (gettext_lazy("this is no day"), gettext_lazy("write year-month-day, as 2026-09-01")),
    "date_from_datetime_parsing": (gettext_lazy("this is no day"), gettext_lazy("write 2026-09-01")),
    "date_type": (gettext_lazy("this is no day"), gettext_lazy("write year-month-day, as 2026-09-01")),
    "literal_error": (gettext_lazy("this is none of the words"), gettext_lazy("take one that the schema lists")),
    "enum": (gettext_lazy("this is none of the words"), gettext_lazy("take one that the schema lists")),
    "extra_forbidden": (gettext_lazy("there is no such key"), gettext_lazy("leave it out, or look how it is spelt")),
    "uuid_parsing": (gettext_lazy("this is no id"), gettext_lazy("take one that Gatepost gave")),
}  # fmt: skip

_TOLD: tuple[tuple[type[BaseException], Any], ...] = (
    (Problem, lambda raised: raised),
    (Refused, _refused),
    (Http404, lambda _raised: missing()),
    (WrongBody, _wrong_body),
    (WrongParameters, _wrong_parameters),
    (Unfit, _unfit),
    (Busy, lambda _raised: Problem(409, _("The same is being done just now. Ask again for the answer."), headers={"Retry-After": "1"})),
    (Different, lambda _raised: Problem(409, _("Something else was asked under this Idempotency-Key. Take a new one."))),
    (RequestDataTooBig, lambda _raised: Problem(413, _("That is more than is taken at once."))),
    (SuspiciousOperation, lambda _raised: Problem(400, _("The request is not understood."))),
)  # fmt: skip
