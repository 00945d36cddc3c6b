"""E-mails about signing in. None says more than that there is a link: no name, no school, no role."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse


def address_of(page: str, token: str = "") -> str:
    """The full address of a page. The installation's own, whatever host name the request came with."""
    return f"{settings.SITE_URL}{reverse(page, args=[token] if token else [])}"


def send(letter: str, to: str, link: str = "") -> None:
    """Send `signin/letters/<letter>.txt`, whose first line is the subject, once the transaction has held."""
    subject, _, body = render_to_string(f"signin/letters/{letter}.txt", {"link": link}).strip().partition("\n")
    transaction.on_commit(partial(send_mail, subject.strip(), f"{body.strip()}\n", None, [to]))
