"""The mast shows each person what they may open, and nothing that they may not."""

from __future__ import annotations

import re

import pytest
from django.urls import resolve, reverse

from gatepost.apps.people.authority import may
from gatepost.web.actions import action_of
from gatepost.web.navigation import FOOT, MAIN, Link
from tests.site_cast import child, federation, parent, person
from tests.web.browsing import browser, browser_of

CAST = ["Rowena Hill", "Chidi Okoro", "Imelda Pace", "Judith Penfold", "Desmond Clay", "Patricia Savage", "Marian Webb"]
CAST += ["Alan Wren", "Tina Fairweather"]


def shown(page: str, part: str) -> list[str]:
    """The addresses that a part of the page links."""
    found = re.search(rf"<{part}[ >].*?</{part}>", page, re.DOTALL)
    assert found
    return re.findall(r'<li><a href="([^"]+)"', found[0])


@pytest.mark.parametrize("link", [*MAIN, *FOOT], ids=lambda link: link.page)
def test_a_link_names_the_action_of_its_page(link: Link) -> None:
    page = resolve(reverse(link.page))
    assert action_of(page.func, page.url_name) == link.action


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_everybody_sees_what_they_may_open_and_nothing_else(name: str) -> None:
    federation()
    parent(child("Grace Tolliver"))
    who = person(name)
    page = browser_of(who).get("/").content.decode()
    for part, links in (("nav", MAIN), ("footer", FOOT)):
        assert shown(page, part) == [reverse(link.page) for link in links if may(who, link.action)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_every_link_of_the_mast_opens(name: str) -> None:
    federation()
    parent(child("Grace Tolliver"))
    reader = browser_of(person(name))
    page = reader.get("/").content.decode()
    opened = {address: reader.get(address).status_code for address in [*shown(page, "nav"), *shown(page, "footer")]}
    assert opened == dict.fromkeys(opened, 200)


@pytest.mark.django_db
def test_the_page_one_is_on_is_marked() -> None:
    federation()
    page = browser_of(person("Patricia Savage")).get("/people/").content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == ["/people/"]


@pytest.mark.django_db
def test_whoever_has_not_signed_in_sees_no_menu() -> None:
    federation()
    page = browser().get("/look/").content.decode()
    assert "Sign out" not in page
    assert shown(page, "footer") == []


@pytest.mark.django_db
def test_signing_out_is_a_form_that_is_sent() -> None:
    federation()
    page = browser_of(person("Rowena Hill")).get("/").content.decode()
    assert re.search(
        r'<form method="post" action="/accounts/logout/"><input type="hidden" name="csrfmiddlewaretoken"', page
    )
