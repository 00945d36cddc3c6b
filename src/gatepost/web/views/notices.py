"""What somebody was told, when letters may come to them, and their calendar."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from gatepost.apps.duties import selectors as duties
from gatepost.apps.notices import selectors, services
from gatepost.apps.notices.forms import LetterHours
from gatepost.web import feed
from gatepost.web.abouts import page_about
from gatepost.web.actions import Request, action
from gatepost.web.views.asking import Asking, asked, sent
from gatepost.web.views.problems import too_often

SIZE = 30
OFTEN = {"calendar": "60/h/key", "no_calendar": "30/m/ip"}  # a calendar asks once an hour, or on its owner's tap


@action("notice.own")
@require_safe
def page(request: Request) -> HttpResponse:
    """What I was told, when letters may come, and my calendar."""
    told = Paginator(selectors.told(request.person), SIZE).get_page(request.GET.get("page"))
    known = {
        "told": [(one, page_about(one.about, one.category)) for one in told],
        "page": told,
        "hours": selectors.hours_of(request.person),
        "address": selectors.calendar_address_of(request.person),
    }
    return render(request, "notices/page.html", known)


@action("notice.own")
def letter_hours(request: Request) -> HttpResponse:
    """Say when letters may come."""
    form = LetterHours(sent(request), initial=LetterHours.shows(selectors.hours_of(request.person)))
    page = Asking(
        heading=_("When may letters come?"),
        lead=_("What is urgent, such as safeguarding, always comes at once, at any hour and on any day."),
        button=_("Save"),
        back=reverse("notices"),
        said=_("Saved."),
    )
    return asked(request, form, page, lambda told: services.choose_hours(by=request.person, hours=form.hours(told)))


@action("notice.own")
@require_POST
def make_calendar(request: Request) -> HttpResponse:
    """A new address for my calendar, shown now and never again."""
    secret = services.make_calendar_address(by=request.person)
    address = f"{settings.SITE_URL}{reverse('calendar_feed', args=[secret])}"
    return render(request, "notices/calendar.html", {"calendar": address})


@action("notice.own")
@require_POST
def end_calendar(request: Request) -> HttpResponse:
    """End the address of my calendar."""
    try:
        services.end_calendar_address(by=request.person)
    except ValidationError as problem:
        messages.warning(request, problem.messages[0])
    else:
        messages.success(request, _("The address is ended. Calendars that have it get nothing any more."))
    return redirect("notices")


@action("site.public")
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar that knows the address. One that was ended is as if it had never been."""
    person = selectors.whose_calendar(token)
    which, key = ("calendar", str(person.pk)) if person else ("no_calendar", None)
    if not ratelimit.consume(request, app="gatepost", action=which, config=OFTEN, key=key, limit_get=True):
        return too_often(request)
    if person is None:
        raise Http404
    answer = HttpResponse(feed.calendar(duties.owed(person)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="gatepost.ics"'
    return answer
