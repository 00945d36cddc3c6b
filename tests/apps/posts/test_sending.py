"""Sending a post: to whom it goes, what is kept, and what cannot be sent."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import Entry
from gatepost.apps.notices.models import Notice
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import RoleHeld
from gatepost.apps.posts import kept, services
from gatepost.apps.posts.models import SentPost, Spoken
from gatepost.apps.posts.post import Picture, Post, Words
from gatepost.apps.posts.services import sending
from tests.apps.posts.sent import (
    DOUBT,
    HIDDEN,
    NAMED,
    OWN,
    PAGE,
    SCENE,
    UNLISTED,
    a_post,
    answered,
    asked_of,
    cast,
    now,
    sent_by,
)
from tests.site_cast import LONG_AGO, child, person, school

pytestmark = pytest.mark.django_db
SLT = ["head_of_school_slt", "executive_head", "dso"]


def refused(post: Post, **more: object) -> str:
    with pytest.raises(ValidationError) as problem:
        services.send(by=person("Rowena Hill"), post=post, **more)  # type: ignore[arg-type]
    assert not SentPost.objects.exists() or more
    return " ".join(problem.value.messages)


# -- to whom it goes --


def test_it_goes_to_those_who_may_lift_what_was_found() -> None:
    hill, _ = cast()
    assert asked_of(sent_by(hill, text=HIDDEN, place=PAGE)) == {"site_listed": ["network_manager"]}
    assert asked_of(sent_by(hill, text="A lovely day", place=OWN, pictures=(SCENE,))) == {"slt_image": SLT}
    assert asked_of(sent_by(hill, text=NAMED, place=OWN)) == {"enabling_link": ["head_of_school_slt"]}
    assert asked_of(sent_by(hill, text=DOUBT, place=OWN)) == {"": SLT}


def test_several_who_must_say_yes_are_each_asked_for_what_is_theirs() -> None:
    hill, _ = cast()
    sent = sent_by(hill, text=HIDDEN, place=UNLISTED)
    assert list(asked_of(sent)) == ["account_registration", "site_listed"]


def test_it_is_owed_to_her_and_those_asked_are_told_and_she_is_not() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    duty = Duty.objects.get(cause=f"post:{sent.pk}")
    assert (duty.kind, duty.clause, duty.state) == ("post_decided", "PU-11c", "open")
    told = set(Notice.objects.filter(about=f"duty:{duty.pk}").values_list("person", flat=True))
    assert penfold.pk in told
    assert hill.pk not in told


# -- what is kept --


def test_it_is_kept_with_what_was_found_and_under_which_policy() -> None:
    hill, _ = cast()
    sent = sent_by(hill, text=DOUBT, place=OWN)
    post = kept.post_of(now(sent))
    assert post == replace(a_post(DOUBT, place=OWN, author=hill), audience="followers")
    assert (sent.verdict, sent.state, sent.policy_version) == ("hold", "waiting", "2026.1")
    assert [one.clause for one in kept.findings_of(now(sent))] == ["CC-4"]
    assert sent.hash == kept.fingerprint(post, sent.policy_digest)


def test_the_hash_changes_with_every_thing_that_is_decided_on() -> None:
    post = a_post("A", links=("https://a.example",), pictures=(Picture("a.jpg", pupils=("1", "2")),))
    words = post.words
    others = [
        replace(post, words=replace(words, text="B")),
        replace(post, words=replace(words, links=())),
        replace(post, words=replace(words, pictures=())),
        replace(post, words=replace(words, pictures=(replace(words.pictures[0], caption="x"),))),
        replace(post, words=replace(words, pictures=(replace(words.pictures[0], faces="none"),))),
        replace(post, place=OWN),
        replace(post, place=UNLISTED._replace(platform="facebook")),
        replace(post, audience="followers"),
        replace(post, role="governor"),
        replace(post, school="WEN"),
    ]
    hashes = {kept.fingerprint(one, "policy") for one in (post, *others)} | {kept.fingerprint(post, "another")}
    assert len(hashes) == len(others) + 2
    assert all(re.fullmatch(r"[0-9a-f]{64}", one) for one in hashes)


def test_who_is_named_first_among_the_tagged_changes_nothing() -> None:
    one = a_post(pictures=(Picture(pupils=("1", "2")),))
    assert kept.fingerprint(one, "") == kept.fingerprint(a_post(pictures=(Picture(pupils=("2", "1")),)), "")


def test_the_usual_audience_is_the_same_said_or_not() -> None:
    assert kept.fingerprint(a_post(), "") == kept.fingerprint(replace(a_post(), audience="public"), "")


@pytest.mark.parametrize(
    "text", ["مرحبا بالجميع", "שלום", "こんにちは", "🏅👩‍👩‍👧", "a\u202eb\u2066c", "Ω̸͎̈́", "a\tb\nc  "]
)
def test_any_script_and_direction_is_kept_to_the_letter(text: str) -> None:
    hill, _ = cast()
    assert kept.post_of(now(sent_by(hill, text=text))).words.text == text


def test_of_whom_it_speaks_is_known_so_that_erasing_them_reaches_it() -> None:
    hill, _ = cast()
    sent = sent_by(hill, text=NAMED, place=OWN)
    assert [one.person for one in Spoken.objects.filter(post=sent)] == [child("Grace Tolliver")]


def test_nothing_of_it_stands_open_in_the_ledger() -> None:
    hill, _ = cast()
    sent = sent_by(hill, text=NAMED, place=OWN)
    entry = Entry.objects.get(event="post_sent")
    assert entry.says == {"asks": "enabling_link"}
    assert list(entry.sealed) == [str(hill.pk)]
    everything = str(list(Entry.objects.values()))
    assert "Grace" not in everything
    assert sent.hash not in everything


# -- sent twice --


def test_the_same_post_sent_twice_is_one() -> None:
    hill, penfold = cast()
    sent = sent_by(hill)
    assert sent_by(hill) == sent
    answered(penfold, sent)
    assert sent_by(hill) == sent
    assert (SentPost.objects.count(), Duty.objects.filter(cause=f"post:{sent.pk}").count()) == (1, 1)


def test_what_was_refused_is_not_asked_for_again_until_it_is_changed() -> None:
    hill, penfold = cast()
    answered(penfold, sent_by(hill), "no", "Not there.")
    with pytest.raises(ValidationError, match="answered already"):
        sent_by(hill)
    assert sent_by(hill, text="Sports day is on Thursday.").state == "waiting"


def test_what_was_taken_back_may_be_sent_again() -> None:
    hill, _ = cast()
    sent = sent_by(hill)
    services.take_back(by=hill, sent=sent)
    assert sent_by(hill) != sent


def test_a_changed_post_takes_the_place_of_the_first_and_no_answer_to_that_counts_any_more() -> None:
    hill, penfold = cast()
    first = answered(penfold, sent_by(hill))
    second = services.send(by=hill, post=a_post("Another day.", author=hill), earlier=first, seen=first.version)
    assert (now(first).state, now(first).why, second.earlier_id, second.state) == (
        "fallen", "edited", first.pk, "waiting")  # fmt: skip
    assert not Duty.objects.filter(cause=f"post:{first.pk}", state="open").exists()


def test_a_post_that_was_answered_while_she_changed_it_is_shown_to_her_first() -> None:
    hill, penfold = cast()
    first = sent_by(hill)
    answered(penfold, first)
    changed = a_post("Another day.", author=hill)
    with pytest.raises(services.AnsweredMeanwhile):
        services.send(by=hill, post=changed, earlier=first, seen=first.version)
    assert (now(first).state, SentPost.objects.count()) == ("yes", 1)
    assert services.send(by=hill, post=changed, earlier=first, seen=now(first).version).earlier == first


def test_a_post_of_somebody_elses_takes_no_ones_place() -> None:
    hill, _ = cast()
    sent, cope = sent_by(hill), person("Sandra Cope")
    post = a_post("Another day.", role="teaching_assistant", author=cope)
    with pytest.raises(Refused):
        services.send(by=cope, post=post, earlier=sent)
    assert now(sent).state == "waiting"


# -- what cannot be sent --


def test_what_may_go_out_anyway_is_asked_of_nobody() -> None:
    cast()
    assert "nobody has to be asked" in refused(a_post(place=PAGE))


def test_what_nobody_can_allow_and_what_only_a_parent_can_is_mended_first() -> None:
    cast()
    assert "nobody can allow" in refused(a_post(NAMED, place=PAGE))
    assert "not the school’s to allow" in refused(a_post("Look!", place=PAGE, pictures=(SCENE,)))
    assert "nobody can allow" in refused(a_post(f"{NAMED} {HIDDEN}", place=PAGE))


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (a_post("  "), "nothing in this post"),
        (a_post("x" * 1_000_000), "too long"),
        (a_post(links=("https://a.example",) * 1_001), "too long"),
        (a_post(pictures=(Picture(),) * 21), "too long"),
        (a_post("a\0b"), "cannot be shown"),
        (a_post("a\ud800b"), "cannot be shown"),
        (a_post(pictures=(Picture(caption="a\0b"),)), "cannot be shown"),
        (a_post(school="XXX"), "no such school"),
        (a_post(role="executive_head"), "do not hold this role"),
    ],
)
def test_what_no_form_would_let_pass_is_refused_by_the_verb_too(post: Post, said: str) -> None:
    cast()
    assert said in refused(post)


def test_nobody_sends_for_a_school_that_is_not_theirs() -> None:
    hill, _ = cast()
    school("WEN")
    for other in ("WEN", ""):
        with pytest.raises(Refused):
            services.send(by=hill, post=a_post(school=other))


def test_a_role_at_one_school_is_none_at_another() -> None:
    hill, _ = cast()
    RoleHeld.objects.create(person=hill, role="volunteer", school=school("WEN"), starts=LONG_AGO)
    assert "do not hold this role" in refused(a_post(school="WEN"))


def test_nobody_is_tagged_of_whom_the_sender_may_not_know() -> None:
    cast()
    tagged = Picture(faces="some", number=1, pupils=(str(child("Björn Halvorsen").pk),))
    assert "of whom you may not know" in refused(a_post(place=OWN, pictures=(tagged,)))


def test_what_could_not_be_checked_at_all_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    cast()
    monkeypatch.setattr("gatepost.apps.posts.judging.known_now", lambda: 1 / 0)
    assert "could not check this" in refused(a_post())


def test_one_author_has_so_many_waiting_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    hill, _ = cast()
    monkeypatch.setattr(sending, "MOST_WAITING", 2)
    for day in ("Monday", "Tuesday"):
        sent_by(hill, text=day)
    with pytest.raises(ValidationError, match="Take one back"):
        sent_by(hill, text="Wednesday")


def test_a_parent_sends_nothing() -> None:
    cast()
    wren = person("Alan Wren")
    wren.roles.all().delete()
    with pytest.raises(Refused):
        services.send(by=wren, post=Post(Words("A"), UNLISTED, "parent", "SMP"))


# -- taking back --


def test_a_post_is_taken_back_once_and_nobody_is_asked_any_more() -> None:
    hill, _ = cast()
    sent = sent_by(hill)
    for _again in range(2):
        assert services.take_back(by=hill, sent=sent).state == "back"
    assert Entry.objects.filter(event="post_taken_back").count() == 1
    assert Duty.objects.get(cause=f"post:{sent.pk}").state == "dropped"


def test_an_allowed_post_may_be_taken_back_and_a_refused_one_is_over() -> None:
    hill, penfold = cast()
    assert services.take_back(by=hill, sent=answered(penfold, sent_by(hill))).state == "back"
    over = answered(penfold, sent_by(hill, text="Thursday"), "no", "Not there.")
    with pytest.raises(ValidationError, match="answered already"):
        services.take_back(by=hill, sent=over)


def test_nobody_takes_anothers_back() -> None:
    hill, penfold = cast()
    with pytest.raises(Refused):
        services.take_back(by=penfold, sent=sent_by(hill))
