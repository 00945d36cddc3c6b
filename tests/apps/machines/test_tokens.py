"""Tokens: made by whoever they act for, shown once, and kept as a digest alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.ledger.models import Entry
from gatepost.apps.machines import services
from gatepost.apps.machines.models import Token
from gatepost.apps.machines.services.tokens import MOST
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Person
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db


def made(by: Person, days: int = 30, scopes: tuple[str, ...] = ("check",)) -> tuple[Token, str]:
    federation()
    until = timezone.localdate() + timedelta(days=days)
    return services.make(by=by, name="The website of the school", scopes=scopes, until=until, strong=True)


def test_only_a_digest_of_the_secret_is_kept() -> None:
    token, secret = made(person("Rowena Hill"))
    assert secret.startswith(token.start)
    assert len(secret) > 43
    kept = str(Token.objects.values().get()) + str(list(Entry.objects.values()))
    assert secret not in kept
    assert secret[len(token.start) :] not in kept


def test_the_ledger_tells_that_it_was_made_and_ended() -> None:
    hill = person("Rowena Hill")
    token, _secret = made(hill)
    services.end(by=hill, token=token)
    told = Entry.objects.filter(subject=f"token:{token.pk}").order_by("number")
    assert [one.event for one in told] == ["token_made", "token_ended"]
    assert "website" not in str([one.says for one in told])


@pytest.mark.parametrize("days", [-1, 367])
def test_it_lasts_a_year_at_most_and_begins_with_today(days: int) -> None:
    with pytest.raises(ValidationError) as wrong:
        made(person("Rowena Hill"), days=days)
    assert "until" in wrong.value.message_dict


@pytest.mark.parametrize("scopes", [(), ("everything",)])
def test_it_says_what_it_opens(scopes: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as wrong:
        made(person("Rowena Hill"), scopes=scopes)
    assert "scopes" in wrong.value.message_dict


def test_nobody_has_more_than_they_can_look_after() -> None:
    for _ in range(MOST):
        made(person("Rowena Hill"))
    with pytest.raises(ValidationError):
        made(person("Rowena Hill"))


def test_whoever_is_no_staff_makes_none() -> None:
    with pytest.raises(Refused):
        made(person("Marian Webb"))


def test_another_may_end_it_only_who_looks_after_the_installation() -> None:
    token, _secret = made(person("Rowena Hill"))
    with pytest.raises(Refused):
        services.end(by=person("Judith Penfold"), token=token)
    services.end(by=person("Desmond Clay"), token=token)
    assert not Token.objects.get(pk=token.pk).is_live


def test_what_has_ended_is_not_ended_again() -> None:
    hill = person("Rowena Hill")
    token, _secret = made(hill)
    services.end(by=hill, token=token)
    with pytest.raises(ValidationError):
        services.end(by=hill, token=token)
