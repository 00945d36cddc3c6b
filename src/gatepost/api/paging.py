"""Long lists, a page at a time. A cursor names the last thing of a page, so that what is added meanwhile moves nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar
from uuid import UUID

from ninja import Query

SIZE = 50
DESCRIBED = "Where the next page begins. Nothing on the last page."
Row = TypeVar("Row")
# 22 letters of base64 are an id's 128 bits, and four more that are nothing
Cursor = Annotated[
    str,
    Query(pattern="^([A-Za-z0-9_-]{21}[AQgw])?$", description="`next` of the page before. Empty for the first."),
]


def cursor(key: UUID) -> str:
    """Opaque to whoever gets it: the id of the last thing of a page."""
    return base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")


def key_of(given: str) -> UUID | None:
    """The id in a cursor; None for none."""
    return UUID(bytes=base64.urlsafe_b64decode(given + "==")) if given else None


def page(rows: Sequence[Row], key: Callable[[Row], UUID], size: int = SIZE) -> tuple[list[Row], str | None]:
    """A page of the rows, of which there is one more than it holds if more follow, and the cursor of the next."""
    shown = list(rows[:size])
    return shown, cursor(key(shown[-1])) if len(rows) > size else None
