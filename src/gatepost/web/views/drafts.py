"""Posts that were sent for a decision: one's own, and those on which one decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.posts import services
from gatepost.apps.posts.answering import AnswerForm
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.selectors import sent as selected
from gatepost.apps.posts.sheet import Sheet
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import sent as given
from gatepost.web.views.check import answered

A_PAGE = 25


@action("post.send")
@require_POST
def send(request: Request) -> HttpResponse:
    """Send what stands on the sheet to whoever may allow it; what is wrong is told on the sheet, where nothing is lost."""
    known = answered(request.person, request.POST)
    sheet, checked, status = known["sheet"], known.get("checked"), 200
    if checked is None:
        return render(request, "check/page.html", {**known, "sent": True})
    if not checked.key or request.POST.get("do") != f"send:{checked.key}":
        said = _("The words have changed meanwhile, or what they need. Look again.")
    else:
        try:
            made = services.send(by=request.person, post=sheet.post(), earlier=sheet.earlier, seen=sheet.seen)
            return redirect("sent_post", made.pk)
        except ValidationError as problem:
            said = " ".join(problem.messages)
        except services.AnsweredMeanwhile as meanwhile:
            sheet.mark_seen(meanwhile.sent.version)
            said, status = _("Your first post was answered meanwhile: look at it before you send this one."), 409
    return render(request, "check/page.html", {**known, "said": said, "sent": True}, status=status)


@action("post.send")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What one has sent, the newest first."""
    found = Paginator(selected.own(request.person), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "drafts/mine.html", {"page_obj": found})


@action("post.own")
@require_safe
def one(request: Request, post: UUID) -> HttpResponse:
    """A post of one's own: what became of it. Whoever decides on it is led to where they do."""
    found = get_object_or_404(selected.seen_by(request.person), pk=post)
    if found.author_id != request.person.pk:
        return redirect("decide_post", post)
    if found.state != SentPost.State.WAITING:
        notices.opened(request.person, subject("post", post))
    return render(request, "drafts/one.html", {"one": selected.shown(request.person, found)})


@action("post.own")
@require_safe
def edit(request: Request, post: UUID) -> HttpResponse:
    """The sheet with a post of one's own on it. Nothing changes until it is sent again."""
    found = get_object_or_404(SentPost, author=request.person, pk=post, forgotten_at=None)
    sheet = Sheet.of(request.person, found)
    return render(request, "check/page.html", {"sheet": sheet})


@action("post.own")
@require_POST
def take_back(request: Request, post: UUID) -> HttpResponse:
    """Take a post of one's own back."""
    found = get_object_or_404(selected.own(request.person), pk=post)
    try:
        services.take_back(by=request.person, sent=found)
        messages.success(request, _("It is taken back. Nobody is asked any more."))
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect("sent_post", post)


@action("post.decide")
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What waits for this person's answer, and what waits for others, should they not answer."""
    found = selected.waiting(request.person)
    yours = [one for one in found if any(not ask.answer for ask in selected.open_to(request.person, one))]
    return render(
        request, "drafts/waiting.html", {"yours": yours, "others": [one for one in found if one not in yours]}
    )


@action("post.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, post: UUID) -> HttpResponse:
    """A post with what was found in it and what exactly is asked; yes, no, or what to change."""
    found = _to_decide(request, post)
    form = AnswerForm(given(request), found.version)
    if not form.is_valid():
        return _decision(request, found, form)
    try:
        services.decide(by=request.person, sent=found, **form.cleaned_data)
    except ValidationError as problem:
        tell(form, problem)
        return _decision(request, _to_decide(request, post), form)
    except services.AnsweredMeanwhile as meanwhile:
        form.now(meanwhile.sent.version)
        return _decision(request, _to_decide(request, post), form, status=409, meanwhile=True)
    messages.success(request, _("Your answer is given. Its author is told as soon as everybody asked has answered."))
    return redirect("waiting_posts")


def _to_decide(request: Request, post: UUID) -> SentPost:
    found = selected.one_to_decide(request.person, post)
    if found is None:
        raise Http404
    return found


def _decision(request: Request, found: SentPost, form: AnswerForm, status: int = 200, **more: Any) -> HttpResponse:
    known = {"one": selected.shown(request.person, found), "form": form, **more}
    return render(request, "drafts/decide.html", known, status=status)
