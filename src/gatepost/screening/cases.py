"""A pack's cases: drafts that show what each part of the policy means, read strictly and run against the checker.

One file a clause, `cases/SU-4.yaml`; the people in them are the cast, `cases/cast/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from gatepost.policy.clause import CHANNEL_KINDS, ClauseId, Sentence, Value, VerdictWord
from gatepost.policy.lines import Lines
from gatepost.policy.pack import Policy
from gatepost.policy.reading import PolicyError, nearest, read
from gatepost.policy.verdict import Verdict
from gatepost.screening.draft import Channel, Context, Draft, Photo
from gatepost.screening.finding import Finding
from gatepost.screening.folder import read_known
from gatepost.screening.kept import kept
from gatepost.screening.known import Known
from gatepost.screening.screen import Report, screen

CAST = "cases/cast"


class CasePhoto(Value):
    """A picture in a case; `shows` names people of the cast, `unknown`, or nobody."""

    shows: tuple[str, ...] = ()
    caption: str = ""
    alt: str = ""
    file: str = ""
    ocr: str = ""
    gps: tuple[float, float] | None = None


class WrittenCase(Value):
    """A case as it is written; `on` is the kind of channel and the platform, `sanctioned facebook`."""

    case: Sentence
    part: ClauseId
    by: str
    on: Annotated[str, Field(pattern=r"^\S+ \S+$")]
    text: str
    photos: tuple[CasePhoto, ...] = ()
    links: tuple[str, ...] = ()
    audience: Literal["public", "followers", "group_members", "one_person"] = "public"
    school: str = ""
    account: Literal["registered", "unregistered", "personal", ""] = ""
    direction: Literal["inbound", "outbound", ""] = ""
    permissions: tuple[str, ...] = ()
    faces_visible: int | None = None
    verdict: VerdictWord
    clauses: tuple[ClauseId, ...]
    points_at: str = ""

    @property
    def kind(self) -> str:
        return self.on.split()[0]

    @property
    def platform(self) -> str:
        return self.on.split()[1]


class CaseFile(Value):
    """The cases of one clause."""

    clause: ClauseId
    cases: tuple[WrittenCase, ...]


@dataclass(frozen=True)
class Case:
    """A case and where it stands."""

    written: WrittenCase
    clause: str
    file: str
    line: int
    draft: Draft

    @property
    def part(self) -> str:
        return self.written.part

    @property
    def says(self) -> str:
        return self.written.case

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def offends(self) -> bool:
        """Whether it shows an offence against its part, and not an innocent draft that lies close by."""
        return self.written.verdict > Verdict.ALLOW and self.part in self.written.clauses


@dataclass(frozen=True)
class Outcome:
    """A case that was run; `wrong` says in plain words what came out otherwise, and is empty if nothing did."""

    case: Case
    report: Report
    wrong: tuple[str, ...]


def read_cast(policy: Policy) -> Known:
    """The people of a pack's cases; KnownError as `read_known` raises it."""
    return read_known(_folder(policy) / CAST)


def read_cases(policy: Policy, cast: Known) -> tuple[Case, ...]:
    """Every case of the pack, clause by clause; PolicyError lists the mistakes with file and line."""
    folder = _folder(policy)
    reader = _Reader(policy, folder, cast)
    cases = tuple(case for path in sorted((folder / "cases").glob("*.yaml")) for case in reader.file(path))
    if reader.mistakes:
        raise PolicyError(reader.mistakes)
    order = list(policy.clauses)
    return tuple(sorted(cases, key=lambda case: order.index(case.clause)))


def run(case: Case, cast: Known, policy: Policy) -> Outcome:
    """Screen a case's draft and compare."""
    report = screen(case.draft, cast, policy)
    return Outcome(case, report, tuple(_differences(case.written, report)))


def run_all(cases: Iterable[Case], cast: Known, policy: Policy) -> Iterator[Outcome]:
    """Every case, one after another."""
    return (run(case, cast, policy) for case in cases)


def _folder(policy: Policy) -> Path:
    if policy.folder is None:
        raise ValueError("only a pack that was loaded from a folder has cases")
    return policy.folder


