"""A draft as other systems send it, and what is said of it. The schema is made from these."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from gatepost.apps.posts.post import MOST_CHARACTERS, MOST_LINKS, MOST_PICTURES
from gatepost.screening import Channel, Context, Draft, Photo

Word = Annotated[str, Field(max_length=100)]
Line = Annotated[str, Field(max_length=2_000)]


def _whole(value: object) -> object:
    """JSON knows one kind of number: 3.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]
Id = Annotated[str, Field(max_length=100)]
VerdictWord = Literal["allow", "advise", "hold", "block"]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SentChannel(Channel):
    """Where the draft is to stand. What Gatepost does not know is no mistake: it holds."""

    kind: Word = Field(description="sanctioned, personal, closed_group or dm")
    platform: Word = Field("", description="facebook, x, whatsapp …")


class SentPhoto(Photo):
    """A picture as declared; the picture itself is not sent."""

    people: tuple[Id, ...] = Field((), max_length=200, description="Ids of the people in it, or `unknown`.")
    caption: Line = ""
    alt: Line = ""
    file: Line = Field("", description="The name of the file.")
    ocr: str = Field("", max_length=MOST_CHARACTERS, description="What can be read in it.")
    exif_gps: bool | None = Field(None, description="Whether the file says where it was taken.")


class SentContext(_Sent):
    """What is known around the draft. Permissions are those that Gatepost holds: a draft cannot bring its own."""

    school: Word = Field("", description="The code of the school.")
    account: Word = Field("", description="registered, unregistered or personal")
    direction: Literal["inbound", "outbound", ""] = ""
    faces_visible: Annotated[int, Field(ge=0, le=10_000), BeforeValidator(_whole)] | None = None
    on: date | None = None


class SentDraft(_Sent):
    """A post, comment or message. Keys that a draft does not have are left alone."""

    id: Word = Field("", description="What you call it; it comes back with the verdict.")
    text: str = Field(max_length=MOST_CHARACTERS)
    author_role: Word = Field(description="teacher, governor, volunteer …: a role of the policy.")
    channel: SentChannel
    audience: Word = Field("public", description="public, followers, group_members or one_person")
    photos: tuple[SentPhoto, ...] = Field((), max_length=MOST_PICTURES)
    links: tuple[Line, ...] = Field((), max_length=MOST_LINKS)
    context: SentContext = Field(default_factory=lambda: SentContext.model_validate({}))

    def draft(self, author: str) -> Draft:
        """As the checker takes it, in the name of whoever asks: nobody borrows another's permissions."""
        context = Context.model_construct(**dict(self.context), permissions=(), author_id=author)
        return Draft.model_construct(
            id=self.id,
            text=self.text,
            author_role=self.author_role,
            channel=self.channel,
            audience=self.audience,
            photos=self.photos,
            links=self.links,
            context=context,
        )


class Remedy(BaseModel):
    """A mend. `replace`, `remove_photo`, `remove_link`, `strip_location` and `add_link` can be done by a machine."""

    kind: str
    says: str
    where: str = ""
    start: int = 0
    end: int = 0
    text: str = ""


class Finding(BaseModel):
    """What was found, under which clause, and what would lift or mend it. Offsets count characters (code points)."""

    clause: str
    verdict: VerdictWord
    sign: str
    reason: str
    where: str
    span: str
    start: int
    end: int
    sure: bool = Field(True, description="Left out if it is.")
    limb: str = ""
    office_reason: str = Field("", description="Who is not cleared, and why: for those alone who may know.")
    subjects: list[str] = Field(default_factory=list, description="Ids of whom it is about, for the same.")
    remedy: Remedy | None = None
    lifted_by: list[str] = Field(default_factory=list, description="Which permissions would lift it.")


class PolicyNamed(BaseModel):
    """The policy by which it was judged."""

    id: str
    version: str
    digest: str


class Mended(BaseModel):
    """The draft with every mend that a machine can do, and what would be said of that."""

    verdict: VerdictWord
    draft: dict[str, Any]


class Verdict(BaseModel):
    """What the policy says to a draft."""

    id: str
    verdict: VerdictWord
    findings: list[Finding]
    lifted: list[Finding]
    policy: PolicyNamed
    mended: Mended | None = Field(None, description="Nothing where nothing can be mended by a machine.")
