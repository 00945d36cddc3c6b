"""A thing to look at, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Lack:
    """Something missing or unsafe, and how to mend it. `stops`: the site cannot work like this."""

    what: str
    fix: str
    stops: bool = False


@dataclass(frozen=True)
class Look:
    """One thing to look at."""

    name: str | Promise
    lacks: Callable[[], Iterable[Lack]]


@dataclass(frozen=True)
class Seen:
    """What came of a look."""

    name: str
    lacks: tuple[Lack, ...] = field(default=())


def see(looks: Iterable[Look]) -> tuple[Seen, ...]:
    """Every look taken. One that fails is a lack itself: what could not be told is not well."""
    return tuple(Seen(str(look.name), _taken(look)) for look in looks)


def _taken(look: Look) -> tuple[Lack, ...]:
    try:
        return tuple(look.lacks())
    except Exception as problem:  # noqa: BLE001 (a look must not hide the others)
        kind = type(problem).__name__
        return (
            Lack(_("could not be looked at (%s)") % kind, _("Mend what is named above, then look again."), stops=True),
        )


def stops(seen: Iterable[Seen]) -> tuple[Lack, ...]:
    """Those lacks with which the site cannot work."""
    return tuple(lack for one in seen for lack in one.lacks if lack.stops)