@dataclass
class _Reader:
    """Reads case files, collecting their mistakes."""

    policy: Policy
    folder: Path
    cast: Known

    def __post_init__(self) -> None:
        self.mistakes: list[str] = []
        self._lines = Lines(self.folder)

    @kept
    def _people(self) -> dict[str, list[tuple[str, str]]]:
        """Name -> (id, school) of everyone who may be meant by it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for pupil in self.cast.pupils.values():
            for first in dict.fromkeys(filter(None, (pupil.known_as, pupil.first))):
                found.setdefault(f"{first} {pupil.last}", []).append((pupil.id, pupil.school))
        for adult in self.cast.staff.values():
            found.setdefault(f"{adult.first} {adult.last}", []).append((adult.id, adult.school))
        return found

    def file(self, path: Path) -> Iterator[Case]:
        name = f"cases/{path.name}"
        try:
            written = read(path.read_text(encoding="utf-8-sig"), CaseFile, name)
        except UnicodeDecodeError:
            self.mistakes.append(f"{name}:1: not UTF-8; expected UTF-8; hint: save it again as UTF-8")
            return
        except PolicyError as problem:
            self.mistakes.extend(problem.mistakes)
            return
        self._know(written.clause, self.policy.clauses, name, "clause", what="clause")
        for number, case in enumerate(written.cases):
            before = len(self.mistakes)
            draft = self._draft(case, name, number)
            self._look(case, written.clause, name, number)
            if len(self.mistakes) == before and written.clause in self.policy.clauses:
                yield Case(case, written.clause, name, self._lines.of(name, "cases", number), draft)

    def _wrong(self, file: str, path: tuple[str | int, ...], what: str, expected: str, hint: str) -> None:
        self.mistakes.append(f"{file}:{self._lines.of(file, *path)}: {what}; expected {expected}; hint: {hint}")

    def _know(self, name: str, known: Iterable[str], file: str, *path: str | int, what: str) -> None:
        names = tuple(known)
        if name not in names:
            self._wrong(file, path, f"there is no {what} {name!r}", f"a {what} of the pack", nearest(name, names))

    def _look(self, case: WrittenCase, clause: str, file: str, number: int) -> None:
        """Everything that a case names must be there, and it must not contradict itself."""
        policy, at = self.policy, ("cases", number)
        self._know(case.part, policy.clauses, file, *at, "part", what="clause")
        self._know(case.by, policy.roles, file, *at, "by", what="role")
        self._know(case.kind, CHANNEL_KINDS, file, *at, "on", what="kind of channel")
        self._know(case.platform, policy.platform_by_id, file, *at, "on", what="platform")
        for cited in case.clauses:
            self._know(cited, policy.clauses, file, *at, "clauses", what="clause")
        if not case.part.startswith(clause):
            self._wrong(
                file,
                (*at, "part"),
                f"{case.part} is not a part of {clause}",
                f"{clause} or a part of it",
                "move the case to its own file",
            )
        if bool(case.clauses) != (case.verdict > Verdict.ALLOW):
            self._wrong(
                file,
                (*at, "verdict"),
                "the verdict and the clauses do not fit each other",
                "clauses exactly where the verdict is not allow",
                "`clauses: []` goes with `verdict: allow`",
            )
        words = (case.text, *case.links, *(w for p in case.photos for w in (p.caption, p.alt, p.file, p.ocr)))
        if case.points_at and not any(case.points_at in text for text in words):
            self._wrong(
                file,
                (*at, "points_at"),
                "these words do not stand in the draft",
                "words of the draft",
                "copy them out of the text",
            )

    def _draft(self, case: WrittenCase, file: str, number: int) -> Draft:
        schools = self.cast.federation.schools
        school = case.school or (schools[0].code if schools else "")
        return Draft(
            id=f"{case.part}#{number + 1}",
            text=case.text,
            author_role=case.by,
            channel=Channel(kind=case.kind, platform=case.platform),
            audience=case.audience,
            photos=tuple(
                self._photo(photo, school, file, ("cases", number, "photos", n)) for n, photo in enumerate(case.photos)
            ),
            links=case.links,
            context=Context(
                school=school,
                account=case.account or ("registered" if case.kind == "sanctioned" else "personal"),
                direction=case.direction,
                permissions=case.permissions,
                faces_visible=case.faces_visible,
            ),
        )

    def _photo(self, photo: CasePhoto, school: str, file: str, path: tuple[str | int, ...]) -> Photo:
        return Photo(
            people=tuple(self._person(name, school, file, (*path, "shows")) for name in photo.shows),
            caption=photo.caption,
            alt=photo.alt,
            file=photo.file,
            ocr=photo.ocr,
            exif_gps=photo.gps,
        )

    def _person(self, name: str, school: str, file: str, path: tuple[str | int, ...]) -> str:
        """The id of the one who is meant: by id, else by name, else by name in the case's own school."""
        if name == "unknown" or name in self.cast.pupils or name in self.cast.staff:
            return name
        meant = self._people.get(name, [])
        if len(meant) > 1:
            meant = [person for person in meant if person[1] == school]
        if len(meant) == 1:
            return meant[0][0]
        if name in self._people:
            self._wrong(
                file, path, f"more than one person is called {name!r}", "one person of the cast", "write the id"
            )
        else:
            self._wrong(file, path, f"nobody is called {name!r}", f"somebody of {CAST}", nearest(name, self._people))
        return name


def _differences(case: WrittenCase, report: Report) -> Iterator[str]:
    if report.verdict != case.verdict:
        yield f"the verdict is {report.verdict.word}, and should be {case.verdict.word}"
    cited, wanted = {finding.clause for finding in report.findings}, set(case.clauses)
    if cited - wanted:
        yield f"it cites {', '.join(sorted(cited - wanted))} as well"
    if wanted - cited:
        yield f"it does not cite {', '.join(sorted(wanted - cited))}"
    found = [finding for finding in report.findings if finding.clause == case.part]
    if case.points_at and found and not any(_points(finding, case) for finding in found):
        quoted = ", ".join(f"“{finding.span}”" for finding in found if finding.span) or "nothing"
        yield f"{case.part} should point at “{case.points_at}”, and points at {quoted}"


def _points(finding: Finding, case: WrittenCase) -> bool:
    """Whether a finding's words and the case's share a stretch of the draft."""
    if finding.where != "text":
        return bool(finding.span) and (finding.span in case.points_at or case.points_at in finding.span)
    start = case.text.find(case.points_at)
    while start >= 0:
        if finding.start < start + len(case.points_at) and start < finding.end:
            return True
        start = case.text.find(case.points_at, start + 1)
    return False
