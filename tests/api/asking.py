"""Other systems that ask: `system_of(person("Rowena Hill"))` has a token of hers with every scope."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from gatepost.apps.machines import services
from gatepost.apps.machines.models import Scope
from gatepost.apps.people.models import Person
from tests.web.browsing import HOST

DRAFT: dict[str, Any] = {
    "text": "Sports day is on Friday. Bring a hat!",
    "author_role": "teacher",
    "channel": {"kind": "sanctioned", "platform": "facebook"},
    "context": {"school": "SMP", "account": "registered"},
}


def secret_of(somebody: Person, *scopes: str, days: int = 30, strong: bool = True) -> str:
    """The secret of a new token of theirs; with every scope, unless some are named."""
    until = timezone.localdate() + timedelta(days=days)
    _token, secret = services.make(
        by=somebody, name="Their system", scopes=scopes or Scope.values, until=until, strong=strong
    )
    return secret


class System:
    """Another system, with a token or none."""

    def __init__(self, secret: str = "") -> None:
        headers = {"host": HOST, **({"authorization": f"Bearer {secret}"} if secret else {})}
        self._client = Client(headers=headers, raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        return self._client.get(f"/api/{path}", headers=headers)

    def post(
        self, path: str, told: Any = None, *, key: str | None = "", kind: str = "application/json", **more: Any
    ) -> Any:
        """Send this as JSON, or bytes as they are; under a new key unless one (None: none) is given."""
        data = told if isinstance(told, bytes) else b"" if told is None else json.dumps(told).encode()
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        if key is not None:
            headers["idempotency-key"] = key or uuid4().hex
        return self._client.post(f"/api/{path}", data, content_type=kind, headers=headers)

    def ask(self, method: str, path: str, **more: Any) -> Any:
        return self._client.generic(method, f"/api/{path}", **more)


def system_of(somebody: Person, *scopes: str) -> System:
    """A system that acts in their name."""
    return System(secret_of(somebody, *scopes))


def is_problem(response: Any, status: int) -> bool:
    """Whether this is a problem of that status, told as RFC 9457 has it and with the id of its request."""
    told = response.json()
    assert response.status_code == status, (response.status_code, told)
    assert response["Content-Type"] == "application/problem+json"
    assert (told["type"], told["status"], told["request_id"]) == ("about:blank", status, response["X-Request-Id"])
    assert told["title"]
    assert told["detail"]
    return True
