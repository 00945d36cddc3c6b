"""Where one is signed in, in words one knows, and the end of it."""

from __future__ import annotations

import pytest
from django.test import Client

from gatepost.apps.people.models import Person
from gatepost.web.signin.devices import device_words
from tests.signin.doors import is_in, told, try_password
from tests.site_cast import person
from tests.web.browsing import HOST

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0"
DEVICES = "/accounts/sessions/"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (PHONE, "Safari on iPhone"),
        (DESK, "Edge on Windows"),
        ("Mozilla/5.0 (X11; CrOS x86_64 1) AppleWebKit/537.36 Chrome/150 Safari/537.36", "Chrome on Chromebook"),
        ("Mozilla/5.0 (Linux; Android 15; SM-A155F) SamsungBrowser/28 Chrome/130 Mobile Safari/537.36", "Samsung Internet on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Mac"),
        ("curl/8.5.0", "A device that does not say what it is"),
        ("", "A device that does not say what it is"),
        ("<script>alert(1)</script>", "A device that does not say what it is"),
    ],
)  # fmt: skip
def test_a_device_has_a_name_that_its_owner_knows(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words


def at(user_agent: str, somebody: Person) -> Client:
    client = Client(headers={"host": HOST, "user-agent": user_agent})
    try_password(client, somebody.email)
    return client


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them() -> None:
    hill = person("Rowena Hill")
    phone, desk = at(PHONE, hill), at(DESK, hill)
    page = desk.get(DEVICES)
    assert b"Safari on iPhone" in page.content
    assert b"Edge on Windows" in page.content
    other = next(one for one in page.context["sessions"] if one.user_agent == PHONE)
    assert desk.post(f"/sign-in/devices/{other.pk}/end/").status_code == 302
    assert not is_in(phone)
    assert is_in(desk)
    assert told("session_ended")[-1].says == {"number": 1}


def test_all_others_at_once() -> None:
    hill = person("Rowena Hill")
    phone, desk = at(PHONE, hill), at(DESK, hill)
    desk.post(DEVICES)
    assert not is_in(phone)
    assert is_in(desk)


def test_everywhere_and_here() -> None:
    hill = person("Rowena Hill")
    phone, desk = at(PHONE, hill), at(DESK, hill)
    desk.post("/sign-in/devices/end-all/")
    assert not is_in(phone)
    assert not is_in(desk)


def test_nobody_ends_anothers() -> None:
    theirs, mine = at(PHONE, person("Alan Wren")), at(DESK, person("Rowena Hill"))
    theirs_is = theirs.get(DEVICES).context["sessions"][0]
    assert mine.post(f"/sign-in/devices/{theirs_is.pk}/end/").status_code == 404
    assert is_in(theirs)


def test_it_takes_a_button_and_not_a_link() -> None:
    client = at(DESK, person("Rowena Hill"))
    assert client.get("/sign-in/devices/end-all/").status_code == 405
    assert is_in(client)


def test_a_session_that_was_signed_out_is_not_listed_any_more() -> None:
    hill = person("Rowena Hill")
    phone, desk = at(PHONE, hill), at(DESK, hill)
    phone.post("/accounts/logout/")
    assert len(desk.get(DEVICES).context["sessions"]) == 1
