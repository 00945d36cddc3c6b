"""The main pages, one a line: what the browser tests walk, and what the pictures in docs/screens show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from gatepost.apps.notices import services as notices
from tests.apps.posts.sent import DOUBT, OWN, cast, sent_by
from tests.site_cast import child, parent, person, school, school_class
from tests.web.imports.reading_in import an_upload
from tests.web.things import Things


class Shown(NamedTuple):
    """A page by the name of its address, and who of the cast opens it (nobody: without signing in)."""

    name: str
    who: str = ""
    args: Callable[[], tuple[Any, ...]] = tuple  # made when the page is opened: what it is about, of the cast

    def address(self) -> str:
        """Where it is."""
        return reverse(self.name, args=self.args())

    def __str__(self) -> str:
        return f"{self.name} as {self.who or 'nobody'}"


def _child() -> tuple[Any, ...]:
    grace = child("Grace Tolliver")
    parent(grace)
    return (grace.pk,)


def _nothing_but_a_child() -> tuple[Any, ...]:
    _child()
    return ()


def _somebody() -> tuple[Any, ...]:
    return (person("Rowena Hill").pk,)


def _school() -> tuple[Any, ...]:
    _child()
    return (school().code,)


def _room() -> tuple[Any, ...]:
    _child()
    return (school_class().pk,)


def _upload() -> tuple[Any, ...]:
    return (an_upload().pk,)


def _told() -> tuple[Any, ...]:
    for category, about in (("post", "post:1"), ("alarm", "duty:2")):
        notices.notify(to=[person("Chidi Okoro")], category=category, about=about)
    return ()


def _duty() -> tuple[Any, ...]:
    return (Things("SMP").duty(),)


def _nothing_but_a_duty() -> tuple[Any, ...]:
    _duty()
    return ()


def _nothing_but_a_closure() -> tuple[Any, ...]:
    Things("SMP").closure()
    return ()


def _improper() -> tuple[Any, ...]:
    person("Chidi Okoro")
    return ("improper_contact",)


def _sent() -> tuple[Any, ...]:
    return (sent_by(cast()[0], text=DOUBT, place=OWN).pk,)


def _nothing_but_a_token() -> tuple[Any, ...]:
    Things("SMP").token(person("Rowena Hill"))
    return ()


def _nothing_but_a_hook() -> tuple[Any, ...]:
    Things("SMP").hook()
    return ()


PAGES = (
    Shown("look"),
    Shown("offline"),
    Shown("account_login"),
    Shown("ask_for_link"),
    Shown("account_reset_password"),
    Shown("first", "Rowena Hill"),
    Shown("first", "Imelda Pace"),
    Shown("check", "Rowena Hill"),
    Shown("check", "Imelda Pace"),
    Shown("first", "Judith Penfold", _nothing_but_a_duty),
    Shown("duties", "Judith Penfold", _nothing_but_a_duty),
    Shown("duty", "Judith Penfold", _duty),
    Shown("all_duties", "Judith Penfold", _nothing_but_a_duty),
    Shown("tell", "Rowena Hill"),
    Shown("tell_of", "Rowena Hill", _improper),
    Shown("told", "Sandra Cope", lambda: (Things("SMP").telling().told,)),
    Shown("calendar", "Patricia Savage", _nothing_but_a_closure),
    Shown("close_days", "Patricia Savage"),
    Shown("calendar_file", "Patricia Savage"),
    Shown("sent_post", "Rowena Hill", _sent),
    Shown("sent_posts", "Rowena Hill"),
    Shown("decide_post", "Imelda Pace", _sent),
    Shown("waiting_posts", "Imelda Pace"),
    Shown("ask", "Rowena Hill"),
    Shown("answers", "Rowena Hill"),
    Shown("question", "Judith Penfold", lambda: (Things("SMP").question(),)),
    Shown("keep_answer", "Judith Penfold", lambda: (Things("SMP").question("answered"),)),
    Shown("review_lesson", "Judith Penfold", lambda: (Things("SMP").lesson(),)),
    Shown("own_sign_in", "Rowena Hill"),
    Shown("tokens", "Rowena Hill", _nothing_but_a_token),
    Shown("all_tokens", "Imelda Pace", _nothing_but_a_token),
    Shown("hooks", "Imelda Pace", _nothing_but_a_hook),
    Shown("hook", "Imelda Pace", lambda: (Things("SMP").hook(),)),
    Shown("api", "Rowena Hill"),
    Shown("mfa_index", "Rowena Hill"),
    Shown("mfa_activate_totp", "Rowena Hill"),
    Shown("policy", "Rowena Hill"),
    Shown("clause", "Rowena Hill", lambda: ("SU-4",)),
    Shown("who_does_what", "Rowena Hill"),
    Shown("could", "Imelda Pace", _somebody),
    Shown("family", "Tina Fairweather", _nothing_but_a_child),
    Shown("pupil", "Tina Fairweather", _child),
    Shown("schools", "Imelda Pace", _nothing_but_a_child),
    Shown("school", "Imelda Pace", _school),
    Shown("class", "Rowena Hill", _room),
    Shown("people", "Patricia Savage"),
    Shown("add_person", "Patricia Savage"),
    Shown("person", "Imelda Pace", _somebody),
    Shown("change_person", "Patricia Savage", _somebody),
    Shown("person_sign_in", "Patricia Savage", _somebody),
    Shown("give_role", "Imelda Pace", _somebody),
    Shown("away", "Rowena Hill", _somebody),
    Shown("pupils", "Patricia Savage", _nothing_but_a_child),
    Shown("imports", "Patricia Savage"),
    Shown("import_columns", "Patricia Savage", _upload),
    Shown("import_changes", "Patricia Savage", _upload),
    Shown("lists", "Patricia Savage"),
    Shown("add_pupil", "Patricia Savage"),
    Shown("pupil", "Patricia Savage", _child),
    Shown("add_guardian", "Patricia Savage", _child),
    Shown("federation", "Imelda Pace"),
    Shown("lists", "Imelda Pace"),
    Shown("ledger", "Imelda Pace"),
    Shown("own_doings", "Rowena Hill"),
    Shown("notices", "Chidi Okoro", _told),
    Shown("letter_hours", "Chidi Okoro"),
    Shown("verify_ledger", "Imelda Pace"),
    Shown("ledger_entry", "Imelda Pace", lambda: (Things("SMP").entry(),)),
    Shown("export_ledger", "Imelda Pace"),
    Shown("erase_person", "Imelda Pace", _somebody),
    Shown("group_roles", "Imelda Pace"),
    Shown("state", "Desmond Clay"),
)
