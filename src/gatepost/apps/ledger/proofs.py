"""Proofs as files: that an entry stands in the ledger, or that the ledger only grew. No database in it.

Whoever has the file and the public key can check it, and learns nothing of any other entry.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gatepost.apps.ledger import chain, merkle
from gatepost.apps.ledger.notes import Checkpoint, Key, NoteError, opened

_ENTRY, _GROWTH = "gatepost-entry-proof-v1", "gatepost-growth-proof-v1"


class ProofError(ValueError):
    """A file that proves nothing. It says why."""


@dataclass(frozen=True)
class Proven:
    """What a proof shows: an entry, or only growth from one checkpoint to another."""

    checkpoint: Checkpoint
    key: Key
    entry: chain.Facts | None = None
    earlier: Checkpoint | None = None


def of_entry(facts: chain.Facts, path: Sequence[bytes], note: str, key: Key) -> str:
    """The proof that an entry stands in the ledger of a checkpoint, as a JSON file."""
    return _written({
        "proof": _ENTRY, "entry": chain.as_json(facts), "path": _encoded(path), "checkpoint": note, "key": str(key),
    })  # fmt: skip


def of_growth(earlier: str, path: Sequence[bytes], note: str, key: Key) -> str:
    """The proof that the ledger of an earlier checkpoint is the beginning of a later one, as a JSON file."""
    return _written({
        "proof": _GROWTH, "earlier": earlier, "path": _encoded(path), "checkpoint": note, "key": str(key),
    })  # fmt: skip


def check(text: str, key: Key | None = None) -> Proven:
    """What the file proves; ProofError if nothing. Without a key from elsewhere its own is believed: compare it."""
    found = _read(text)
    try:
        under = key or Key.read(found["key"])
        checkpoint = Checkpoint.read(opened(found["checkpoint"], under))
        path = [base64.b64decode(told, validate=True) for told in found["path"]]
        if found["proof"] == _ENTRY:
            return _entry(found, path, checkpoint, under)
        if found["proof"] == _GROWTH:
            return _growth(found, path, checkpoint, under)
    except NoteError as problem:
        raise ProofError(f"checkpoint: {problem}") from problem
    except (KeyError, TypeError, AttributeError, binascii.Error) as problem:
        raise ProofError("not a proof as `gatepost ledger prove` writes it") from problem
    raise ProofError(f"proof: expected {_ENTRY} or {_GROWTH}")


def _entry(found: Mapping[str, Any], path: Sequence[bytes], checkpoint: Checkpoint, key: Key) -> Proven:
    try:
        facts = chain.from_json(found["entry"])
    except ValueError as problem:
        raise ProofError(f"entry: {problem}") from problem
    leaf = merkle.hash_leaf(chain.canonical(facts))
    if not merkle.includes(leaf, facts.number - 1, checkpoint.size, path, checkpoint.root):
        raise ProofError(f"entry {facts.number} does not stand like this in the ledger of the checkpoint")
    return Proven(checkpoint, key, entry=facts)


def _growth(found: Mapping[str, Any], path: Sequence[bytes], checkpoint: Checkpoint, key: Key) -> Proven:
    earlier = Checkpoint.read(opened(found["earlier"], key))
    if not merkle.extends(earlier.size, checkpoint.size, path, earlier.root, checkpoint.root):
        raise ProofError(
            f"the ledger of {checkpoint.size} entries does not begin with the {earlier.size} of the earlier one"
        )
    return Proven(checkpoint, key, earlier=earlier)


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ProofError("not a JSON file") from problem
    if not isinstance(found, dict):
        raise ProofError("not a proof as `gatepost ledger prove` writes it")
    return found


def _encoded(path: Sequence[bytes]) -> list[str]:
    return [base64.b64encode(told).decode() for told in path]


def _written(proof: Mapping[str, Any]) -> str:
    return json.dumps(proof, indent=1, ensure_ascii=False) + "\n"
