"""Whatever is done to the ledger behind its back, `verify` finds it and names the entry."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from gatepost.apps.ledger import chain, services, signing, tree
from gatepost.apps.ledger.models import Entry, Sealed
from gatepost.apps.ledger.notes import Checkpoint
from gatepost.apps.ledger.verifying import Kept
from tests.apps.ledger.things import (
    GRACE,
    HILL,
    OKORO,
    POSTED,
    Given,
    faults,
    post,
    posts,
    read,
    rehash,
    says,
    tamper,
    unguarded,
)

pytestmark = pytest.mark.django_db
AWAY = 1_000_000  # a number that no entry has, to move one out of the way


def kept_now(source: str = "the kept checkpoint") -> Kept:
    """What somebody wrote down of the ledger as it is now."""
    size = Entry.objects.count()
    return Kept(size, tree.root(size), source)


def insert(number: int, previous: str, what: str = "a forged picture") -> None:
    """Put an entry that is sound in itself at a number."""
    entry = Entry.objects.order_by("number")[0]
    entry.number, entry.previous, entry.says = number, previous, {"what": what}
    entry.at = Entry.objects.get(hash=previous).at if previous else entry.at
    entry.hash = chain.entry_hash(entry.facts())
    with unguarded():
        entry.save(force_insert=True)


def shift(first: int, by: int) -> None:
    """Move all entries from a number on, numbers only."""
    with unguarded():
        Entry.objects.filter(number__gte=first).update(number=F("number") + AWAY)
        Entry.objects.filter(number__gte=AWAY).update(number=F("number") - AWAY + by)


def swap(one: int, other: int) -> None:
    """Let two entries change their numbers."""
    for number, to in ((one, AWAY), (other, one), (AWAY, other)):
        tamper("UPDATE ledger_entry SET number = %s WHERE number = %s", to, number)


def test_a_whole_ledger_has_no_fault() -> None:
    posts(5)
    post("with a telephone number", telephone="01632 960 001")
    found, outcome = read(kept_now())
    assert not found
    assert outcome.whole
    assert (outcome.size, outcome.agreed) == (6, ["the kept checkpoint"])
    assert outcome.last == Entry.objects.get(pk=6).hash


def test_an_empty_ledger_is_whole_too() -> None:
    found, outcome = read(Kept(0, tree.root(0), "nothing"))
    assert (found, outcome.size, outcome.agreed) == ([], 0, ["nothing"])


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "tests_taken_down"), ("by", OKORO.hex), ("role", "dso"), ("action", "post.take_down"), ("subject", "person:x"),
        ("clauses", "[]"), ("says", says("another picture")), ("sealed", '{"x": "y"}'), ("policy", "f" * 64),
        ("request_id", "0"), ("hash", "f" * 64),
    ],
)  # fmt: skip
def test_any_change_of_an_entry_is_found(column: str, value: str) -> None:
    posts(4)
    tamper(f'UPDATE ledger_entry SET "{column}" = %s WHERE number = 3', value)  # noqa: S608
    assert faults()[0] == "entry 3: was changed: its contents do not give its hash"


def test_a_changed_time_is_found() -> None:
    posts(4)
    with unguarded():
        Entry.objects.filter(pk=2).update(at=F("at") + timedelta(microseconds=1))
    assert faults() == ["entry 2: was changed: its contents do not give its hash"]


def test_a_change_with_a_new_hash_is_found_by_the_next_entry() -> None:
    posts(4)
    tamper("UPDATE ledger_entry SET says = %s WHERE number = 2", says("another picture"))
    rehash(2)
    assert faults() == ["entry 2: was replaced: entry 3 was recorded after another one"]


def test_a_changed_link_is_found() -> None:
    posts(4)
    tamper("UPDATE ledger_entry SET previous = %s WHERE number = 3", "f" * 64)
    assert faults() == ["entry 3: was changed: its contents do not give its hash"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read() -> None:
    posts(4)
    if connection.vendor == "sqlite":
        tamper("UPDATE ledger_entry SET at = 'yesterday' WHERE number = 2")
    else:
        tamper("""UPDATE ledger_entry SET clauses = '5' WHERE number = 2""")
    tamper("UPDATE ledger_entry SET role = 'dso' WHERE number = 4")
    assert faults() == [
        "entry 2: cannot be read: it was changed",
        "entry 4: was changed: its contents do not give its hash",
    ]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ([3], "entry 3: is missing"),
        ([1], "entry 1: is missing"),
        ([2, 3, 4], "entry 2: is missing, and all up to entry 4"),
    ],
)
def test_missing_entries_are_named(gone: list[int], told: str) -> None:
    posts(6)
    tamper(f"DELETE FROM ledger_entry WHERE number IN ({', '.join(map(str, gone))})")  # noqa: S608
    assert faults() == [told]


def test_an_entry_taken_out_is_missed_though_the_others_close_up() -> None:
    posts(6)
    tamper("DELETE FROM ledger_entry WHERE number = 3")
    shift(4, -1)
    assert faults() == [
        "entry 3: does not follow entry 2: an entry between them is missing",
        "entry 3: was moved, and all up to entry 5: they were recorded as 4 to 6",
    ]


@pytest.mark.parametrize("inserted", [1, 3, 6])
def test_an_inserted_entry_is_named(inserted: int) -> None:
    made = posts(6)
    shift(inserted, 1)
    insert(inserted, made[inserted - 2].hash if inserted > 1 else "")
    found = faults()
    assert found[0] == f"entry {inserted}: was inserted: what now is entry {inserted + 1} was recorded before it"
    assert found[1].startswith(f"entry {inserted + 1}: was moved")


def test_an_entry_inserted_into_a_gap_is_named() -> None:
    posts(6)
    tamper("DELETE FROM ledger_entry WHERE number = 3")
    insert(3, Entry.objects.get(pk=2).hash)
    assert faults() == ["entry 3: was replaced: entry 4 was recorded after another one"]


@pytest.mark.parametrize(("one", "other"), [(2, 3), (2, 6), (1, 4)])
def test_entries_in_another_order_are_named(one: int, other: int) -> None:
    posts(6)
    swap(one, other)
    assert faults() == [
        f"entry {one}: was moved: it was recorded as entry {other}",
        f"entry {other}: was moved: it was recorded as entry {one}",
    ]


def test_an_entry_below_the_first_does_not_belong() -> None:
    posts(2)
    insert(0, "")
    assert "entry 0: does not belong: the first entry is number 1" in faults()


def test_entries_cut_off_at_the_end_are_found_against_a_kept_checkpoint() -> None:
    posts(6)
    kept = kept_now()
    tamper("DELETE FROM ledger_entry WHERE number > 4")
    assert not faults()
    assert faults(kept) == ["entry 5: the entries 5 to 6 are missing: the kept checkpoint has 6"]


def test_and_against_one_that_was_made_here() -> None:
    posts(6)
    services.checkpoint(HILL)
    tamper("DELETE FROM ledger_entry WHERE number > 4")
    (fault,) = faults()
    assert fault.startswith("entry 5: the entries 5 to 6 are missing: the checkpoint of ")


def test_a_ledger_written_anew_is_found_between_the_checkpoints_that_hold_and_that_do_not() -> None:
    """Whoever rewrites an entry and everything after it leaves nothing to see but what others have kept."""
    posts(2)
    early = kept_now("the checkpoint of March")
    posts(4)
    late = kept_now("the checkpoint of June")
    tamper("UPDATE ledger_entry SET says = %s WHERE number = 4", says("another picture"))
    for number in (4, 5, 6):
        before = Entry.objects.get(pk=number - 1).hash
        tamper("UPDATE ledger_entry SET previous = %s WHERE number = %s", before, number)
        rehash(number)
    assert not faults()
    found, outcome = read(late, early)
    assert [str(fault) for fault in found] == [
        "entry 6: the entries 3 to 6 are not those of the checkpoint of June: they were changed together with the hashes"
    ]
    assert outcome.agreed == ["the checkpoint of March"]


def test_a_checkpoint_in_the_table_that_is_not_signed_by_us_is_named() -> None:
    posts(2)
    size = services.checkpoint(HILL).size
    forged = str(Checkpoint(signing.origin(), size, bytes(32)))
    tamper("UPDATE ledger_checkpoint SET note = %s", forged + "\n\u2014 localhost:8000/ledger AAAA\n")
    (fault,) = faults()
    assert "is not what was signed" in fault


def test_an_entry_dated_before_the_one_before_it_is_named() -> None:
    posts(3)
    last = Entry.objects.get(pk=3)
    tamper("DELETE FROM ledger_entry WHERE number = 3")
    last.at -= timedelta(days=1)
    last.hash = chain.entry_hash(last.facts())
    with unguarded():
        last.save(force_insert=True)
    assert faults() == ["entry 3: is dated before entry 2"]


class TestSealedValues:
    """The chain covers what is locked, whether or not anybody can still open it."""

    @pytest.fixture(autouse=True)
    def sealed(self) -> None:
        posts(1)
        post("with a telephone number", telephone="01632 960 001")

    @pytest.mark.parametrize("destroyed", [False, True], ids=["with the key", "after the key was destroyed"])
    def test_that_were_changed_are_named(self, *, destroyed: bool) -> None:
        if destroyed:
            services.destroy_key(GRACE)
        assert not faults()
        with unguarded():
            Sealed.objects.update(ciphertext=b"another")
        assert faults() == [f"entry 2: the sealed values of {GRACE} were changed"]

    def test_whose_nonce_was_changed_are_named(self) -> None:
        with unguarded():
            Sealed.objects.update(nonce=bytes(12))
        assert faults() == [f"entry 2: the sealed values of {GRACE} were changed"]

    def test_that_are_missing_are_named(self) -> None:
        tamper("DELETE FROM ledger_sealed")
        assert faults() == [f"entry 2: the sealed values of {GRACE} are missing"]

    def test_that_were_put_beside_an_entry_are_named(self) -> None:
        Sealed.objects.create(entry_id=1, person=OKORO, nonce=b"n", ciphertext=b"c")
        assert faults() == [f"entry 1: sealed values of {OKORO} were put beside it"]

    def test_that_were_given_to_another_person_are_named(self) -> None:
        with unguarded():
            Sealed.objects.update(person=OKORO)
        assert faults() == [
            f"entry 2: sealed values of {OKORO} were put beside it",
            f"entry 2: the sealed values of {GRACE} are missing",
        ]


class TestTheTree:
    """Of every 256 entries the hash is kept, and it is the tree that a whole reading gives."""

    @pytest.fixture(autouse=True)
    def many(self) -> None:
        services.record_many(
            (services.Happened(POSTED.name, "person:x", {"what": str(n)}) for n in range(1_100)), by=HILL, leave=Given()
        )

    def test_is_the_same_read_whole_and_from_what_is_kept(self) -> None:
        found, outcome = read()
        assert not found
        assert outcome.root == tree.root(1_100)

    def test_a_kept_hash_that_was_changed_is_named(self) -> None:
        tamper('UPDATE ledger_knot SET hash = %s WHERE "index" = 2', "f" * 64)
        assert faults() == ["entry 768: the hash kept over the entries 513 to 768 is not theirs"]

    def test_a_kept_hash_that_is_missing_is_named(self) -> None:
        tamper('DELETE FROM ledger_knot WHERE "index" = 0')
        assert faults() == ["entry 256: the hash kept over the entries 1 to 256 is not theirs"]

    def test_a_long_tail_that_was_cut_off_leaves_a_trace(self) -> None:
        tamper("DELETE FROM ledger_entry WHERE number > 1000")
        assert faults() == ["the ledger: 1 kept hashes are over entries that are not there: the last ones were cut off"]

    def test_a_reading_in_pages_loses_nothing_between_them(self) -> None:
        tamper("DELETE FROM ledger_entry WHERE number = 1000")
        tamper("DELETE FROM ledger_entry WHERE number = 1001")
        assert faults()[0] == "entry 1000: is missing, and all up to entry 1001"
