"""Webhooks: fed from the ledger so that nothing is missed, signed, tried again, given up in plain sight."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from gatepost.apps.ledger.models import Entry
from gatepost.apps.machines.models import Delivery, Hook
from gatepost.apps.machines.services import delivering, hooks
from gatepost.apps.machines.services.delivering import LEASE, WAITS, deliver, feed
from gatepost.apps.notices.models import Notice
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.services import absences
from gatepost.outside import Allow
from tests.outside.servers import NAME, Server, allowing, says, serving
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db
PUBLIC = Allow(resolve=lambda *_: ["1.1.1.1"])
EVENTS = ("absence_recorded", "absence_cancelled", "hook_given_up")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(says(status=204, body=b"")) as running:
        yield running


def hook_to(server: Server, path: str = "/in", events: tuple[str, ...] = EVENTS) -> tuple[Hook, str]:
    federation()
    address = f"http://{NAME}:{server.port}{path}"
    return hooks.make(by=person("Desmond Clay"), name="Their system", address=address, events=events, allow=allowing())


def happens(name: str = "Rowena Hill") -> None:
    """Somebody says that they are away."""
    absences.record(by=person(name), person=person(name), starts=timezone.localdate())


def told(server: Server) -> list[dict[str, Any]]:
    return [json.loads(body) for _method, _path, _headers, body in server.got]


def at(moment: datetime) -> Any:
    return patch.object(timezone, "now", return_value=moment)


def test_what_has_happened_is_told_once_without_any_name(server: Server) -> None:
    hook_to(server)
    happens()
    assert deliver(allow=allowing()) == 1
    assert deliver(allow=allowing()) == 0
    entry = Entry.objects.get(event="absence_recorded")
    assert told(server) == [
        {
            "type": "absence_recorded",
            "timestamp": entry.at.isoformat(),
            "data": {"number": entry.number, "subject": entry.subject, "clauses": entry.clauses, "request_id": ""},
        }
    ]
    assert "Hill" not in str(server.got)


def test_it_is_signed_as_standard_webhooks_are(server: Server) -> None:
    _hook, secret = hook_to(server)
    happens()
    deliver(allow=allowing())
    _method, _path, headers, body = server.got[0]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    made = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{made}"
    assert headers["webhook-id"] == str(Delivery.objects.get().pk)


def test_the_secret_lies_locked_in_the_database(server: Server) -> None:
    _hook, secret = hook_to(server)
    assert secret.removeprefix("whsec_").encode() not in bytes(Hook.objects.get().secret)


def test_a_new_secret_signs_from_then_on(server: Server) -> None:
    hook, first = hook_to(server)
    second = hooks.renew(by=person("Desmond Clay"), hook=hook)
    assert first != second
    happens()
    assert deliver(allow=allowing()) == 1


def test_only_what_it_asked_for_and_only_from_then_on(server: Server) -> None:
    happens("Sandra Cope")
    hook_to(server, events=("absence_cancelled",))
    happens()
    assert deliver(allow=allowing()) == 0
    assert server.got == []


def test_a_try_that_fails_is_made_again_later_with_the_same_id() -> None:
    with serving(says(b"", 500)) as server:
        hook_to(server)
        happens()
        assert deliver(allow=allowing()) == 0
        assert deliver(allow=allowing()) == 0  # not before its time
        with at(timezone.now() + WAITS[0] + timedelta(seconds=1)):
            server.answer = says(b"")
            assert deliver(allow=allowing()) == 1
        first, second = (headers["webhook-id"] for _m, _p, headers, _b in server.got)
        assert first == second
        assert Delivery.objects.get().tries == 2


def test_a_redirect_is_not_followed_and_is_no_success() -> None:
    with serving(says(b"", 307, Location="http://169.254.169.254/")) as server:
        hook_to(server)
        happens()
        assert deliver(allow=allowing()) == 0
        assert Delivery.objects.get().said == "307"


def test_one_that_does_not_answer_keeps_no_other_waiting(server: Server) -> None:
    with serving(says(b"", 503)) as broken:
        hook_to(broken, "/broken")
        hook_to(server)
        for name in ("Rowena Hill", "Sandra Cope", "Joseph Tidy"):
            happens(name)
        assert deliver(allow=allowing()) == 3
        assert len(broken.got) == 1


def test_a_worker_that_died_in_the_middle_of_it_leaves_it_to_the_next(server: Server) -> None:
    hook_to(server)
    happens()
    feed()
    assert delivering._claimed(set()) is not None  # and then it died
    assert deliver(allow=allowing()) == 0
    with at(timezone.now() + LEASE + timedelta(seconds=1)):
        assert deliver(allow=allowing()) == 1


def test_after_days_it_is_given_up_in_plain_sight_and_can_be_started_again() -> None:
    with serving(says(b"", 500)) as server:
        hook, _secret = hook_to(server)
        happens()
        now = timezone.now()
        for wait in (timedelta(), *WAITS):
            now += wait + timedelta(seconds=1)
            with at(now):
                deliver(allow=allowing())
        hook.refresh_from_db()
        assert hook.stopped_at is not None
        assert Entry.objects.get(event="hook_given_up").says["days"] >= 4
        assert Notice.objects.filter(person=person("Desmond Clay"), about=f"hook:{hook.pk}").count() == 1
        happens("Sandra Cope")
        with at(now + timedelta(hours=1)):
            assert deliver(allow=allowing()) == 0
            server.answer = says(b"")
            hooks.start(by=person("Desmond Clay"), hook=hook)
        with at(now + timedelta(hours=2)):
            assert deliver(allow=allowing()) == 3  # what waited, that it was given up, and what happened since
        assert Delivery.objects.filter(sent_at=None).count() == 0


def test_one_that_is_gone_is_given_up_at_once() -> None:
    with serving(says(b"", 410)) as server:
        hook, _secret = hook_to(server)
        happens()
        deliver(allow=allowing())
        hook.refresh_from_db()
        assert hook.stopped_at is not None


def test_a_name_that_leads_inside_later_is_not_followed_there(server: Server) -> None:
    """Re-binding: it was public when it was set up."""
    federation()
    hooks.make(by=person("Desmond Clay"), name="x", address="https://hooks.example/", events=EVENTS, allow=PUBLIC)
    happens()
    assert deliver(allow=Allow(resolve=lambda *_: ["10.0.0.1"])) == 0
    assert Delivery.objects.get().said == "not_public"
    assert server.got == []


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example/", "https://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://169.254.169.254/latest",
     "https://hooks.example:22/", "https://u:p@hooks.example/", "ftp://hooks.example/", "hooks.example", ""],
)  # fmt: skip
def test_an_address_that_is_not_of_the_open_internet_is_refused(address: str) -> None:
    federation()
    with pytest.raises(ValidationError) as wrong:
        hooks.make(by=person("Desmond Clay"), name="x", address=address, events=EVENTS)
    assert "address" in wrong.value.message_dict
    assert not Hook.objects.exists()


def test_only_who_looks_after_the_installation_sets_one_up() -> None:
    federation()
    with pytest.raises(Refused):
        hooks.make(by=person("Judith Penfold"), name="x", address="https://x.example/", events=EVENTS, allow=PUBLIC)


def test_in_the_demonstration_nothing_goes_out(server: Server, settings: Settings) -> None:
    hook_to(server)
    happens()
    settings.DEMO = True
    assert deliver(allow=allowing()) == 0
    with pytest.raises(ValidationError):
        hook_to(server)
    assert server.got == []


def test_one_that_ended_is_told_nothing_and_its_address_and_secret_are_gone(server: Server) -> None:
    hook, _secret = hook_to(server)
    happens()
    feed()
    hooks.end(by=person("Desmond Clay"), hook=hook)
    assert deliver(allow=allowing()) == 0
    hook.refresh_from_db()
    assert (hook.address, bytes(hook.secret)) == ("", b"")
    with pytest.raises(ValidationError):
        hooks.renew(by=person("Desmond Clay"), hook=hook)


def test_a_secret_that_cannot_be_opened_any_more_is_told(server: Server, settings: Settings) -> None:
    hook, _secret = hook_to(server)
    happens()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-of-this-installation-0123456789-abcdef", []
    assert deliver(allow=allowing()) == 0
    hook.refresh_from_db()
    assert hook.stopped_at is not None
    assert Delivery.objects.get().said == "secret"


def test_a_key_that_was_changed_with_the_former_one_named_opens_it(server: Server, settings: Settings) -> None:
    hook_to(server)
    happens()
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-of-this-installation-0123456789-abcdef", [former]
    assert deliver(allow=allowing()) == 1
