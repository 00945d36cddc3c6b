"""Too much of anything is told in a clear sentence, and is never taken for checked."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.web.check.sheets import field, filled, marked, reader, sent, verdict, with_picture, words

pytestmark = pytest.mark.django_db


def test_twenty_thousand_characters_are_checked_to_the_last() -> None:
    text = ("A lovely day. " * 1_430)[:19_983] + " Grace Tolliver!!"
    assert len(text) == 20_000
    page = sent(reader(), filled(text.replace("day", "day")))
    assert marked(page)[-1] == ("block", "Grace Tolliver")


def test_one_more_is_too_many_and_comes_back_whole() -> None:
    text = "x" * 20_001
    page = sent(reader(), filled(text))
    assert verdict(page) == "hold"
    assert "This has 20,001 characters; the most is 20,000." in words(page)
    assert field(page, "text") == text


def test_a_megabyte_is_told_in_time() -> None:
    client = reader()
    began = time.process_time()
    page = sent(client, filled("well done grace " * 62_500), "/check/live/")
    assert "This has 1,000,000 characters" in words(page)
    assert time.process_time() - began < 2


def test_a_thousand_links_are_checked_and_told_in_part() -> None:
    client = reader()
    links = "\n".join(f"https://bit.ly/{number}" for number in range(1_000))
    page = sent(client, filled("Look at all of these.", links=links))
    assert verdict(page) == "hold"
    assert len(page.encode()) < 200_000
    page = sent(client, filled(links[:20_000]))
    assert verdict(page) == "hold"
    assert "These are 1001 links; the most is 1000." in words(sent(client, filled("", links="a\n" * 1_001)))


def test_twenty_pictures_and_no_more() -> None:
    client = reader()
    twenty = {"pictures": "20", **{f"p{at}-faces": "none" for at in range(20)}}
    page = sent(client, filled("Look!", **twenty))
    assert verdict(page) == "allow"
    assert "Add a picture" not in page
    assert 'name="p20-file"' not in sent(client, filled("Look!", **twenty, do="add"))
    for number in ("21", "999999"):
        page = sent(client, filled("Look!", **{**twenty, "pictures": number}))
        assert "A post has at most 20 pictures." in words(page)
        assert verdict(page) == "hold"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"caption": "x" * 2_001}, "This has 2,001 characters"),
        ({"number": "0", "faces": "some"}, "picture 1"),
        ({"number": "x"}, "picture 1"),
        ({"faces": "many"}, "picture 1"),
    ],
)
def test_what_is_wrong_with_a_picture_is_said_and_nothing_is_cleared(facts: dict[str, str], said: str) -> None:
    page = sent(reader(), filled("Look!", **with_picture(0, **facts)))
    assert verdict(page) == "hold"
    assert said in words(page)


@pytest.mark.parametrize(
    "act",
    ["mend:", "mend:x", "find:99", "find:x", "remove:99", "remove:", "undo", "nonsense", ":", "add:9", "mend:all"],
)
def test_a_button_that_nobody_made_changes_nothing(act: str) -> None:
    page = sent(reader(), filled("Sports day is on Friday.", do=act))
    assert field(page, "text") == "Sports day is on Friday."
    assert verdict(page) in ("allow", "hold")


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "٣", "9" * 50])
def test_a_number_of_pictures_that_cannot_be_read_clears_nothing(number: str) -> None:
    assert verdict(sent(reader(), filled("Sports day is on Friday.", pictures=number))) == "hold"


def test_the_page_with_a_held_post_on_it_weighs_under_eighty_kilobytes() -> None:
    """As sent in service: static files are kept compressed; pages are not, for what is theirs in them."""
    links = "\n".join(f"https://bit.ly/{number}" for number in range(40))
    page = sent(
        reader(), filled("Well done Grace Tolliver! " * 30, links=links, both="on", **with_picture(faces="some"))
    )
    assert verdict(page) == "block"
    static = [Path(found) for name in re.findall(r"/static/([\w.]+)", page) if (found := finders.find(name))]
    assert {one.name for one in static} >= {"gatepost.css", "check.css", "check.js", "copy.js", "installed.js"}
    assert len(page.encode()) + sum(len(gzip.compress(one.read_bytes())) for one in static) < 80_000
