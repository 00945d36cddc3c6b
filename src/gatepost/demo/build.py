"""The demo federation, made anew in the database: all of it or, if anything fails, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from gatepost.demo import marker
from gatepost.demo.clock import set_by_hand
from gatepost.demo.doing_work import do
from gatepost.demo.happenings import CHANGES_ROLES, Happening
from gatepost.demo.ids import given_in_turn
from gatepost.demo.people import everybody
from gatepost.demo.stage import Stage
from gatepost.demo.terms import Story
from gatepost.demo.year import story_until


class WentWrong(Exception):  # noqa: N818 (it reads as a sentence: raise WentWrong)
    """What could not be done, and on which day of the story."""

    def __init__(self, what: Happening) -> None:
        super().__init__(f"the demo's story cannot be told: {type(what).__name__} on {what.at:%d %b %Y}")


def reset(today: date, until: date | None = None) -> None:
    """Throw the demo federation away and make it anew as it is on that day, or was when it had come so far.

    NotADemo for a database that holds anything else.
    """
    with _letters_unsent(), _whole():
        marker.forget()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        play(today, until)
        marker.mark(marker.edition())


def play(today: date, until: date | None = None) -> None:
    """Let everything happen that happened until that day, by the site's own services."""
    happened = [what for what in story_until(today) if until is None or what.at.date() <= until]
    with set_by_hand(happened[0].at) as clock, given_in_turn() as ids:
        stage = Stage(everybody(), Story(today), ids)
        for what in happened:
            clock.move(what.at)
            if isinstance(what, CHANGES_ROLES):
                stage.roles_changed()
            try:
                do(what, stage)
            except Exception as problem:
                raise WentWrong(what) from problem


@contextmanager
def _whole() -> Iterator[None]:
    """One transaction, tables and all. SQLite checks who points to whom at its end instead of at every step."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    finally:
        connection.enable_constraint_checking()


@contextmanager
def _letters_unsent() -> Iterator[None]:
    """Invitations of last year are written, and go nowhere."""
    with patch.object(settings, "EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend"):
        yield
