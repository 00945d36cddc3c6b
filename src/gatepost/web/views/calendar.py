"""On which days there is school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gatepost.apps.duties import calendars, selectors
from gatepost.apps.duties.forms import ClosureForm, FeedForm, FileForm
from gatepost.apps.people.authority import may, reach
from gatepost.apps.people.selectors.schools import open_schools
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent

CHANGE = "calendar.change"


@action("calendar.see")
@require_safe
def page(request: Request) -> HttpResponse:
    """The days without school to come, and where they are read from."""
    may_change = may(request.person, CHANGE)
    feeds = list(selectors.feeds(request.person)) if may_change else []
    far = reach(request.person, CHANGE)
    rows = [(one, not one.feed_id and far.covers(one.place())) for one in selectors.closures()]
    return render(request, "duties/calendar.html", {"rows": rows, "feeds": feeds, "may_change": may_change})


@action(CHANGE)
def close(request: Request) -> HttpResponse:
    """No school on some days."""
    page = _page(_("Days without school"), _("Add them"), _("They are added. What is owed is counted without them."))
    form = ClosureForm(sent(request), **_schools(request))
    return asked(request, form, page, lambda told: calendars.close(by=request.person, **told))


@action(CHANGE)
def open_again(request: Request, closure: int) -> HttpResponse:
    """School after all."""
    found = selectors.closures().filter(feed=None)
    one = get_object_or_404(found.filter(selectors.within(request.person, CHANGE)), pk=closure)
    page = _page(_("School after all"), _("There is school"), _("These days count again."), about=one.title)
    return asked(
        request, forms.Form(sent(request)), page, lambda _told: calendars.open_again(by=request.person, closure=one)
    )


@action(CHANGE)
def read_file(request: Request) -> HttpResponse:
    """A school's calendar as a file."""
    page = _page(_("Read a calendar file"), _("Read it"), _("The days without school are read in."))
    files = request.FILES if request.method == "POST" else None
    form = FileForm(sent(request), files, **_schools(request))
    verb = calendars.take_in
    return asked(request, form, page, lambda told: verb(by=request.person, school=told["school"], data=told["file"]))


@action(CHANGE)
def read_address(request: Request) -> HttpResponse:
    """Where a school's own calendar is published."""
    page = _page(_("Read the school's own calendar"), _("Save"), _("It is read tonight, and every night from then on."))
    form = FeedForm(sent(request), **_schools(request))
    return asked(request, form, page, lambda told: calendars.read_from(by=request.person, **told))


def _page(heading: Any, button: Any, said: Any, **more: Any) -> Asking:
    return Asking(heading, button, reverse("calendar"), said, **more)


def _schools(request: Request) -> dict[str, Any]:
    return {"schools": open_schools(request.person, CHANGE), "everywhere": reach(request.person, CHANGE).everywhere}
