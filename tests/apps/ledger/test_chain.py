"""The canonical form: everything that matters is in the hash, and nothing is in it twice."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatepost.apps.ledger.chain import (
    Facts,
    as_json,
    canonical,
    entry_hash,
    from_json,
    plain,
    sealed_hash,
    sound,
)

FIRST = Facts(
    number=1,
    at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    event="role_given",
    by=UUID(int=101),
    role="executive_head",
    action="role.give",
    subject="person:00000000-0000-0000-0000-000000000067",
    clauses=("PU-1", "SU-4b"),
    says={"role": "teacher", "days": 3, "again": False, "until": None},
    sealed={},
    policy="0" * 64,
    request_id="",
    previous="",
)

STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # also on a busy machine
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
values = st.one_of(words, st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none())
names = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
facts = st.builds(
    Facts,
    number=st.integers(1, 2**40),
    at=st.integers(0, 2**52).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds)),
    event=names,
    by=st.uuids(),
    role=names,
    action=words,
    subject=words,
    clauses=st.lists(words, max_size=3).map(tuple),
    says=st.dictionaries(names, values, max_size=4),
    sealed=st.dictionaries(st.uuids().map(str), words, max_size=2),
    policy=words,
    request_id=words,
    previous=words,
)


def test_the_canonical_form_is_written_down_and_does_not_move() -> None:
    assert canonical(FIRST).decode() == (
        '{"action":"role.give","at":"2026-10-25T00:30:00.000000Z","by":"00000000-0000-0000-0000-000000000065",'
        '"clauses":["PU-1","SU-4b"],"event":"role_given","format":"gatepost-entry-v1","number":1,'
        '"policy":"' + "0" * 64 + '","previous":"","request_id":"","role":"executive_head",'
        '"says":{"again":false,"days":3,"role":"teacher","until":null},"sealed":{},'
        '"subject":"person:00000000-0000-0000-0000-000000000067"}'
    )
    assert entry_hash(FIRST) == hashlib.sha256(b"\0" + canonical(FIRST)).hexdigest()


def test_every_field_is_in_the_form() -> None:
    assert as_json(FIRST).keys() == {*Facts._fields, "format"}


@STEADY
@given(facts)
def test_an_entry_comes_back_from_its_canonical_form(entry: Facts) -> None:
    assert from_json(json.loads(canonical(entry))) == entry


@STEADY
@given(facts, facts)
def test_two_entries_have_one_hash_only_if_they_are_the_same(one: Facts, other: Facts) -> None:
    assert (entry_hash(one) == entry_hash(other)) == (canonical(one) == canonical(other))
    assert (canonical(one) == canonical(other)) == (as_json(one) == as_json(other))


@STEADY
@given(facts, st.sampled_from(Facts._fields), st.data())
def test_another_value_in_any_field_is_another_hash(entry: Facts, name: str, data: st.DataObject) -> None:
    changed = entry._replace(**{name: getattr(data.draw(facts), name)})
    assert (changed == entry) == (entry_hash(changed) == entry_hash(entry))


@STEADY
@given(facts)
def test_true_is_not_one(entry: Facts) -> None:
    yes, one = entry._replace(says={"a": True}), entry._replace(says={"a": 1})
    assert entry_hash(yes) != entry_hash(one)


def test_the_same_moment_told_in_london_is_the_same_entry() -> None:
    london = FIRST.at.astimezone(timezone(timedelta(hours=1)))
    assert canonical(FIRST._replace(at=london)) == canonical(FIRST)


def test_the_order_in_which_values_were_said_does_not_matter() -> None:
    turned = dict(reversed(list(FIRST.says.items())))
    assert canonical(FIRST._replace(says=turned)) == canonical(FIRST)


def test_words_cannot_reach_over_into_the_next_field() -> None:
    one = FIRST._replace(role='teacher","says":{}', says={})
    assert canonical(one) != canonical(FIRST._replace(role="teacher", says={}))


@pytest.mark.parametrize(
    "extra", [{"note": "and more"}, {"format": "gatepost-entry-v0"}, {"at": "2026-10-25T00:30:00Z"}]
)
def test_an_entry_with_what_the_hash_would_not_cover_is_refused(extra: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="entry"):
        from_json(as_json(FIRST) | extra)


@pytest.mark.parametrize(
    "broken", [{}, {"number": 1}, as_json(FIRST) | {"by": "Ms Hill"}, as_json(FIRST) | {"clauses": 3}]
)
def test_what_is_no_entry_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="entry"):
        from_json(broken)


@STEADY
@given(st.dictionaries(names, values, max_size=4))
def test_sound_values_are_kept_as_they_are(said: dict[str, str | int | bool | None]) -> None:
    assert sound(said) == said


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"share": 0.5}, "float"),
        ({"people": ["Ms Hill"]}, "list"),
        ({"on": datetime(2026, 10, 25, tzinfo=UTC)}, "datetime"),
        ({"many": 2**53}, "reads alike"),
        ({"Who": "x"}, "small letters"),
        ({"word": "a\0b"}, "cannot be stored"),
        ({"word": "\ud83d"}, "cannot be stored"),
    ],
)
def test_what_would_not_come_back_alike_is_refused_by_its_name(said: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        sound(said)


def test_a_refusal_never_repeats_the_words() -> None:
    with pytest.raises(ValueError, match="email") as refused:
        plain("personal value 'email'", "rowena.hill\0@fernleigh.example")
    assert "rowena" not in str(refused.value)


def test_the_hash_of_sealed_values_is_that_of_what_is_locked() -> None:
    assert sealed_hash(b"nonce", b"locked") == hashlib.sha256(b"noncelocked").hexdigest()
