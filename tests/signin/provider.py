"""A real OpenID Connect provider on this machine, and people who sign in there."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client

from tests.web.browsing import browser

AGAIN = "/sign-in/again/"


@contextmanager
def running() -> Iterator[str]:
    """The address of one that runs in a process of its own."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the provider did not start"
        try:
            requests.get(f"{url}/.well-known/openid-configuration", timeout=1).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the provider does not answer")


def apps(url: str, kind: str = "other", **more: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS with this one in it."""
    app = {
        "provider_id": kind, "name": "School", "client_id": "gatepost", "secret": "s3cret",
        "settings": {"server_url": url, "kind": kind, **more},
    }  # fmt: skip
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def known_there(url: str, who: str, **claims: Any) -> None:
    """Let the provider know somebody, with what it vouches for."""
    told = {"email": who, "email_verified": True, "name": "Somebody", **claims}
    requests.put(f"{url}/users/{who}", json=told, timeout=5).raise_for_status()


def sent_there(client: Client, kind: str = "other", then: str = "") -> str:
    """The provider's address that the button leads to."""
    return leads_to(client.post(f"/accounts/oidc/{kind}/login/", {"next": then} if then else {}))


def leads_to(answer: Any) -> str:
    """Where our page that stands between sends the browser."""
    return unescape(answer.content.decode().partition('content="0;url=')[2].partition('"')[0])


def comes_back(client: Client, where: str, who: str) -> Any:
    """Sign in there, and come back to our site as the provider sends them."""
    answer = requests.post(where, data={"sub": who}, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.hostname == "localhost", answer.headers["Location"]
    return client.get(f"{back.path}?{back.query}")


def through(who: str, kind: str = "other", client: Client | None = None, then: str = "") -> tuple[Client, Any]:
    """The whole way: the button, the provider, and back."""
    used = client or browser()
    return used, comes_back(used, sent_there(used, kind, then), who)
