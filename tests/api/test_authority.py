"""Every operation names its action; a token opens what its scopes and its person's own rights open today, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone
from pytest_django import Settings

from gatepost.api.keys import BY_TOKEN, Bearer, Nobody
from gatepost.api.operations import api
from gatepost.api.urls import operations, schema
from gatepost.apps.machines import pace, services
from gatepost.apps.machines.models import Scope, Token
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Account, RoleHeld
from gatepost.apps.people.services import erasing
from gatepost.web.actions import action_of, site_map
from tests.api.asking import DRAFT, System, is_problem, secret_of, system_of
from tests.cast import learn_to_live
from tests.site_cast import federation, person
from tests.web.browsing import browser_of

ACTIONS = learn_to_live().action_by_id
OPERATIONS = [
    one for router in api._get_bound_routers() for at in router.path_operations.values() for one in at.operations
]


def named(one: Any) -> str:
    """The action of an operation."""
    return str(one.auth_callbacks[0].action)


@pytest.fixture(autouse=True)
def _pace() -> None:
    pace.forget()


# -- every operation --


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.view_func.__name__)
def test_every_operation_names_its_action_and_a_scope_that_there_is(one: object) -> None:
    bearer = one.auth_callbacks[0]  # type: ignore[attr-defined]
    assert type(bearer) is Bearer
    assert bearer.action in ACTIONS
    assert bearer.needs in ("", *Scope.values)


def test_an_operation_that_names_none_is_for_nobody() -> None:
    assert type(api.auth[0] if isinstance(api.auth, list) else api.auth) is Nobody
    with pytest.raises(Refused) as refused:
        Nobody()(None)  # type: ignore[arg-type]
    assert refused.value.hidden


def test_the_site_map_holds_every_operation_with_its_action() -> None:
    found = {address: action_of(pattern.callback, pattern.name) for address, pattern in site_map()}
    for pattern in operations:
        assert found[f"api/{pattern.pattern}"] in ACTIONS


def test_whatever_changes_something_is_done_once_for_each_key() -> None:
    """All that is sent by POST, but for checks, which change nothing."""
    for path, methods in schema()["paths"].items():
        for method, told in methods.items():
            asked = any(one["name"] == "Idempotency-Key" for one in told["parameters"])
            assert asked == (method == "post" and not path.startswith("/api/check")), path


def test_nothing_that_asks_for_a_fresh_sign_in_is_open_to_a_token_but_what_is_listed() -> None:
    fresh = {name for name in map(named, OPERATIONS) if ACTIONS[name].fresh}
    assert fresh <= BY_TOKEN
    assert {"import.run"} == BY_TOKEN


# -- tokens --


@pytest.mark.django_db
def test_without_a_token_nothing_opens() -> None:
    federation()
    told = System().post("check", DRAFT)
    assert is_problem(told, 401)
    assert told["WWW-Authenticate"].startswith("Bearer")
    for secret in ("", "x", "gp_", "gp_" + "x" * 43, "gp_" + "x" * 5_000, "\u00e9"):
        assert System(secret).post("check", DRAFT).status_code == 401


@pytest.mark.django_db
def test_a_session_opens_nothing_here() -> None:
    federation()
    assert browser_of(person("Imelda Pace")).get("/api/policy").status_code == 401


@pytest.mark.django_db
@pytest.mark.parametrize("scope", Scope.values)
def test_a_scope_opens_its_own_operations_and_no_others(scope: str) -> None:
    federation()
    system = system_of(person("Imelda Pace"), scope)
    asked = {"policy": "policy", "people": "people", "duties": "duties", "drafts": "drafts"}
    for needed, path in asked.items():
        told = system.get(path)
        assert told.status_code == (200 if needed == scope else 403), path
        assert needed == scope or f'scope="{needed}"' in told["WWW-Authenticate"]


@pytest.mark.django_db
def test_a_token_does_nothing_that_its_person_may_not() -> None:
    federation()
    assert is_problem(system_of(person("Rowena Hill")).get("people"), 403)
    assert system_of(person("Judith Penfold")).get("people").status_code == 200


@pytest.mark.django_db
def test_it_ends_with_its_day() -> None:
    federation()
    system = system_of(person("Rowena Hill"))
    later = timezone.now() + timedelta(days=32)
    with patch.object(timezone, "now", return_value=later):
        assert is_problem(system.get("policy"), 401)


@pytest.mark.django_db
def test_it_ends_when_it_is_ended() -> None:
    federation()
    hill = person("Rowena Hill")
    system = system_of(hill)
    assert system.get("policy").status_code == 200
    services.end(by=hill, token=Token.objects.get(person=hill))
    assert is_problem(system.get("policy"), 401)


@pytest.mark.django_db
def test_it_ends_with_the_account_and_with_the_last_role() -> None:
    federation()
    hill, penfold = person("Rowena Hill"), person("Judith Penfold")
    by_hill, by_penfold = system_of(hill), system_of(penfold)
    Account.objects.filter(person=hill).update(is_active=False)
    RoleHeld.objects.filter(person=penfold).update(ends=timezone.localdate() - timedelta(days=1))
    assert is_problem(by_hill.get("policy"), 401)
    assert is_problem(by_penfold.get("policy"), 401)


@pytest.mark.django_db
def test_it_can_do_less_from_the_day_on_which_a_role_ends() -> None:
    federation()
    penfold = person("Judith Penfold")
    system = system_of(penfold)
    RoleHeld.objects.create(person=penfold, role="volunteer", starts=date(2024, 9, 1))
    RoleHeld.objects.filter(person=penfold, role="head_of_school_slt").update(ends=timezone.localdate() - timedelta(1))
    assert is_problem(system.get("people"), 403)
    assert system.post("check", DRAFT).status_code == 200


@pytest.mark.django_db
def test_it_goes_when_they_are_erased() -> None:
    federation()
    hill = person("Rowena Hill")
    system = system_of(hill)
    RoleHeld.objects.filter(person=hill).delete()
    erasing.erase(by=person("Imelda Pace"), person=hill)
    token = Token.objects.get(person=hill)
    assert (token.name, token.ended_at is None) == ("", False)
    assert is_problem(system.get("policy"), 401)


@pytest.mark.django_db
def test_whose_role_asks_for_a_second_step_needs_a_token_that_was_made_after_one() -> None:
    federation()
    weak = System(secret_of(person("Judith Penfold"), strong=False))
    assert is_problem(weak.get("policy"), 403)
    assert System(secret_of(person("Rowena Hill"), strong=False)).get("policy").status_code == 200


@pytest.mark.django_db
def test_it_says_for_whom_it_speaks() -> None:
    federation()
    hill = person("Rowena Hill")
    told = system_of(hill, "check").get("self").json()
    assert (told["person"], told["scopes"]) == (str(hill.pk), ["check"])


# -- how often --


@pytest.mark.django_db
def test_more_than_a_token_may_ask_in_a_minute_has_to_wait(settings: Settings) -> None:
    federation()
    settings.API_PER_MINUTE = 5
    first, second = system_of(person("Rowena Hill")), system_of(person("Rowena Hill"))
    with patch("gatepost.apps.machines.pace.time.time", return_value=1_800_000_000.0):
        assert [first.get("policy").status_code for _ in range(5)] == [200] * 5
        told = first.get("policy")
        assert is_problem(told, 429)
        assert 0 < int(told["Retry-After"]) <= 60
        assert second.get("policy").status_code == 200
    with patch("gatepost.apps.machines.pace.time.time", return_value=1_800_000_060.0):
        assert first.get("policy").status_code == 200


@pytest.mark.django_db
def test_all_processes_count_together(settings: Settings) -> None:
    federation()
    settings.API_PER_MINUTE = 120
    system = system_of(person("Rowena Hill"))
    with patch("gatepost.apps.machines.pace.time.time", return_value=1_800_000_000.0):
        through = 0
        for _ in range(200):
            through += system.get("policy").status_code == 200
            pace.forget()  # as if each request met another process, which takes two at once
    assert through == 60


@pytest.mark.django_db
def test_the_day_of_its_last_use_is_written_down() -> None:
    federation()
    hill = person("Rowena Hill")
    system_of(hill).get("policy")
    assert Token.objects.get(person=hill).used_on == timezone.localdate()
