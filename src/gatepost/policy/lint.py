"""What may be wrong with a pack that reads well: names that lead nowhere, clauses that nothing practises.

Shapes, keys and types are looked at by `load`; this looks at what the parts of a pack say of each other.
The signs that a checker can see are handed in, since the policy itself knows no checker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gatepost.policy.citing import CaseLike
from gatepost.policy.clause import CHANNEL_KINDS, Clause
from gatepost.policy.lines import Lines
from gatepost.policy.lint_actions import mistakes_of_actions
from gatepost.policy.mistake import Mistake, Step
from gatepost.policy.pack import Policy
from gatepost.policy.reading import nearest

CASES_EACH_WAY = 3


class _Placed(NamedTuple):
    """A clause or part, and where it stands."""

    clause: Clause
    file: str
    path: tuple[Step, ...]
    whole: Clause | None = None

    def wrong(self, what: str, expected: str, hint: str, *steps: Step) -> Mistake:
        return Mistake(self.file, (*self.path, *steps), f"{self.clause.id}: {what}", expected, hint)


@dataclass(frozen=True)
class _Pack:
    """A policy as the rules below look at it."""

    policy: Policy
    folder: Path
    signs: Collection[str]
    needed: Collection[str]
    cases: tuple[CaseLike, ...] | None
    actions: Collection[str] | None

    @cached_property
    def clauses(self) -> tuple[_Placed, ...]:
        files = sorted(f"clauses/{path.name}" for path in (self.folder / "clauses").glob("*.yaml"))
        return tuple(
            placed
            for file, section in zip(files, self.policy.sections, strict=True)
            for number, clause in enumerate(section.clauses)
            for placed in _with_parts(clause, file, ("clauses", number))
        )

    @cached_property
    def people(self) -> frozenset[str]:
        """Every name that roles can be meant by."""
        groups = {group for role in self.policy.heading.roles for group in role.groups}
        return frozenset({"everyone", "anyone", *self.policy.roles, *groups})


def lint(
    policy: Policy,
    *,
    signs: Collection[str],
    needed: Collection[str] = (),
    cases: Iterable[CaseLike] | None = None,
    actions: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Every mistake of a loaded pack as `file:line: what; expected …; hint: …`, in the order of the files.

    `signs` are all that a checker can see, `needed` those that every pack must give a meaning to.
    `actions` are all that the site can do. Without them, or without `cases`, nobody asks about those.
    """
    if policy.folder is None:
        raise ValueError("only a pack that was loaded from a folder can be looked at")
    pack = _Pack(policy, policy.folder, signs, needed, None if cases is None else tuple(cases), actions)
    lines = Lines(policy.folder)
    found = [
        (mistake.file, lines.of(mistake.file, *mistake.path), mistake) for rule in _RULES for mistake in rule(pack)
    ]
    found.sort(key=lambda entry: entry[:2])
    return tuple(
        f"{file}:{line}: {wrong.what}; expected {wrong.expected}; hint: {wrong.hint}" for file, line, wrong in found
    )


def _with_parts(clause: Clause, file: str, path: tuple[Step, ...]) -> Iterator[_Placed]:
    yield _Placed(clause, file, path)
    for number, part in enumerate(clause.parts):
        yield _Placed(part, file, (*path, "parts", number), clause)


def _ids_stand_once(pack: _Pack) -> Iterator[Mistake]:
    policy = pack.policy
    lists: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("policy.yaml", "roles", tuple(role.id for role in policy.heading.roles)),
        ("authority.yaml", "grants", tuple(grant.id for grant in policy.grants)),
        ("authority.yaml", "actions", tuple(action.id for action in policy.actions)),
        ("duties.yaml", "duties", tuple(duty.id for duty in policy.duties)),
        ("duties.yaml", "happenings", tuple(one.id for one in policy.happenings)),
        ("platforms.yaml", "kinds", tuple(kind.id for kind in policy.kinds)),
        ("platforms.yaml", "platforms", tuple(platform.id for platform in policy.platforms)),
    )
    for file, key, ids in lists:
        for number, repeated in _repeated(ids):
            yield Mistake(
                file, (key, number), f"{repeated!r} stands twice", "each id once", "give one of them another id"
            )
    for number, repeated in _repeated([placed.clause.id for placed in pack.clauses]):
        yield pack.clauses[number].wrong("this id stands twice", "each id once", f"look for the other {repeated}", "id")


