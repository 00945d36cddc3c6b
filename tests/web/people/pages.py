"""Going to a page as somebody of the cast, and what it says."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from gatepost.apps.people.models import Person
from tests.web.browsing import browser_of


def text_of(response: Any) -> str:
    """What a reader sees of a page, in one line."""
    main = re.sub(r"(?s).*<main[^>]*>(.*)</main>.*", r"\1", response.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def read(somebody: Person, page: str, *args: object) -> str:
    """The words of a page that somebody may open."""
    response = browser_of(somebody).get(reverse(page, args=args))
    assert response.status_code == 200, f"{page}: {response.status_code}"
    return text_of(response)


def status(somebody: Person, page: str, *args: object) -> int:
    """What somebody gets there: 200, 403 or 404."""
    return browser_of(somebody).get(reverse(page, args=args)).status_code


def hidden(client: Client, url: str, name: str) -> str:
    """The value of a hidden field of a page, which its next form sends along."""
    found = re.search(rf'name="{name}" value="([^"]*)"', client.get(url).content.decode())
    assert found is not None, f"{url} asks for no {name}"
    return found[1]


def send(client: Client, page: str, *args: object, **told: object) -> Any:
    """Fill in a form of a page and send it, with the state that its reader saw."""
    url = reverse(page, args=args)
    if "version" in told and told["version"] is None:
        told["version"] = hidden(client, url, "version")
    return client.post(url, {name: str(value) for name, value in told.items()})
