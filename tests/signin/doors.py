"""Going in by each door, and what stands in the letters that are sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from gatepost.apps.ledger.models import Entry
from gatepost.apps.people.models import Account, Person
from tests.site_cast import PASSWORD
from tests.web.browsing import browser

LOGIN = "/accounts/login/"


def account_of(somebody: Person) -> Account:
    return Account.objects.get(person=somebody)


def try_password(client: Client, email: str, password: str = PASSWORD, then: str = "") -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **({"next": then} if then else {})})


def signed_in(somebody: Person) -> Client:
    """A browser that went in by the front door, with the password."""
    client = browser()
    assert try_password(client, somebody.email).status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Whether this browser sees a page of somebody's own."""
    return bool(client.get("/sign-in/").status_code == 200)


def grow_old(client: Client, minutes: int) -> None:
    """Let everything that was proved in this session lie so long ago."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    for record in records:
        record["at"] -= timedelta(minutes=minutes).total_seconds()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session.save()


def with_an_app(somebody: Person) -> str:
    """Give somebody an app with codes; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(account_of(somebody), secret)
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def link_in_letter(number: int = -1) -> str:
    """The path of the link in a letter that was sent."""
    found = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[number].body))
    assert found is not None, mail.outbox[number].body
    return found.group(1)


def told(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=event))
