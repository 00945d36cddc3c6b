"""What a letter says: how many items of which kind wait. No name, no subject, no words of anybody's."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from gatepost.apps.notices.models import Category, Letter

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}  # no answer of an absent reader


def written(letter: Letter, to: str, counts: Mapping[str, int], by: BaseEmailBackend) -> EmailMessage:
    """The e-mail, in the order of the categories: safeguarding first."""
    kinds = [(counts[kind.value], kind.label) for kind in Category if counts.get(kind.value)]
    known = {"kinds": kinds, "number": sum(number for number, _ in kinds), "site": f"{settings.SITE_URL}/"}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("notices/letter.txt", known)
    subject, _, body = text.strip().partition("\n")
    headers = {**HEADERS, "Message-ID": letter.message_id}
    return EmailMessage(subject.strip(), f"{body.strip()}\n", None, [to], connection=by, headers=headers)
