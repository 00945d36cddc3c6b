"""A post is sent, decided on and taken back by the API as by the pages: through the same verbs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from gatepost.apps.posts.models import SentPost
from tests.api.asking import DRAFT, is_problem, system_of
from tests.apps.posts.sent import NAMED, cast, sent_by
from tests.site_cast import person

pytestmark = pytest.mark.django_db
HELD: dict[str, Any] = {**DRAFT, "channel": {"kind": "sanctioned", "platform": "unlisted"}}


def test_a_held_post_goes_to_slt_and_comes_back_allowed() -> None:
    hill, penfold = cast()
    by_hill, by_penfold = system_of(hill), system_of(penfold)
    sent = by_hill.post("drafts", HELD)
    assert (sent.status_code, sent.json()["state"]) == (201, "waiting")
    key = sent.json()["id"]
    assert [one["id"] for one in by_penfold.get("decisions").json()["items"]] == [key]
    seen = by_penfold.get(f"decisions/{key}").json()
    assert (seen["text"], seen["author"]) == (HELD["text"], "Ms Hill")
    assert seen["findings"]
    told = by_penfold.post(f"decisions/{key}/answer", {"answer": "yes", "version": seen["version"]})
    assert told.json() == {"id": key, "state": "yes"}
    back = by_hill.get(f"drafts/{key}").json()
    assert (back["state"], back["stands"], back["why"]) == ("yes", True, "")
    assert back["asked"][0]["answer"] == "yes"


def test_a_no_needs_a_reason() -> None:
    hill, penfold = cast()
    key = sent_by(hill).pk
    told = system_of(penfold).post(f"decisions/{key}/answer", {"answer": "no", "version": 1})
    assert is_problem(told, 422)
    assert told.json()["errors"][0]["place"] == "reason"


def test_nobody_decides_on_their_own_and_no_other_school_sees_it() -> None:
    hill, penfold = cast()
    own, others = sent_by(penfold).pk, sent_by(hill).pk
    answer = {"answer": "yes", "version": 1}
    assert is_problem(system_of(penfold).post(f"decisions/{own}/answer", answer), 404)
    assert is_problem(system_of(person("Anders Holm")).post(f"decisions/{others}/answer", answer), 404)
    assert is_problem(system_of(hill).post(f"decisions/{others}/answer", answer), 403)
    assert is_problem(system_of(penfold).get(f"drafts/{others}"), 404)
    assert is_problem(system_of(penfold).get(f"drafts/{uuid4()}"), 404)


def test_whoever_comes_second_is_told() -> None:
    hill, penfold = cast()
    key, system = sent_by(hill).pk, system_of(penfold)
    assert is_problem(system.post(f"decisions/{key}/answer", {"answer": "yes", "version": 7}), 409)


def test_what_may_go_out_or_what_nobody_can_allow_is_not_taken() -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    assert is_problem(system.post("drafts", DRAFT), 422)
    photo = {"caption": NAMED, "people": ["unknown"]}
    assert is_problem(system.post("drafts", {**DRAFT, "text": NAMED, "photos": [photo]}), 422)
    told = system.post("drafts", {**HELD, "photos": [{"ocr": "words"}]})
    assert is_problem(told, 422)
    assert told.json()["errors"][0]["place"] == "photos[0].ocr"
    assert not SentPost.objects.exists()


def test_one_is_taken_back() -> None:
    hill, penfold = cast()
    key = sent_by(hill).pk
    assert system_of(hill).post(f"drafts/{key}/take-back").json()["state"] == "back"
    assert system_of(penfold).get("decisions").json()["items"] == []


def test_one_that_fell_meanwhile_is_told_and_stays_fallen() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    system = system_of(penfold)
    SentPost.objects.filter(pk=sent.pk).update(policy_digest="another")
    told = system.post(f"decisions/{sent.pk}/answer", {"answer": "yes", "version": 1})
    assert is_problem(told, 409)
    assert SentPost.objects.get(pk=sent.pk).state == "fallen"


def test_a_list_is_read_page_by_page_while_others_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    hill, _penfold = cast()
    monkeypatch.setattr("gatepost.api.paging.SIZE", 2)
    monkeypatch.setattr("gatepost.api.paging.page.__defaults__", (2,))
    made = [str(sent_by(hill, text=f"Sports day {number}").pk) for number in range(5)]
    system, found, cursor = system_of(hill), [], ""
    for _ in range(3):
        page = system.get(f"drafts?cursor={cursor}").json()
        found += [one["id"] for one in page["items"]]
        sent_by(hill, text=f"One more {len(found)}")
        cursor = page["next"]
    assert found == made[::-1]
    assert cursor is None
