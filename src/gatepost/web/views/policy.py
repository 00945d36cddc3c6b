"""The policy in force, clause by clause, each with what practises it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from gatepost.apps.people.authority import may
from gatepost.apps.people.policy import in_force
from gatepost.apps.questions.selectors import precedents
from gatepost.web.actions import Request, action
from gatepost.web.practice import answer_to, practice_of

SHOWN = 2  # cases of each kind
LONGEST = 300  # of a question


@action("policy.read")
@require_safe
def contents(request: Request) -> HttpResponse:
    """All of it, by section; or what it says to a question."""
    policy, question = in_force(), request.GET.get("q", "").strip()[:LONGEST]
    hits, terms = answer_to(policy, question) if question else ([], ())
    known = {"policy": policy, "question": question, "hits": hits, "terms": terms}
    if question:
        known["before"] = precedents.found(question)
    known["may_ask"] = may(request.person, "question.ask")
    return render(request, "policy/contents.html", known)


@action("policy.read")
@require_safe
def clause(request: Request, name: str) -> HttpResponse:
    """One clause or part: what it says, whom it binds, what may go out and what may not, and what practises it."""
    policy = in_force()
    meant = policy.clauses.get(name)
    if meant is None:
        written = next((known for known in policy.clauses if known.lower() == name.lower()), None)
        if written is None:
            raise Http404
        return redirect("clause", written, permanent=True)
    cited = practice_of(policy, meant)[0]
    whole = next((one for one in policy.clauses.values() if meant in one.parts), None)
    known = {
        "cited": cited,
        "meant": meant,
        "whole": whole,
        "before": precedents.of_clause(part.id for part in meant.walk()),
        "may_ask": may(request.person, "question.ask"),
        "innocent": [case for case in cited.cases if not case.offends][:SHOWN],
        "offending": [case for case in cited.cases if case.offends][:SHOWN],
    }
    return render(request, "policy/clause.html", known)
