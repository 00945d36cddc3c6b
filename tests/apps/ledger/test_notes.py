"""Checkpoints as signed notes, in the form that other logs use too."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gatepost.apps.ledger.notes import Checkpoint, Key, NoteError, opened, public_key, sign, signers

# The example of Go's package golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "fernleigh.example/ledger"
CHECKPOINT = Checkpoint(NAME, 7, bytes(range(32)))
NOTE = sign(str(CHECKPOINT), PRIVATE, NAME)
KEY = public_key(PRIVATE, NAME)


def test_a_note_that_go_signed_is_read() -> None:
    assert opened(GO_NOTE, Key.read(GO_KEY)).endswith("what your problem is.\n")
    assert str(Key.read(GO_KEY)) == GO_KEY


def test_a_checkpoint_is_a_name_a_size_and_a_root() -> None:
    root = base64.b64encode(bytes(range(32))).decode()
    assert NOTE.startswith(f"fernleigh.example/ledger\n7\n{root}\n\n\u2014 fernleigh.example/ledger ")
    assert Checkpoint.read(opened(NOTE, KEY)) == CHECKPOINT
    assert signers(NOTE) == [NAME]


def test_a_second_signature_does_no_harm() -> None:
    witness = sign(str(CHECKPOINT), Ed25519PrivateKey.from_private_bytes(bytes(32)), "witness.example")
    both = NOTE + witness.rpartition("\n\n")[2]
    assert Checkpoint.read(opened(both, KEY)) == CHECKPOINT
    assert signers(both) == [NAME, "witness.example"]


@pytest.mark.parametrize(
    ("note", "why"),
    [
        (NOTE.replace("\n7\n", "\n8\n"), "signature is not that of the text"),
        (NOTE.replace("\u2014 fernleigh", "\u2014 wendover"), "not signed by the key"),
        (GO_NOTE, "not signed by the key"),
        ("", "not a signed note"),
        (str(CHECKPOINT), "not a signed note"),
        (NOTE.removesuffix("\n"), "not a signed note"),
        (NOTE + "and more\n", "not a signed note"),
    ],
)
def test_another_note_is_refused_and_it_is_said_why(note: str, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        opened(note, KEY)


@pytest.mark.parametrize(
    "text", ["", "a\n1\n", f"a\n01\n{'A' * 43}=\n", f"a\n-1\n{'A' * 43}=\n", "a\n1\nAAAA\n", f"\n1\n{'A' * 43}=\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError, match="not a checkpoint"):
        Checkpoint.read(text)


@pytest.mark.parametrize(
    "key", ["", "x", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", GO_KEY[:-4]]
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NoteError, match="not a public key"):
        Key.read(key)
