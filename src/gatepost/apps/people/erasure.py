"""What other domains hold of a person, and how it goes when they are erased: each names its own, once, at start."""

from __future__ import annotations

from collections.abc import Callable

from gatepost.apps.people.models import Person

Forget = Callable[[Person], None]
_told: dict[str, Forget] = {}


def when_erased(domain: str, forget: Forget) -> None:
    """Call `forget` with whoever is erased, in the same transaction, while they can still be told apart."""
    _told[domain] = forget


def forget_elsewhere(person: Person) -> None:
    """Let every domain forget them; one that fails undoes the erasure, so that nothing is left behind unseen."""
    for forget in _told.values():
        forget(person)
