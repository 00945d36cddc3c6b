"""Sending a post for a decision, and what became of one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from gatepost.api import paging
from gatepost.api.keys import Asked
from gatepost.api.operations import change, operation, said
from gatepost.api.problems import Mistake, Problem
from gatepost.api.reading import given
from gatepost.api.shapes import SentDraft, SentPhoto, VerdictWord
from gatepost.apps.machines.services.once import Made
from gatepost.apps.posts import kept, services
from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.models import Ask, SentPost
from gatepost.apps.posts.post import UNKNOWN, Picture, Post, Words
from gatepost.apps.posts.selectors import sent as selected

TAG = "Drafts"
State = Literal["waiting", "yes", "no", "change", "back", "fallen"]


class Answered(BaseModel):
    """One thing that was asked: a permission (none: a doubt), and what was said to it."""

    grant: str
    clauses: list[str]
    roles: list[str] = Field(description="Whose holders may answer.")
    answer: Literal["yes", "no", "change", ""] = Field(description="Empty: nothing yet.")
    reason: str


class DraftRow(BaseModel):
    """A post that was sent, without its words."""

    id: UUID
    state: State
    verdict: VerdictWord
    school: str | None
    sent: datetime


class Draft(DraftRow):
    """A post that was sent, and what became of it."""

    text: str
    links: list[str]
    asked: list[Answered]
    stands: bool = Field(description="Whether it may go out now, on the yes that was given. Ask again before it does.")
    why: str = Field(description="Why it may not.")
    hash: str = Field(description="SHA-256 of all that was decided on.")


class Drafts(BaseModel):
    """A page of posts, the newest first."""

    items: list[DraftRow]
    next: str | None = Field(description=paging.DESCRIBED)


class Sent(BaseModel):
    """A post that waits, or what it is now."""

    id: UUID
    state: State


@change("drafts", action="post.send", scope="drafts", gives=Sent, takes=SentDraft, tag=TAG, status=201)
def draft_send(request: Asked) -> Made:
    """Send a held post to whoever may allow it. From then on it is kept.

    The same post sent twice is one. What may go out anyway, and what nobody can allow, is not taken.
    """
    sent = services.send(by=request.person, post=_post(request, given(request, SentDraft)))
    return 201, _now(sent)


@operation("GET", "drafts", action="post.send", scope="drafts", gives=Drafts, tag=TAG)
def drafts(request: Asked, cursor: paging.Cursor = "") -> HttpResponseBase:
    """One's own posts that were sent, a page at a time."""
    rows = SentPost.objects.filter(author=request.person).select_related("school").order_by("-sent_at", "-id")
    after = paging.key_of(cursor)
    last = rows.filter(pk=after).values_list("sent_at", "id").first() if after else None
    if last is not None:
        rows = rows.filter(Q(sent_at__lt=last[0]) | Q(sent_at=last[0], id__lt=last[1]))
    shown, following = paging.page(list(rows[: paging.SIZE + 1]), lambda one: one.pk)
    return said(Drafts(items=[DraftRow(**row_of(one)) for one in shown], next=following))


@operation("GET", "drafts/{uuid:post}", action="post.own", scope="drafts", gives=Draft, tag=TAG)
def draft(request: Asked, post: UUID) -> HttpResponseBase:
    """One of them, and what became of it."""
    one = selected.shown(request.person, get_object_or_404(selected.own(request.person), pk=post))
    return said(Draft(**row_of(one.sent), **_words(one), asked=asked_of(one.sent)))


@change("drafts/{uuid:post}/take-back", action="post.own", scope="drafts", gives=Sent, tag=TAG)
def draft_take_back(request: Asked, post: UUID) -> Made:
    """Take one of them back."""
    found = get_object_or_404(selected.own(request.person), pk=post)
    return 200, _now(services.take_back(by=request.person, sent=found))


def row_of(one: SentPost) -> dict[str, Any]:
    """What a list shows of a post."""
    return {
        "id": one.pk,
        "state": one.state,
        "verdict": one.verdict,
        "school": one.school.code if one.school else None,
        "sent": one.sent_at,
    }


def asked_of(one: SentPost) -> list[Answered]:
    """What was asked, and what was said."""
    return [_answered(ask) for ask in one.asks.all()]


def _answered(ask: Ask) -> Answered:
    return Answered.model_validate(
        {"grant": ask.grant, "clauses": ask.clauses, "roles": ask.roles, "answer": ask.answer, "reason": ask.reason}
    )


def _words(one: selected.Shown) -> dict[str, Any]:
    words = kept.post_of(one.sent).words
    waits = one.sent.state == SentPost.State.WAITING
    stands = one.standing.yes and not waits
    return {"text": words.text, "links": list(words.links), "stands": stands, "why": str(one.standing.why),
            "hash": one.sent.hash}  # fmt: skip


def _now(sent: SentPost) -> dict[str, Any]:
    return {"id": str(sent.pk), "state": str(sent.state)}


def _post(request: Asked, sent: SentDraft) -> Post:
    """As the pages have it, in the name of whoever asks."""
    pictures = tuple(_picture(number, one, sent) for number, one in enumerate(sent.photos))
    place, author = Place(sent.channel.kind, sent.channel.platform), str(request.person.pk)
    audience = sent.audience if "audience" in sent.model_fields_set else ""
    return Post(Words(sent.text, sent.links, pictures), place, sent.author_role, sent.context.school, audience, author)


def _picture(number: int, one: SentPhoto, sent: SentDraft) -> Picture:
    if one.ocr:
        problem, fix = _("what can be read in a picture cannot be sent along"), _("say it in the caption")
        raise Problem(422, problem, errors=[Mistake(place=f"photos[{number}].ocr", problem=problem, fix=fix)])
    pupils = tuple(who for who in one.people if who != UNKNOWN)
    everybody = bool(pupils) and len(pupils) == len(one.people)
    faces = "none" if sent.context.faces_visible == 0 and not one.people else "some"
    return Picture(
        one.file, one.caption, one.alt, faces, len(pupils) if everybody else None, pupils, bool(one.exif_gps)
    )
