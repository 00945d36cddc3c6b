"""What people owe: each thing one tap from being done, and telling of what makes something owed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gatepost.apps.duties import selectors, services
from gatepost.apps.duties.forms import TellForm
from gatepost.apps.duties.telling import may_tell, who_would_be_told
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices import services as notices
from gatepost.apps.people.selectors.schools import open_schools
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import sent

PAGE = 50


@action("duty.own")
@require_safe
def own(request: Request) -> HttpResponse:
    """Everything that is asked of them."""
    return render(request, "duties/own.html", {"waiting": selectors.waiting(request.person)})


@action("duty.see_all")
@require_safe
def every(request: Request) -> HttpResponse:
    """Everything that is owed in their schools."""
    found = Paginator(selectors.owed_in_schools(request.person), PAGE).get_page(request.GET.get("page"))
    return render(request, "duties/every.html", {"found": found, "waiting": selectors.sorted_by_now(found)})


@action("duty.own")
@require_safe
def page(request: Request, duty: UUID) -> HttpResponse:
    """One of them: what it is, why, who was asked."""
    one = get_object_or_404(selectors.seen(request.person).select_related("school"), pk=duty)
    notices.opened(request.person, subject("duty", one.pk))
    theirs = selectors.owed(request.person).filter(pk=one.pk).exists()
    known = {"duty": one, "theirs": theirs, "told": selectors.told(one), "asked": selectors.asked_so_far(one)}
    return render(request, "duties/page.html", known)


@action("duty.do")
@require_POST
def do(request: Request, duty: UUID) -> HttpResponse:
    """It is done."""
    one = get_object_or_404(selectors.seen(request.person), pk=duty)
    try:
        services.do(by=request.person, duty=one)
        messages.success(request, str(_("Done: %(title)s.") % {"title": one.title}))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    return redirect("first")


@action("duty.tell")
@require_safe
def tell(request: Request) -> HttpResponse:
    """What one can tell of."""
    return render(request, "duties/tell.html", {"happenings": may_tell(request.person)})


@action("duty.tell")
def tell_of(request: Request, happening: str) -> HttpResponse:
    """Tell of it: nothing but where, and whether it is about one of those who would be told."""
    event = next((one for one in may_tell(request.person) if one.id == happening), None)
    if event is None:
        raise Http404
    schools = open_schools(request.person, "duty.tell")
    told = who_would_be_told(event, schools) if event.about else None
    form = TellForm(sent(request), schools=schools, told=told)
    if form.is_valid():
        telling = services.tell(by=request.person, happening=event.id, **form.cleaned_data)
        return redirect(reverse("told", args=[telling.pk]))
    return render(request, "duties/tell_of.html", {"event": event, "form": form})


@action("duty.tell")
@require_safe
def told(request: Request, telling: UUID) -> HttpResponse:
    """What comes of it now: who has been asked, as far as whoever told may know."""
    one = get_object_or_404(selectors.told_by(request.person), pk=telling)
    return render(request, "duties/told.html", {"told": one, "duties": selectors.raised_by(one)})
