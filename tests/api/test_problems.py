"""Whatever goes wrong is told as a problem (RFC 9457): in words, with its place and a fix, and without what was sent."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.db import OperationalError

from tests.api.asking import DRAFT, System, is_problem, secret_of, system_of
from tests.site_cast import federation, person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_engine("what is said of a request does not depend on the database"),
]
PLANTED = "zyzzyva"


@pytest.fixture
def hill() -> System:
    federation()
    return system_of(person("Rowena Hill"))


DEEP = b'{"text": "a", "author_role": "teacher", "channel": {"kind": "dm"}, "more": %s}'
STRANGE = {
    "nothing": b" ",
    "no JSON": b"{zyzzyva",
    "two of them": b"{} {}",
    "a key twice": b'{"text": "a", "text": "zyzzyva"}',
    "not a number": DEEP % b"NaN",
    "without end": DEEP % b"-Infinity",
    "half a character": DEEP % b'"\\ud800"',
    "NUL": DEEP % b'"a\\u0000b"',
    "NUL as it is": DEEP % b'"a\x00b"',
    "deep": DEEP % (b"[" * 100 + b"]" * 100),
    "very deep": b"[" * 200_000,
    "a long number": DEEP % (b"9" * 10_000),
    "UTF-16": json.dumps(DRAFT).encode("utf-16"),
    "Latin-1": '{"text": "é"}'.encode("latin-1"),
    "a mark first": b"\xef\xbb\xbf{}",
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_what_is_no_json_is_not_understood(hill: System, body: bytes) -> None:
    told = hill.post("check", body)
    assert is_problem(told, 400)
    assert PLANTED not in told.content.decode()


@pytest.mark.parametrize("digits", [30, 4_000])
def test_a_huge_number_is_too_large(hill: System, digits: int) -> None:
    body = DEEP.replace(b'"more": %s', b'"context": {"faces_visible": ' + b"9" * digits + b"}")
    assert is_problem(hill.post("check", body), 422)


WRONG: dict[str, tuple[Any, str]] = {
    "missing": ({"author_role": "teacher", "channel": {"kind": "dm"}}, "text"),
    "inside": ({**DRAFT, "channel": {}}, "channel.kind"),
    "in a list": ({**DRAFT, "photos": [{"people": [7]}]}, "photos[0].people[0]"),
    "a text for a number": ({**DRAFT, "context": {"faces_visible": "3"}}, "context.faces_visible"),
    "none of the words": ({**DRAFT, "context": {"direction": PLANTED}}, "context.direction"),
    "no day": ({**DRAFT, "context": {"on": PLANTED}}, "context.on"),
    "too long": ({**DRAFT, "text": PLANTED * 9_000}, "text"),
    "too many": ({**DRAFT, "links": ["https://example.org"] * 1_001}, "links"),
    "a list": ([DRAFT], ""),
}


@pytest.mark.parametrize(("sent", "place"), WRONG.values(), ids=WRONG)
def test_what_is_of_the_wrong_form_is_told_by_its_place_with_a_fix(hill: System, sent: Any, place: str) -> None:
    told = hill.post("check", sent)
    assert is_problem(told, 422)
    mistakes = told.json()["errors"]
    assert place in [one["place"] for one in mistakes]
    assert all(one["problem"] and one["fix"] for one in mistakes)
    assert PLANTED not in told.content.decode()


def test_only_json_as_it_is_is_taken(hill: System) -> None:
    body = json.dumps(DRAFT).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                 "application/json; charset=utf-7", ""):  # fmt: skip
        assert is_problem(hill.post("check", body, kind=kind), 415), kind
    packed = hill.post("check", gzip.compress(b"[" * 10_000_000), content_encoding="gzip")
    assert is_problem(packed, 415)
    assert packed["Accept-Encoding"] == "identity"


def test_more_than_is_taken_at_once_is_too_large(hill: System) -> None:
    assert is_problem(hill.post("check", b" " * 3_000_000), 413)


def test_a_body_of_a_length_that_nobody_tells_is_not_read(hill: System) -> None:
    told = hill.ask("POST", "check", content_type="application/json", HTTP_TRANSFER_ENCODING="chunked")
    assert is_problem(told, 411)


def test_an_address_that_is_none_and_a_method_that_is_none(hill: System) -> None:
    assert is_problem(hill.get("nothing"), 404)
    assert is_problem(hill.get("check/"), 404)
    told = hill.get("check")
    assert is_problem(told, 405)
    assert told["Allow"] == "POST"
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "HEAD", "GETT"):
        assert hill.ask(method, "policy").status_code == 405


def test_parameters_are_told_of_in_the_same_way(hill: System) -> None:
    told = hill.post("check?mended=perhaps", DRAFT)
    assert is_problem(told, 422)
    assert told.json()["errors"][0]["place"] == "mended"
    told = hill.get("duties?cursor=nonsense")
    assert is_problem(told, 422)
    assert told.json()["errors"][0]["place"] == "cursor"


def test_a_nul_in_the_address_is_not_understood(hill: System) -> None:
    assert is_problem(hill.get("people?cursor=a%00b"), 400)
    assert is_problem(hill.get("policy/clauses/SU%00"), 400)


def test_whoever_takes_no_json_is_told_so(hill: System) -> None:
    assert is_problem(hill.post("check", DRAFT, accept="text/html"), 406)
    assert hill.post("check", DRAFT, accept="text/html, application/*;q=0.5").status_code == 200


def test_another_host_is_not_understood() -> None:
    assert is_problem(System()._client.get("/api/policy", headers={"host": "evil.example"}), 400)


def test_a_mistake_of_ours_tells_nothing_but_a_number(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    federation()
    asked = System(secret_of(person("Rowena Hill")))

    def broken() -> None:
        raise ValueError(PLANTED)

    monkeypatch.setattr("gatepost.api.policy.in_force", broken)
    told = asked.get("policy")
    assert is_problem(told, 500)
    assert PLANTED not in told.content.decode()


def test_a_database_that_is_away_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    federation()
    asked = System(secret_of(person("Rowena Hill")))

    def away() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("gatepost.api.policy.in_force", away)
    told = asked.get("policy")
    assert is_problem(told, 503)
    assert int(told["Retry-After"]) > 0


def test_the_log_has_the_name_of_the_operation_and_no_word_of_it(
    hill: System, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        hill.post("check", {**DRAFT, "text": PLANTED})
        hill.get(f"people?cursor={PLANTED}")
    assert "POST api_check 200" in caplog.text
    assert PLANTED not in caplog.text
