"""The self-check leaves no trace: unusual words are planted wherever one can type, then sought wherever anything is kept."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import psycopg
import pytest

from tests.cast import MS_HILL
from tests.cli.installation import Installation, Served, installed
from tests.site_cast import PASSWORD
from tests.web.check.sheets import OWN, PAGE, filled, verdict, with_picture

pytestmark = pytest.mark.database
WORDS = ("quibblesnatch", "frumptangle", "zwibblemoot", "grindlewax", "plonksquire", "wobbergast")
TEXT, LINK, CAPTION, FILE, ALT, FIND = WORDS


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory, ready: Installation) -> Iterator[Installation]:
    """An installation with Ms Hill in it."""
    with installed(tmp_path_factory.mktemp("peopled") / "data", like=ready) as made:
        env = {**made.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}
        subprocess.run([sys.executable, "-m", "tests.web.check.somebody"], env=env, check=True)
        yield made


@pytest.fixture
def site(tmp_path: Path, peopled: Installation) -> Iterator[Installation]:
    """One for each test, whose temporary files have a folder of their own."""
    (tmp_path / "temporary").mkdir()
    with installed(tmp_path / "data", like=peopled) as made:
        made.given |= {"TMPDIR": str(tmp_path / "temporary"), "GATEPOST_LOG_LEVEL": "debug"}
        yield made


class Visitor:
    """Ms Hill at her browser."""

    def __init__(self, served: Served) -> None:
        self._at = f"http://localhost:{served.port}"
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self._opener.open(self._at + path) as answer:
            return str(answer.read().decode())

    def send(self, path: str, fields: dict[str, str], **headers: str) -> str:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token()}).encode()
        request = Request(self._at + path, body, {"Origin": self._at, **headers})  # noqa: S310 (our own server)
        with self._opener.open(request) as answer:
            return str(answer.read().decode())

    def share(self, fields: dict[str, str], name: str, content: bytes) -> str:
        """A form of several parts, with a picture."""
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        head = f'--b\r\nContent-Disposition: form-data; name="pictures"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, b"\r\n--b--\r\n"])
        kind = {"Content-Type": "multipart/form-data; boundary=b"}
        request = Request(f"{self._at}/check/share/", body, kind)  # noqa: S310
        with self._opener.open(request) as answer:
            return str(answer.read().decode())

    def token(self) -> str:
        page = self.get("/policy/") if self.signed_in else self.get("/accounts/login/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        return found[1]

    signed_in = False

    def sign_in(self, email: str) -> None:
        page = self.send("/accounts/login/", {"login": email, "password": PASSWORD})
        assert "Sign out" in page
        self.signed_in = True


def planted(where: str) -> dict[str, str]:
    """A sheet with a word of its own in each place."""
    picture = with_picture(file=f"{FILE}.jpg", caption=CAPTION, alt=ALT, faces="some", find=FIND)
    return filled(f"Grace Tolliver is a {TEXT}!", where=where, links=f"https://{LINK}.example/{LINK}", **picture)


def ways_of_writing(word: str) -> Iterator[bytes]:
    for form in (word, word.upper(), word.capitalize(), word[::-1]):
        yield form.encode()
        yield form.encode("utf-16-le")


def kept(site: Installation, folder: Path) -> dict[str, bytes]:
    """Everything that is kept anywhere: every file, with what the database has not yet written back, and every table."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    address = site.given.get("DATABASE_URL", "")
    if address.startswith("postgres"):
        with psycopg.connect(address) as link:
            names = [row[0] for row in link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
            for name in names:
                rows = link.execute(f'SELECT t::text FROM "{name}" t').fetchall()  # noqa: S608
                found[name] = "\n".join(row[0] for row in rows).encode()
    return found


def decoded(site: Installation) -> bytes:
    """What is kept compressed, pickled or locked, made readable."""
    env = {**site.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}
    line = [sys.executable, "-m", "tests.web.check.decoded"]
    return subprocess.run(line, env=env, check=True, capture_output=True).stdout


def in_the_ledger(known: bytes) -> bytes:
    return next(line for line in known.splitlines() if line.startswith(b"ledger "))


def traces(everything: dict[str, bytes]) -> list[tuple[str, str]]:
    return [
        (place, word)
        for place, data in everything.items()
        for word in WORDS
        if any(way in data for way in ways_of_writing(word))
    ]


def test_nothing_that_was_typed_is_kept_anywhere(site: Installation, tmp_path: Path) -> None:
    with site.serving() as served:
        hill = Visitor(served)
        hill.sign_in(MS_HILL.email)
        recorded = in_the_ledger(decoded(site))
        for where in (OWN, PAGE):
            for address in ("/check/", "/check/live/"):
                page = hill.send(address, planted(where))
                assert verdict(page) == "block"
                assert TEXT in page
        sheet = {**planted(OWN), "before": json.dumps([{"text": TEXT, "links": [LINK], "pictures": []}])}
        for act in ("find:0", "undo", "add", "remove:0", f"mend:{TEXT}", TEXT):
            hill.send("/check/", {**sheet, "do": act})
        hill.send("/check/", {**sheet, "text": TEXT * 3_000})
        hill.send("/posts/send/", {**sheet, "do": "send:x"})  # what stands in the way of sending keeps nothing either
        assert FILE in hill.share({"text": TEXT, "title": CAPTION, "url": LINK}, f"{FILE}.jpg", ALT.encode() * 500_000)
        while_it_runs = {**kept(site, tmp_path), "made readable": decoded(site)}
    afterwards = {**kept(site, tmp_path), "made readable": decoded(site)}
    for everything in (while_it_runs, afterwards):
        assert traces(everything) == []
        assert any(b"Rowena" in data for data in everything.values())  # what is kept is found
        assert any(b"check_live" in data for data in everything.values())  # and the log was read
    assert b"_auth_user_id" in while_it_runs["made readable"]
    assert in_the_ledger(afterwards["made readable"]) == recorded
    assert re.search(rb"^counted \[\('checks', \d+\)\]$", afterwards["made readable"], re.MULTILINE)


def test_the_search_would_find_a_trace_in_a_file_a_table_or_the_log(site: Installation, tmp_path: Path) -> None:
    with site.serving() as served:
        hill = Visitor(served)
        hill.sign_in(MS_HILL.email)
        (tmp_path / "temporary" / "upload").write_text(f"… {TEXT} …", "utf-16-le")
        code = f"import django; django.setup(); from django.contrib.sessions.backends.db import SessionStore as S; from gatepost.apps.posts.models import DailyCount as C; C.objects.create(day='2026-01-01', kind='{LINK}'); s = S(); s['x'] = '{CAPTION}'; s.save()"
        env = {**site.environment, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}
        subprocess.run([sys.executable, "-c", code], env=env, check=True)
        everything = {**kept(site, tmp_path), "made readable": decoded(site)}
        assert {word for _, word in traces(everything)} == {TEXT, LINK, CAPTION}


def test_the_page_says_so_in_a_plain_sentence(site: Installation) -> None:
    with site.serving() as served:
        hill = Visitor(served)
        hill.sign_in(MS_HILL.email)
        assert "Nothing you type here is kept or written down, whosever account it is for." in hill.get("/check/")
