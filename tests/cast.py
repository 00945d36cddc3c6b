"""The cast of every test: the people of the made-up Fernleigh Federation, and drafts in their hands.

Tests read as sentences: `draft("Well done Grace Tolliver!", by="teacher", on="sanctioned facebook")`.
The people are those of the bundled pack's own cases, read from its CSV files, so nobody is invented twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import gatepost.policy.packs
from gatepost.policy import Policy, load
from gatepost.screening import (
    Channel,
    Context,
    Draft,
    Federation,
    Finding,
    Known,
    Permission,
    Photo,
    Pupil,
    Report,
    Staff,
    read_known,
    screen,
)

PACK = Path(next(iter(gatepost.policy.packs.__path__))) / "learn_to_live"
CAST = PACK / "cases" / "cast"
TERM = date(2026, 10, 5)  # a Monday on which every consent of the cast has been given


@cache
def learn_to_live() -> Policy:
    """The bundled pack, loaded once."""
    return load()


@cache
def fernleigh() -> Known:
    """Fernleigh Federation with all its people, and no permission on file."""
    return read_known(CAST)


# -- people --


@cache
def _by_name() -> dict[str, str]:
    """Ids by `Grace Tolliver` (the name a child goes by), and by `Leo Barnes of Kestrels` where two share one."""
    ids: dict[str, str] = {}
    for pupil in fernleigh().pupils.values():
        name = f"{pupil.known_as or pupil.first} {pupil.last}"
        ids.setdefault(name, pupil.id)
        ids[f"{name} of {pupil.form}"] = pupil.id
    for adult in fernleigh().staff.values():
        ids.setdefault(f"{adult.first} {adult.last}", adult.id)
    return ids


def id_of(name: str) -> str:
    """The id of somebody of the cast; `unknown` and ids stay as they are."""
    return _by_name().get(name, name)


def pupil(name: str) -> Pupil:
    """A child of the cast by the name it goes by: `pupil("Will Fairweather")`."""
    return fernleigh().pupils[_by_name()[name]]


def adult(name: str) -> Staff:
    """A member of staff, governor or helper: `adult("Rowena Hill")`."""
    return fernleigh().staff[_by_name()[name]]


MS_HILL = adult("Rowena Hill")  # teaches 4J
MR_OKORO = adult("Chidi Okoro")  # the DSO
DR_PACE = adult("Imelda Pace")  # the Executive Head
MRS_PENFOLD = adult("Judith Penfold")  # head of school at Saltmarsh
MR_CLAY = adult("Desmond Clay")  # network manager
MRS_COPE = adult("Sandra Cope")  # teaching assistant in 4J
MRS_SAVAGE = adult("Patricia Savage")  # office manager
MRS_WEBB = adult("Marian Webb")  # chair of governors
MRS_FAIRWEATHER = adult("Tina Fairweather")  # PTFA, and mother of Will and Summer
MR_WREN = adult("Alan Wren")  # volunteer reader
MISS_ROWNTREE = adult("Lily Rowntree")  # has not agreed to pictures

GRACE = pupil("Grace Tolliver")  # consent for everything
BJORN = pupil("Björn Halvorsen")  # consent for everything, at St Wenna's
IVY = pupil("Ivy King")  # consent for the website only
MIKOLAJ = pupil("Mikołaj Zieliński")  # consent refused
ETHAN = pupil("Ethan Sparrow")  # consent withdrawn
LUCAS = pupil("Lucas Page")  # no consent form on file


# -- what is known --


def known(*permissions: Permission, as_of: date | None = None) -> Known:
    """Fernleigh with these permissions on file, known on this day."""
    return replace(fernleigh(), permissions=permissions, as_of=as_of)


def known_with(*changed: Pupil | Staff, as_of: date | None = None) -> Known:
    """Fernleigh with these people added, or changed where the id is on file already."""
    pupils = {**fernleigh().pupils, **{one.id: one for one in changed if isinstance(one, Pupil)}}
    staff = {**fernleigh().staff, **{one.id: one for one in changed if isinstance(one, Staff)}}
    return Known.of(fernleigh().federation, pupils=pupils.values(), staff=staff.values(), as_of=as_of)


def roll_of(*names: str, school: str = "SMP", form: str = "4J") -> Known:
    """A school of its own with just these children, first name and surname: `roll_of("Grace Tolliver")`."""
    parts = [name.rpartition(" ") for name in names]
    children = [
        Pupil(f"P{number}", school, form, "4", first, last, photo_consent="yes")
        for number, (first, _, last) in enumerate(parts)
    ]
    return Known.of(Federation("Fernleigh Federation"), pupils=children)


# -- drafts --


def photo(
    *shows: str, caption: str = "", alt: str = "", file: str = "", ocr: str = "", gps: tuple[float, float] | None = None
) -> Photo:
    """A picture of these people of the cast: `photo("Grace Tolliver", caption="The winner")`."""
    people = tuple(id_of(name) for name in shows)
    return Photo(people=people, caption=caption, alt=alt, file=file, ocr=ocr, exif_gps=gps)


def draft(
    text: str,
    *,
    by: str = "teacher",
    on: str = "sanctioned facebook",
    school: str = "SMP",
    audience: str = "public",
    photos: Iterable[Photo] = (),
    links: Iterable[str] = (),
    account: str = "",
    permissions: Iterable[str] = (),
    inbound: bool = False,
    faces_visible: int | None = None,
    day: date | None = None,
    author: str = "",
) -> Draft:
    """A draft, with `on` as a kind and a platform. `author` is a name or id; `permissions` are clauses."""
    kind, _, platform = on.partition(" ")
    context = Context(
        school=school,
        account=account or ("registered" if kind == "sanctioned" else "personal"),
        permissions=tuple(permissions),
        direction="inbound" if inbound else "",
        faces_visible=faces_visible,
        on=day,
        author_id=id_of(author),
    )
    return Draft(
        text=text,
        author_role=by,
        channel=Channel(kind=kind, platform=platform),
        audience=audience,
        photos=tuple(photos),
        links=tuple(links),
        context=context,
    )


# -- verdicts --


def screened(a: Draft | str, facts: Known | None = None, policy: Policy | None = None) -> Report:
    """The report on a draft, or on a teacher's words for the school's Facebook page."""
    given = draft(a) if isinstance(a, str) else a
    return screen(given, facts or fernleigh(), policy or learn_to_live())


def verdict(a: Draft | str, facts: Known | None = None, policy: Policy | None = None) -> str:
    """The verdict's word: `block`."""
    return screened(a, facts, policy).verdict.word


def clauses(a: Draft | str, facts: Known | None = None, policy: Policy | None = None) -> set[str]:
    """The clauses that a draft is found to break."""
    return {finding.clause for finding in screened(a, facts, policy).findings}


def findings(a: Draft | str, clause: str, facts: Known | None = None) -> list[Finding]:
    """The findings under one clause."""
    return [finding for finding in screened(a, facts).findings if finding.clause == clause]


def words(a: Draft | str, clause: str, facts: Known | None = None) -> list[str]:
    """The author's words that the findings under one clause quote."""
    return [finding.span for finding in findings(a, clause, facts)]
