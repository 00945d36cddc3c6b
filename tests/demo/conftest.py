"""The demo federation, made once in a database of its own by the site's services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from gatepost.demo import build
from tests.cli.installation import installed
from tests.demo.apart import on_the_database_of

TODAY = timezone.localdate()


@pytest.fixture(scope="session")
def fernleigh(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[int]:
    """How many letters went out while it was made."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    folder.mkdir()
    with django_db_blocker.unblock(), installed(folder) as here, on_the_database_of(here):
        before = len(mail.outbox)
        build.reset(TODAY)
        yield len(mail.outbox) - before


@pytest.fixture
def nothing_stays(fernleigh: int) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
