"""Checking a draft by the API: the same verdict as the page's, and no more of the reasons than is theirs to know."""

from __future__ import annotations

from typing import Any

import pytest

from gatepost.api import counting
from gatepost.apps.ledger.models import Entry
from gatepost.apps.posts.models import DailyCount
from tests.api.asking import DRAFT, is_problem, system_of
from tests.site_cast import child, federation, person

pytestmark = pytest.mark.django_db


def test_a_harmless_draft_may_go_out() -> None:
    federation()
    told = system_of(person("Rowena Hill")).post("check", DRAFT)
    assert told.status_code == 200
    assert told.json()["verdict"] == "allow"
    assert told.json()["findings"] == []
    assert told.json()["policy"]["id"] == "learn_to_live"
    assert told.json()["mended"] is None


def named(name: str = "Grace Tolliver") -> dict[str, Any]:
    federation()
    child(name)
    return {
        **DRAFT,
        "text": f"Well done {name}!",
        "photos": [{"caption": f"{name} at the gala", "people": ["unknown"]}],
    }


def test_a_named_child_is_found_with_its_place_and_a_mend() -> None:
    told = system_of(person("Rowena Hill")).post("check", named()).json()
    assert told["verdict"] in ("hold", "block")
    found = told["findings"][0]
    assert found["clause"].startswith("SU-4")
    assert named()["text"][found["start"] : found["end"]] == found["span"] or found["where"] != "text"
    assert "Tolliver" not in told["mended"]["draft"]["text"]


def test_what_tells_who_is_not_cleared_is_for_the_office_alone() -> None:
    draft = named()
    for_the_office = system_of(person("Patricia Savage")).post("check", draft).json()
    for_a_volunteer = system_of(person("Rowena Hill")).post("check", draft).json()
    assert any(one.get("subjects") for one in for_the_office["findings"])
    assert not any(one.get("subjects") or one.get("office_reason") for one in for_a_volunteer["findings"])


def test_a_draft_cannot_bring_its_own_permissions() -> None:
    draft = named()
    draft["context"] = {**draft["context"], "permissions": ["SU-4a", "SU-4b", "CC-3"], "author_id": "somebody"}
    told = system_of(person("Rowena Hill")).post("check", draft).json()
    assert told["verdict"] in ("hold", "block")
    assert told["lifted"] == []


def test_what_gatepost_does_not_know_holds() -> None:
    federation()
    draft = {**DRAFT, "channel": {"kind": "carrier pigeon"}}
    assert system_of(person("Rowena Hill")).post("check", draft).json()["verdict"] == "hold"


def test_a_roll_that_cannot_be_read_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no roll")

    system = system_of(person("Rowena Hill"))
    monkeypatch.setattr("gatepost.api.checking.known_now", broken)
    told = system.post("check", DRAFT)
    assert (told.status_code, told.json()["verdict"]) == (200, "hold")


def test_nothing_is_kept_but_how_many_there_were(caplog: pytest.LogCaptureFixture) -> None:
    system = system_of(person("Rowena Hill"))
    before = Entry.objects.count()
    counting.write()
    kept = sum(DailyCount.objects.values_list("number", flat=True))
    system.post("check", {**DRAFT, "text": "the word zyzzyva is planted here"})
    counting.write()
    assert sum(DailyCount.objects.values_list("number", flat=True)) == kept + 1
    assert Entry.objects.count() == before
    assert "zyzzyva" not in caplog.text


def test_mends_may_be_left_out() -> None:
    told = system_of(person("Rowena Hill")).post("check?mended=false", named()).json()
    assert told.get("mended") is None


def test_whoever_may_not_check_posts_is_refused() -> None:
    assert is_problem(system_of(person("Rowena Hill"), "policy").post("check", DRAFT), 403)


def test_a_check_asks_the_database_little(django_assert_max_num_queries: Any) -> None:
    federation()
    system = system_of(person("Rowena Hill"))
    system.post("check", DRAFT)
    with django_assert_max_num_queries(8):
        system.post("check", DRAFT)
