"""Asking SLT in doubt, going on with it, and taking it back (PU-11c)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.duties import services as duties
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.revising import keep, locked
from gatepost.apps.people.services.writing import written
from gatepost.apps.questions.models import Question, Turn
from gatepost.apps.questions.selectors import questions

MOST_TURNS = 40


def ask(
    *, by: Person, words: str, school: School | None = None, clause: str = "", about: Iterable[Person] = ()
) -> Question:
    """Ask SLT of a school, or of the whole federation where none is named. `about` are those of SLT who never see it."""
    subjects, now = list(about), timezone.now()
    with transaction.atomic():
        leave = require(by, "question.ask", school or Place())
        words = written(words)
        _knows(clause)
        _of_slt(subjects, by, school)
        locked(by)  # so that a second tap waits for the first
        if twice := _asked_already(by, words):
            return twice
        question = keep(Question(asker=by, school=school, clause=clause, asked_at=now, last_at=now))
        question.subjects.set(subjects)
        _turn(question, by, words, now)
        _owed(question, by, leave, subjects)
        says = {"school": school.code if school else ""}
        ledger.record("question_asked", by=by.pk, leave=leave, subject=subject("question", question.pk), says=says)
    return question


def ask_again(*, by: Person, question: Question, words: str) -> Question:
    """The answer did not settle it: ask on in the same thread."""
    with transaction.atomic():
        leave = require(by, "question.own", question.own())
        current = _going_on(question)
        if current.waits:
            raise ValidationError(_("SLT has this question already. Wait for the answer, or take it back."))
        now = timezone.now()
        _turn(current, by, written(words), now)
        current.state, current.last_at = Question.State.WAITING, now
        current.save()
        _owed(current, by, leave, list(current.subjects.all()))
        ledger.record("question_asked_again", by=by.pk, leave=leave, subject=subject("question", current.pk))
    return current


def helped(*, by: Person, question: Question) -> Question:
    """The answer helped: nothing more is to be said."""
    with transaction.atomic():
        leave = require(by, "question.own", question.own())
        current = _going_on(question)
        if current.state != Question.State.ANSWERED:
            raise ValidationError(_("There is no answer yet."))
        current.state = Question.State.HELPED
        current.save()
        ledger.record("question_helped", by=by.pk, leave=leave, subject=subject("question", current.pk))
    return current


def take_back(*, by: Person, question: Question) -> Question:
    """What waits is no longer asked, and its words go at once; what was answered before stays answered."""
    with transaction.atomic():
        leave = require(by, "question.own", question.own())
        current = _going_on(question)
        if not current.waits:
            raise ValidationError(_("It was answered meanwhile, so there is nothing to take back."))
        duties.drop(cause_of(current), by=by, leave=leave)
        answered = current.turns.filter(is_answer=True).order_by("-number").values_list("number", flat=True).first()
        current.turns.filter(number__gt=answered or 0).update(words="")
        current.state = Question.State.ANSWERED if answered else Question.State.TAKEN_BACK
        current.save()
        ledger.record("question_taken_back", by=by.pk, leave=leave, subject=subject("question", current.pk))
    return current


def cause_of(question: Question) -> str:
    """What an answer is owed for: the last turn of whoever asked."""
    last = question.turns.filter(is_answer=False).order_by("-number").values_list("pk", flat=True).first()
    return subject("question", last or question.pk)


def _asked_already(by: Person, words: str) -> Question | None:
    """The same words, which nobody has answered yet: tapped twice, or sent again."""
    waiting = Question.objects.filter(asker=by, state=Question.State.WAITING)
    return waiting.filter(turns__number=1, turns__words=words).first()


def _owed(question: Question, by: Person, leave: Leave, subjects: list[Person]) -> None:
    duties.happened(
        "question_asked",
        by=by,
        leave=leave,
        cause=cause_of(question),
        school=question.school,
        subjects=[by.pk, *(one.pk for one in subjects)],
        clauses=[question.clause] if question.clause else [],
    )


def _turn(question: Question, by: Person, words: str, at: datetime) -> Turn:
    number = question.turns.count() + 1
    if number > MOST_TURNS:
        raise ValidationError(_("So much has been said here that it is better to speak to each other."))
    return keep(Turn(question=question, number=number, by=by, words=words, said_at=at))


def _going_on(question: Question) -> Question:
    current = locked(question)
    if not current.goes_on:
        raise ValidationError(_("This question is closed. If there is more to ask, ask a new one."))
    return current


def _knows(clause: str) -> None:
    if clause and clause not in in_force().clauses:
        raise ValidationError({"clause": _("The policy has no such clause.")})


def _of_slt(subjects: list[Person], by: Person, school: School | None) -> None:
    """Only somebody who would see it can be kept from it; whoever asks does not answer anyway."""
    if by in subjects:
        raise ValidationError({"about": _("You asked it, so you do not answer it: choose somebody else, or nobody.")})
    known = set(questions.slt_of([school] if school else []).values_list("pk", flat=True))
    if not {one.pk for one in subjects} <= known:
        raise ValidationError({"about": _("Choose somebody of SLT of this school or of the federation.")})
