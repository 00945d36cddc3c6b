"""A policy as values: its clauses, what breaks them, who may lift them, what they make people owe.

Nothing here knows any one policy. A pack (a folder of YAML, see `pack.py`) gives the values.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gatepost.policy.verdict import Verdict

Force = Literal["must", "must_not", "strongly_advised", "recommended", "permitted", "see_parts"]
Practice = Literal["check", "permission", "duty", "advice"]
ChannelKind = Literal["sanctioned", "personal", "closed_group", "dm"]
CHANNEL_KINDS: tuple[ChannelKind, ...] = ("sanctioned", "personal", "closed_group", "dm")
RELATIONS: dict[str, str] = {
    "self": "whoever it is about",
    "guardian": "whoever answers for the child it is about",
    "signed_in": "everybody who has signed in",
    "public": "everybody, without signing in",
    "system": "the site itself, at its own jobs",
}  # whom an action may name beside roles and groups

ClauseId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.]*(-[A-Za-z0-9.]+)?$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=3)]
Host = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
Within = Annotated[
    str,
    Field(
        pattern=r"^(at once|no time stated|beforehand|same school day|"
        r"\d+ (minutes|hours|days|school days|working days|months|years))$"
    ),
]


def _verdict(value: Any) -> Any:
    return Verdict.of(value) if isinstance(value, str) else value


VerdictWord = Annotated[Verdict, BeforeValidator(_verdict)]


class Value(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Break(Value):
    """What one sign means under one clause: on which kinds of channel, by whom, how strictly."""

    sees: Slug
    verdict: VerdictWord
    on: tuple[ChannelKind, ...] = CHANNEL_KINDS
    by: tuple[str, ...] = ()
    limb: str = ""


class Told(Value):
    """Who is told of a break, and how fast."""

    who: tuple[Slug, ...]
    within: Within


class Costs(Value):
    """What it costs to judge wrongly, against a breach that is missed (1): where only likelihood can judge.

    `advised` is the cost of a breach that was only advised on, `held` of one that a person had to look at first.
    """

    blocked_in_vain: Annotated[float, Field(gt=0, le=100)] = 1.3
    stopped_in_vain: Annotated[float, Field(gt=0, le=100)] = 1
    advised_in_vain: Annotated[float, Field(gt=0, le=100)] = 0.38
    advised: Annotated[float, Field(ge=0, lt=1)] = 0.4
    held: Annotated[float, Field(ge=0, lt=1)] = 0.1

    def cheapest(self, likelihood: float, verdict: Verdict, *, may_block: bool) -> Verdict:
        """What costs least where a breach of this verdict is this likely."""
        innocent = 1 - likelihood
        stops = verdict >= Verdict.HOLD
        expected = {
            Verdict.ALLOW: likelihood,
            Verdict.ADVISE: innocent * self.advised_in_vain + likelihood * (self.advised if stops else 0),
        }
        if stops:
            expected[Verdict.HOLD] = innocent * self.stopped_in_vain + likelihood * self.held
        if verdict == Verdict.BLOCK and may_block:
            expected[Verdict.BLOCK] = innocent * self.blocked_in_vain
        return min(expected, key=lambda choice: expected[choice])

    def told_from(self, verdict: Verdict) -> float:
        """The likelihood from which a breach of this verdict is told at all."""
        stops = verdict >= Verdict.HOLD
        spared = 1 - (self.advised if stops else 0)
        by_advice = self.advised_in_vain / (self.advised_in_vain + spared)
        by_stopping = self.stopped_in_vain / (self.stopped_in_vain + 1 - self.held)
        return min(by_advice, by_stopping) if stops else by_advice


class Clause(Value):
    """A clause, or a lettered part of one (`parts` is empty then)."""

    id: ClauseId
    title: Sentence
    says: Sentence
    binds: tuple[str, ...]
    force: Force
    practice: tuple[Practice, ...]
    breaks: tuple[Break, ...] = ()
    lifted_by: tuple[Slug, ...] = ()
    told: tuple[Told, ...] = ()
    duties: tuple[Slug, ...] = ()
    advice: str = ""
    afterwards: str = ""
    absorbs: tuple[str, ...] = ()
    last_resort: bool = False
    costs: Costs | None = None
    tone: bool = False
    planned: tuple[Sentence, ...] = ()
    asked: tuple[Sentence, ...] = ()
    parts: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause, then its parts."""
        yield self
        yield from self.parts


