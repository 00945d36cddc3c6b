"""What was read is kept until something happens, and never within a transaction."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from gatepost.apps.ledger import services
from gatepost.apps.ledger import still as module
from gatepost.apps.ledger.still import MOST, still
from gatepost.apps.people.authority import Leave
from tests.site_cast import person

pytestmark = pytest.mark.django_db(transaction=True)
LEAVE = Leave("person.add", "system", ())


@pytest.fixture(autouse=True)
def keeping(settings: Settings) -> None:
    settings.KEEP_WHILE_NOTHING_HAPPENS = True
    module._kept.clear()


def something_happens() -> None:
    hill = person("Rowena Hill")
    services.record("person_added", by=hill.pk, leave=LEAVE, subject=f"person:{hill.pk}")


def test_it_is_read_once_while_nothing_happens() -> None:
    something_happens()
    reads = count(1)
    assert [still(("n",), lambda: next(reads)) for _ in range(3)] == [1, 1, 1]


def test_it_is_read_again_when_something_has_happened() -> None:
    something_happens()
    reads = count(1)
    assert still(("n",), lambda: next(reads)) == 1
    something_happens()
    assert still(("n",), lambda: next(reads)) == 2


def test_nothing_is_kept_before_anything_has_happened() -> None:
    reads = count(1)
    assert [still(("n",), lambda: next(reads)) for _ in range(2)] == [1, 2]


def test_within_a_transaction_it_is_read_anew_and_not_kept() -> None:
    something_happens()
    reads = count(1)
    assert still(("n",), lambda: next(reads)) == 1
    with transaction.atomic():
        assert still(("n",), lambda: next(reads)) == 2
    assert still(("n",), lambda: next(reads)) == 1


def test_what_was_undone_leaves_nothing_behind() -> None:
    something_happens()
    reads = count(1)
    try:
        with transaction.atomic():
            something_happens()
            still(("n",), lambda: next(reads))
            raise RuntimeError
    except RuntimeError:
        pass
    assert still(("n",), lambda: next(reads)) == 2
    assert still(("n",), lambda: next(reads)) == 2


def test_the_least_recently_read_goes_first() -> None:
    something_happens()
    for number in range(MOST + 10):
        still((number,), lambda: 0)
    assert len(module._kept) == MOST
    assert (MOST + 9,) in module._kept
    assert (0,) not in module._kept


def test_a_request_that_only_looks_asks_once_whether_anything_has_happened(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    something_happens()
    still(("n",), int)
    with django_assert_num_queries(1), module.one_look():
        for _ in range(5):
            still(("n",), int)


def test_what_such_a_request_itself_records_it_sees() -> None:
    something_happens()
    reads = count(1)
    with module.one_look():
        assert still(("n",), lambda: next(reads)) == 1
        something_happens()
        assert still(("n",), lambda: next(reads)) == 2
    assert still(("n",), lambda: next(reads)) == 2
