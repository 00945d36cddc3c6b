"""What is asked twice under one key is done once, whoever dies in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from gatepost.apps.machines.models import Delivery, Once, Token

KEPT = timedelta(hours=24)
TOLD_KEPT = timedelta(days=30)
_LOCKED = "55P03"  # as PostgreSQL calls it when a row is somebody else's just now
Made = tuple[int, dict[str, Any]]


class Busy(Exception):  # noqa: N818 (it reads as a sentence: raise Busy)
    """The same is being done just now."""


class Different(Exception):  # noqa: N818
    """Something else was asked under this key before."""


@dataclass(frozen=True)
class Answered:
    """What came of it; `again` if it had been done before."""

    status: int
    answer: dict[str, Any]
    again: bool


def once(*, token: Token, key: str, asked: bytes, do: Callable[[], Made]) -> Answered:
    """Do it and keep the answer, in one transaction; or give the answer that was kept. What fails leaves no trace."""
    row = _row(token, _digest("key", key.encode()), _digest("asked", asked))
    try:
        with transaction.atomic(), _not_waiting():
            held = _locked().get(pk=row.pk)
            if held.status is not None:
                return Answered(held.status, held.answer, again=True)
            status, answer = do()
            Once.objects.filter(pk=row.pk).update(status=status, answer=answer)
            return Answered(status, answer, again=False)
    except Once.DoesNotExist:  # it failed for whoever was first, this very moment
        raise Busy from None
    except Busy:
        raise
    except BaseException:
        Once.objects.filter(pk=row.pk, status=None).delete()
        raise


def forget_old() -> int:
    """Answers older than a day, and tellings that were made a month ago."""
    now = timezone.now()
    Delivery.objects.filter(sent_at__lt=now - TOLD_KEPT).delete()
    return Once.objects.filter(made_at__lt=now - KEPT).delete()[0]


def _row(token: Token, key: str, asked: str) -> Once:
    now = timezone.now()
    Once.objects.filter(token=token, key=key, made_at__lt=now - KEPT).delete()
    row, _new = Once.objects.get_or_create(token=token, key=key, defaults={"asked": asked, "made_at": now})
    if row.asked != asked:
        raise Different
    return row


def _locked() -> Any:
    """On SQLite the transaction itself keeps others waiting."""
    return Once.objects.select_for_update(nowait=connection.features.has_select_for_update_nowait)


@contextmanager
def _not_waiting() -> Iterator[None]:
    try:
        yield
    except OperationalError as problem:
        if getattr(problem.__cause__, "sqlstate", "") == _LOCKED:
            raise Busy from None
        raise


def _digest(what: str, told: bytes) -> str:
    """With the installation's key: what was asked cannot be guessed from it."""
    return salted_hmac(f"gatepost.once.{what}", told, algorithm="sha256").hexdigest()
