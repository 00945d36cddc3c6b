"""Long lists, a page at a time. A cursor names the last thing of a page, so that what is added meanwhile moves nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from gatepost.api.problems import Mistake, Problem

SIZE = 50
LONGEST = 200
Row = TypeVar("Row")
DESCRIBED = "Where the next page begins: `next` of the page before. Empty for the first."


def cursor(key: object) -> str:
    """Opaque to whoever gets it."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def key_of(given: str, read: Callable[[str], Any]) -> Any:
    """What stands in a cursor, as `read` reads it; None for none. Problem for one that we never gave."""
    if not given:
        return None
    try:
        padded = given + "=" * (-len(given) % 4)
        return read(base64.b64decode(padded, altchars=b"-_", validate=True).decode())
    except (ValueError, binascii.Error):
        said = _("this is no cursor that Gatepost gave")
        errors = [Mistake(place="cursor", problem=said, fix=_("take `next` of the page before"))]
        raise Problem(422, said, errors=errors) from None


def page(rows: Sequence[Row], key: Callable[[Row], object], size: int = SIZE) -> tuple[list[Row], str | None]:
    """A page of the rows, of which there is one more than it holds if more follow, and the cursor of the next."""
    shown = list(rows[:size])
    return shown, cursor(key(shown[-1])) if len(rows) > size else None
