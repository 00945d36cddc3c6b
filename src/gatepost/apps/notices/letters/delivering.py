"""Handing letters to the mail server. No transaction is open while it is spoken to."""

from __future__ import annotations

import logging
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connection
from django.utils import timezone

from gatepost.apps.notices.letters import ending
from gatepost.apps.notices.letters.claiming import Held, claim, due
from gatepost.apps.notices.letters.writing import written
from gatepost.apps.notices.models import Letter

SLICE = 20.0  # seconds: then the worker looks what else there is to do
_PATIENCE = (0.1, 0.5, 2.0, 5.0, 10.0)  # seconds between tries to note that a letter went
_log = logging.getLogger("gatepost.letters")


def deliver() -> bool:
    """Hand over what is due, for a while; whether more is left. A mail server that is away uses up no letter's tries."""
    if not due(timezone.now()).exists():
        return False
    try:
        with _mail_server() as server:
            return _handed_over(server)
    except OSError as away:  # smtplib's are among them
        _log.warning("the mail server cannot be reached: %s", _kind(away))
        return False


def _handed_over(server: BaseEmailBackend) -> bool:
    until = time.monotonic() + SLICE
    while time.monotonic() < until:
        held = claim()
        if held is None:
            return False
        _hand_over(held, server)
    return due(timezone.now()).exists()


def _hand_over(held: Held, server: BaseEmailBackend) -> None:
    """One letter. What the server says against it is its own trouble; a server that is gone is everybody's."""
    try:
        written(held.letter, held.to, held.counts, server).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as against:
        code = _code(against)
        ending.put_back(held.letter, f"{_kind(against)} {code}", refused=500 <= code < 600)
        if code == 421:  # it is about to hang up
            raise
    except OSError as gone:
        ending.put_back(held.letter, _kind(gone), refused=False)
        raise
    except ValueError as unusable:  # an address that no e-mail can have
        ending.put_back(held.letter, _kind(unusable), refused=True)
    else:
        _note(held.letter)


def _note(letter: Letter) -> None:
    """The moment between the server's yes and this note is the only one in which a kill makes a second copy."""
    for seconds in _PATIENCE:
        try:
            ending.sent(letter)
        except DatabaseError:
            connection.close()
            time.sleep(seconds)
        else:
            return
    ending.sent(letter)


@contextmanager
def _mail_server() -> Iterator[BaseEmailBackend]:
    """One link for many letters: opened before any is claimed, closed after the last is noted."""
    server = get_connection(fail_silently=False)
    server.open()
    try:
        yield server
    finally:
        with suppress(OSError):
            server.close()


def _code(against: smtplib.SMTPException) -> int:
    if isinstance(against, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in against.recipients.values()), default=550)
    return int(getattr(against, "smtp_code", 0))


def _kind(problem: BaseException) -> str:
    """Never its words: they may hold an address."""
    return type(problem).__name__
