"""The site on a telephone: manifest, icons, and a worker that keeps nothing of anybody's."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.site_cast import federation, person
from tests.web.browsing import browser, browser_of

pytestmark = pytest.mark.django_db


def manifest() -> dict[str, Any]:
    says: dict[str, Any] = json.loads(browser().get("/manifest.webmanifest").content)
    return says


def test_the_manifest_has_the_name_of_the_federation() -> None:
    federation()
    assert manifest()["name"] == "Fernleigh Federation – Gatepost"


def test_before_it_is_set_up_it_has_ours() -> None:
    assert manifest()["name"] == "Gatepost"


def test_every_icon_that_the_manifest_names_is_of_the_size_it_says() -> None:
    federation()
    icons = manifest()["icons"]
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in icons:
        answer = browser().get(icon["src"])
        width, height = Image.open(BytesIO(answer.content)).size
        assert f"{width}x{height}" == icon["sizes"]
        assert len(answer.content) < 10_000


def test_an_icon_has_the_school_s_colour() -> None:
    ours = federation()
    ours.colour = "#7a1f5c"
    ours.save()
    image = Image.open(BytesIO(browser().get("/look/icon-512-full.png").content)).convert("RGB")
    assert image.getpixel((20, 20)) == pytest.approx((0x7A, 0x1F, 0x5C), abs=2)  # the picture has a palette
    assert manifest()["theme_color"] == "#7a1f5c"


@pytest.mark.parametrize("size", [0, 1, 64, 100_000])
def test_an_icon_of_any_other_size_is_not_drawn(size: int) -> None:
    assert browser().get(f"/look/icon-{size}.png").status_code == 404


def test_the_worker_keeps_only_what_everybody_may_see() -> None:
    text = browser().get("/worker.js").content.decode()
    keeps = json.loads(re.search(r"KEEPS = (\[.*?\]);", text)[1])  # type: ignore[index]
    assert keeps == ["/static/gatepost.css", "/static/installed.js", "/offline/"]
    assert text.count(".put(") == 1
    assert 'credentials: "omit"' in text
    assert "addAll" not in text


def test_the_worker_is_asked_for_anew_each_time() -> None:
    answer = browser().get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"


def test_the_page_without_a_network_names_nobody() -> None:
    federation()
    page = browser_of(person("Rowena Hill")).get("/offline/").content.decode()
    assert "There is no network here" in page
    assert "Hill" not in page
    assert "Sign out" not in page


@pytest.mark.parametrize("address", ["/look/colours.css?v=1", "/look/icon.svg?v=1", "/manifest.webmanifest?v=1"])
def test_what_a_browser_may_keep_sets_no_cookie(address: str) -> None:
    federation()
    answer = browser_of(person("Rowena Hill")).get(address)
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]
