"""Saying that a verdict was wrong. What is typed travels in the form; nothing is kept before it is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons import selectors
from gatepost.apps.lessons.forms import TakeBackForm, WrongForm, read_rest
from gatepost.apps.lessons.models import Why
from gatepost.apps.lessons.services import disputing
from gatepost.apps.notices import services as notices
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.people.models import School
from gatepost.apps.posts import services as posts
from gatepost.apps.posts.kept import post_of
from gatepost.apps.posts.post import Post
from gatepost.apps.posts.selectors.sent import seen_by
from gatepost.apps.posts.sheet import Sheet
from gatepost.screening import Draft
from gatepost.screening.finding import Finding
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent

MISSED = "missed"


@action("finding.dispute")
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: Request) -> HttpResponse:
    """First what will be kept, to be cut down; then, if it is sent, it is kept."""
    if request.method != "POST":
        return redirect("check")
    return _send(request) if "rest" in request.POST else _begin(request)


@action("finding.own")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What somebody said was wrong, and what became of it."""
    return render(request, "lessons/mine.html", {"own": selectors.own(request.person)[:100]})


@action("finding.own")
@require_safe
def page(request: Request, lesson: UUID) -> HttpResponse:
    """One of one's own; whoever reviews it goes to its review."""
    one = selectors.own(request.person).filter(pk=lesson).first()
    if one is None:
        get_object_or_404(selectors.to_review(request.person), pk=lesson)
        return redirect("review_lesson", lesson)
    notices.opened(request.person, subject("lesson", one.pk))
    return render(request, "lessons/page.html", {"one": one})


@action("finding.own")
def take_back(request: Request, lesson: UUID) -> HttpResponse:
    """Ask once more, then take it back."""
    one = get_object_or_404(selectors.own(request.person), pk=lesson)
    page = Asking(
        _("Take it back"),
        _("Take it back"),
        reverse("lessons"),
        _("It is taken back."),
        lead=_("The words that were kept of your post are deleted at once."),
    )
    verb = disputing.take_back
    return asked(request, TakeBackForm(sent(request)), page, lambda _told: verb(by=request.person, lesson=one))


def _begin(request: Request) -> HttpResponse:
    """From the sheet of a check, or from a post that was sent: which finding is meant, and what would be kept of it."""
    if "post" in request.POST:
        found = seen_by(request.person).filter(forgotten_at=None)
        return _of(request, post_of(get_object_or_404(found, pk=_id(request.POST["post"]))), Sheet(request.person))
    sheet = Sheet(request.person, request.POST)
    if not sheet.is_valid() or not sheet.post():
        return render(request, "check/page.html", {"sheet": sheet, "sent": True})
    return _of(request, sheet.post(), sheet)


def _of(request: Request, post: Post, sheet: Sheet) -> HttpResponse:
    """What would be kept of this post; the sheet again where it is judged otherwise by now."""
    checked = posts.check(by=request.person, post=post, count=False)
    draft, key = checked.report.draft, request.POST.get("wrong", MISSED)
    found = _finding(checked.report.findings, key)
    if key != MISSED and found is None:
        said = _("Look again: this is not found any more.")
        return render(request, "check/page.html", {"sheet": sheet, "checked": checked, "said": said})
    form = WrongForm.of(draft, key if found else "", "" if found else Why.MISSED)
    return _page(request, form, draft, found)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem


def _send(request: Request) -> HttpResponse:
    form = WrongForm(request.POST)
    if form.is_valid():
        draft, given = form.draft(), form.cleaned_data
        school = School.objects.filter(code=draft.context.school).first() if draft.context.school else None
        told: dict[str, Any] = {name: given[name] for name in ("why", "said", "key")}
        try:
            made = disputing.say(by=request.person, draft=draft, school=school, **told)
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("Thank you. Those who keep the policy look at it, and you are told."))
            return redirect("lesson", made.pk)
    try:
        draft = read_rest(request.POST["rest"])
    except ValidationError:
        return redirect("check")
    return _page(request, form, draft, None)


def _finding(findings: tuple[Finding, ...], key: str) -> Finding | None:
    return next((one for one in findings if disputing.key_of(one) == key), None)


def _page(request: Request, form: WrongForm, draft: Draft, found: Finding | None) -> HttpResponse:
    if not draft.photos:
        form.fields.pop("bare", None)
    known = {"form": form, "draft": draft, "found": found, "private": draft.channel.kind != "sanctioned"}
    return render(request, "lessons/say.html", known)
