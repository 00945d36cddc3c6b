"""The ledger's own key: made from the installation's, so that there is one secret to keep and no file to lose."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from gatepost.apps.ledger import notes, sealing
from gatepost.apps.ledger.models import Entry


def origin() -> str:
    """What this ledger is called on its checkpoints: `gatepost.example.sch.uk/ledger`."""
    return f"{urlsplit(settings.SITE_URL).netloc}/ledger"


def key(secret: str | None = None) -> notes.Key:
    """The public key, for whoever checks; or the one that another ledger key made."""
    return notes.public_key(_private(secret), origin())


def signed(checkpoint: notes.Checkpoint) -> str:
    """The checkpoint as a signed note."""
    return notes.sign(str(checkpoint), _private(), checkpoint.origin)


def ours(note: str, under: notes.Key | None = None) -> notes.Checkpoint:
    """The checkpoint of a note that this installation signed, by whatever name it then had, or that `under` did.

    NoteError says what is wrong with another.
    """
    if under:
        return notes.Checkpoint.read(notes.opened(note, under))
    name = next(iter(notes.signers(note)), origin())
    for public in (key().public, *_before()):
        candidate = notes.Key(name, public)
        if candidate.told in notes.told_by(note):
            return notes.Checkpoint.read(notes.opened(note, candidate))
    return notes.Checkpoint.read(notes.opened(note, key()))


def _before() -> Iterator[bytes]:
    """The keys that this ledger signed with before: each change of key is an entry that names the former."""
    for says in Entry.objects.filter(event="ledger_key_changed").order_by("-number").values_list("says", flat=True):
        yield notes.Key.read(says["former"]).public


def _private(secret: str | None = None) -> Ed25519PrivateKey:
    chosen = settings.LEDGER_KEY if secret is None else secret
    return Ed25519PrivateKey.from_private_bytes(sealing.derived(chosen, "checkpoints v1"))
