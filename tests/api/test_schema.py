"""The schema tells the truth: whatever is sent, rightly or wrongly, the answer is one that it foresees."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.conf import settings as site
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from gatepost.api.urls import schema
from gatepost.apps.machines import pace
from gatepost.web.wsgi import application
from tests.api.asking import secret_of
from tests.site_cast import federation, person
from tests.web.browsing import HOST
from tests.web.things import Things

EXAMPLES = int(os.environ.get("GATEPOST_TESTS_EXAMPLES", "3"))  # of each operation; a deeper run by hand takes 300
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("what the schema foresees does not depend on where things are kept"),
]


def served(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
    """The site without a network, with the schema at an address of its own: its page asks for a sign-in."""
    if environ["PATH_INFO"] == "/schema.json":
        start("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(schema()).encode()]
    return application({**environ, "HTTP_HOST": HOST, "SERVER_NAME": HOST}, start)


# That no NUL is taken stands in no schema; tests/api/test_problems.py has it.
CONFIG = SchemathesisConfig.from_dict({"generation": {"allow-x00": False}})


@schemathesis.serializer("application/jsonl")
def lines(_context: object, value: Any) -> bytes:
    """A stream of one draft."""
    return json.dumps(value).encode() + b"\n"


@schemathesis.serializer("application/zip")
def packed(_context: object, value: Any) -> bytes:
    """Whatever it is, it is no zip."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


described = schemathesis.openapi.from_wsgi("/schema.json", served, config=CONFIG)


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """A token of whoever may do most."""
    federation()
    pace.forget()
    monkeypatch.setattr(site, "API_PER_MINUTE", 1_000_000, raising=False)
    Things("SMP").duty()
    return secret_of(person("Imelda Pace"))


@described.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_every_answer_is_foreseen(case: schemathesis.Case[Any], secret: str) -> None:
    changes = any(one["name"] == "Idempotency-Key" for one in case.operation.definition.raw["parameters"])
    # whether something may be changed is for the policy and the rows to say, not for the form of what was sent
    left_out: list[Any] = [CHECKS.get_one("positive_data_acceptance")] if changes else []
    if case.operation.path.endswith("/stream"):  # there each line has an answer of its own
        left_out.append(CHECKS.get_one("negative_data_rejection"))
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, excluded_checks=left_out)
