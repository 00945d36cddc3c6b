"""What does the policy say? Clauses found by what people would type: "can I friend a parent", "whatsapp class group".

Pure and offline. A clause is known by the questions that its pack says it is `asked`, its title, its words, its advice
and the texts of its cases, in this order of weight. Rare words count more; a misspelt one is read as the nearest known.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from gatepost.policy.clause import Clause, Definition
from gatepost.policy.pack import Policy

MOST = 8
_LONGEST = 300  # characters of a question
_MOST_WORDS = 20
_WORD = re.compile(r"[a-z0-9]+")
_WEIGHTS = {"title": 3.0, "says": 2.0, "advice": 1.0, "case": 0.4}
_ASKED = 9.0  # a question that says the same is worth this much against single words
_FAR_BEHIND = 0.3  # of the best: what scores less is left out
_LITTLE = frozenset(
    """a about after again all also am an and any are as at be because been before being but by can could did do does doing
    don for from get go got had has have having he her him his how i if in into is it its just let like may might mine more
    must my need not of off ok on one or our out over own please put she should so some somebody someone something still such
    tell than that the their them then there these they thing this those to too up us use using was we were what when where
    whether which while who whom why will with without would you your im ive whats allowed allow want really someones
    something anything ever never post posting posted policy rule""".split()
)
_SAME = {
    word: words[0]
    for words in (
        "child kid kids children pupil pupils student students kiddie boy boys girl girls".split(),
        "photo photos pic pics picture pictures photograph photographs image images snap snaps selfie selfies".split(),
        "parent parents mum mums dad dads mother father family families carer mummy".split(),
        "colleague colleagues coworker workmate teammate staff teacher teachers ta".split(),
        "facebook fb".split(),
        "instagram insta ig".split(),
        "whatsapp wassup whatsap wa".split(),
        "twitter x tweet tweets".split(),
        "email mail emails".split(),
        "friend friends befriend unfriend friending friended add adding added mate mates".split(),
        "message messages messaging messaged dm dms text texting texted chat chatting chats".split(),
        "video videos film filming clip".split(),
        "private personal privately".split(),
        "former ex old left leaver leavers".split(),
        "group groups groupchat".split(),
        "consent consents permission permissions".split(),
        "rude insult insulting insults nasty offensive abusive abuse derogatory".split(),
        "politics political politician election elections vote voting party".split(),
        "account accounts profile profiles".split(),
        "report reporting complain".split(),
        "head headteacher headmaster headmistress".split(),
        "sick ill illness unwell poorly".split(),
        "name names naming named surname".split(),
        "link links url hyperlink".split(),
        "password passwords passcode pin".split(),
    )
    for word in words
}
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")


class CaseLike(Protocol):
    """A case, as far as it is searched."""

    @property
    def part(self) -> str: ...
    @property
    def says(self) -> str: ...


@dataclass(frozen=True)
class Found:
    """A clause or part, and how well it fits: only to be compared with the others."""

    clause: Clause
    score: float


@dataclass(frozen=True)
class Answer:
    """What was found: clauses, the best first, and words of the policy that were asked for."""

    clauses: tuple[Found, ...] = ()
    definitions: tuple[Definition, ...] = ()


def words_of(text: str) -> list[str]:
    """The words of a text that tell something, each in the form by which it is compared.

    >>> words_of("Can I friend the parents of my pupils?")
    ['friend', 'parent', 'child']
    """
    plain = text.lower().replace("’", "").replace("'", "").replace("e-mail", "email").replace("what's app", "whatsapp")
    found = (word for word in _WORD.findall(plain) if word not in _LITTLE)
    return list(map(_form, found))


def _form(word: str) -> str:
    """A word without its ending, or the one that stands for all that mean the same."""
    if word in _SAME:
        return _SAME[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            if ending in ("ing", "ed") and bare[-1] == bare[-2] and bare[-1] not in "ls":
                bare = bare[:-1]  # tagging, tagged
            return _SAME.get(bare, bare)
    return word


Thing = TypeVar("Thing")


@dataclass(frozen=True)
class _Entry(Generic[Thing]):
    """Something as it is searched: the weight of each word in it, and the questions that it is asked."""

    thing: Thing
    weights: Mapping[str, float]
    asked: tuple[frozenset[str], ...]


class Index(Generic[Thing]):
    """Things made ready to be asked for: each with texts of a kind (see the weights), and the questions that it answers."""

    def __init__(self, things: Iterable[tuple[Thing, Iterable[tuple[str, str]], Iterable[str]]]) -> None:
        self._entries = [_entry(thing, texts, asked) for thing, texts, asked in things]
        self._rarity = _rarity(self._entries)

    def best(self, question: str) -> list[tuple[float, Thing]]:
        """Whatever answers a question, with how well, the best first; what lies far behind is left out."""
        telling = dict.fromkeys(words_of(question[:_LONGEST]))
        words = {known for word in list(telling)[:_MOST_WORDS] if (known := self._known(word))}
        scored = sorted(((self._score(entry, words), entry.thing) for entry in self._entries), key=lambda one: -one[0])
        best = scored[0][0] if scored else 0.0
        return [(score, thing) for score, thing in scored if score > 0 and score >= best * _FAR_BEHIND]

    def _known(self, word: str) -> str:
        """The word if it is known, else the nearest that is; empty for one that is like none."""
        if word in self._rarity or len(word) < 4:
            return word if word in self._rarity else ""
        close = difflib.get_close_matches(word, self._rarity, n=1, cutoff=0.8)
        return close[0] if close else ""

    def _score(self, entry: _Entry[Thing], words: set[str]) -> float:
        rarity = self._rarity
        single = sum(rarity[word] * _dampened(entry.weights.get(word, 0.0)) for word in words)
        whole = sum(rarity[word] for word in words)
        alike = max((self._alike(words, whole, question) for question in entry.asked), default=0.0)
        return single + _ASKED * alike

    def _alike(self, words: set[str], whole: float, question: frozenset[str]) -> float:
        """How far two questions share their telling words: 1 if they are the same, weighed by how much they tell."""
        shared = sum(self._rarity[word] for word in words & question)
        if not shared:
            return 0.0
        theirs = sum(self._rarity[word] for word in question)
        return shared / math.sqrt(whole * theirs) * math.sqrt(shared)


class Search:
    """A policy made ready to be asked: a few milliseconds, so keep it."""

    def __init__(self, policy: Policy, cases: Iterable[CaseLike] = ()) -> None:
        told: dict[str, list[str]] = {}
        for case in cases:
            told.setdefault(case.part, []).append(case.says)
        self._policy = policy
        self._index = Index(
            (clause, _texts(clause, told.get(clause.id, ())), clause.asked) for clause in policy.clauses.values()
        )
        self._ids = {clause.lower(): clause for clause in policy.clauses}

    def ask(self, question: str, most: int = MOST) -> Answer:
        """The clauses that answer a question; none where no word of it is known."""
        question = question[:_LONGEST]
        named = [self._ids[word] for word in re.findall(r"[\w.-]+", question.lower()) if word in self._ids]
        found = [Found(clause, score) for score, clause in self._index.best(question)]
        first = [Found(self._policy.clauses[name], math.inf) for name in dict.fromkeys(named)]
        rest = [one for one in found if one.clause.id not in named]
        return Answer((*first, *rest)[:most], tuple(self._definitions(question)))

    def _definitions(self, question: str) -> Iterable[Definition]:
        asked = set(words_of(question))
        for one in self._policy.heading.definitions:
            term = set(words_of(one.term))
            if term and term <= asked and len(asked) <= len(term) + 2:
                yield one


def _dampened(weight: float) -> float:
    """Said ten times it counts for little more than said twice."""
    return weight / (weight + 2.0) * 2.0


def _texts(clause: Clause, cases: Iterable[str]) -> list[tuple[str, str]]:
    return [
        ("title", clause.title),
        ("says", clause.says),
        ("advice", clause.advice),
        *(("case", text) for text in cases),
    ]


def _entry(thing: Thing, texts: Iterable[tuple[str, str]], asked: Iterable[str]) -> _Entry[Thing]:
    weights: Counter[str] = Counter()
    for kind, text in texts:
        for word in set(words_of(text)):
            weights[word] += _WEIGHTS[kind]  # type: ignore[assignment]  # a Counter takes any number
    return _Entry(thing, weights, tuple(frozenset(words_of(question)) for question in asked))


def _rarity(entries: Iterable[_Entry[Thing]]) -> dict[str, float]:
    """How much each word tells: the more of them have it, the less."""
    entries = list(entries)
    having = Counter(word for entry in entries for word in set(entry.weights).union(*entry.asked))
    return {word: math.log(1 + len(entries) / number) for word, number in having.items()}
