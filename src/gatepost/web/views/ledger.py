"""What was done: lists, one entry, proofs of the whole, and taking it away."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gatepost.apps.ledger import exporting, proving, selectors, signing
from gatepost.apps.ledger.models import Entry
from gatepost.apps.ledger.verifying import Fault
from gatepost.apps.people.authority import may
from gatepost.apps.people.forms.ledger import ActsForm
from gatepost.apps.people.selectors import acts
from gatepost.apps.people.services import proving as services
from gatepost.web.actions import Request, action

LONGEST = 100_000  # entries that are read while somebody waits
SHOWN = 50


@action("ledger.see")
@require_safe
def page(request: Request) -> HttpResponse:
    """What was done, the newest first, as far as this person may know."""
    form = ActsForm(request.GET)
    found = selectors.page(acts.seen_by(request.person), form.asked())
    told = acts.told(request.person, found.entries)
    known = {"form": form, "acts": told, "older": found.older, "may_export": may(request.person, "ledger.export")}
    return render(request, "ledger/list.html", known | {"may_verify": may(request.person, "ledger.verify")})


@action("ledger.own")
@require_safe
def own(request: Request) -> HttpResponse:
    """What somebody did themselves."""
    form = ActsForm(request.GET)
    found = selectors.page(acts.own(request.person), form.asked())
    return render(
        request,
        "ledger/own.html",
        {"form": form, "acts": acts.told(request.person, found.entries), "older": found.older},
    )


@action("ledger.see")
@require_safe
def entry(request: Request, number: int) -> HttpResponse:
    """One entry with all that it holds, its place in the chain, and the personal values beside it."""
    one = get_object_or_404(acts.seen_by(request.person), pk=number)
    return _entry(request, one, acts.personal(request.person, one), mine=False)


@action("ledger.own")
@require_safe
def own_entry(request: Request, number: int) -> HttpResponse:
    """One entry of one's own, without the personal values beside it."""
    return _entry(request, get_object_or_404(acts.own(request.person), pk=number), [], mine=True)


@action("ledger.see")
@require_safe
def proof(request: Request, number: int) -> HttpResponse:
    """The proof that this entry stands in the ledger, to keep or to give away."""
    return _proof(get_object_or_404(acts.seen_by(request.person), pk=number))


@action("ledger.own")
@require_safe
def own_proof(request: Request, number: int) -> HttpResponse:
    """The same for an entry of one's own."""
    return _proof(get_object_or_404(acts.own(request.person), pk=number))


@action("ledger.verify")
def verify(request: Request) -> HttpResponse:
    """How large the ledger is and what it comes to; a POST reads all of it anew."""
    state = selectors.state()
    known = {"state": state, "key": signing.key(), "too_long": state.size > LONGEST, "longest": LONGEST}
    if request.method != "POST" or state.size > LONGEST:
        return render(request, "ledger/verify.html", known)
    faults: list[Fault] = []
    outcome = services.verify(
        by=request.person, tell=lambda fault: faults.append(fault) if len(faults) < SHOWN else None
    )
    more = outcome.faults - len(faults)
    return render(request, "ledger/verify.html", known | {"outcome": outcome, "faults": faults, "more": more})


@action("ledger.verify")
@require_POST
def checkpoint(request: Request) -> HttpResponse:
    """A signed checkpoint of now, as a small file to keep elsewhere."""
    made = services.checkpoint(by=request.person)
    return _file(made.note, "text/plain; charset=utf-8", f"ledger-checkpoint-{made.size}.txt")


@action("ledger.export")
def export(request: Request) -> HttpResponseBase:
    """All of it as a file; that it was taken away is recorded."""
    form = request.POST.get("form", "")
    if request.method != "POST" or form not in exporting.FORMS:
        return render(request, "ledger/export.html", {"size": selectors.state().size})
    lines = services.export(by=request.person, form=form)
    answer = StreamingHttpResponse(lines, content_type=exporting.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="ledger-{timezone.localdate()}.{form}"'
    return answer


def _entry(request: Request, one: Entry, personal: list[acts.Personal], *, mine: bool) -> HttpResponse:
    (act,) = acts.told(request.person, [one])
    return render(request, "ledger/entry.html", {"act": act, "entry": one, "personal": personal, "mine": mine})


def _proof(one: Entry) -> HttpResponse:
    return _file(proving.of_entry(one.pk), "application/json", f"ledger-proof-{one.pk}.json")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
