"""The story's work, done by the services that do it on the site too."""

from __future__ import annotations

from gatepost.apps.duties import calendars, sweeping
from gatepost.apps.duties import services as duties
from gatepost.apps.duties.selectors import owed
from gatepost.apps.posts import services as posts
from gatepost.apps.posts.channels import Place
from gatepost.apps.posts.models import SentPost
from gatepost.apps.posts.post import Post, Words
from gatepost.apps.questions.models import Question
from gatepost.apps.questions.services import answering, asking, keeping
from gatepost.demo import happenings as told
from gatepost.demo.doing import do
from gatepost.demo.stage import Stage

__all__ = ["do"]


@do.register
def _(what: told.CloseDays, stage: Stage) -> None:
    calendars.close(by=stage.actor(what.by), school=None, starts=what.starts, ends=what.ends, title=what.title)


@do.register
def _(what: told.Round, stage: Stage) -> None:  # noqa: ARG001 (nobody in particular does it)
    while sweeping.raise_yearly() or sweeping.sweep():
        pass


@do.register
def _(what: told.Tell, stage: Stage) -> None:
    duties.tell(by=stage.actor(what.by), happening=what.happening, school=stage.known_school(what.school))


@do.register
def _(what: told.DoAll, stage: Stage) -> None:
    by = stage.actor(what.by)
    for duty in owed(by).filter(kind__in=what.kinds):
        duties.do(by=by, duty=duty)


@do.register
def _(what: told.Ask, stage: Stage) -> None:
    asking.ask(by=stage.actor(what.by), school=stage.known_school(what.school), words=what.words)


@do.register
def _(what: told.Answer, stage: Stage) -> None:
    question = _asked_by(stage, what.who)
    answering.answer(by=stage.actor(what.by), question=question, words=what.words, seen=question.turns.count())


@do.register
def _(what: told.KeepAnswer, stage: Stage) -> None:
    question = _asked_by(stage, what.who)
    keeping.keep(by=stage.actor(what.by), question=question, asked=what.asked, answered=what.answered)


@do.register
def _(what: told.Send, stage: Stage) -> None:
    by, links = stage.actor(what.by), tuple(word for word in what.text.split() if word.startswith("https://"))
    words, place = Words(what.text, links), Place(what.kind, "facebook")
    post = Post(words, place, what.role, what.school, place.audience, str(by.pk))
    posts.send(by=by, post=post)


@do.register
def _(what: told.Decide, stage: Stage) -> None:
    sent = SentPost.objects.filter(author=stage.rows[what.who]).latest("sent_at")
    posts.decide(by=stage.actor(what.by), sent=sent, answer=what.answer, reason=what.reason, version=sent.version)


def _asked_by(stage: Stage, who: str) -> Question:
    return Question.objects.filter(asker=stage.rows[who]).latest("asked_at")
