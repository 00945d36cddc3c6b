"""A client that asks a thousand times, dies in between or is impatient does no harm: what it asked for is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from gatepost.apps.machines import services
from gatepost.apps.machines.models import Once
from gatepost.apps.posts.models import SentPost
from tests.api.asking import System, is_problem, secret_of, system_of
from tests.api.test_drafts import HELD
from tests.apps.posts.sent import cast

KEY = "order-66"


@pytest.mark.django_db
def test_the_same_request_is_done_once_and_gets_the_same_answer() -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    first = system.post("drafts", HELD, key=KEY)
    for _ in range(50):
        again = system.post("drafts", HELD, key=KEY)
        assert (again.status_code, again.json()) == (201, first.json())
        assert again["Idempotent-Replayed"] == "true"
    assert SentPost.objects.count() == 1


@pytest.mark.django_db
def test_another_request_under_the_same_key_is_refused() -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    key = system.post("drafts", HELD, key=KEY).json()["id"]
    assert is_problem(system.post("drafts", {**HELD, "text": "Something else"}, key=KEY), 409)
    assert is_problem(system.post(f"drafts/{key}/take-back", key=KEY), 409)
    assert SentPost.objects.get().state == "waiting"


@pytest.mark.django_db
def test_the_same_key_of_another_token_is_another_key() -> None:
    hill, _penfold = cast()
    system_of(hill).post("drafts", HELD, key=KEY)
    assert system_of(hill).post("drafts", {**HELD, "text": "Another day"}, key=KEY).status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", [None, " ", "x" * 256, "é"])
def test_without_a_key_nothing_is_changed(key: Any) -> None:
    hill, _penfold = cast()
    assert is_problem(system_of(hill).post("drafts", HELD, key=key), 400)
    assert not SentPost.objects.exists()


@pytest.mark.django_db
def test_what_was_refused_may_be_mended_and_asked_again_under_its_key() -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    assert is_problem(system.post("drafts", {**HELD, "text": ""}, key=KEY), 422)
    assert not Once.objects.exists()
    assert system.post("drafts", HELD, key=KEY).status_code == 201


@pytest.mark.django_db
def test_a_mistake_of_ours_leaves_nothing_done_and_the_key_free(monkeypatch: pytest.MonkeyPatch) -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    with monkeypatch.context() as patch:
        patch.setattr("gatepost.api.drafts._now", lambda _sent: 1 / 0)
        assert is_problem(system.post("drafts", HELD, key=KEY), 500)
    assert not SentPost.objects.exists()
    assert system.post("drafts", HELD, key=KEY).status_code == 201


@pytest.mark.django_db
def test_whoever_died_before_it_was_done_has_left_it_to_be_done() -> None:
    """Killed between the key and the change: the key is there and no answer, so the change was never kept."""
    hill, _penfold = cast()
    system = system_of(hill)
    key = system.post("drafts", HELD, key=KEY).json()["id"]
    SentPost.objects.filter(pk=key).delete()
    Once.objects.update(status=None, answer=None)
    assert system.post("drafts", HELD, key=KEY).status_code == 201
    assert SentPost.objects.count() == 1


@pytest.mark.django_db
def test_a_day_later_the_key_is_forgotten() -> None:
    hill, _penfold = cast()
    system = system_of(hill)
    system.post("drafts", HELD, key=KEY)
    Once.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert system.post("drafts", {**HELD, "text": "Another day"}, key=KEY).status_code == 201
    Once.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert services.forget_old() == 1


@pytest.mark.django_db
def test_what_is_kept_of_it_holds_no_word_and_not_the_key_itself() -> None:
    hill, _penfold = cast()
    system_of(hill).post("drafts", {**HELD, "text": "the word zyzzyva"}, key=KEY)
    kept = str(Once.objects.values().get())
    assert "zyzzyva" not in kept
    assert KEY not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_it_once() -> None:
    hill, _penfold = cast()
    secret = secret_of(hill)

    def ask(_number: int) -> tuple[int, Any]:
        try:
            told = System(secret).post("drafts", HELD, key=KEY)
            return told.status_code, told.json().get("id")
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        answers = [ask(number) for number in range(4)]  # one connection is all that there is
    else:
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(ask, range(8)))
    assert {status for status, _id in answers} <= {201, 409}
    assert SentPost.objects.count() == 1
    assert {key for status, key in answers if status == 201} == {str(SentPost.objects.get().pk)}
