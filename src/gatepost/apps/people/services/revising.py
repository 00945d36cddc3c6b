"""Changing one thing so that nobody's change is lost unseen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

Thing = TypeVar("Thing", bound=models.Model)
Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Difference:
    """One field of something that two people changed."""

    field: str
    now: Any
    wanted: Any


class ChangedMeanwhile(Exception):  # noqa: N818 (it reads as a sentence: raise ChangedMeanwhile)
    """Somebody else changed it first: `current` is how it stands, `differs` what was wanted instead."""

    def __init__(self, current: models.Model, differs: tuple[Difference, ...]) -> None:
        super().__init__(f"{current} changed meanwhile: {', '.join(one.field for one in differs)}")
        self.current, self.differs = current, differs


def locked(thing: Thing) -> Thing:
    """The same row as it stands now, held until the transaction ends."""
    rows: models.QuerySet[Thing] = type(thing)._default_manager.all()
    return rows.select_for_update().get(pk=thing.pk)


def revise(thing: Thing, version: int, wanted: Mapping[str, Any]) -> tuple[Thing, Changes]:
    """Set the fields if the row is still at `version`, or if nothing would differ; what changed, old and new."""
    current: Any = locked(thing)
    changes = {name: (getattr(current, name), value) for name, value in wanted.items()}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes and current.version != version:
        raise ChangedMeanwhile(current, tuple(Difference(name, *pair) for name, pair in changes.items()))
    if changes:
        for name, (_old, new) in changes.items():
            setattr(current, name, new)
        current.version += 1
        keep(current)
    return current, changes


def keep(thing: Thing) -> Thing:
    """Save a row that is whole; ValidationError names the fields that are not."""
    thing.full_clean()
    thing.save()
    return thing


def tidied(**fields: str) -> dict[str, str]:
    """Words without stray spaces; ValidationError where a character has no shape."""
    broken = {name: _("This holds a character that cannot be shown.") for name, text in fields.items() if _odd(text)}
    if broken:
        raise ValidationError(broken)
    return {name: " ".join(text.split()) for name, text in fields.items()}


def only(known: frozenset[str], wanted: Mapping[str, Any]) -> None:
    """TypeError for a field that the verb does not change: a mistake in the code, never of a reader."""
    unknown = sorted(set(wanted) - known)
    if unknown:
        raise TypeError(f"cannot change {', '.join(unknown)}; what can be changed: {', '.join(sorted(known))}")


def _odd(text: str) -> bool:
    return any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and not char.isspace() for char in text)
