"""A real site starts safe or not at all, and says why: every reason at once, each with its fix, none with a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from gatepost.web.configuration import SETTINGS
from gatepost.web.installation import Unusable, current, read
from gatepost.web.unsafe import disk_kind, reasons
from tests.web.production import KEYS, run, settings


def wrong(folder: Path, **more: str | None) -> list[str]:
    here = read(settings(folder, **more))
    return [*here.mistakes, *reasons(here)]


def test_a_safe_set_has_nothing_wrong(tmp_path: Path) -> None:
    assert wrong(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GATEPOST_SECRET_KEY", None, "GATEPOST_SECRET_KEY is missing"),
        ("GATEPOST_SECRET_KEY", "short", "GATEPOST_SECRET_KEY is too easily guessed"),
        ("GATEPOST_SECRET_KEY", "ab" * 40, "GATEPOST_SECRET_KEY is too easily guessed"),
        ("GATEPOST_LEDGER_KEY", None, "GATEPOST_LEDGER_KEY is missing"),
        ("GATEPOST_LEDGER_KEY", KEYS["GATEPOST_SECRET_KEY"], "are the same"),
        ("GATEPOST_DEMO", "yes", "lets anybody in as anyone"),
        ("GATEPOST_URL", "http://gatepost.example.sch.uk", "not an https address"),
        ("GATEPOST_URL", None, "not an https address"),
        ("GATEPOST_URL", "gatepost.example.sch.uk", "must be an address that starts with"),
        ("GATEPOST_HOSTS", "*", "must name whole hosts"),
        ("GATEPOST_HOSTS", "a.example.sch.uk,.example.sch.uk", "must name whole hosts"),
        ("GATEPOST_PROXIES", None, "nothing in front speaks https"),
        ("GATEPOST_PROXIES", "one", "must be a whole number"),
        ("GATEPOST_WORKERS", "0", "must be a whole number, 1 or more"),
        ("GATEPOST_MAIL_URL", None, "names no mail server"),
        ("GATEPOST_MAIL_URL", "consolemail://", "names no mail server"),
        ("GATEPOST_MAIL_FROM", None, "is not an address of yours"),
        ("GATEPOST_PRODUCTION", "perhaps", "must be yes or no"),
        ("GATEPOST_LOG_LEVEL", "loud", "must be one of: debug"),
        ("DATABASE_URL", "mysql://somewhere/name", "must be an address that starts with one of: postgres"),
        ("GATEPOST_DEBUG", "yes", "GATEPOST_DEBUG is no setting of Gatepost"),
        ("GATEPOST_SECRET_KEY_FILE", "/nowhere/key", "names a file that cannot be read"),
    ],
)
def test_what_is_unsafe_or_unusable_is_named(tmp_path: Path, name: str, value: str | None, says: str) -> None:
    assert any(says in reason for reason in wrong(tmp_path, **{name: value}))


def test_a_slip_in_a_name_is_met_with_the_name_that_was_meant(tmp_path: Path) -> None:
    assert wrong(tmp_path, GATEPOST_PRODUCTON="yes") == [
        "GATEPOST_PRODUCTON is no setting of Gatepost. Did you mean GATEPOST_PRODUCTION?"
    ]


def test_the_data_folder_must_be_there_and_closed_to_others(tmp_path: Path) -> None:
    given = settings(tmp_path / "data")
    (tmp_path / "data").chmod(0o755)
    assert [reason.split(":")[0] for reason in reasons(read(given))] == ["GATEPOST_DATA"]
    (tmp_path / "data").rmdir()
    assert "Make it with: install -d -m 0700" in reasons(read(given))[0]


def test_sqlite_is_not_put_on_a_network_disk(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/x /data nfs4 rw 0 0\nserver:/y /data\\040two cifs rw 0 0\n")
    assert disk_kind(Path("/data/gatepost"), mounts) == "nfs4"
    assert disk_kind(Path("/data two/gatepost"), mounts) == "cifs"
    assert disk_kind(Path("/database"), mounts) == "ext4"


def test_on_ones_own_machine_little_is_asked_but_nobody_else_is_let_in(tmp_path: Path) -> None:
    trying = {"GATEPOST_DATA": str(tmp_path)}
    assert reasons(read(trying)) == ()
    assert read(trying).hosts == ["localhost", "127.0.0.1", "[::1]"]
    others = {**trying, "GATEPOST_HOSTS": "gatepost.example.sch.uk"}
    assert "Set GATEPOST_PRODUCTION to yes" in reasons(read(others))[0]
    assert reasons(read({**others, "GATEPOST_DEMO": "yes"})) == ()


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEYS["GATEPOST_SECRET_KEY"] + "\n", "utf-8")
    given = settings(tmp_path / "data", GATEPOST_SECRET_KEY=None, GATEPOST_SECRET_KEY_FILE=str(tmp_path / "key"))
    assert read(given).text("GATEPOST_SECRET_KEY") == KEYS["GATEPOST_SECRET_KEY"]
    assert reasons(read(given)) == ()


def test_no_reason_holds_a_secret(tmp_path: Path) -> None:
    secrets = {setting.name: "p4ssw0rd-of-ours" for setting in SETTINGS if setting.secret}
    assert not any("p4ssw0rd" in reason for reason in wrong(tmp_path, **secrets))


def test_what_is_not_in_the_table_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        read(settings(tmp_path)).text("GATEPOST_SECRET")


def test_every_reason_is_told_at_once_whatever_starts_the_site(tmp_path: Path) -> None:
    unsafe = settings(tmp_path, GATEPOST_SECRET_KEY=None, GATEPOST_DEMO="yes", GATEPOST_PROXIES=None)
    for way in (["-c", "import gatepost.web.wsgi"], ["-m", "gatepost", "serve"], ["-m", "gatepost", "worker"],
                ["-m", "gatepost", "migrate"], ["-m", "django", "check"]):  # fmt: skip
        ended = run(*way, given=unsafe)
        assert ended.returncode != 0
        for name in ("GATEPOST_SECRET_KEY", "GATEPOST_DEMO", "GATEPOST_PROXIES"):
            assert name in ended.stderr


def test_django_itself_finds_nothing_unsafe_in_a_real_installation(tmp_path: Path) -> None:
    checked = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", given=settings(tmp_path))
    assert checked.returncode == 0, checked.stderr


def test_a_real_installation_has_cookies_that_only_this_host_can_set_and_only_https_carries(tmp_path: Path) -> None:
    asked = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SECURE_SSL_REDIRECT, s.DEBUG, "
        "s.ALLOWED_HOSTS)"
    )
    told = run("-c", asked, given=settings(tmp_path)).stdout
    assert told == "__Host-session __Host-csrf True True True True False ['gatepost.example.sch.uk']\n"


def test_the_forwarded_scheme_is_believed_only_of_a_proxy_of_ones_own(tmp_path: Path) -> None:
    asked = "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    assert run("-c", asked, given={"GATEPOST_DATA": str(tmp_path)}).stdout == "None 0\n"
    assert run("-c", asked, given=settings(tmp_path)).stdout == "('HTTP_X_FORWARDED_PROTO', 'https') 1\n"


def test_settings_are_read_once_a_process() -> None:
    assert current() is current()
    assert isinstance(Unusable(("one", "two")), Exception)
    assert str(Unusable(("one", "two"))) == "one\ntwo"
