"""Requests to other people's servers go where they should, to nowhere else, and always come to an end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from gatepost.outside import Allow, Barred, Reason, Unanswered, fetch, post
from gatepost.outside.allowing import is_public
from tests.outside.servers import HERE, NAME, allowing, here, says, serving, trusted

PRIVATE = """
127.0.0.1 127.8.8.8 0.0.0.0 0.1.2.3 10.0.0.1 172.16.5.5 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8 192.0.2.1
198.18.0.1 198.51.100.7 203.0.113.7 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.88.99.1
::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 2002:7f00:1::
2002:0a00:0001::1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2001:db8::1 2001::1 100::1 fec0::1 3fff::1 5f00::1
nonsense
""".split()
PUBLIC = "93.184.216.34 1.1.1.1 2606:4700:4700::1111 64:ff9b::101:101".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_open_internet_is_never_reached(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_one_of_the_open_internet_may_be(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hooks.example/", Reason.NOT_HTTPS),
        ("ftp://hooks.example/", Reason.NOT_HTTPS),
        ("file:///etc/passwd", Reason.NOT_HTTPS),
        ("https://hooks.example:22/", Reason.PORT),
        ("https://hooks.example:99999/", Reason.NOT_AN_ADDRESS),
        ("https://user:secret@hooks.example/", Reason.NOT_AN_ADDRESS),
        ("https:///nothing", Reason.NOT_AN_ADDRESS),
        ("https://hooks.example/\r\nHost: other", Reason.NOT_AN_ADDRESS),
        ("https://hooks.example\\@other/", Reason.NOT_AN_ADDRESS),
        ("https://[::1/", Reason.NOT_AN_ADDRESS),
        ("https://\u2488.example/", Reason.NOT_AN_ADDRESS),
        ("", Reason.NOT_HTTPS),
    ],
)
def test_an_address_of_the_wrong_form_is_barred_before_anything_is_looked_up(url: str, why: Reason) -> None:
    def never(host: str, port: int) -> list[str]:
        raise AssertionError(host, port)

    with pytest.raises(Barred) as barred:
        fetch(url, limit=10, allow=Allow(resolve=never))
    assert barred.value.reason == why


@pytest.mark.parametrize(
    "written", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_barred_however_it_is_written(written: str) -> None:
    with pytest.raises((Barred, Unanswered)) as stopped:
        fetch(f"https://{written}/", limit=10)
    assert stopped.value.reason in (Reason.NOT_PUBLIC, Reason.UNKNOWN_HOST)


def test_a_name_with_one_private_address_among_public_ones_is_barred() -> None:
    with pytest.raises(Barred):
        fetch("https://hooks.example/", limit=10, allow=Allow(resolve=lambda *_: ["1.1.1.1", "10.0.0.1"]))


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged() -> None:
    """Re-binding: the second answer would lead elsewhere, and is never asked for."""
    asked: list[str] = []

    def first_here_then_elsewhere(host: str, _port: int) -> list[str]:
        asked.append(host)
        return [HERE] if len(asked) == 1 else ["10.0.0.1"]

    with serving(says(b"hello")) as server:
        allow = allowing(resolve=first_here_then_elsewhere)
        answer = fetch(f"http://{NAME}:{server.port}/a?b=c d".replace(" ", "%20"), limit=10, allow=allow)
        assert (answer.status, answer.body) == (200, b"hello")
        assert server.got[0][1] == "/a?b=c%20d"
        assert server.got[0][2]["Host"] == f"{NAME}:{server.port}"
    assert asked == [NAME]


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with serving(says(b"", 302, Location="http://169.254.169.254/")) as server:
        answer = fetch(f"http://{NAME}:{server.port}/", limit=10, allow=allowing())
        assert (answer.status, answer.headers["location"]) == (302, "http://169.254.169.254/")
        assert len(server.got) == 1


def test_what_is_posted_arrives_with_its_headers() -> None:
    with serving(says(status=204, body=b"")) as server:
        answer = post(f"http://{NAME}:{server.port}/in", body=b"{}", headers={"webhook-id": "d1"}, allow=allowing())
        assert answer.status == 204
        method, path, headers, body = server.got[0]
        assert (method, path, headers["webhook-id"], body) == ("POST", "/in", "d1", b"{}")


def test_by_https_the_certificate_must_be_of_that_name(tmp_path: Path) -> None:
    with serving(says(), secure=tmp_path) as server:
        allow = allowing(plain=False, trust=trusted(tmp_path))
        assert fetch(f"https://{NAME}:{server.port}/", limit=10, allow=allow).body == b"well"
        for url, asked in (
            (f"https://other.example:{server.port}/", allow),
            (f"https://{NAME}:{server.port}/", allowing()),
        ):
            with pytest.raises(Unanswered) as untrusted:
                fetch(url, limit=10, allow=asked)
            assert untrusted.value.reason == Reason.UNTRUSTED


def _drips(to: Any) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        to.wfile.write(f"X-{number}: more\r\n".encode())
        time.sleep(0.02)


def _endless(to: Any) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        to.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")


def _breaks_off(to: Any) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
    to.close_connection = True


def _nonsense(to: Any) -> None:
    to.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")
    to.close_connection = True


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (_drips, Reason.TOO_SLOW),
        (lambda _to: time.sleep(1), Reason.TOO_SLOW),
        (_endless, Reason.TOO_LARGE),
        (says(b"x" * 2_000), Reason.TOO_LARGE),
        (_breaks_off, Reason.NO_ANSWER),
        (_nonsense, Reason.NO_ANSWER),
    ],
)
def test_a_bad_server_comes_to_an_end(answer: Any, why: Reason) -> None:
    with serving(answer) as server, pytest.raises(Unanswered) as stopped:
        fetch(f"http://{NAME}:{server.port}/", limit=1_000, allow=allowing(seconds=0.4))
    assert stopped.value.reason == why


def test_a_port_at_which_nobody_listens_is_no_answer() -> None:
    with serving(says()) as server:
        port = server.port
    with pytest.raises(Unanswered) as stopped:
        fetch(f"http://{NAME}:{port}/", limit=10, allow=allowing(resolve=here))
    assert stopped.value.reason == Reason.NO_ANSWER


def test_what_went_wrong_is_told_without_the_address() -> None:
    with pytest.raises(Barred) as barred:
        fetch("https://10.0.0.1/a-secret-path", limit=10)
    assert "secret" not in str(barred.value)
    assert "10.0.0.1" not in str(barred.value)
