"""Answers that are kept for others, screened before anybody else finds them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.people.authority import may
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.posts.underlining import pieces
from gatepost.apps.questions import anonymous
from gatepost.apps.questions.forms import KeepForm, TakeBackForm, told
from gatepost.apps.questions.models import Question
from gatepost.apps.questions.selectors import precedents, questions
from gatepost.apps.questions.services import keeping
from gatepost.screening.matters import matters
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent

SHOWN = 200


@action("precedent.read")
@require_safe
def answers(request: Request) -> HttpResponse:
    """All that is kept; for those who look after it, what is hidden as well."""
    keeps = may(request.person, "precedent.keep")
    own = list(precedents.to_look_after(request.person)) if keeps else []
    shown = precedents.shown()
    known = {
        "shown": shown[:SHOWN],
        "hidden": [one for one in own if one not in shown],
        "own": {one.pk for one in own},
        "may_ask": may(request.person, "question.ask"),
    }
    return render(request, "questions/answers.html", known)


@action("precedent.keep")
def keep(request: Request, question: UUID) -> HttpResponse:
    """Keep a question and its answer for others, in words that name nobody."""
    found = questions.to_answer(request.person).filter(state__in=("answered", "helped"), forgotten_at=None)
    one = get_object_or_404(found, pk=question)
    form = KeepForm(sent(request), initial=_prefilled(one))
    back = reverse("question", args=[one.pk])
    return _kept(request, form, back, lambda given: keeping.keep(by=request.person, question=one, **given))


@action("precedent.keep")
def change(request: Request, precedent: int) -> HttpResponse:
    """Look at one that is kept or was hidden, and put its words right."""
    one = get_object_or_404(precedents.to_look_after(request.person), pk=precedent)
    notices.opened(request.person, subject("precedent", one.pk))
    initial = {"asked": one.asked, "answered": one.answered, "clauses": told(one.clauses)}
    form = KeepForm(sent(request), initial=initial)
    look = None if request.method == "POST" else anonymous.look(anonymous.joined(one.asked, one.answered))
    verb = lambda given: keeping.change(by=request.person, precedent=one, **given)  # noqa: E731 (one verb of two)
    return _kept(request, form, reverse("answers"), verb, look)


@action("precedent.keep")
def take_away(request: Request, precedent: int) -> HttpResponse:
    """Ask once more, then take it away."""
    one = get_object_or_404(precedents.to_look_after(request.person), pk=precedent)
    page = Asking(
        _("Take this answer away"),
        _("Take it away"),
        reverse("answers"),
        _("Nobody finds it any more."),
        lead=one.asked,
        danger=True,
    )
    verb = keeping.take_away
    return asked(request, TakeBackForm(sent(request)), page, lambda _told: verb(by=request.person, precedent=one))


def _kept(
    request: Request, form: KeepForm, back: str, verb: Any, looked: anonymous.Looked | None = None
) -> HttpResponse:
    """The form; once it is sent, the verb, or what the checker says of the words."""
    if form.is_valid():
        try:
            verb(form.cleaned_data)
        except ValidationError as problem:
            tell(form, problem)
            words = (form.cleaned_data[name].strip() for name in ("asked", "answered"))
            looked = anonymous.look(anonymous.joined(*words))
        else:
            messages.success(request, _("It is kept. Others find it before they ask."))
            return redirect(back)
    known: dict[str, Any] = {"form": form, "back": back}
    if looked and looked.findings:
        known |= {"pieces": pieces(looked.words, looked.findings), "matters": matters(looked.findings, office=False)}
    return render(request, "questions/keep.html", known)


def _prefilled(one: Question) -> dict[str, str]:
    """The first question, and every answer so far."""
    turns = list(one.turns.all())
    answers = [turn for turn in turns if turn.is_answer]
    cited = dict.fromkeys(name for turn in answers for name in turn.clauses)
    asked_first = next((turn.words for turn in turns if not turn.is_answer), "")
    return {"asked": asked_first, "answered": "\n".join(turn.words for turn in answers), "clauses": told(cited)}