class Section(Value):
    """One file of clauses."""

    section: str
    title: Sentence
    clauses: tuple[Clause, ...]


class Purpose(Value):
    """Why the policy exists, in one sentence."""

    id: int
    says: Sentence


class Definition(Value):
    """A word of the policy and what it means there."""

    term: Sentence
    means: Sentence


class Role(Value):
    """A role that a person may hold; `groups` are names that a clause may bind by.

    `bound` tells those whom the policy binds from outsiders; `employed` those who work for the school,
    `child` the pupils; `second_factor` those who sign in with more than a password.
    """

    id: Slug
    title: Sentence
    groups: tuple[Slug, ...] = ()
    bound: bool = True
    employed: bool = False
    child: bool = False
    second_factor: bool = False


class LinkedPolicy(Value):
    """Another policy or law that this one leans on."""

    title: Sentence
    kind: Literal["policy", "law", "guidance"]


class Grant(Value):
    """A permission that somebody may give, and what it lifts."""

    id: Slug
    title: Sentence
    clause: ClauseId
    given_by: tuple[Slug, ...]
    evidence: Sentence
    beforehand: bool = True
    written: bool = True
    scope: tuple[Literal["subject", "channel", "dates", "use", "event", "artwork", "relation", "site"], ...]
    lifts: tuple[Slug, ...] = ()


class Happening(Value):
    """Something that raises duties. `told_by` are the roles that may tell of it; nobody where the site itself knows.

    `about` says that it may concern one of those bound by the policy, who then never sees what comes of it.
    `urgent` lets letters go out at any hour, and `notice` is all that they say of it. What `comes_round`
    does so for everybody who owes, once or with each school year.
    """

    id: Slug
    title: Sentence
    says: str = ""
    told_by: tuple[Slug, ...] = ()
    about: bool = False
    urgent: bool = False
    notice: Literal["safeguarding", "duty", "question", "decision"] = "duty"
    comes_round: Literal["", "once", "yearly"] = ""


class Duty(Value):
    """An act that a role owes to others within a time after an event: `raised_by` names what raises it on the site.

    `by_event`: it is not done by saying so, but by what the site itself sees done.
    """

    id: Slug
    clause: ClauseId
    owes: tuple[Slug, ...]
    what: Sentence
    to: tuple[Slug, ...] = ()
    after: Sentence
    within: Within
    then: tuple[Slug, ...] = ()
    stated: bool = True
    raised_by: tuple[Slug, ...] = ()
    title: str = ""
    by_event: bool = False


class PlatformKind(Value):
    """A kind of platform, named in the policy or added to its open list."""

    id: Slug
    title: Sentence
    named: bool


class Platform(Value):
    """A platform: its hosts and what it has. `use` marks the school's website, an account's About text, and games."""

    id: Slug
    title: str
    kinds: tuple[Slug, ...]
    hosts: tuple[Host, ...] = ()
    messages: bool
    comments: bool
    about: bool
    named: bool = False
    adult: bool = False
    use: Literal["", "website", "about_text", "game"] = ""


class Heading(Value):
    """`policy.yaml`: what the pack is, whom it binds, and the words it uses."""

    id: Slug
    title: Sentence
    version: Annotated[str, Field(min_length=1)]
    effective: date
    document: str = ""
    purposes: tuple[Purpose, ...]
    definitions: tuple[Definition, ...] = ()
    scope: tuple[Sentence, ...] = ()
    roles: tuple[Role, ...]
    costs: Costs = Costs()
    linked: tuple[LinkedPolicy, ...] = ()
    procedure: tuple[Sentence, ...] = ()


class Action(Value):
    """What somebody may do on the site, and who: roles, groups of roles, or one of the RELATIONS.

    A role counts in the school in which it is held; `everywhere` needs one held in the whole federation.
    `fresh` asks for a fresh sign-in; `not_own` denies whoever it is about.
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$")]
    title: Sentence
    allowed: tuple[Slug, ...]
    clauses: tuple[ClauseId, ...] = ()
    fresh: bool = False
    not_own: bool = False
    everywhere: bool = False


class Grants(Value):
    """`authority.yaml`."""

    grants: tuple[Grant, ...]
    actions: tuple[Action, ...] = ()


class Duties(Value):
    """`duties.yaml`."""

    duties: tuple[Duty, ...]
    happenings: tuple[Happening, ...] = ()


class Platforms(Value):
    """`platforms.yaml`."""

    kinds: tuple[PlatformKind, ...]
    platforms: tuple[Platform, ...]
