"""Answers kept for others: screened by the checker before they are kept, and again whenever the roll has changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors.duty import on_duty
from gatepost.apps.people.services.revising import keep as kept
from gatepost.apps.people.services.revising import locked
from gatepost.apps.people.services.writing import written
from gatepost.apps.questions import anonymous
from gatepost.apps.questions.models import Precedent, Question
from gatepost.apps.questions.services.answering import _cited


def keep(*, by: Person, question: Question, asked: str, answered: str, clauses: Iterable[str] = ()) -> Precedent:
    """Keep a question and its answer for others, in words that name nobody (PU-11c)."""
    with transaction.atomic():
        leave = require(by, "precedent.keep", question)
        require(by, "question.answer", question)  # whom it is about keeps nothing of it
        if question.state not in (Question.State.ANSWERED, Question.State.HELPED):
            raise ValidationError(_("Answer it first; then the answer can be kept."))
        words = _naming_nobody(asked, answered)
        locked(question)  # so that a second tap waits for the first
        same = Precedent.objects.filter(question=question, asked=words[0], answered=words[1])
        if twice := same.exclude(state=Precedent.State.AWAY).first():
            return twice
        made = kept(Precedent(
            question=question, school=question.school, asked=words[0], answered=words[1], clauses=_cited(clauses),
            kept_by=by, kept_at=timezone.now(),
        ))  # fmt: skip
        ledger.record("precedent_kept", by=by.pk, leave=leave, subject=subject("precedent", made.pk))
    return made


def change(*, by: Person, precedent: Precedent, asked: str, answered: str, clauses: Iterable[str] = ()) -> Precedent:
    """Put its words right, which also brings one back that was hidden."""
    with transaction.atomic():
        leave = require(by, "precedent.keep", precedent)
        current = _there(precedent)
        current.asked, current.answered = _naming_nobody(asked, answered)
        current.clauses, current.state, current.version = _cited(clauses), Precedent.State.KEPT, current.version + 1
        kept(current)
        notices.over(subject("precedent", current.pk))
        ledger.record("precedent_changed", by=by.pk, leave=leave, subject=subject("precedent", current.pk))
    return current


def take_away(*, by: Person, precedent: Precedent) -> Precedent:
    """Nobody finds it any more, and its words go."""
    with transaction.atomic():
        leave = require(by, "precedent.keep", precedent)
        current = _there(precedent)
        current.state, current.asked, current.answered = Precedent.State.AWAY, "–", "–"
        current.version += 1
        current.save()
        notices.over(subject("precedent", current.pk))
        ledger.record("precedent_taken_away", by=by.pk, leave=leave, subject=subject("precedent", current.pk))
    return current


def look_again(*, by: Person) -> int:
    """Hide every kept answer that names somebody by what is known now, and tell SLT to look at it; how many."""
    require(by, "question.keep")
    found = [one for one in Precedent.objects.filter(state=Precedent.State.KEPT) if not _passes(one)]
    return sum(_hidden(by, one) for one in found)


def _hidden(by: Person, one: Precedent) -> bool:
    with transaction.atomic():
        leave = require(by, "question.keep", one)
        current = locked(one)
        if current.state != Precedent.State.KEPT or current.version != one.version:
            return False  # somebody was at it meanwhile
        current.state = Precedent.State.HIDDEN
        current.save()
        about = subject("precedent", one.pk)
        told = on_duty("precedent.keep", {one.school_id} if one.school_id else set())
        notices.notify(to=told, category=Category.QUESTION, about=about, key=f"{about} {current.version}")
        ledger.record("precedent_hidden", by=by.pk, leave=leave, subject=about)
    return True


def _passes(one: Precedent) -> bool:
    return anonymous.look(anonymous.joined(one.asked, one.answered)).may_be_kept


def _there(precedent: Precedent) -> Precedent:
    current = locked(precedent)
    if current.state == Precedent.State.AWAY:
        raise ValidationError(_("It was taken away meanwhile."))
    return current


def _naming_nobody(asked: str, answered: str) -> tuple[str, str]:
    asked, answered = written(asked, "asked"), written(answered, "answered")
    looked = anonymous.look(anonymous.joined(asked, answered))
    if not looked.told:
        raise ValidationError(
            _("Gatepost could not check these words just now, so they are not kept. Try again later.")
        )
    if not looked.may_be_kept:
        raise ValidationError(_("This may tell of somebody, or goes against the policy. Change what is underlined."))
    return asked, answered
