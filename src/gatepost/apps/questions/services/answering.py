"""Answering a question, as one of SLT (PU-11c)."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.revising import keep, locked
from gatepost.apps.people.services.writing import written
from gatepost.apps.questions.models import Question, Turn
from gatepost.apps.questions.services.asking import cause_of


def answer(*, by: Person, question: Question, words: str, seen: int, clauses: Iterable[str] = ()) -> Turn:
    """Answer it. `seen` is how many turns the answerer had before them: nobody answers past somebody else's answer."""
    with transaction.atomic():
        leave = require(by, "question.answer", question)
        current = locked(question)
        cited = _cited(clauses)
        words = written(words)
        _still_so(current, seen)
        now = timezone.now()
        turn = keep(
            Turn(question=current, number=seen + 1, by=by, is_answer=True, words=words, clauses=cited, said_at=now)
        )
        duties.settle(cause_of(current), by=by, leave=leave)
        current.state, current.last_at = Question.State.ANSWERED, now
        current.save()
        about = subject("question", current.pk)
        notices.notify(to=[current.asker], category=Category.QUESTION, about=about, key=subject("turn", turn.pk))
        ledger.record("question_answered", by=by.pk, leave=leave, subject=about, says={"cites": ", ".join(cited)})
    return turn


def _still_so(question: Question, seen: int) -> None:
    if question.state == Question.State.TAKEN_BACK:
        raise ValidationError(_("The question was taken back meanwhile, so nothing was sent."))
    if not question.goes_on:
        raise ValidationError(_("This question is closed, so nothing was sent."))
    if question.turns.count() != seen:
        raise ValidationError(
            _("Something was said here while you wrote. Read it above; if yours still adds to it, send it again."),
            code="meanwhile",
        )


def _cited(clauses: Iterable[str]) -> list[str]:
    named = list(dict.fromkeys(filter(None, clauses)))
    if unknown := [name for name in named if name not in in_force().clauses]:
        said = _("The policy has no clause %(names)s.") % {"names": ", ".join(unknown)}
        raise ValidationError({"clauses": said})
    return named
