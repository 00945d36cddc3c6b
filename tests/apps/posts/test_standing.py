"""A yes is about these very words, this policy and what was known: when one changes, it no longer stands and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry
from gatepost.apps.notices.models import Notice
from gatepost.apps.people import roll
from gatepost.apps.people.models import School
from gatepost.apps.people.policy import in_force
from gatepost.apps.posts import services
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.selectors import standing
from gatepost.apps.posts.selectors.standing import stands
from gatepost.policy import Policy, Verdict
from gatepost.screening.finding import Finding
from tests.apps.posts.sent import DOUBT, HIDDEN, OWN, PAGE, UNLISTED, a_post, answered, cast, now, sent_by
from tests.site_cast import child, person

pytestmark = pytest.mark.django_db
NEW_CHILD = "Sports day is on Friday, and Björn Halvorsen brings the flags."


def allowed(**more: object) -> SentPost:
    hill, penfold = cast()
    return now(answered(penfold, sent_by(hill, **more)))  # type: ignore[arg-type]


@pytest.fixture
def another_policy(monkeypatch: pytest.MonkeyPatch) -> list[Policy]:
    """The policy in force from the moment that one stands in the list."""
    held = [in_force()]
    for place in ("selectors.standing", "services.sending", "judging"):
        monkeypatch.setattr(f"gatepost.apps.posts.{place}.in_force", lambda: held[-1])
    return held


def test_a_yes_stands_while_nothing_changes() -> None:
    found = stands(allowed())
    assert (found.yes, found.why, found.fell) == (True, "", "")


@pytest.mark.parametrize(("answer", "said"), [("no", "The answer was no."), ("change", "It was to be changed first.")])
def test_what_is_no_yes_never_stands(answer: str, said: str) -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    assert (stands(sent).yes, stands(sent).why) == (False, "Nobody has decided yet.")
    assert (stands(answered(penfold, sent, answer, "So.")).yes, stands(now(sent)).why) == (False, said)


def test_it_falls_with_the_policy_it_was_given_under(another_policy: list[Policy]) -> None:
    sent = allowed()
    another_policy.append(replace(in_force(), digest="0" * 64))
    found = stands(sent)
    assert (found.yes, found.fell, found.why) == (False, "policy", "The policy has changed since it was sent.")


@pytest.mark.parametrize("change", [{"words": {"text": "Other words.", "links": [], "pictures": []}},
                                    {"audience": "followers"}, {"platform": "facebook"}, {"role": "governor"}])  # fmt: skip
def test_it_falls_when_the_row_is_not_what_was_decided_on(change: dict[str, object]) -> None:
    sent = allowed()
    SentPost.objects.filter(pk=sent.pk).update(**change)
    assert (stands(now(sent)).yes, stands(now(sent)).fell) == (False, "altered")


def test_it_falls_when_a_child_joins_the_roll_whose_name_is_in_it() -> None:
    sent = allowed(text=NEW_CHILD)
    assert stands(sent).yes
    child("Björn Halvorsen")
    roll.touch()
    found = stands(now(sent))
    assert (found.yes, found.fell) == (False, "found")
    assert [one.clause for one in found.found] == ["SU-4c"]


def test_it_falls_when_its_author_no_longer_has_the_role() -> None:
    sent = allowed()
    sent.author.roles.update(ends=timezone.localdate() - timedelta(days=1))
    assert stands(now(sent)).fell == "role"


def test_it_does_not_stand_while_it_cannot_be_checked_and_stands_again_after(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = allowed()
    with monkeypatch.context() as broken:
        broken.setattr("gatepost.apps.posts.judging.known_now", lambda: 1 / 0)
        assert (stands(sent).yes, stands(sent).fell) == (False, "")
        assert "could not check it again" in str(stands(sent).why)
        assert services.look_again() == 0
    assert stands(now(sent)).yes


def finding(**more: object) -> Finding:
    plain = Finding("CC-3", Verdict.HOLD, "s", "Why.", "text", "a", 0, 1, lifted_by=("slt_image",), subjects=("1",))
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now_found", "asked"),
    [
        (finding(), True),
        (finding(subjects=()), True),
        (finding(reason="In other words."), True),
        (finding(subjects=("1", "2")), False),
        (finding(verdict=Verdict.BLOCK), False),
        (finding(start=5, end=6), False),
        (finding(clause="CC-4"), False),
        (finding(lifted_by=()), False),
        (finding(lifted_by=("site_listed",)), False),
        (finding(lifted_by=("photo_consent",)), False),
    ],
)
def test_only_what_somebody_was_asked_about_is_covered_by_their_yes(now_found: Finding, asked: bool) -> None:  # noqa: FBT001
    assert standing._asked(now_found, (finding(),), {"slt_image"}) == asked


# -- what waits --


def test_what_has_fallen_cannot_be_answered_and_its_author_is_told() -> None:
    hill, penfold = cast()
    sent = sent_by(hill, text=NEW_CHILD)
    child("Björn Halvorsen")
    roll.touch()
    with pytest.raises(ValidationError, match="nobody was asked about"):
        answered(penfold, sent)
    assert (now(sent).state, now(sent).why) == ("fallen", "found")
    assert Duty.objects.get(cause=f"post:{sent.pk}").state == "dropped"
    assert Notice.objects.filter(person=hill, about=f"post:{sent.pk}").count() == 1
    assert Entry.objects.get(event="post_fell").says == {"why": "found"}


def test_while_it_cannot_be_checked_nobody_says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    monkeypatch.setattr("gatepost.apps.posts.judging.known_now", lambda: 1 / 0)
    with pytest.raises(ValidationError, match="could not check it again"):
        answered(penfold, sent)
    assert now(sent).state == "waiting"


def test_the_sweep_lets_fall_what_waits_or_was_allowed_of_late_and_tells_once(another_policy: list[Policy]) -> None:
    hill, penfold = cast()
    waits = sent_by(hill)
    yes = answered(penfold, sent_by(hill, text="Thursday"))
    no = answered(penfold, sent_by(hill, text="Wednesday"), "no", "So.")
    old = answered(penfold, sent_by(hill, text="Tuesday"))
    SentPost.objects.filter(pk=old.pk).update(settled_at=timezone.now() - timedelta(days=15))
    assert services.look_again() == 0
    another_policy.append(replace(in_force(), digest="0" * 64))
    assert (services.look_again(), services.look_again()) == (2, 0)
    assert [now(one).state for one in (waits, yes, no, old)] == ["fallen", "fallen", "no", "yes"]
    assert not stands(now(old)).yes
    assert Notice.objects.filter(person=hill, key__endswith="fell").count() == 2


def test_a_fallen_post_may_be_sent_again(another_policy: list[Policy]) -> None:
    hill, _ = cast()
    first = sent_by(hill)
    another_policy.append(replace(in_force(), digest="0" * 64))
    services.look_again()
    again = services.send(by=hill, post=a_post(author=hill), earlier=now(first), seen=first.version)
    assert (again.state, again.earlier, again.hash != first.hash) == ("waiting", first, True)


def test_a_school_that_has_closed_sends_nothing_more() -> None:
    hill, _ = cast()
    School.objects.update(closed=timezone.localdate())
    with pytest.raises(ValidationError, match="no such school"):
        sent_by(hill)


def test_doubts_links_and_platforms_stand_alike() -> None:
    hill, penfold = cast()
    clay = person("Desmond Clay")
    for who, text, place in ((penfold, DOUBT, OWN), (clay, HIDDEN, PAGE), (clay, HIDDEN, UNLISTED)):
        assert stands(now(answered(who, sent_by(hill, text=text, place=place)))).yes
