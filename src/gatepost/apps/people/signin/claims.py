"""What the school's own accounts (Google, Microsoft, another) say of somebody, and how much of it counts here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Claims = Mapping[str, Any]


class Reason(Enum):
    """Why somebody is not let in."""

    OUTSIDE = "outside"  # an account of somebody outside the federation
    UNPROVED = "unproved"  # an address that the provider does not vouch for
    UNREADABLE = "unreadable"  # groups that did not come along
    UNKNOWN = "unknown"  # nobody of that address has a role here
    UNINVITED = "uninvited"  # a role with a second factor, and no invitation
    SEVERAL = "several"  # more than one person has that address
    WITHDRAWN = "withdrawn"
    ANOTHER = "another"  # somebody else than has signed in
    COMPANY_ONLY = "company_only"  # a role from a group, but not the school's account


class NotWelcome(Exception):  # noqa: N818 (it reads as a sentence: raise NotWelcome)
    """Somebody is not let in."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Rules:
    """What is asked of a provider: `kind` is google, entra or other."""

    kind: str = "other"
    tenant: str = ""
    hosted: str = ""
    groups: str = "groups"
    second_factor: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Vouched:
    """What a provider vouches for. `at` is when the person last proved who they are, if it says so."""

    email: str
    groups: frozenset[str] = field(default=frozenset())
    second_factor: bool = False
    at: int | None = None


def read(id_token: Claims, userinfo: Claims, rules: Rules, domains: frozenset[str]) -> Vouched:
    """What counts of it; NotWelcome for anybody who is not of the federation."""
    if userinfo and userinfo.get("sub") != id_token.get("sub"):
        raise NotWelcome(Reason.UNPROVED)  # an answer about somebody else than the token is about
    both = {**userinfo, **id_token}
    email = str(both.get("email") or "").strip().lower()
    if (
        email.count("@") != 1
        or email.rpartition("@")[2] not in domains
        or not _of_the_federation(id_token, rules, domains)
    ):
        raise NotWelcome(Reason.OUTSIDE)
    if not _proved(both, email, rules):
        raise NotWelcome(Reason.UNPROVED)
    return Vouched(email, _groups(both, rules), _second_factor(id_token, rules), _at(id_token))


def _of_the_federation(token: Claims, rules: Rules, domains: frozenset[str]) -> bool:
    """A private Google account may bear a school address, and any Microsoft tenant may name one: both say whose they are."""
    if rules.kind == "google":
        hosted = str(token.get("hd") or "").lower()
        return hosted == rules.hosted.lower() if rules.hosted else hosted in domains
    if rules.kind == "entra":
        return bool(rules.tenant) and token.get("tid") == rules.tenant
    return True


def _proved(claims: Claims, email: str, rules: Rules) -> bool:
    if claims.get("email_verified") in (True, "true"):
        return True
    if rules.kind != "entra":
        return False
    # Entra proves the domain of the sign-in name, not the address beside it, unless it says so.
    return claims.get("xms_edov") in (True, 1, "1", "true") or str(claims.get("preferred_username")).lower() == email


def _groups(claims: Claims, rules: Rules) -> frozenset[str]:
    """No groups in the token is to be in none; but where Entra left them out for being many, nobody can tell."""
    elsewhere = claims.get("_claim_names")
    if claims.get("hasgroups") or (isinstance(elsewhere, Mapping) and rules.groups in elsewhere):
        raise NotWelcome(Reason.UNREADABLE)
    found = claims.get(rules.groups, ())
    return frozenset(str(group) for group in found) if isinstance(found, list | tuple) else frozenset({str(found)})


def _second_factor(token: Claims, rules: Rules) -> bool:
    """Whether a way that counts is among those by which the provider says the person signed in."""
    ways: set[str] = set()
    for name in ("amr", "acr", "acrs"):
        said = token.get(name, ())
        ways.update(map(str, said) if isinstance(said, list | tuple) else [str(said)])
    return bool(ways & rules.second_factor)


def _at(token: Claims) -> int | None:
    at = token.get("auth_time")
    return int(at) if isinstance(at, int | float) and not isinstance(at, bool) else None
