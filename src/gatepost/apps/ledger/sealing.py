"""Personal values under lock: a key a person, itself locked with the installation's key. A destroyed key locks for good."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from gatepost.apps.ledger import chain
from gatepost.apps.ledger.models import PersonKey, Sealed

_NONCE = 12
_OF_KEYS, _OF_VALUES = b"gatepost person key\0", b"gatepost sealed values\0"


class KeyDestroyed(Exception):  # noqa: N818 (it reads as a sentence: raise KeyDestroyed)
    """This person was erased: nothing personal can be recorded of them any more."""


class WrongLedgerKey(Exception):  # noqa: N818 (it reads as a sentence)
    """A key of a person that the installation's key does not open."""

    def __init__(self) -> None:
        super().__init__(
            "the personal values of the ledger are locked with another key; hint: is GATEPOST_LEDGER_KEY the one that "
            "this database began with?"
        )


def derived(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, made from the installation's key (HKDF)."""
    return _derived(secret, purpose)


def keys_for(people: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """The key of each person, new where somebody has none; KeyDestroyed for one who was erased."""
    asked = set(people)
    if not asked:
        return {}
    rows = PersonKey.objects.in_bulk(asked)
    for row in rows.values():
        if row.destroyed_at is not None:
            raise KeyDestroyed(f"person {row.person} was erased; nothing personal can be recorded of them")
    new = {person: AESGCM.generate_key(256) for person in sorted(asked - rows.keys())}
    PersonKey.objects.bulk_create(PersonKey(person=who, wrapped=wrapped(key, who)) for who, key in new.items())
    known = {who: unwrapped(bytes(row.wrapped), who) for who, row in rows.items()}
    return {who: AESGCM(key) for who, key in (known | new).items()}


def seal(number: int, person: UUID, values: Mapping[str, str], key: AESGCM) -> Sealed:
    """Personal values locked for one entry and one person: moved to another of either they do not open."""
    for name, value in values.items():
        chain.plain(f"personal value {name!r}", value)  # never the value itself: it would end in a log
    nonce = os.urandom(_NONCE)
    told = json.dumps(dict(values), sort_keys=True, ensure_ascii=False).encode()
    ciphertext = key.encrypt(nonce, told, _about(number, person))
    return Sealed(entry_id=number, person=person, nonce=nonce, ciphertext=ciphertext)


def opened(sealed: Iterable[Sealed]) -> list[dict[str, str] | None]:
    """The personal values of each; None where the key was destroyed."""
    rows = list(sealed)
    kept = PersonKey.objects.filter(destroyed_at=None).in_bulk({row.person for row in rows})
    return [_opened(row, kept.get(row.person)) for row in rows]


def wrapped(key: bytes, person: UUID, secret: str | None = None) -> bytes:
    """A person's key, locked with the installation's."""
    nonce = os.urandom(_NONCE)
    return nonce + _lock(secret).encrypt(nonce, key, _OF_KEYS + person.bytes)


def unwrapped(told: bytes, person: UUID, secret: str | None = None) -> bytes:
    """A person's key, unlocked; WrongLedgerKey if it was locked with another."""
    try:
        return _lock(secret).decrypt(told[:_NONCE], told[_NONCE:], _OF_KEYS + person.bytes)
    except InvalidTag as problem:
        raise WrongLedgerKey from problem


def rewrapped(told: bytes, person: UUID, former: str) -> bytes | None:
    """A person's key, locked with today's instead of the former; None if it is so already."""
    try:
        unwrapped(told, person)
    except WrongLedgerKey:
        return wrapped(unwrapped(told, person, former), person)
    return None


def _opened(row: Sealed, key: PersonKey | None) -> dict[str, str] | None:
    if key is None:
        return None
    lock = AESGCM(unwrapped(bytes(key.wrapped), row.person))
    try:
        told = lock.decrypt(bytes(row.nonce), bytes(row.ciphertext), _about(row.entry_id, row.person))
    except InvalidTag:
        return {"": "cannot be read: these values were changed"}
    values: dict[str, str] = json.loads(told)
    return values


def _about(number: int, person: UUID) -> bytes:
    return _OF_VALUES + number.to_bytes(8, "big") + person.bytes


def _lock(secret: str | None) -> AESGCM:
    return AESGCM(derived(settings.LEDGER_KEY if secret is None else secret, "person keys v1"))


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"gatepost ledger", info=purpose.encode()).derive(secret.encode())