def _repeated(ids: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The place and the id of each that has stood before."""
    seen: Counter[str] = Counter()
    for number, name in enumerate(ids):
        if seen[name]:
            yield number, name
        seen[name] += 1


def _hosts_belong_to_one_platform(pack: _Pack) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for number, platform in enumerate(pack.policy.platforms):
        for place, host in enumerate(platform.hosts):
            owner = owners.setdefault(host, platform.id)
            if owner != platform.id or host in platform.hosts[:place]:
                yield Mistake(
                    "platforms.yaml",
                    ("platforms", number, "hosts", place),
                    f"{host} belongs to {owner} already",
                    "each host once",
                    "an address must lead to one platform",
                )


def _part_ids_begin_with_their_clause(pack: _Pack) -> Iterator[Mistake]:
    for placed in pack.clauses:
        if placed.whole and (not placed.clause.id.startswith(placed.whole.id) or placed.clause.id == placed.whole.id):
            yield placed.wrong(
                "a part whose id does not begin with its clause's",
                f"{placed.whole.id} and a letter",
                f"such as {placed.whole.id}a",
                "id",
            )
        if placed.whole and placed.clause.parts:
            yield placed.wrong("a part of a part", "parts one level deep", "make it a clause", "parts")


def _signs_exist(pack: _Pack) -> Iterator[Mistake]:
    for placed in pack.clauses:
        for number, rule in enumerate(placed.clause.breaks):
            if rule.sees not in pack.signs:
                yield placed.wrong(
                    f"no check sees {rule.sees!r}",
                    "a sign of the checker",
                    nearest(rule.sees, pack.signs),
                    "breaks",
                    number,
                    "sees",
                )
    for number, grant in enumerate(pack.policy.grants):
        for sign in grant.lifts:
            if sign not in pack.signs:
                yield Mistake(
                    "authority.yaml",
                    ("grants", number, "lifts"),
                    f"{grant.id}: no check sees {sign!r}",
                    "a sign of the checker",
                    nearest(sign, pack.signs),
                )


def _needed_signs_have_a_meaning(pack: _Pack) -> Iterator[Mistake]:
    """For whoever posts wherever: what a checker cannot tell must hold."""
    for sign in sorted(pack.needed):
        bare = [kind for kind in CHANNEL_KINDS if not pack.policy.meanings(sign, "", kind)]
        if bare and pack.clauses:
            yield Mistake(
                pack.clauses[0].file,
                (),
                f"no clause says what {sign!r} means on {', '.join(bare)}",
                f"{{sees: {sign}, verdict: hold, by: [anyone]}} under some clause",
                "what it cannot tell must hold",
            )


def _people_exist(pack: _Pack) -> Iterator[Mistake]:
    def unknown(names: Iterable[str]) -> list[str]:
        return [name for name in names if name not in pack.people]

    for placed in pack.clauses:
        clause = placed.clause
        lists = [(("binds",), clause.binds)]
        lists += [(("breaks", number, "by"), rule.by) for number, rule in enumerate(clause.breaks)]  # type: ignore[misc]
        lists += [(("told", number, "who"), told.who) for number, told in enumerate(clause.told)]  # type: ignore[misc]
        for path, names in lists:
            for name in unknown(names):
                yield placed.wrong(
                    f"nobody is {name!r}", "a role or group of policy.yaml", nearest(name, pack.people), *path
                )
    for number, grant in enumerate(pack.policy.grants):
        for name in unknown(grant.given_by):
            yield Mistake(
                "authority.yaml",
                ("grants", number, "given_by"),
                f"{grant.id}: nobody is {name!r}",
                "a role or group of policy.yaml",
                nearest(name, pack.people),
            )
    for number, duty in enumerate(pack.policy.duties):
        for key, names in (("owes", duty.owes), ("to", duty.to), ("then", duty.then)):
            for name in unknown(names):
                yield Mistake(
                    "duties.yaml",
                    ("duties", number, key),
                    f"{duty.id}: nobody is {name!r}",
                    "a role or group of policy.yaml",
                    nearest(name, pack.people),
                )


def _happenings_lead_somewhere(pack: _Pack) -> Iterator[Mistake]:
    known = pack.policy.happening_by_id
    for number, duty in enumerate(pack.policy.duties):
        for name in duty.raised_by:
            if name not in known:
                what = f"{duty.id}: nothing that happens is called {name!r}"
                yield Mistake(
                    "duties.yaml", ("duties", number, "raised_by"), what, "an id of `happenings`", nearest(name, known)
                )
    raising = {name for duty in pack.policy.duties for name in duty.raised_by}
    for number, one in enumerate(pack.policy.happenings):
        for name in one.told_by:
            if name not in pack.people:
                yield Mistake(
                    "duties.yaml",
                    ("happenings", number, "told_by"),
                    f"{one.id}: nobody is {name!r}",
                    "a role or group of policy.yaml",
                    nearest(name, pack.people),
                )
        if one.id not in raising:
            yield Mistake(
                "duties.yaml",
                ("happenings", number),
                f"{one.id} raises nothing",
                "a duty with it under `raised_by`",
                "give a duty to it, or take it out",
            )


def _references_lead_somewhere(pack: _Pack) -> Iterator[Mistake]:
    policy = pack.policy
    duties, kinds = {duty.id for duty in policy.duties}, {kind.id for kind in policy.kinds}
    for placed in pack.clauses:
        clause = placed.clause
        for key, names, known, file in (
            ("lifted_by", clause.lifted_by, policy.grant_by_id.keys(), "authority.yaml"),
            ("duties", clause.duties, duties, "duties.yaml"),
            ("absorbs", clause.absorbs, policy.clauses.keys(), "the clauses"),
        ):
            for name in names:
                if name not in known:
                    yield placed.wrong(f"{key}: there is no {name!r}", f"an id of {file}", nearest(name, known), key)
    owners = [
        ("authority.yaml", "grants", number, grant.id, grant.clause) for number, grant in enumerate(policy.grants)
    ]
    owners += [("duties.yaml", "duties", number, duty.id, duty.clause) for number, duty in enumerate(policy.duties)]
    for file, top, number, name, clause_id in owners:
        if clause_id not in policy.clauses:
            yield Mistake(
                file,
                (top, number, "clause"),
                f"{name}: there is no clause {clause_id!r}",
                "an id of a clause",
                nearest(clause_id, policy.clauses),
            )
    for number, platform in enumerate(policy.platforms):
        for kind in platform.kinds:
            if kind not in kinds:
                yield Mistake(
                    "platforms.yaml",
                    ("platforms", number, "kinds"),
                    f"{platform.id}: there is no kind {kind!r}",
                    "an id of the kinds above",
                    nearest(kind, kinds),
                )


def _practice_is_practised(pack: _Pack) -> Iterator[Mistake]:
    """What a clause says it is practised by stands under it or under a part of it, or is planned."""
    for placed in pack.clauses:
        family = tuple(placed.clause.walk())
        if any(clause.planned for clause in family):
            continue
        for word, key in (("check", "breaks"), ("duty", "duties"), ("permission", "lifted_by"), ("advice", "advice")):
            if word in placed.clause.practice and not any(getattr(clause, key) for clause in family):
                yield placed.wrong(
                    f"its practice names a {word}, and there is none",
                    f"`{key}:`, or what is `planned:`",
                    f"add it, or take {word} out of its practice",
                    "practice",
                )


def _checked_parts_have_cases(pack: _Pack) -> Iterator[Mistake]:
    if pack.cases is None:
        return
    offending = Counter(case.part for case in pack.cases if case.offends)
    innocent = Counter(case.part for case in pack.cases if not case.offends)
    for placed in pack.clauses:
        clause = placed.clause
        if "check" not in clause.practice or not clause.breaks:
            continue
        if min(offending[clause.id], innocent[clause.id]) < CASES_EACH_WAY:
            whole = placed.whole or clause
            yield placed.wrong(
                f"{offending[clause.id]} offending and {innocent[clause.id]} innocent cases",
                f"at least {CASES_EACH_WAY} of each",
                f"write them into cases/{whole.id}.yaml",
            )


def _actions_name_who_and_what_there_is(pack: _Pack) -> Iterator[Mistake]:
    return mistakes_of_actions(pack.policy, pack.people, pack.actions)


_RULES = (
    _ids_stand_once,
    _hosts_belong_to_one_platform,
    _part_ids_begin_with_their_clause,
    _signs_exist,
    _needed_signs_have_a_meaning,
    _people_exist,
    _happenings_lead_somewhere,
    _references_lead_somewhere,
    _actions_name_who_and_what_there_is,
    _practice_is_practised,
    _checked_parts_have_cases,
)
