"""Asking SLT in doubt: first what is known already, then the question, its answers and what becomes of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import may
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.people.policy import in_force
from gatepost.apps.questions.forms import AgainForm, AnswerForm, AskForm, TakeBackForm
from gatepost.apps.questions.models import Question
from gatepost.apps.questions.selectors import precedents
from gatepost.apps.questions.selectors import questions as selected
from gatepost.apps.questions.services import answering, asking
from gatepost.web.actions import Request, action
from gatepost.web.practice import answer_to
from gatepost.web.views.asking import Asking, asked, sent

SHOWN = 3  # clauses that answer, before somebody asks


@action("question.ask")
def ask(request: Request) -> HttpResponse:
    """The question; what the policy and kept answers say to it stands beside it before it is sent."""
    form = AskForm(request.person, sent(request), initial={"clause": _clause(request.GET.get("clause", ""))})
    known: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "ask" and (made := _asked(request, form)):
            messages.success(request, _("SLT has your question. You are told when there is an answer."))
            return redirect("question", made.pk)
        known |= _known_already(form.cleaned_data.get("words", ""))
    return render(request, "questions/ask.html", known)


@action("question.see")
@require_safe
def mine(request: Request) -> HttpResponse:
    """What somebody asked."""
    found = selected.own(request.person)[:100]
    known = {"own": found, "may_ask": may(request.person, "question.ask")}
    return render(request, "questions/mine.html", known)


@action("question.answer")
@require_safe
def waiting(request: Request) -> HttpResponse:
    """What waits for an answer, and what was answered of late."""
    answered = selected.to_answer(request.person).exclude(state=Question.State.WAITING).order_by("-last_at")[:20]
    known = {"waiting": selected.waiting(request.person)[:100], "answered": answered}
    return render(request, "questions/waiting.html", known)


@action("question.see")
@require_safe
def page(request: Request, question: UUID) -> HttpResponse:
    """A question with all that was said in it."""
    one = _seen(request, question)
    notices.opened(request.person, subject("question", one.pk))
    return _page(request, one)


@action("question.answer")
@require_POST
def answer(request: Request, question: UUID) -> HttpResponse:
    """Send an answer; where something was said meanwhile, that is shown first, with the words still in the box."""
    one, form = _seen(request, question), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, one, answer=form)
    try:
        answering.answer(by=request.person, question=one, **form.cleaned_data)
    except ValidationError as problem:
        tell(form, problem)
        return _page(request, _seen(request, question), answer=_after_reading(form, one), status=409)
    messages.success(request, _("Your answer is sent."))
    return redirect("question", one.pk)


@action("question.own")
@require_POST
def again(request: Request, question: UUID) -> HttpResponse:
    """Ask on."""
    one, form = _own(request, question), AgainForm(request.POST)
    if form.is_valid():
        try:
            asking.ask_again(by=request.person, question=one, words=form.cleaned_data["words"])
        except ValidationError as problem:
            tell(form, problem)
        else:
            messages.success(request, _("SLT has it again. You are told when there is an answer."))
            return redirect("question", one.pk)
    return _page(request, _seen(request, question), again=form)


@action("question.own")
@require_POST
def helped(request: Request, question: UUID) -> HttpResponse:
    """Say that it helped."""
    one = _own(request, question)
    try:
        asking.helped(by=request.person, question=one)
    except ValidationError as problem:
        messages.warning(request, problem.messages[0])
    return redirect("question", one.pk)


@action("question.own")
def take_back(request: Request, question: UUID) -> HttpResponse:
    """Ask once more, then take it back."""
    one = _own(request, question)
    page = Asking(
        _("Take the question back"),
        _("Take it back"),
        reverse("question", args=[one.pk]),
        _("It is taken back, and nobody is asked for an answer any more."),
        lead=_("What you wrote and nobody has answered yet is deleted at once."),
    )
    return asked(request, TakeBackForm(sent(request)), page, lambda _told: _take_back(request, one))


def _take_back(request: Request, one: Question) -> Question:
    return asking.take_back(by=request.person, question=one)


def _seen(request: Request, key: UUID) -> Question:
    return get_object_or_404(selected.seen_by(request.person), selected.called(key))


def _own(request: Request, key: UUID) -> Question:
    return get_object_or_404(selected.own(request.person), pk=key)


def _page(
    request: Request, one: Question, *, answer: Form | None = None, again: Form | None = None, status: int = 200
) -> HttpResponse:
    """The thread, and what this person may do about it."""
    by, duty, place = request.person, selected.owed(one), one.place()
    answers = one.goes_on and may(by, "question.answer", place)
    if duty and answers:
        notices.opened(by, subject("duty", duty.pk))
    seen = {"seen": len(one.turns.all())}
    known = {
        "one": one,
        "mine": one.asker_id == by.pk,
        "due": _due(duty),
        "answer": (answer or AnswerForm(initial=seen)) if answers else None,
        "again": again or AgainForm(),
        "may_keep": one.is_answered and may(by, "question.answer", place) and may(by, "precedent.keep", place),
        "kept": one.precedents.exclude(state="away").exists(),
    }
    return render(request, "questions/page.html", known, status=status)


def _after_reading(form: AnswerForm, one: Question) -> AnswerForm:
    """The same form, which says now that its reader has seen all there is."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = str(one.turns.model.objects.filter(question=one).count())  # type: ignore[index]
    return form


def _due(duty: Duty | None) -> Any:
    return duty.due_at if duty else None


def _asked(request: Request, form: AskForm) -> Question | None:
    told = {name: form.cleaned_data[name] for name in ("words", "clause", "about")}
    try:
        return asking.ask(by=request.person, school=form.where(), **told)
    except ValidationError as problem:
        tell(form, problem)
        return None


def _known_already(words: str) -> dict[str, Any]:
    if not words:
        return {}
    hits, terms = answer_to(in_force(), words)
    return {"looked": True, "hits": hits[:SHOWN], "terms": terms, "before": precedents.found(words)}


def _clause(name: str) -> str:
    return name if name in in_force().clauses else ""
