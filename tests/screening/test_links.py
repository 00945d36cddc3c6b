"""Links are read and never fetched: what an address says of where it leads."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import replace

import pytest

from gatepost.screening.links.address import parse, under
from tests.cast import clauses, draft, fernleigh, screened, verdict, words

UNSAFE = {
    "adult": "https://onlyfans.com/nobody-at-all",
    "adult, a subdomain": "https://www.pornhub.com",
    "pay to view": "https://fansly.com/nobody-at-all",
    "gambling": "https://www.bet365.com/offer",
    "gambling by its name": "https://lucky-casino-spins.example",
    "a look-alike of ours, a letter for a letter": "https://fernIeigh.example",
    "a look-alike of ours, a word added": "https://fernleigh-example.com",
    "a look-alike of ours, our name in front": "https://fernleigh.example.evil.example/login",
    "a look-alike of another, a digit for a letter": "https://paypa1.com",
    "a look-alike of another, two digits": "https://faceb00k.com",
    "letters of another script": "https://gооgle.com",
    "punycode": "https://xn--80ak6aa92e.com",
    "punycode that cannot be decoded": "https://xn--99999999999.com",
    "user-info": "https://www.bbc.co.uk@evil.example/news",
    "user-info with a password": "https://bbc.co.uk:secret@evil.example",
    "a bare number": "http://192.168.1.1/x",
    "a data-grabbing quiz": "https://which-princess-are-you-quiz.fun/start",
    "free coins": "https://free-robux.example/now",
    "where somebody is now": "https://glympse.com/abc",
    "another place for the same": "https://life360.com/circle",
}
NOT_IN_TEXT = {
    "a script": "javascript:alert(1)",
    "data": "data:text/html,hello",
    "a file server": "ftp://files.example/a",
    "no host": "http://",
    "a bracket": "http://[",
    "a number of the new kind": "http://[::1]/",
}
HIDDEN = {
    "a shortener": "https://bit.ly/3abc",
    "in capitals": "HTTPS://BIT.LY/3ABC",
    "without its scheme": "bit.ly/3abc",
    "with a dot at the end": "https://bit.ly./3abc",
    "another shortener": "https://tinyurl.com/fair",
    "link in bio": "https://linktr.ee/fair",
}
FINE = {
    "our own": "https://www.fernleigh.example/news",
    "our own, deep down": "https://docs.fernleigh.example/a/b?c=d#e",
    "a shortener's name in our own path": "https://www.fernleigh.example/bit.ly",
    "a broadcaster": "https://www.bbc.co.uk/news",
    "with a port": "https://bbc.co.uk:443/news",
    "the government": "https://www.gov.uk/school-attendance",
    "a charity": "https://www.nspcc.org.uk/keeping-children-safe",
    "fundraising": "https://www.justgiving.com/fernleigh",
    "a known platform's own short form": "https://youtu.be/abc",
    "a form": "https://forms.gle/abc",
    "a school elsewhere": "https://www.elsewhere.devon.sch.uk",
    "an @ in the path": "https://www.bbc.co.uk/@news",
}


@pytest.mark.parametrize("link", [*UNSAFE.values(), *NOT_IN_TEXT.values()], ids=[*UNSAFE, *NOT_IN_TEXT])
def test_an_unsafe_link_is_blocked(link: str) -> None:
    a = draft("Have a look at this.", links=[link])
    assert (verdict(a), clauses(a)) == ("block", {"SU-5"})
    assert words(a, "SU-5")[0] == link


@pytest.mark.parametrize("link", UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_address_in_the_words_is_blocked(link: str) -> None:
    a = draft(f"Have a look at {link} today.")
    assert (verdict(a), clauses(a)) == ("block", {"SU-5"})
    assert link in words(a, "SU-5")


@pytest.mark.parametrize("link", HIDDEN.values(), ids=HIDDEN)
def test_a_link_that_hides_its_end_waits(link: str) -> None:
    assert verdict(draft("Have a look at this.", links=[link])) == "hold"
    assert verdict(draft(f"Have a look at {link} today.")) == "hold"


@pytest.mark.parametrize("link", FINE.values(), ids=FINE)
def test_an_honest_link_may_go(link: str) -> None:
    assert clauses(draft("Have a look at this.", links=[link])) == set()
    assert clauses(draft(f"Have a look at {link} today.")) == set()


@pytest.mark.parametrize("dot", ["。", "．"])
def test_a_dot_of_another_script_is_a_dot_to_a_browser(dot: str) -> None:
    assert verdict(draft(f"Have a look at https://bit{dot}ly/3abc today")) in ("hold", "block")


@pytest.mark.parametrize(
    "text",
    [
        "The sums are here, though the language in the comments is awful, sorry: www.sums.example",
        "Fun quiz! Enter your child's full name and date of birth: www.quizzes.example",
    ],
)
def test_a_link_whose_own_introduction_says_that_it_does_not_suit_is_blocked(text: str) -> None:
    assert "SU-5" in clauses(text)


def test_an_unsafe_link_beside_ten_honest_ones_is_found() -> None:
    links = [f"https://www.bbc.co.uk/{n}" for n in range(10)]
    assert words(draft("Our list.", links=[*links, "https://bit.ly/x"]), "SU-5") == ["https://bit.ly/x"]


def test_an_address_told_twice_is_found_once() -> None:
    a = draft("Look: https://bit.ly/x", links=["https://bit.ly/x"])
    assert len(words(a, "SU-5")) == 1


def test_a_host_that_the_federation_lists_is_suitable() -> None:
    a = draft("Look.", links=["https://bit.ly/x"])
    listed = replace(fernleigh(), federation=replace(fernleigh().federation, suitable_hosts=("bit.ly",)))
    assert verdict(a) == "hold"
    assert verdict(a, listed) == "allow"


@pytest.mark.parametrize("by", ["teacher", "teaching_assistant", "executive_head"])
def test_staff_do_not_link_to_adult_sites_on_their_own_accounts(by: str) -> None:
    assert clauses(draft("Support me!", by=by, on="personal x", links=["https://onlyfans.com/x"])) == {"PU-11a"}


def test_nothing_is_ever_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a network was asked for")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for link in (*UNSAFE.values(), *HIDDEN.values(), *FINE.values()):
        assert "could_not_check" not in {f.sign for f in screened(draft("Look.", links=[link])).findings}


def test_removing_the_link_mends_it() -> None:
    a = draft("Have a look: https://onlyfans.com/x today.", links=["https://onlyfans.com/x"])
    mended = screened(a).mended
    assert mended is not None
    assert mended.verdict.word == "allow"
    assert "onlyfans" not in mended.draft.text
    assert mended.draft.links == ()


@pytest.mark.parametrize("link", ["", " ", ".", "a", "http://", "s"])
def test_removing_a_link_leaves_the_other_words_as_they_are(link: str) -> None:
    a = draft("Have a look at this. It is at http://www.bbc.co.uk still.", links=[link])
    mended = screened(a).mended
    assert mended is None or mended.draft.text == a.text


# -- the address itself --


@pytest.mark.parametrize(
    "address",
    ["", " ", "http://", "http://[", "://", "a:b:c:d", "http://:80", "http://x:notaport", "\x00", "\ud800", "http://" + "a" * 5000, "xn--", "http://xn--/", "//", "mailto:x@y.example", "http://.", "http://a..b", "http://\u202ex.example", "%%%"],
)  # fmt: skip
def test_taking_an_address_apart_never_raises(address: str) -> None:
    assert parse(address).url == address


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.BBC.co.uk/News", "www.bbc.co.uk"),
        ("www.bbc.co.uk/news", "www.bbc.co.uk"),
        ("bbc.co.uk:8080", "bbc.co.uk"),
        ("https://bbc.co.uk.", "bbc.co.uk"),
        ("  https://bbc.co.uk  ", "bbc.co.uk"),
    ],
)
def test_the_host_is_read_out_of_it(address: str, host: str) -> None:
    assert (parse(address).host, parse(address).odd) == (host, "")


def test_a_host_is_under_itself_and_its_parents_and_no_other() -> None:
    ours = frozenset({"fernleigh.example"})
    assert under("fernleigh.example", ours)
    assert under("docs.fernleigh.example", ours)
    assert not under("notfernleigh.example", ours)
    assert not under("fernleigh.example.evil", ours)
    assert not under("", ours)


def test_the_packaged_list_is_read_where_its_own_code_could_not_run() -> None:
    """The package asks for a part of setuptools that newer Pythons and newer setuptools no longer have."""
    code = (
        "import sys; sys.modules['pkg_resources'] = None;"
        "from gatepost.screening.links import address; print('bit.ly' in address.shorteners(), len(address.shorteners()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found, number = done.stdout.split()
    assert found == "True"
    assert int(number) > 2_000
