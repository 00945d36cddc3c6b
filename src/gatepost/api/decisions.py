"""Deciding on posts that others have sent."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from gatepost.api import paging, problems
from gatepost.api.drafts import Answered, DraftRow, Sent, asked_of, row_of
from gatepost.api.keys import Asked
from gatepost.api.operations import change, operation, said
from gatepost.api.problems import Problem
from gatepost.api.reading import given
from gatepost.api.shapes import Finding, Whole
from gatepost.apps.machines.services.once import Made
from gatepost.apps.people.roll import known_now
from gatepost.apps.posts import kept, services
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.selectors import sent as selected
from gatepost.apps.posts.selectors.checking import may_know_why

TAG = "Decisions"


class Waiting(BaseModel):
    """Posts on which something is asked of whoever this token speaks for, the longest waiting first."""

    items: list[DraftRow]
    next: str | None = Field(description=paging.DESCRIBED)


class Decision(DraftRow):
    """A post to decide on, with what was found in it. `version` goes with the answer."""

    author: str
    text: str
    links: list[str]
    findings: list[Finding]
    asked: list[Answered]
    version: int


class Answer(BaseModel):
    """Yes, no, or what to change. A no and a change need a reason, which the author reads."""

    answer: Literal["yes", "no", "change"]
    reason: str = Field("", max_length=2_000)
    version: Whole = Field(ge=1, le=2_000_000_000, description="Of the post as it was read.")


@operation("GET", "decisions", action="post.decide", scope="decide", gives=Waiting, tag=TAG)
def decisions(request: Asked, cursor: paging.Cursor = "") -> HttpResponseBase:
    """What waits for an answer, a page at a time."""
    rows = selected.waiting(request.person)
    after = paging.key_of(cursor)
    last = SentPost.objects.filter(pk=after).values_list("sent_at", "id").first() if after else None
    rows = [one for one in rows if last is None or (one.sent_at, one.pk) > last]
    shown, following = paging.page(rows, lambda one: one.pk)
    return said(Waiting(items=[DraftRow(**row_of(one)) for one in shown], next=following))


@operation("GET", "decisions/{uuid:post}", action="post.decide", scope="decide", gives=Decision, tag=TAG)
def decision(request: Asked, post: UUID) -> HttpResponseBase:
    """One of them: the words, what was found, and what exactly is asked."""
    one = _to_decide(request, post)
    words = kept.post_of(one).words
    told: dict[str, Any] = {
        "author": one.author.polite_name,
        "text": words.text,
        "links": list(words.links),
        "version": one.version,
    }
    return said(Decision(**row_of(one), **told, findings=_found(request, one), asked=asked_of(one)))


@change("decisions/{uuid:post}/answer", action="post.decide", scope="decide", gives=Sent, takes=Answer, tag=TAG)
def decision_answer(request: Asked, post: UUID) -> Made:
    """Answer all that is asked of whoever this token speaks for. Nobody answers for their own post."""
    one, told = _to_decide(request, post), given(request, Answer)
    try:
        sent = services.decide(by=request.person, sent=one, **told.model_dump())
    except services.AnsweredMeanwhile:
        raise Problem(409, _("Somebody else was quicker, or the post has changed. Read it again.")) from None
    except ValidationError as problem:
        return _fallen(one, problem)
    return 200, {"id": str(sent.pk), "state": str(sent.state)}


def _to_decide(request: Asked, post: UUID) -> SentPost:
    found = selected.one_to_decide(request.person, post)
    if found is None:
        raise Http404
    return found


def _fallen(one: SentPost, problem: ValidationError) -> Made:
    """That it fell just now is kept, and so is this answer; of all else that was wrong nothing is."""
    if SentPost.objects.get(pk=one.pk).state != SentPost.State.FALLEN:
        raise problem
    return 409, problems.values(Problem(409, " ".join(problem.messages)))


def _found(request: Asked, one: SentPost) -> list[Finding]:
    may = may_know_why(request.person, known_now())
    told: list[dict[str, Any]] = [found.as_json(office=may(found)) for found in kept.findings_of(one)]
    return [Finding.model_validate(found) for found in told]
