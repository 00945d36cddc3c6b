"""Saying that a verdict was wrong. Of a private self-check nothing is kept but what is sent here."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons.models import Lesson, Why
from gatepost.apps.lessons.standing_in import words_in
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person, School
from gatepost.apps.people.place import Place
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.people.selectors.duty import on_duty
from gatepost.apps.people.services.revising import keep, locked
from gatepost.apps.people.services.writing import written
from gatepost.screening import Draft, Known, Report, screen
from gatepost.screening.finding import Finding
from gatepost.screening.naming import names_in

_log = logging.getLogger("gatepost.lessons")


def say(*, by: Person, draft: Draft, why: str, said: str = "", key: str = "", school: School | None = None) -> Lesson:
    """Say that the finding of this `key` was wrong, or, without one, that something was missed; for those who keep the policy.

    The words are screened anew as they were cut down: what is kept is what the checker says of them.
    """
    with transaction.atomic():
        leave = require(by, "finding.dispute", school or Place())
        if (
            draft.author_role not in in_force().roles
        ):  # not only one's own: whoever decides on a post may dispute it too
            raise ValidationError(_("Nobody has that role."))
        if why not in Why:
            raise ValidationError({"why": _("Say what was wrong.")})
        said = written(said, "said") if said.strip() else ""
        known, report = _screened(draft)
        found = _disputed(report, key, why)
        locked(by)
        bare = bared(draft)
        if twice := Lesson.objects.filter(by=by, state=Lesson.State.WAITING, why=why, draft=bare).first():
            return twice
        lesson = keep(Lesson(
            by=by, school=school, draft=bare, found=found, part=found.get("clause", ""), verdict=report.verdict.word,
            policy=report.policy_digest, why=why, said=said, said_at=timezone.now(),
        ))  # fmt: skip
        about = _named(draft, report, said, known)
        lesson.subjects.set(Person.objects.filter(pk__in=about))
        _tell_reviewers(lesson, about)
        says = {"clause": found.get("clause") or "–", "why": why}
        ledger.record("finding_disputed", by=by.pk, leave=leave, subject=subject("lesson", lesson.pk), says=says)
    return lesson


def take_back(*, by: Person, lesson: Lesson) -> Lesson:
    """It is no longer said, and its words go at once."""
    with transaction.atomic():
        leave = require(by, "finding.own", lesson.own())
        current = locked(lesson)
        if not current.waits:
            raise ValidationError(_("It was looked at meanwhile, so there is nothing to take back."))
        current.state, current.draft, current.found, current.said = Lesson.State.TAKEN_BACK, {}, {}, ""
        current.forgotten_at = timezone.now()
        current.save()
        about = subject("lesson", current.pk)
        notices.over(about)
        ledger.record("finding_dispute_taken_back", by=by.pk, leave=leave, subject=about)
    return current


def key_of(finding: Finding) -> str:
    """Names a finding of a draft, however much of the words around it is cut away."""
    return f"{finding.clause}|{finding.sign}|{finding.where}|{finding.span}"


def bared(draft: Draft) -> dict[str, Any]:
    """A draft as it is kept: whose it was stands apart."""
    context = draft.context.model_copy(update={"author_id": ""})
    values: dict[str, Any] = draft.model_copy(update={"id": "", "context": context}).model_dump(mode="json")
    return values


def _screened(draft: Draft) -> tuple[Known, Report]:
    try:
        known = known_now()
        return known, screen(draft, known, in_force())
    except Exception as problem:  # noqa: BLE001 (what could not be told is not kept)
        _log.error("a disputed post could not be screened: %s", type(problem).__name__)  # never its words
        raise ValidationError(_("Gatepost could not look at it just now. Try again in a minute.")) from None


def _disputed(report: Report, key: str, why: str) -> dict[str, Any]:
    """The finding as anybody may read it: without who was meant, which is for the office."""
    if not key:
        if why != Why.MISSED:
            raise ValidationError(
                {"why": _("Without a finding there is only one thing to say: that it missed something.")}
            )
        return {}
    finding = next((one for one in report.findings if key_of(one) == key), None)
    if finding is None:
        raise ValidationError(
            {"text": _("With these words alone it finds nothing any more. Leave in what it had underlined.")}
        )
    plain = finding.as_json(office=False)
    return {name: plain[name] for name in ("clause", "verdict", "sign", "reason", "where", "span")}


def _named(draft: Draft, report: Report, said: str, known: Known) -> set[UUID]:
    """Everybody of the roll whom the words, the tags or the finding mean: none of them ever sees it."""
    keys = {one for finding in report.findings for one in finding.subjects}
    keys |= {one for photo in draft.photos for one in photo.people}
    texts = [*(words for _, words in words_in(draft)), said]
    keys |= {one for words in texts for named in names_in(words, known) for one in named.people}
    return {UUID(key) for key in keys if key in known.pupils or key in known.staff}


def _tell_reviewers(lesson: Lesson, about: set[UUID]) -> None:
    schools = {lesson.school_id} if lesson.school_id else set()
    told = [one for one in on_duty("finding.review", schools) if one.pk != lesson.by_id and one.pk not in about]
    notices.notify(to=told, category=Category.DUTY, about=subject("lesson", lesson.pk))
