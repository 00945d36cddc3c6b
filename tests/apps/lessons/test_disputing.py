"""Saying that a verdict was wrong: what is kept of it, who sees it, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gatepost.apps.ledger.models import Entry, Sealed
from gatepost.apps.lessons import selectors
from gatepost.apps.lessons.models import Lesson
from gatepost.apps.lessons.services import disputing, forgetting
from gatepost.apps.people.authority import Refused
from gatepost.apps.people.models import Person, RoleHeld, the_site
from gatepost.apps.people.selectors import acts
from gatepost.apps.people.services import erasing
from tests.apps.lessons.said import POEM, a_post, agreed, first_key, made, ready, said_by
from tests.apps.people.days import happened, today
from tests.cast import photo
from tests.site_cast import child, parent, person, school

pytestmark = pytest.mark.django_db


def reviewers() -> set[str]:
    """Who of the cast finds something to review."""
    names = ("Imelda Pace", "Judith Penfold", "Anders Holm", "Desmond Clay", "Chidi Okoro", "Rowena Hill")
    return {name for name in names if selectors.waiting(person(name))}


# -- saying --


def test_what_is_kept_is_the_post_the_place_the_role_and_the_finding_as_anybody_may_read_it() -> None:
    lesson = said_by(person("Rowena Hill"), said="She is a poet.")
    assert lesson.post is not None
    assert (lesson.post.text, lesson.post.author_role, lesson.post.context.author_id) == (POEM, "teacher", "")
    assert set(lesson.found) == {"clause", "verdict", "sign", "reason", "where", "span"}
    assert (lesson.found["span"], lesson.part, lesson.verdict) == ("Grace Tolliver", "SU-4c", "block")
    assert "4J" not in str(lesson.found)


def test_the_words_may_be_cut_down_but_not_to_where_nothing_is_found_any_more() -> None:
    hill, whole = person("Rowena Hill"), a_post()
    ready()
    key = first_key(whole)
    with pytest.raises(ValidationError) as wrong:
        disputing.say(by=hill, draft=a_post("We read a poem."), why="public", key=key, school=school())
    assert "text" in wrong.value.error_dict
    assert not Lesson.objects.exists()
    cut = disputing.say(by=hill, draft=a_post("A poem by Grace Tolliver."), why="public", key=key, school=school())
    assert cut.draft["text"] == "A poem by Grace Tolliver."


def test_what_was_missed_needs_no_finding_and_everything_else_needs_one() -> None:
    ready()
    hill, post = person("Rowena Hill"), a_post("Call the boy from the blue house.")
    assert disputing.say(by=hill, draft=post, why="missed", school=school()).found == {}
    with pytest.raises(ValidationError):
        disputing.say(by=hill, draft=post, why="tone", school=school())


@pytest.mark.parametrize(("why", "said"), [("", ""), ("nonsense", ""), ("public", "x" * 4_001)])
def test_a_reason_that_is_none_is_told(why: str, said: str) -> None:
    with pytest.raises(ValidationError):
        said_by(person("Rowena Hill"), why=why, said=said)


def test_nobody_says_it_for_a_role_that_there_is_not_or_a_school_that_is_not_theirs() -> None:
    ready()
    hill, post = person("Rowena Hill"), a_post()
    with pytest.raises(ValidationError, match="role"):
        disputing.say(
            by=hill, draft=post.model_copy(update={"author_role": "wizard"}), why="public", key="", school=school()
        )
    for where in (school("WEN"), None):
        with pytest.raises(Refused):
            disputing.say(by=hill, draft=post, why="public", key=first_key(post), school=where)
    with pytest.raises(Refused):
        disputing.say(
            by=parent(child("Grace Tolliver"), "Alan Wren"),
            draft=post,
            why="public",
            key=first_key(post),
            school=school(),
        )


def test_tapped_twice_it_is_said_once() -> None:
    hill = person("Rowena Hill")
    assert said_by(hill) == said_by(hill)
    assert happened().count("finding_disputed") == 1


def test_a_roll_that_cannot_be_read_keeps_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    hill, post = person("Rowena Hill"), a_post()
    ready()
    key = first_key(post)

    def fails() -> None:
        raise RuntimeError("Grace Tolliver")

    monkeypatch.setattr(disputing, "known_now", fails)
    with pytest.raises(ValidationError, match="just now"):
        disputing.say(by=hill, draft=post, why="public", key=key, school=school())


def test_the_ledger_says_under_which_clause_and_not_a_word_of_the_post() -> None:
    said_by(person("Rowena Hill"), said="Chrysanthemum hippopotamus")
    entry = Entry.objects.get(event="finding_disputed")
    assert entry.says == {"clause": "SU-4c", "why": "public"}
    told = "".join(str(one.facts()) for one in Entry.objects.all())
    assert "Tolliver" not in told
    assert "hippopotamus" not in told
    assert not Sealed.objects.exists()


# -- who sees it --


def test_those_who_keep_the_policy_see_it_within_their_reach_and_are_told() -> None:
    person("Desmond Clay")
    said_by(person("Rowena Hill"))
    assert reviewers() == {"Imelda Pace", "Judith Penfold", "Desmond Clay", "Chidi Okoro"}
    assert person("Judith Penfold").notices.filter(category="duty").count() == 1
    assert not person("Anders Holm").notices.exists()


def test_nobody_reviews_their_own() -> None:
    person("Desmond Clay")
    said_by(person("Judith Penfold"), a_post(by="head_of_school_slt"))
    assert reviewers() == {"Imelda Pace", "Desmond Clay", "Chidi Okoro"}
    assert not person("Judith Penfold").notices.exists()


@pytest.mark.parametrize("where", ["text", "said", "caption"])
def test_whom_the_words_name_never_sees_it_not_even_in_the_ledger(where: str) -> None:
    words = "Mrs Penfold says so."
    post = a_post(
        f"{POEM} {words if where == 'text' else ''}",
        photos=(photo(caption=words),) if where == "caption" else (),
    )
    said_by(person("Rowena Hill"), post, said=words if where == "said" else "")
    assert "Judith Penfold" not in reviewers()
    assert not person("Judith Penfold").notices.exists()
    assert "finding_disputed" not in set(acts.seen_by(person("Judith Penfold")).values_list("event", flat=True))
    assert "finding_disputed" in set(acts.seen_by(person("Imelda Pace")).values_list("event", flat=True))


# -- what becomes of it --


def test_taken_back_its_words_are_gone() -> None:
    hill = person("Rowena Hill")
    lesson = said_by(hill, said="She is a poet.")
    with pytest.raises(Refused):
        disputing.take_back(by=person("Judith Penfold"), lesson=lesson)
    disputing.take_back(by=hill, lesson=lesson)
    lesson.refresh_from_db()
    assert (lesson.draft, lesson.found, lesson.said) == ({}, {}, "")
    assert reviewers() == set()
    with pytest.raises(ValidationError):
        disputing.take_back(by=hill, lesson=lesson)


def test_after_a_year_the_words_go_and_a_case_stays() -> None:
    hill = person("Rowena Hill")
    case = made(agreed(said_by(hill)))
    waiting = said_by(hill, a_post(f"{POEM} Again."))
    Lesson.objects.update(said_at=timezone.now() - timedelta(days=366))
    assert forgetting.forget_old(by=the_site()) == 2
    assert forgetting.forget_old(by=the_site()) == 0
    waiting.refresh_from_db()
    assert (waiting.draft, waiting.found) == ({}, {})
    assert list(selectors.cases()) == [case]
    assert reviewers() == set()


def erase(gone: Person) -> None:
    RoleHeld.objects.filter(person=gone).update(ends=today(-1))
    gone.enrolments.update(ends=today(-1))
    erasing.erase(by=person("Imelda Pace"), person=gone)


@pytest.mark.parametrize("who", ["said it", "is named"])
def test_erasing_whoever_said_it_or_whom_it_names_takes_the_words_out(who: str) -> None:
    lesson = said_by(person("Rowena Hill"))
    erase(person("Rowena Hill") if who == "said it" else child("Grace Tolliver"))
    lesson.refresh_from_db()
    assert (lesson.draft, lesson.found) == ({}, {})
    assert reviewers() == set()
