"""A sheet for a check, as somebody of the cast fills it in and sends it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from gatepost.apps.people import roll
from tests.site_cast import child, federation, person
from tests.web.browsing import browser_of

PAGE, OWN, GROUP, MESSAGE = "sanctioned:facebook", "personal:facebook", "closed_group:whatsapp", "dm:whatsapp"


def reader(name: str = "Rowena Hill") -> Client:
    """Somebody's browser; Grace and Mikołaj are on the roll."""
    federation()
    for pupil in ("Grace Tolliver", "Mikołaj Zieliński"):
        child(pupil)
    who = person(name)
    roll.touch()
    return browser_of(who)


def filled(
    text: str = "", *, where: str = PAGE, role: str = "teacher", school: str = "SMP", **more: Any
) -> dict[str, Any]:
    """What a browser sends for it."""
    return {"text": text, "where": where, "role": role, "school": school, "pictures": "0", **more}


def with_picture(at: int = 0, **facts: Any) -> dict[str, Any]:
    """A picture on the sheet: `with_picture(caption="The winner", faces="none")`."""
    return {"pictures": str(at + 1), **{f"p{at}-{name}": value for name, value in facts.items()}}


def sent(client: Client, sheet: dict[str, Any], to: str = "/check/") -> str:
    """The page that comes back."""
    answer = client.post(to, sheet)
    assert answer.status_code == 200
    return answer.content.decode()


def words(page: str) -> str:
    """What one reads of it, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def verdict(page: str) -> str:
    """The verdict's word."""
    found = re.search(r'<div class="verdict (\w+)" id="verdict"', page)
    assert found, page
    return found[1]


def clauses(page: str) -> set[str]:
    """The clauses of the findings."""
    return set(re.findall(r'<article class="finding.*?href="/policy/([\w-]+)/"', page, re.DOTALL))


def marked(page: str) -> list[tuple[str, str]]:
    """The underlined words with their kind."""
    return [(kind, unescape(text)) for kind, text in re.findall(r'<mark class="(\w+)">(.*?)</mark>', page, re.DOTALL)]


def button(page: str, says: str) -> str:
    """What the button sends that says this."""
    found = re.search(rf'<button [^>]*name="do" value="([^"]+)"[^>]*>{re.escape(says)}', unescape(page))
    assert found, f"no button {says!r} in {words(page)}"
    return found[1]


def field(page: str, name: str) -> str:
    """What stands in a field."""
    area = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    if area:
        return unescape(area[1])
    found = re.search(rf'<input [^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', found[0]) if found else None
    return unescape(value[1]) if value else ""
