"""A policy pack: a folder of YAML read into one frozen `Policy` with a content hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from gatepost.policy.clause import (
    Action,
    Break,
    Clause,
    Costs,
    Duties,
    Duty,
    Grant,
    Grants,
    Happening,
    Heading,
    Platform,
    PlatformKind,
    Platforms,
    Role,
    Section,
)
from gatepost.policy.reading import Model, PolicyError, nearest, read

BUNDLED = "learn_to_live"
FILES = ("policy.yaml", "authority.yaml", "duties.yaml", "platforms.yaml")


@dataclass(frozen=True)
class Meaning:
    """A sign under a clause: what a finding will say of it."""

    clause: Clause
    rule: Break


@dataclass(frozen=True)
class Policy:
    """All of a pack. `version`, `effective` and `digest` go with every verdict."""

    heading: Heading
    sections: tuple[Section, ...]
    grants: tuple[Grant, ...]
    duties: tuple[Duty, ...]
    kinds: tuple[PlatformKind, ...]
    platforms: tuple[Platform, ...]
    digest: str
    folder: Path | None = field(default=None, compare=False)
    actions: tuple[Action, ...] = ()
    happenings: tuple[Happening, ...] = ()

    @property
    def id(self) -> str:
        """The name of the pack, as in `learn_to_live`."""
        return self.heading.id

    @property
    def version(self) -> str:
        """The version that its owner gave it."""
        return self.heading.version

    @property
    def effective(self) -> date:
        """The day from which it holds."""
        return self.heading.effective

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause and part by its id, in the order of the policy."""
        return MappingProxyType({c.id: c for s in self.sections for top in s.clauses for c in top.walk()})

    def costs(self, clause: Clause) -> Costs:
        """What it costs to judge this clause wrongly: its own figures, or the pack's."""
        return clause.costs or self.heading.costs

    def title(self, clause: str) -> str:
        """A clause's title; a finding that the pack gave no clause was one that could not be told."""
        known = self.clauses.get(clause)
        return known.title if known else "could not be told"

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Every role by its id."""
        return MappingProxyType({role.id: role for role in self.heading.roles})

    @cached_property
    def platform_by_id(self) -> Mapping[str, Platform]:
        """Every platform by its id."""
        return MappingProxyType({p.id: p for p in self.platforms})

    @cached_property
    def platform_by_host(self) -> Mapping[str, Platform]:
        """Every platform by each of its hosts."""
        return MappingProxyType({host: p for p in self.platforms for host in p.hosts})

    @cached_property
    def grant_by_id(self) -> Mapping[str, Grant]:
        """Every permission that can be given, by its id."""
        return MappingProxyType({g.id: g for g in self.grants})

    @cached_property
    def duty_by_id(self) -> Mapping[str, Duty]:
        """Every duty by its id."""
        return MappingProxyType({duty.id: duty for duty in self.duties})

    @cached_property
    def happening_by_id(self) -> Mapping[str, Happening]:
        """Everything that raises duties, by its id."""
        return MappingProxyType({one.id: one for one in self.happenings})

    def roles_named(self, names: Iterable[str]) -> tuple[str, ...]:
        """The ids of the roles that these names (roles, groups of roles) mean, in the order of the policy."""
        wanted = frozenset(names)
        return tuple(role for role in self.roles if self.groups_of(role) & wanted)

    @cached_property
    def action_by_id(self) -> Mapping[str, Action]:
        """Every action of the site by its id."""
        return MappingProxyType({a.id: a for a in self.actions})

    def platform_of(self, host: str) -> Platform | None:
        """The platform that `host` belongs to, by its own name or a parent domain's."""
        labels = host.lower().rstrip(".").split(".")
        for start in range(len(labels) - 1):
            found = self.platform_by_host.get(".".join(labels[start:]))
            if found:
                return found
        return None

    def groups_of(self, role: str) -> frozenset[str]:
        """The names by which a clause binds `role`: itself, its groups, `everyone`, `anyone`."""
        known = self.roles.get(role)
        if known is None:
            return frozenset({"anyone"})
        everyone = {"everyone"} if known.bound else set()
        return frozenset({role, *known.groups, *everyone, "anyone"})

    @cached_property
    def _meanings(self) -> dict[tuple[str, str, str], tuple[Meaning, ...]]:
        return {}

    def meanings(self, sign: str, role: str, channel: str) -> tuple[Meaning, ...]:
        """What `sign` means when `role` posts on a `channel` of this kind: none, one or several clauses."""
        key = (sign, role, channel)
        found = self._meanings.get(key)
        if found is None:
            found = tuple(self._read_meanings(sign, self.groups_of(role), channel))
            if len(self._meanings) < 10_000:  # a stream of invented roles must not fill the memory
                self._meanings[key] = found
        return found

    @cached_property
    def _matter(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    def signs_that_matter(self, role: str, channel: str) -> frozenset[str]:
        """The signs that mean anything when `role` posts on a `channel` of this kind."""
        found = self._matter.get((role, channel))
        if found is None:
            named = {rule.sees for clause in self.clauses.values() for rule in clause.breaks}
            found = frozenset(sign for sign in named if self.meanings(sign, role, channel))
            if len(self._matter) < 1_000:
                self._matter[role, channel] = found
        return found

    def _read_meanings(self, sign: str, groups: frozenset[str], channel: str) -> Iterator[Meaning]:
        unknown = channel not in ("sanctioned", "personal", "closed_group", "dm")
        for clause in self.clauses.values():
            for rule in clause.breaks:
                if (
                    rule.sees == sign
                    and (unknown or channel in rule.on)
                    and groups & frozenset(rule.by or clause.binds)
                ):
                    yield Meaning(clause, rule)


def load(folder: Path | str | None = None) -> Policy:
    """The pack in `folder`, or the bundled Learn to Live pack; PolicyError lists every mistake."""
    if folder is None:
        with resources.as_file(resources.files("gatepost.policy.packs") / BUNDLED) as bundled:
            return load(bundled)
    folder = Path(folder)
    return _read(folder, tuple(_texts(folder).items()))


@lru_cache(maxsize=2)
def _read(folder: Path, files: tuple[tuple[str, str], ...]) -> Policy:
    """The pack of these texts; what was read before is not read again while its files say the same."""
    texts = dict(files)
    mistakes: list[str] = []

    def part(file: str, model: type[Model]) -> Model | None:
        try:
            return read(texts[file], model, file)
        except PolicyError as problem:
            mistakes.extend(problem.mistakes)
            return None

    heading, grants = part("policy.yaml", Heading), part("authority.yaml", Grants)
    duties, platforms = part("duties.yaml", Duties), part("platforms.yaml", Platforms)
    sections = [part(file, Section) for file in texts if file.startswith("clauses/")]
    if mistakes or heading is None or grants is None or duties is None or platforms is None:
        raise PolicyError(mistakes)
    _check_grants([section for section in sections if section], {grant.id for grant in grants.grants})
    return Policy(
        heading=heading,
        sections=tuple(section for section in sections if section),
        grants=grants.grants,
        actions=grants.actions,
        duties=duties.duties,
        happenings=duties.happenings,
        kinds=platforms.kinds,
        platforms=platforms.platforms,
        digest=_digest(texts),
        folder=folder,
    )


def _check_grants(sections: list[Section], known: set[str]) -> None:
    """A verdict names what would lift it, so every permission that a clause names must be there."""
    mistakes = [
        f"clauses: {clause.id}: lifted_by: {grant!r} is no permission; expected one of authority.yaml; "
        f"hint: {nearest(grant, known)}"
        for section in sections
        for top in section.clauses
        for clause in top.walk()
        for grant in clause.lifted_by
        if grant not in known
    ]
    if mistakes:
        raise PolicyError(mistakes)


def _texts(folder: Path) -> dict[str, str]:
    """Every file that makes the policy what it is, by its name in the pack."""
    if not folder.is_dir():
        raise PolicyError([f"{folder}: no such folder; expected a policy pack; hint: see docs/writing-a-policy.md"])
    names = [*FILES, *sorted(f"clauses/{path.name}" for path in (folder / "clauses").glob("*.yaml"))]
    missing = [f"{name}:1: no such file; expected it in the pack; hint: copy its form from the bundled pack"
               for name in FILES if not (folder / name).is_file()]  # fmt: skip
    if len(names) == len(FILES):
        missing.append(
            "clauses:1: no clauses; expected clauses/*.yaml; hint: one file a section, such as clauses/1-KP.yaml"
        )
    if missing:
        raise PolicyError(missing)
    return {name: _text(folder / name, name) for name in names}


def _text(path: Path, name: str) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise PolicyError(
            [f"{name}:{data.count(10, 0, problem.start) + 1}: not UTF-8; expected UTF-8; hint: save it again as UTF-8"]
        ) from None


def _digest(texts: Mapping[str, str]) -> str:
    """SHA-256 over names and contents: what a verdict carries to say which policy it is of."""
    hasher = hashlib.sha256()
    for name in sorted(texts):
        for piece in (name, texts[name].replace("\r\n", "\n").replace("\r", "\n")):
            data = piece.encode("utf-8", "surrogatepass")
            hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()
