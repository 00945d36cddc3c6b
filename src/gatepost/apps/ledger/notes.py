"""Checkpoints as signed notes, in the forms that transparency logs share (C2SP signed-note and tlog-checkpoint).

No database in it: whoever holds a checkpoint and the public key can check one with this alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"\u2014 (?P<name>[^\s+]+) (?P<told>[A-Za-z0-9+/]+={0,2})\Z")
_SIZE = re.compile(r"0\Z|[1-9][0-9]{0,17}\Z")


class NoteError(ValueError):
    """A note that is none, or that the key has not signed. It says which."""


@dataclass(frozen=True)
class Key:
    """A public key and the name it signs under, written as `name+hash+key`."""

    name: str
    public: bytes

    @property
    def told(self) -> bytes:
        """What a signature line names the key by: four bytes."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.told.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def read(cls, written: str) -> Key:
        """The key of its written form; NoteError for what is none."""
        name, _, rest = written.strip().partition("+")
        told, _, encoded = rest.partition("+")
        raw = _bytes(encoded)
        key = cls(name, raw[1:])
        if len(raw) != 33 or raw[:1] != _ED25519 or key.told.hex() != told:
            raise NoteError("not a public key; expected one as `gatepost ledger key` prints it")
        return key


@dataclass(frozen=True)
class Checkpoint:
    """A ledger at a size: whoever keeps it can show later whether any of its entries was touched or cut off."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """The checkpoint that a note says; NoteError for another text."""
        lines = text.split("\n")
        root = _bytes(lines[2]) if len(lines) > 3 else b""
        if len(root) != 32 or not lines[0] or not _SIZE.match(lines[1]):
            raise NoteError("not a checkpoint; expected a name, a size and a root, a line each")
        return cls(lines[0], int(lines[1]), root)


def public_key(private: Ed25519PrivateKey, name: str) -> Key:
    """The public half of a key, under its name."""
    return Key(name, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def sign(text: str, private: Ed25519PrivateKey, name: str) -> str:
    """The text, whose last line ends, with a signature below."""
    told = public_key(private, name).told + private.sign(text.encode())
    return f"{text}\n\u2014 {name} {base64.b64encode(told).decode()}\n"


def opened(note: str, key: Key) -> str:
    """The text of a note that this key has signed; NoteError says what is wrong with another."""
    text, blank, below = note.rpartition("\n\n")
    lines = below.removesuffix("\n").split("\n")
    if not blank or not below.endswith("\n") or not all(_SIGNATURE.match(line) for line in lines):
        raise NoteError("not a signed note; expected a text, an empty line and a signature")
    text += "\n"
    for line in lines:
        signed = _SIGNATURE.match(line)
        told = _bytes(signed["told"]) if signed else b""
        if signed and signed["name"] == key.name and told[:4] == key.told:
            return _verified(text, told[4:], key)
    raise NoteError(f"not signed by the key {key.name}+{key.told.hex()}")


def signers(note: str) -> list[str]:
    """The names that a note says it is signed by; whether it is, `opened` tells."""
    lines = note.rpartition("\n\n")[2].splitlines()
    return [found["name"] for line in lines if (found := _SIGNATURE.match(line))]


def told_by(note: str) -> list[bytes]:
    """What a note's signatures name their keys by."""
    lines = note.rpartition("\n\n")[2].splitlines()
    return [_bytes(found["told"])[:4] for line in lines if (found := _SIGNATURE.match(line))]


def _verified(text: str, signature: bytes, key: Key) -> str:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except InvalidSignature as problem:
        raise NoteError("the signature is not that of the text: one of them was changed") from problem
    return text


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return b""
