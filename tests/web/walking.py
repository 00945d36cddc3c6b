"""Every page of the site and somebody of every role, for the tests that walk all of them."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gatepost.apps.ledger import still
from gatepost.apps.machines.models import Scope
from gatepost.apps.machines.services import tokens
from gatepost.apps.people.authority import may
from gatepost.apps.people.models import Account, Person
from gatepost.web.actions import action_of, site_map
from tests.cast import learn_to_live
from tests.site_cast import child, federation, parent, person
from tests.web.browsing import browser, browser_of
from tests.web.things import CHILD, THINGS, Things, holder, missing

NOBODY = "nobody"
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")  # as an address is written in the site map


@dataclass(frozen=True)
class Page:
    """A page for a thing of Saltmarsh (`own`), of St Wenna's (`other`), for one that is not there (`missing`), or for none."""

    name: str
    action: str
    whose: str
    url: str


@dataclass(frozen=True)
class Answer:
    """What somebody got, and how many questions the database was asked for it."""

    method: str
    status: int
    location: str
    kind: str
    body: str
    queries: int


def pages() -> Iterator[Page]:
    """Every page there is. An argument that things.py does not tell of is an error, not a page left out."""
    own, other = Things("SMP"), Things("WEN")
    for address, pattern in site_map():
        name, action = pattern.name or address, action_of(pattern.callback, pattern.name)
        arguments = [name for found in ARGUMENT.findall(address) for name in found if name]
        if not arguments:
            yield Page(name, action, "", f"/{address}")
            continue
        for whose, things in (("own", own), ("other", other)):
            likely = {argument: _thing(name, argument, things) for argument in arguments}
            yield Page(name, action, whose, reverse(name, kwargs=likely))
            if whose == "other":
                nothing = {argument: missing(thing) for argument, thing in likely.items()}
                yield Page(name, action, "missing", reverse(name, kwargs=nothing))


def _thing(page: str, argument: str, things: Things) -> Any:
    make = THINGS.get(f"{page}.{argument}", THINGS.get(argument))
    assert make is not None, f"say in tests/web/things.py what {argument} of the page {page} stands for"
    return make(things)


# -- everybody --


def everybody() -> dict[str, Client]:
    """A browser of somebody of every role, of another school's head, of those who are gone, and of nobody."""
    federation()
    found = {role: browser_of(holder(role)) for role in learn_to_live().roles}
    found["parent"] = browser_of(parent(child(CHILD["SMP"]), "Alan Wren"))
    found["elsewhere"] = browser_of(person("Anders Holm"))
    for client in found.values():
        with_token(client)
    found["erased"], found["withdrawn"] = _erased(), _withdrawn()
    return {**found, NOBODY: browser()}


def with_token(client: Client) -> Client:
    """The browser, which sends a token of theirs along too; pages take no notice of it, and operations of nothing else."""
    somebody = Account.objects.select_related("person").get(pk=client.session["_auth_user_id"]).person
    if somebody is not None and may(somebody, "token.own"):
        until = timezone.localdate() + timedelta(days=30)
        secret = tokens.make(by=somebody, name="walking", scopes=Scope.values, until=until, strong=True)[1]
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client


def _erased() -> Client:
    """Whoever had signed in when their entry was erased."""
    gone = person("Patricia Savage")
    client = with_token(browser_of(gone))
    Person.objects.filter(pk=gone.pk).update(erased_at=timezone.now())
    return client


def _withdrawn() -> Client:
    """Whoever had signed in when their account was withdrawn."""
    gone = person("Judith Penfold")
    client = with_token(browser_of(gone))
    Account.objects.filter(person=gone).update(is_active=False)
    return client


# -- going there --


class Asked:
    """How many questions the database was asked; the marks around a transaction are none."""

    number = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        self.number += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, *more)


class Kept(OrderedDict[Hashable, tuple[str, Any]]):
    """What `still` keeps while nothing happens, for a walk that leaves everything as it was: each read once.

    What is taken from here counts as many questions as it took to read, so that no page seems to ask fewer.
    """

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked()
        self._before: dict[Hashable, int] = {}
        self._took: dict[Hashable, int] = {}

    def get(self, key: Hashable, default: Any = None) -> Any:
        self.asked.number += self._took.get(key, 0)
        self._before[key] = self.asked.number
        return super().get(key, default)

    def __setitem__(self, key: Hashable, value: tuple[str, Any]) -> None:
        self._took[key] = self.asked.number - self._before[key]
        super().__setitem__(key, value)

    @contextmanager
    def used(self, asked: Asked) -> Iterator[None]:
        """For a visit, in the transaction that takes it back."""
        self.asked = asked
        anywhere = SimpleNamespace(in_atomic_block=False)
        with patch.multiple(still, _kept=self, connection=anywhere, stamp_now=lambda: "a walk"):
            yield


def visit(client: Client, url: str, method: str = "GET", kept: Kept | None = None) -> Answer:
    """Go there, and leave everything as it was: the database, and what the browser holds. Only a look may use what is kept."""
    cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    asked = Asked()
    keeping = kept.used(asked) if kept is not None and method == "GET" else nullcontext()
    with transaction.atomic(), connection.execute_wrapper(asked), keeping:
        response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
        body = _body(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    return Answer(
        method, response.status_code, response.headers.get("Location", ""), _kind(response), body, asked.number
    )


def _kind(response: Any) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0]


def _body(response: Any) -> str:
    """All of it; what is sent piece by piece is read before the database goes back."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    return bytes(data).decode("utf-8", "replace")


def page_or_post(client: Client, url: str, kept: Kept | None = None) -> Answer:
    """The page; of what is no page but only an act, the answer to a form with nothing in it."""
    answer = visit(client, url, kept=kept)
    return visit(client, url, "POST") if answer.status == 405 else answer
