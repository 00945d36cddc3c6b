"""Shared from another app of a telephone: the words lie on the sheet, of pictures the name alone, and nothing was done."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gatepost.apps.posts.models import DailyCount
from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of
from tests.web.check.sheets import field, reader, sent, verdict

pytestmark = pytest.mark.django_db
SHARE = "/check/share/"


def shared(client: Client, **more: object) -> str:
    answer = client.post(SHARE, more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_installed_app_is_told_where_to_send_what_is_shared() -> None:
    target = json.loads(browser().get("/manifest.webmanifest").content)["share_target"]
    assert (target["action"], target["method"], target["enctype"]) == (
        reverse("check_shared"),
        "POST",
        "multipart/form-data",
    )
    assert target["params"]["files"][0]["accept"] == ["image/*"]


def test_words_and_an_address_lie_on_the_sheet_unchecked() -> None:
    page = shared(reader(), title="A page", text="Well done Grace Tolliver!", url="https://example.org/a")
    assert field(page, "text") == "Well done Grace Tolliver!"
    assert field(page, "links") == "https://example.org/a"
    assert 'id="verdict"' not in page
    assert DailyCount.objects.count() == 0


def test_a_title_alone_is_the_text() -> None:
    assert field(shared(reader(), title="Harvest festival"), "text") == "Harvest festival"


def test_what_was_shared_can_be_checked_from_there() -> None:
    client = reader()
    page = shared(client, text="Well done Grace Tolliver!", pictures=SimpleUploadedFile("race.jpg", b"x" * 10))
    sheet = {name: field(page, name) for name in ("text", "links", "pictures", "role", "school", "p0-file")}
    assert verdict(sent(client, {**sheet, "where": "sanctioned:facebook"})) == "block"


def test_of_a_picture_the_name_comes_along_and_its_bytes_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    page = shared(reader(), text="Look!", pictures=[SimpleUploadedFile("grace.jpg", b"PLANTED" * 700_000, "image/jpeg"),
                                                    SimpleUploadedFile("volcano.jpg", b"PLANTED", "image/jpeg")])  # fmt: skip
    assert [field(page, f"p{at}-file") for at in (0, 1)] == ["grace.jpg", "volcano.jpg"]
    assert "the picture itself was not kept" in page
    assert "PLANTED" not in page
    assert list(tmp_path.iterdir()) == []


def test_of_thirty_pictures_twenty_come_along() -> None:
    page = shared(reader(), pictures=[SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(30)])
    assert field(page, "pictures") == "20"
    assert 'name="p20-file"' not in page


def test_script_in_what_is_shared_stays_text() -> None:
    page = shared(
        reader(),
        text="</textarea><script>x()</script>",
        pictures=SimpleUploadedFile('"><script>x()</script>.jpg', b"x"),
    )
    assert "<script>x()" not in page


def test_it_asks_for_no_token_because_nothing_comes_of_it() -> None:
    federation()
    strict = browser_of(person("Rowena Hill"), enforce_csrf_checks=True)
    assert field(shared(strict, text="From elsewhere"), "text") == "From elsewhere"
    assert strict.post("/check/", {"text": "From elsewhere"}).status_code == 403
    assert strict.post("/check/live/", {"text": "From elsewhere"}).status_code == 403


def test_whoever_has_not_signed_in_is_asked_to_and_nothing_of_it_stands_in_the_address() -> None:
    federation()
    answer = browser().post(SHARE, {"text": "Chrysanthemum"})
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/"


def test_opened_by_hand_it_is_the_empty_sheet() -> None:
    assert reader().get(SHARE, {"text": "Chrysanthemum"})["Location"] == "/check/"
