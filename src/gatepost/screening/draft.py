"""What is screened: a draft as its author gives it. Shapes only; what the words mean is for the checks.

Roles, channel kinds and platforms are plain strings here: an unknown one is no error, it holds.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _a_list(value: object) -> object:
    """Null reads as none of them; JSON lists become tuples."""
    return () if value is None else value


Listed = BeforeValidator(_a_list)


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Channel(_Given):
    """Where the draft is to stand."""

    kind: str
    platform: str = ""


class Photo(_Given):
    """A picture as declared: ids of the pupils and staff in it, or `unknown`."""

    people: Annotated[tuple[str, ...], Listed] = ()
    caption: str = ""
    alt: str = ""
    file: str = ""
    ocr: str = ""
    exif_gps: object = None

    @property
    def located(self) -> bool:
        """Whether the file is declared to carry a place."""
        return self.exif_gps not in (None, False, "", [], {}, ())


class Context(_Given):
    """What is known around the draft."""

    school: str = ""
    account: str = ""
    permissions: Annotated[tuple[str, ...], Listed] = ()
    direction: Literal["inbound", "outbound", ""] = ""
    faces_visible: Annotated[int, Field(ge=0)] | None = None
    on: date | None = None
    author_id: str = ""


class Draft(_Given):
    """A post, comment or message. `author_role` and the channel decide which clauses reach it.

    >>> Draft(text="Sports day on Friday", author_role="teacher", channel={"kind": "sanctioned"}).audience
    'public'
    """

    id: str = ""
    text: str
    author_role: str
    channel: Channel
    audience: str = "public"
    photos: Annotated[tuple[Photo, ...], Listed] = ()
    links: Annotated[tuple[str, ...], Listed] = ()
    context: Annotated[Context, BeforeValidator(lambda value: {} if value is None else value)] = Context()
