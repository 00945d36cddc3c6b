"""People at their browsers: `browser_of(person("Rowena Hill"))` has signed in, lately and with a second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from gatepost.apps.people.models import Account, Person

HOST = "localhost"
WAYS = ("password", "mfa")


def browser(**more: Any) -> Client:
    """A browser of nobody in particular."""
    return Client(headers={"host": HOST}, **more)


def browser_of(somebody: Person, *ways: str, **more: Any) -> Client:
    """The browser of somebody who has signed in in these ways just now (password and second factor, unless told)."""
    client = browser(**more)
    account = Account.objects.get(person=somebody)
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    for way in ways or WAYS:
        record_authentication(request, account, way)
    request.session.save()
    return client
