"""Going through what was said to be wrong, making cases of it, and taking the cases away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons import selectors
from gatepost.apps.lessons.cast import the_cast
from gatepost.apps.lessons.forms import CaseForm, ReviewForm
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.lessons.services import exporting, reviewing
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import may
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.people.policy import in_force
from gatepost.screening import Draft, screen
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import sent


@action("finding.review")
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What waits, and what was agreed on and is still to become a case."""
    known = {
        "waiting": selectors.waiting(request.person)[:100],
        "agreed": selectors.agreed(request.person)[:100],
        "may_export": may(request.person, "finding.export"),
    }
    return render(request, "lessons/waiting.html", known)


@action("finding.review")
def review(request: Request, lesson: UUID) -> HttpResponse:
    """What was said of one verdict: was it wrong?"""
    one = get_object_or_404(selectors.to_review(request.person), pk=lesson)
    notices.opened(request.person, subject("lesson", one.pk))
    form = ReviewForm(sent(request), initial=_likely(one))
    if "uphold" in request.POST:
        form.fields["verdict"].required = False
    if request.method == "POST" and form.is_valid():
        try:
            _decided(request, one, form.cleaned_data)
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("It is decided, and whoever said it is told."))
            return redirect("lessons_to_review" if "uphold" in request.POST else "make_case", *_after(request, one))
    return render(request, "lessons/review.html", {"one": one, "form": form, "post": one.post})


@action("finding.review")
def case(request: Request, lesson: UUID) -> HttpResponse:
    """The same post with people of the cast in it, for the reviewer to read and confirm."""
    found = selectors.to_review(request.person).filter(state=Lesson.State.AGREED, case={}).exclude(draft={})
    one = get_object_or_404(found, pk=lesson)
    offered = reviewing.offered(one)
    form = CaseForm(offered.draft, offered.words, sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            verb = reviewing.make_case
            verb(by=request.person, lesson=one, draft=form.draft(), title=given["title"], words=given["words"])
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("It is a case now. What was sent is deleted."))
            return redirect("lessons_to_review")
    known = {"one": one, "form": form, "left": offered.left, "today": _today(offered.draft)}
    return render(request, "lessons/case.html", known)


@action("finding.export")
def cases(request: Request) -> HttpResponse:
    """All cases as a file; that they were taken away is recorded."""
    form = request.POST.get("form", "")
    if request.method != "POST" or form not in exporting.FORMS:
        return render(request, "lessons/cases.html", {"count": selectors.cases().count()})
    taken = exporting.export(by=request.person, form=form)
    answer = HttpResponse(taken.data, content_type=exporting.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="lessons-{timezone.localdate()}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _decided(request: Request, one: Lesson, given: dict[str, Any]) -> Lesson:
    if "uphold" in request.POST:
        return reviewing.uphold(by=request.person, lesson=one, answer=given["answer"])
    return reviewing.agree(by=request.person, lesson=one, **given)


def _after(request: Request, one: Lesson) -> tuple[UUID, ...]:
    return () if "uphold" in request.POST else (one.pk,)


def _likely(one: Lesson) -> dict[str, str]:
    """What is meant most: a finding that was wrong leaves nothing."""
    return {"verdict": "allow"} if one.found else {}


def _today(offered: Draft) -> str:
    """What the checker says of the case today, among the cast."""
    cast = the_cast()
    return screen(offered, cast, in_force()).verdict.word if cast else ""
