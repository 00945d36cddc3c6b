"""Answers kept for others: those that name nobody by what is known now, found by what people would type."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from django.db.models import QuerySet

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.roll import known_now
from gatepost.apps.people.selectors import scope
from gatepost.apps.questions import anonymous
from gatepost.apps.questions.models import Precedent
from gatepost.policy.searching import Index, words_of
from gatepost.screening import Known

MOST_FOUND = 3
_lock = Lock()
_seen: tuple[Known | None, str, dict[tuple[int, int], bool]] = (None, "", {})


def shown() -> list[Precedent]:
    """Those that everybody may read now. Each is screened anew when the roll or the policy changes: a new child whose name
    stands in one hides it at once, in every process.
    """
    kept = list(Precedent.objects.filter(state=Precedent.State.KEPT))
    return [one for one in kept if _passes(one)] if kept else []


def to_look_after(by: Person) -> QuerySet[Precedent]:
    """Those that they may change or take away."""
    far = reach(by, "precedent.keep")
    return Precedent.objects.filter(scope.of_schools(far)).exclude(state=Precedent.State.AWAY)


def found(question: str, among: Iterable[Precedent] | None = None) -> list[Precedent]:
    """The few that are most like a question, the best first; one that shares a single word of many is not like it."""
    among = shown() if among is None else list(among)
    telling = set(words_of(question))
    if not among or not telling:
        return []
    index = Index((one, (("title", one.asked), ("says", one.answered)), (one.asked,)) for one in among)
    least = min(2, len(telling))
    alike = (one for _, one in index.best(question))
    return [one for one in alike if len(telling & _words(one)) >= least][:MOST_FOUND]


def of_clause(clause: Iterable[str]) -> list[Precedent]:
    """Those that cite one of these clauses."""
    names = set(clause)
    return [one for one in shown() if names.intersection(one.clauses)]


def _words(one: Precedent) -> set[str]:
    return {*words_of(one.asked), *words_of(one.answered)}


def _passes(one: Precedent) -> bool:
    """Whether it names nobody by what is known now; False where nothing can be told."""
    global _seen  # noqa: PLW0603 (one a process)
    try:
        known, digest = known_now(), in_force().digest
    except Exception:  # noqa: BLE001 (what could not be told is not shown)
        return False
    key = (one.pk, one.version)
    with _lock:
        if _seen[0] is not known or _seen[1] != digest:
            _seen = (known, digest, {})
        verdicts = _seen[2]
    if key not in verdicts:
        verdicts[key] = anonymous.look(anonymous.joined(one.asked, one.answered)).may_be_kept
    return verdicts[key]
