"""What an entry's hash covers, as bytes: the one definition, with no database in it.

The canonical form is the entry as a JSON object in the form of RFC 8785 (keys in order, no spaces, UTF-8). Its hash is
SHA-256 over a zero byte and that form, which is what RFC 9162 calls a leaf: chain and tree are made of the same hashes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

Value = str | int | bool | None

FORMAT = "gatepost-entry-v1"
BEFORE_THE_FIRST = ""  # what entry 1 follows
_MOST = 2**53 - 1  # the greatest number that every reader of JSON reads alike
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_AT = "%Y-%m-%dT%H:%M:%S.%fZ"
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


class Facts(NamedTuple):
    """All of an entry that its hash covers."""

    number: int
    at: datetime
    event: str
    by: UUID
    role: str
    action: str
    subject: str
    clauses: tuple[str, ...]
    says: Mapping[str, Value]
    sealed: Mapping[str, str]  # whose personal values stand beside the entry, and the hash of each ciphertext
    policy: str  # the hash of the policy of that moment: a clause means what it meant then
    request_id: str
    previous: str


def as_json(facts: Facts) -> dict[str, Any]:
    """The entry as a JSON object."""
    return {
        "format": FORMAT,
        "number": facts.number,
        "at": facts.at.astimezone(UTC).strftime(_AT),
        "event": facts.event,
        "by": str(facts.by),
        "role": facts.role,
        "action": facts.action,
        "subject": facts.subject,
        "clauses": list(facts.clauses),
        "says": dict(facts.says),
        "sealed": dict(facts.sealed),
        "policy": facts.policy,
        "request_id": facts.request_id,
        "previous": facts.previous,
    }


def from_json(found: Mapping[str, Any]) -> Facts:
    """The entry of a JSON object; ValueError for one that is no entry."""
    try:
        facts = Facts(
            found["number"],
            datetime.strptime(found["at"], _AT).replace(tzinfo=UTC),
            found["event"],
            UUID(found["by"]),
            found["role"],
            found["action"],
            found["subject"],
            tuple(found["clauses"]),
            found["says"],
            found["sealed"],
            found["policy"],
            found["request_id"],
            found["previous"],
        )
        same = as_json(facts) == dict(found)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise ValueError("not an entry of a ledger") from problem
    if not same:
        raise ValueError("an entry with something that its hash would not cover")
    return facts


def canonical(facts: Facts) -> bytes:
    """The entry as bytes."""
    return _written(as_json(facts)).encode()


def entry_hash(facts: Facts) -> str:
    """The entry's hash, in hexadecimal."""
    return hashlib.sha256(b"\0" + canonical(facts)).hexdigest()


def sealed_hash(nonce: bytes, ciphertext: bytes) -> str:
    """The hash that stands in an entry for personal values: of what is locked away, never of the values themselves."""
    return hashlib.sha256(nonce + ciphertext).hexdigest()


def sound(says: Mapping[str, Value]) -> dict[str, Value]:
    """The values if every database and every reader will give them back alike; ValueError names one that is not."""
    for name, value in says.items():
        if not _NAME.match(name):
            raise ValueError(f"says[{name!r}]: a name is small letters, digits and underscores")
        if not isinstance(value, str | int | bool | None):
            raise ValueError(f"says[{name!r}]: text, a whole number, yes or no, or None; not {type(value).__name__}")
        if isinstance(value, int) and abs(value) > _MOST:
            raise ValueError(f"says[{name!r}]: a number beyond what every reader reads alike")
        if isinstance(value, str):
            plain(f"says[{name!r}]", value)
    return dict(says)


def plain(where: str, text: str) -> str:
    """The text if it can be stored and read back; ValueError says where one cannot."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(f"{where}: holds a character that cannot be stored")
    return text
