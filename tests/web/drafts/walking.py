"""Walking the pages of posts that were sent, without a script."""

from __future__ import annotations

from typing import Any

from django.test import Client

from gatepost.apps.posts.models import SentPost
from tests.apps.posts.sent import cast
from tests.web.browsing import browser_of
from tests.web.check.sheets import button, sent, words

MOST = 12  # queries of a page


def hill() -> Client:
    return browser_of(cast()[0])


def opened(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sends(client: Client, sheet: dict[str, object]) -> str:
    """The address of the page after one tap on the button that sends."""
    page = sent(client, sheet)
    answer = client.post("/posts/send/", {**sheet, "do": button(page, "Send ")})
    assert answer.status_code == 302, words(answer.content.decode())
    return answer["Location"]


def decide(client: Client, post: SentPost, answer: str, reason: str = "", version: int = 1) -> Any:
    return client.post(f"/posts/waiting/{post.pk}/", {"answer": answer, "reason": reason, "version": version})
