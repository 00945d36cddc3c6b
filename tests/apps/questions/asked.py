"""Questions as the tests speak of them: `asked_by(person("Rowena Hill"))`, `answered(question)`, `kept(question)`."""

from __future__ import annotations

from gatepost.apps.people import roll
from gatepost.apps.people.models import Person
from gatepost.apps.questions.models import Precedent, Question
from gatepost.apps.questions.services import answering, asking, keeping
from tests.site_cast import federation, person, school

WORDS = "May I add a parent on Facebook?"
ANSWER = "No. Keep your own account and your work apart."


def asked_by(who: Person, code: str = "SMP", words: str = WORDS, about: tuple[Person, ...] = ()) -> Question:
    """A question of somebody, to SLT of a school."""
    return asking.ask(by=who, school=school(code) if code else None, words=words, about=about)


def answered(question: Question, by: str = "Judith Penfold", words: str = ANSWER) -> Question:
    """The same, answered by somebody of SLT."""
    answering.answer(by=person(by), question=question, words=words, seen=question.turns.count(), clauses=["PU-10"])
    question.refresh_from_db()
    return question


def kept(asked: str = WORDS, answer: str = ANSWER, by: str = "Judith Penfold") -> Precedent:
    """An answer that is kept for others."""
    federation()
    question = answered(asked_by(person("Rowena Hill"), words=f"{asked} And so on."), by)
    roll.touch()
    return keeping.keep(by=person(by), question=question, asked=asked, answered=answer, clauses=["PU-10"])
