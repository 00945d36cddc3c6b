"""Reading people in: send a file, look at what it would change, agree to exactly that."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from gatepost.api.keys import Asked
from gatepost.api.operations import change, operation, said
from gatepost.api.problems import Mistake, Problem
from gatepost.api.reading import given
from gatepost.apps.machines.services.once import Made
from gatepost.apps.people.imports import selectors, services, telling, uploads
from gatepost.apps.people.imports.columns import lacking
from gatepost.apps.people.imports.forms import columns_from
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.models import Upload

FILES = ("text/csv", "application/zip", "application/octet-stream")
TAG = "Reading people in"
Sent = Annotated[str, Query(max_length=60)]


class Kept(BaseModel):
    """A file that is kept for a day, or until it is read in or dropped."""

    id: UUID
    sha256: str


class Told(BaseModel):
    """One change: the line of the file (0 for none), who, how it was and how it will be."""

    line: int
    who: str
    before: str
    after: str


class Part(BaseModel):
    """Changes of one kind: how many, and the first of them."""

    title: str
    number: int
    first: list[Told]


class Preview(BaseModel):
    """All that reading the file in would change. `shown` is what to agree to."""

    shown: str
    counts: dict[str, int]
    parts: list[Part]
    mistakes: list[Mistake]
    many_leavers: bool = Field(description="More would leave than is likely: agree to that too, or look at the file.")


class Agreed(BaseModel):
    """A yes to exactly what was shown."""

    shown: str = Field(min_length=64, max_length=64)
    many_leavers: bool = False


class Applied(BaseModel):
    """How much was changed, of each kind."""

    counts: dict[str, int]


class Dropped(BaseModel):
    """The file is deleted; nothing was changed."""

    dropped: bool


@change("people/imports", action="import.run", scope="import", gives=Kept, files=FILES, tag=TAG, status=201)
def import_file(
    request: Asked,
    kind: Literal["oneroster", "pupils", "contacts", "staff"],
    file_name: Annotated[str, Query(max_length=120)] = "file.csv",
    columns: Sent = "",
    school: Sent = "",
    system: Annotated[str, Query(max_length=30, pattern="^[A-Za-z0-9_-]*$")] = "",
    whole: bool = False,  # noqa: FBT001, FBT002 (the library reads it off)
) -> Made:
    """Send a file of people. Nothing is changed yet.

    `columns` says how a CSV is read: `gatepost`, `english`, or the name of a saved choice; empty guesses by its headings.
    """
    try:
        pieces = request.spooled.pieces()
        kept = uploads.keep(by=request.person, kind=kind, file_name=file_name, chunks=pieces)
    except UnusableFile as problem:
        raise _unusable(problem) from None
    try:
        _choose(request, kept, columns, school, system, whole=whole)
    except BaseException:
        uploads.path_of(kept).unlink(missing_ok=True)  # the row goes by itself
        raise
    return 201, Kept(id=kept.pk, sha256=kept.sha256).model_dump(mode="json")


@operation("GET", "people/imports/{uuid:upload}", action="import.run", scope="import", gives=Preview, tag=TAG)
def import_preview(request: Asked, upload: UUID) -> HttpResponseBase:
    """What reading the file in would change."""
    try:
        made = services.look(by=request.person, order=services.order_of(_own(request, upload)))
    except UnusableFile as problem:
        raise _unusable(problem) from None
    return said(_preview(made))


@change("people/imports/{uuid:upload}/apply", action="import.run", scope="import", gives=Applied, takes=Agreed, tag=TAG)
def import_apply(request: Asked, upload: UUID) -> Made:
    """Read the file in, all or nothing: exactly what was shown."""
    one, agreed = _own(request, upload), given(request, Agreed)
    order = services.order_of(one)
    try:
        made = services.run(by=request.person, order=order, shown=agreed.shown, many_leavers=agreed.many_leavers)
    except services.Mistaken as mistaken:
        raise Problem(422, str(mistaken), errors=_mistakes(mistaken.plan)) from None
    except services.Refusal as refusal:
        raise Problem(409, str(refusal)) from None
    except UnusableFile as problem:
        raise _unusable(problem) from None
    transaction.on_commit(lambda: uploads.drop(one))
    return 200, {"counts": made.counts()}


@change("people/imports/{uuid:upload}/drop", action="import.run", scope="import", gives=Dropped, tag=TAG)
def import_drop(request: Asked, upload: UUID) -> Made:
    """Leave it: the file is deleted."""
    one = _own(request, upload)
    transaction.on_commit(lambda: uploads.drop(one))
    return 200, {"dropped": True}


def _own(request: Asked, upload: UUID) -> Upload:
    return get_object_or_404(selectors.uploads(request.person), pk=upload)


def _choose(request: Asked, kept: Upload, columns: str, school: str, system: str, *, whole: bool) -> None:
    """How it is to be read; Problem if that is not known from what was sent."""
    kept.system, kept.whole = system, whole
    if school:
        kept.school = selectors.schools(request.person).filter(code=school).first()
        if kept.school is None:
            raise _wrong("school", _("there is no such school for you"), _("take the code of one of your schools"))
    if kept.kind != services.ONEROSTER:
        kept.columns = _columns(request, kept, columns)
    kept.save()


def _columns(request: Asked, kept: Upload, columns: str) -> dict[str, str]:
    try:
        headings = selectors.headings(kept)
    except UnusableFile as problem:
        raise _unusable(problem) from None
    saved = {one.name: one for one in selectors.mappings(request.person, kept.kind)}
    if columns and columns not in saved and columns not in ("gatepost", "english"):
        raise _wrong("columns", _("there is no such choice"), _("save one on the page of imports, or leave it empty"))
    chosen = columns_from(columns, kept.kind, headings, saved)
    if columns in saved:
        kept.system = kept.system or saved[columns].system
        kept.school = kept.school or saved[columns].school
    for label in lacking(kept.kind, chosen):
        raise _wrong("columns", _("no column is %(label)s") % {"label": label}, _("name it in the first line"))
    if kept.kind != "contacts" and not chosen.get("school") and kept.school is None:
        raise _wrong("school", _("nothing says which school"), _("send its code, or a column with it"))
    return chosen


def _wrong(place: str, problem: str, fix: str) -> Problem:
    return Problem(422, problem, errors=[Mistake(place=place, problem=problem, fix=fix)])


def _unusable(problem: UnusableFile) -> Problem:
    told = problem.problem
    return Problem(422, str(problem), errors=[Mistake(place="file", problem=str(told.what), fix=str(told.hint))])


def _preview(made: Plan) -> Preview:
    parts = [
        Part(title=one.title, number=one.number, first=[Told(**told._asdict()) for told in one.first])
        for one in telling.parts(made)
    ]
    return Preview(
        shown=made.digest(),
        counts=made.counts(),
        parts=parts,
        mistakes=_mistakes(made),
        many_leavers=bool(made.many_leavers),
    )


def _mistakes(made: Plan) -> list[Mistake]:
    """Of the file: none quotes a cell."""
    return [Mistake(place=_place(one), problem=str(one.what), fix=str(one.hint)) for one in made.problems]


def _place(one: Any) -> str:
    return f"line {one.at.line}" + (f", {one.column}" if one.column else "")
