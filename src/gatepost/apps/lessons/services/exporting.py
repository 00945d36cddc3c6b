"""The labelled cases as files: for `gatepost evaluate` and for training, or for a pack of one's own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.lessons import selectors
from gatepost.apps.lessons.cast import the_cast
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.lessons.standing_in import left_over
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.policy import Policy
from gatepost.screening import Draft

FORMS = {"jsonl": "application/x-ndjson", "zip": "application/zip"}
_ALWAYS = (
    "id",
    "text",
    "author_role",
    "channel",
    "audience",
    "photos",
    "links",
    "context",
    "expected",
    "verdict",
    "note",
)


@dataclass(frozen=True)
class Taken:
    """A file; how many cases are in it, and how many were left out because a name on today's roll stands in them."""

    data: bytes
    count: int
    left_out: int


def export(*, by: Person, form: str) -> Taken:
    """Take the cases away: one a line as the corpus has them (jsonl), or as files of a pack's cases (zip)."""
    if form not in FORMS:
        raise ValidationError(_("Choose one of the forms."))
    with transaction.atomic():
        leave = require(by, "finding.export")
        every = list(selectors.cases())
        clean = [one for one in every if _names_nobody(one)]
        data, count = (_lines(clean), len(clean)) if form == "jsonl" else _files(clean, in_force())
        says: dict[str, str | int | bool | None] = {"count": count, "form": form}
        ledger.record("cases_exported", by=by.pk, leave=leave, subject=subject("lesson", "all"), says=says)
    return Taken(data, count, len(every) - count)


def _names_nobody(lesson: Lesson) -> bool:
    """Looked at anew, for the roll is another than when it was made."""
    return not left_over(Draft.model_validate(lesson.case), known_now(), the_cast())


def _lines(lessons: list[Lesson]) -> bytes:
    return b"".join(json.dumps(row(one), ensure_ascii=False).encode() + b"\n" for one in lessons)


def row(lesson: Lesson) -> dict[str, Any]:
    """A labelled draft as the corpus has it."""
    values = {"id": f"L-{lesson.pk.hex[:12]}", **lesson.labelled}
    values["context"] = {name: value for name, value in values["context"].items() if value or value == 0}
    values["photos"] = [{name: value for name, value in photo.items() if value} for photo in values["photos"]]
    return {name: values[name] for name in _ALWAYS}


def _files(lessons: list[Lesson], policy: Policy) -> tuple[bytes, int]:
    """A file for each clause, to be put into a pack's `cases/`; what a case file cannot say is left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for whole, case in _cases(lessons, policy):
        found.setdefault(whole, []).append(case)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for whole, cases in found.items():
            told = yaml.safe_dump({"clause": whole, "cases": cases}, allow_unicode=True, sort_keys=False, width=110)
            file.writestr(f"cases/{whole}-lessons.yaml", told)
    return packed.getvalue(), sum(map(len, found.values()))


def _cases(lessons: list[Lesson], policy: Policy) -> Iterator[tuple[str, dict[str, Any]]]:
    for lesson in lessons:
        part = next((one["clause"] for one in lesson.expected), "") or lesson.part
        whole = next((one.id for section in policy.sections for one in section.clauses
                      if part in {each.id for each in one.walk()}), "")  # fmt: skip
        channel = lesson.case["channel"]
        if whole and channel["platform"] in policy.platform_by_id and lesson.case["author_role"] in policy.roles:
            yield whole, _case(lesson, part)


def _case(lesson: Lesson, part: str) -> dict[str, Any]:
    """As a pack's case is written."""
    draft, context = lesson.case, lesson.case["context"]
    span = next((one["span"] for one in lesson.expected if one.get("span")), "")
    told = {
        "case": lesson.title,
        "part": part,
        "by": draft["author_role"],
        "on": f"{draft['channel']['kind']} {draft['channel']['platform']}",
        "text": draft["text"],
        "photos": [_photo(photo) for photo in draft["photos"]],
        "links": list(draft["links"]),
        "audience": draft["audience"],
        **{name: context[name] for name in ("school", "account", "direction", "faces_visible")},
        "permissions": list(context["permissions"]),
        "points_at": span,
    }
    kept = {name: value for name, value in told.items() if value not in ("", [], None)}
    return {
        **kept,
        "text": draft["text"],
        "verdict": lesson.wanted,
        "clauses": [one["clause"] for one in lesson.expected],
    }


def _photo(photo: dict[str, Any]) -> dict[str, Any]:
    kept = {name: photo[name] for name in ("caption", "alt", "file", "ocr") if photo.get(name)}
    return {"shows": list(photo["people"]), **kept}
