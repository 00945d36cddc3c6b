"""The policy is found by what people would type, not by what it calls itself."""

from __future__ import annotations

import time
from functools import cache

import pytest

from gatepost.policy import load
from gatepost.policy.searching import MOST, Search, words_of
from gatepost.screening.cases import read_cases, read_cast
from tests.cast import learn_to_live
from tests.policy.conftest import BROOK_GREEN


@cache
def search() -> Search:
    """The bundled pack's, with its cases."""
    policy = learn_to_live()
    return Search(policy, read_cases(policy, read_cast(policy)))


def asked(question: str) -> list[str]:
    return [found.clause.id for found in search().ask(question).clauses]


FIRST = [
    ("can i friend a parent", "PU-1"),
    ("whatsapp class group", "PU-9"),
    ("photo of sports day on my facebook", "CC-3"),
    ("is it ok to add mums on fb?", "PU-1"),
    ("kid sent me a friend request", "PU-2"),
    ("a pupil messaged me on instagram what do i do", "PU-2"),
    ("can I have a pupil as a friend on facebook", "PU-10a"),
    ("ex pupils friend requests", "PU-10b"),
    ("child who left school 10 years ago wants to be friends", "PU-10b"),
    ("school logo on t-shirt", "CC-1"),
    ("PTFA page using the school's name", "CC-1"),
    ("photo consent", "SU-4a"),
    ("no permission for a photo", "SU-4a"),
    ("names under photos", "SU-4b"),
    ("can we tag children in pictures", "SU-4b"),
    ("star of the week full name", "SU-4c"),
    ("happy birthday to a pupil on our page", "SU-4c"),
    ("bit.ly links", "SU-5"),
    ("someone is being abusive on our facebook page", "SU-6"),
    ("hide nasty comments from parents", "SU-6"),
    ("DM pupils from class account", "SU-7"),
    ("set up a twitter account for my class", "SU-1"),
    ("who do I tell about a new account", "SU-2"),
    ("can I use tiktok with my class", "SU-2"),
    ("is this school account fake", "SU-8"),
    ("wifi password", "CC-2d"),
    ("posting while we are still on the trip", "CC-2d"),
    ("colleague off sick get well soon", "CC-2c"),
    ("general election", "CC-5b"),
    ("sharing a petition", "CC-5b"),
    ("slagging off my colleague, being rude", "CC-4"),
    ("identity theft", "CC-6"),
    ("freedom of information request", "DS-1"),
    ("are private groups private?", "DS-1"),
    ("privacy settings on facebook", "PU-4"),
    ("use my gmail for school", "PU-6"),
    ("onlyfans", "PU-11a"),
    ("anonymous teaching blog", "PU-11b"),
    ("who can I ask if I'm not sure", "PU-11c"),
    ("discussing a child in our staff whatsapp", "PU-9a"),
    ("babysitting a pupil's family at weekends", "PU-1c"),
    ("grooming", "PU-3"),
    ("what happens if someone breaks the rules", "BR-1"),
    ("moaning about my day at work", "PU-7"),
    ("playing fortnite online with pupils", "KP-3"),
]
AMONG_THREE = [
    ("group chat for year 4 team", "PU-9"),
    ("pictures of my class on our website", "SU-4"),
    ("parent asks about homework on messenger", "PU-1a"),
    ("drunk photo of a teacher", "PU-11d"),
    ("rumours about the head", "CC-2b"),
    ("pupils following me on tik tok", "PU-10"),
    ("the news wrote about our school, can I comment", "PU-8"),
    ("selling my sofa on the school page", "SU-3"),
    ("was falsely accused of something online", "KP-2"),
    ("governers and breaches", "BR-2"),
    ("whatsap gruop", "PU-9"),
    ("colegue in a photo", "CC-3"),
    ("mentioning a kid by name on my own account", "PU-1b"),
    ("training on social media", "PU-9c"),
    ("being unkind in the staff group", "PU-9b"),
    ("email parents", "PU-5"),
]


@pytest.mark.parametrize(("question", "clause"), FIRST)
def test_the_answer_stands_first(question: str, clause: str) -> None:
    assert asked(question)[0] == clause, asked(question)


@pytest.mark.parametrize(("question", "clause"), AMONG_THREE)
def test_the_answer_stands_among_the_first_three(question: str, clause: str) -> None:
    assert clause in asked(question)[:3], asked(question)


@pytest.mark.parametrize("clause", learn_to_live().clauses)
def test_every_clause_is_asked_in_everyday_words_and_found_by_each(clause: str) -> None:
    questions = learn_to_live().clauses[clause].asked
    assert questions
    assert {question: clause in asked(question)[:3] for question in questions} == dict.fromkeys(questions, True)


@pytest.mark.parametrize("written", ["SU-4b", "su-4B", "What does SU-4b say?"])
def test_a_clause_is_found_by_its_name(written: str) -> None:
    assert asked(written)[0] == "SU-4b"


@pytest.mark.parametrize("question", ["", "   ", "?", "can I", "xylophone", "1", "'; --", "\x00", "🏅", "ł" * 1_000])
def test_what_tells_nothing_finds_nothing(question: str) -> None:
    assert asked(question) == []


def test_never_more_than_a_page_of_them() -> None:
    assert len(asked("photo of a pupil on facebook whatsapp friend parent school account message")) <= MOST


def test_a_word_of_the_policy_is_explained() -> None:
    terms = [one.term for one in search().ask("what is Enabling?").definitions]
    assert terms == ["Enabling"]
    assert search().ask("photo of sports day on my facebook").definitions == ()


def test_words_are_compared_without_their_endings_and_by_what_they_mean() -> None:
    assert words_of("Adding mums") == words_of("friends of a parent") == ["friend", "parent"]
    assert words_of("What’s the teacher’s e-mail?") == words_of("teachers email")


def test_a_pack_without_questions_is_found_by_its_own_words() -> None:
    policy = load(BROOK_GREEN)
    for clause in policy.clauses.values():
        assert clause.id in [found.clause.id for found in Search(policy).ask(clause.title).clauses[:3]]


def test_it_is_quick_even_when_asked_a_book() -> None:
    search()
    began = time.process_time()
    for _ in range(20):
        search().ask("grop foto parrent whatsap " * 500)
    assert (time.process_time() - began) / 20 < 0.05
