"""Proofs from the ledger as it stands now."""

from __future__ import annotations

from django.db import transaction

from gatepost.apps.ledger import merkle, proofs, signing
from gatepost.apps.ledger.models import Entry
from gatepost.apps.ledger.notes import Checkpoint
from gatepost.apps.ledger.tree import Tree


class NoSuchEntry(LookupError):  # noqa: N818 (it reads as a sentence: raise NoSuchEntry)
    """The ledger has no entry of this number."""


class DoesNotGrow(ValueError):  # noqa: N818 (it reads as a sentence)
    """A checkpoint that the ledger does not begin with."""


def size_now() -> int:
    """How many entries there are."""
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def checkpoint_now(size: int, tree: Tree) -> str:
    """A signed checkpoint of what the ledger holds."""
    return signing.signed(Checkpoint(signing.origin(), size, merkle.root(size, tree.node)))


def of_entry(number: int) -> str:
    """The proof that this entry stands in the ledger, with a checkpoint of now; NoSuchEntry if it does not."""
    with transaction.atomic():  # one moment of the ledger
        entry, size, tree = Entry.objects.filter(pk=number).first(), size_now(), Tree()
        if entry is None:
            raise NoSuchEntry(f"the ledger has {size} entries and no entry {number}")
        path = merkle.inclusion(number - 1, size, tree.node)
        return proofs.of_entry(entry.facts(), path, checkpoint_now(size, tree), signing.key())


def of_growth(note: str) -> str:
    """The proof that the ledger of a kept checkpoint is the beginning of today's; DoesNotGrow if it is not."""
    earlier = signing.ours(note)
    with transaction.atomic():
        size, tree = size_now(), Tree()
        if not 0 < earlier.size <= size:
            raise DoesNotGrow(f"the checkpoint is of {earlier.size} entries, the ledger has {size}")
        if merkle.root(earlier.size, tree.node) != earlier.root:
            raise DoesNotGrow(f"the first {earlier.size} entries are not those of the checkpoint")
        path = merkle.consistency(earlier.size, size, tree.node)
        return proofs.of_growth(note, path, checkpoint_now(size, tree), signing.key())
