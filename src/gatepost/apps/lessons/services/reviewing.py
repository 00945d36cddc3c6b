"""Going through what was said to be wrong, and making cases of it that name nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons.cast import the_cast
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.lessons.standing_in import Left, StandIns, left_over, words_in
from gatepost.apps.notices import services as notices
from gatepost.apps.notices.models import Category
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.people.services.revising import locked
from gatepost.apps.people.services.writing import written
from gatepost.policy import Verdict
from gatepost.screening import Draft

SHORT = 200


def agree(
    *, by: Person, lesson: Lesson, verdict: str, clauses: Iterable[str] = (), words: str = "", answer: str = ""
) -> Lesson:
    """It was wrong: say what the verdict and the clauses should have been, and which words show them."""
    with transaction.atomic():
        leave = require(by, "finding.review", lesson)
        current = _waiting(lesson)
        expected = labels(Draft.model_validate(current.draft), verdict, list(clauses), words)
        _decide(current, by, Lesson.State.AGREED, answer)
        current.wanted, current.expected = verdict, expected
        current.save()
        says = {"was": current.verdict, "wanted": verdict}
        ledger.record("finding_agreed", by=by.pk, leave=leave, subject=subject("lesson", current.pk), says=says)
    return current


def uphold(*, by: Person, lesson: Lesson, answer: str) -> Lesson:
    """It was right: say why."""
    with transaction.atomic():
        leave = require(by, "finding.review", lesson)
        current = _waiting(lesson)
        _decide(current, by, Lesson.State.NOT_AGREED, written(answer, "answer"))
        current.save()
        ledger.record("finding_upheld", by=by.pk, leave=leave, subject=subject("lesson", current.pk))
    return current


@dataclass(frozen=True)
class Offered:
    """A post with people of the cast in place of those whom the roll knows; the words that show the offence, likewise; and
    what may still tell of somebody real. For a reviewer to look at.
    """

    draft: Draft
    words: str
    left: tuple[Left, ...]


def offered(lesson: Lesson) -> Offered:
    """What is offered as a case, by what is known now."""
    draft, cast, known = Draft.model_validate(lesson.draft), the_cast(), known_now()
    span = next((one["span"] for one in lesson.expected if one.get("span")), "")
    if cast:
        standing = StandIns(known, cast, draft.context.school)
        draft, span = standing.draft(draft), standing.text(span)  # in this order: each has the same stand-in in both
    return Offered(draft, span, tuple(left_over(draft, known, cast)))


def make_case(*, by: Person, lesson: Lesson, draft: Draft, title: str, words: str = "") -> Lesson:
    """Keep it as a case, once nobody real is left in it. The words as they were sent go at once."""
    with transaction.atomic():
        leave = require(by, "finding.review", lesson)
        current = locked(lesson)
        if not current.wants_case:
            raise ValidationError(_("It is a case already, or its words were deleted."))
        title = " ".join(written(title, "title", SHORT).split())
        _nobody_is_left(draft.model_copy(update={"text": f"{draft.text}\n{title}"}))
        clauses = [one["clause"] for one in current.expected]
        current.expected = labels(draft, current.wanted, clauses, words)
        current.case, current.title = draft.model_dump(mode="json", exclude={"id"}), title
        current.draft, current.found, current.said = {}, {}, ""
        current.save()
        ledger.record("case_made", by=by.pk, leave=leave, subject=subject("lesson", current.pk))
    return current


def labels(draft: Draft, verdict: str, clauses: list[str], words: str) -> list[dict[str, str]]:
    """The label as the corpus has it; ValidationError where it contradicts itself or quotes what does not stand there."""
    unknown = [name for name in clauses if name not in in_force().clauses]
    if verdict not in {one.word for one in Verdict} or unknown:
        raise ValidationError({"clauses": _("Name the verdict, and clauses of the policy.")})
    if bool(clauses) != (verdict != Verdict.ALLOW.word):
        raise ValidationError({"clauses": _("A post that may go out breaks no clause; any other breaks one at least.")})
    words = words.strip()
    where = next((place for place, text in words_in(draft) if words and words in text and place != "photo.alt"), "")
    if words and not where:
        raise ValidationError({"words": _("Copy the words out of the post: these do not stand in it.")})
    quoted: dict[str, str] = {"span": words, "where": where} if words and clauses else {}
    return [{"clause": name, **quoted} for name in dict.fromkeys(clauses)]


def _nobody_is_left(draft: Draft) -> None:
    try:
        left = left_over(draft, known_now(), the_cast())
    except Exception:  # noqa: BLE001 (what could not be told is not kept)
        raise ValidationError(_("Gatepost could not look for names just now. Try again in a minute.")) from None
    if left:
        told = ", ".join(dict.fromkeys(f"“{one.words}”" for one in left))
        raise ValidationError(
            _("This may still tell of somebody real: %(words)s. Put somebody made up there.") % {"words": told}
        )


def _waiting(lesson: Lesson) -> Lesson:
    current = locked(lesson)
    if not current.waits:
        raise ValidationError(_("Somebody has decided on it meanwhile, or it was taken back."))
    return current


def _decide(lesson: Lesson, by: Person, state: Any, answer: str) -> None:
    about = subject("lesson", lesson.pk)
    lesson.state, lesson.decided_by, lesson.decided_at = state, by, timezone.now()
    lesson.answer = written(answer, "answer") if answer.strip() else ""
    notices.over(about)
    notices.notify(to=[lesson.by], category=Category.POST, about=about, key=f"{about} decided")
