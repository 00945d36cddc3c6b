"""Any address resolves to a platform, by its own name or that of the domain above it."""

from __future__ import annotations

import pytest

from gatepost.policy import load
from tests.cast import learn_to_live
from tests.policy.conftest import BROOK_GREEN


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("facebook.com", "facebook"),
        ("www.facebook.com", "facebook"),
        ("m.facebook.com", "facebook"),
        ("a.very.long.way.down.facebook.com", "facebook"),
        ("FaceBook.COM", "facebook"),
        ("facebook.com.", "facebook"),
        ("fb.me", "facebook"),
        ("x.com", "x"),
        ("twitter.com", "x"),
        ("t.co", "x"),
        ("youtu.be", "youtube"),
        ("wa.me", "whatsapp"),
        ("instagram.com", "instagram"),
        ("onlyfans.com", "onlyfans"),
    ],
)
def test_a_host_belongs_to_its_platform(host: str, platform: str) -> None:
    found = learn_to_live().platform_of(host)
    assert found is not None
    assert found.id == platform


@pytest.mark.parametrize(
    "host",
    ["", ".", "com", "localhost", "notfacebook.com", "facebook.com.evil.example", "facebook", "xx.com", "127.0.0.1", "..", "é.example"],
)  # fmt: skip
def test_another_host_belongs_to_none(host: str) -> None:
    assert learn_to_live().platform_of(host) is None


def test_no_host_belongs_to_two_platforms() -> None:
    hosts = [host for platform in learn_to_live().platforms for host in platform.hosts]
    assert len(hosts) == len(set(hosts))


def test_every_platform_is_of_a_kind_that_there_is() -> None:
    kinds = {kind.id for kind in learn_to_live().kinds}
    assert {kind for platform in learn_to_live().platforms for kind in platform.kinds} <= kinds


def test_adult_sites_are_marked() -> None:
    adult = {platform.id for platform in learn_to_live().platforms if platform.adult}
    assert "onlyfans" in adult
    assert "facebook" not in adult


def test_another_pack_has_its_own() -> None:
    policy = load(BROOK_GREEN)
    found = policy.platform_of("www.chrp.example")
    assert found is not None
    assert found.id == "chirp"
    assert policy.platform_of("facebook.com") is None
