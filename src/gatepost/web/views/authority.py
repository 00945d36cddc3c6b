"""Who may do what, and what somebody could do on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gatepost.apps.people.authority import reach
from gatepost.apps.people.models import Person
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.selectors.could import by_itself, could
from gatepost.apps.people.selectors.within import people_within
from gatepost.apps.people.standing import standing
from gatepost.policy.who import actions_of
from gatepost.web.actions import Request, action
from gatepost.web.forms import DayField


class Day(forms.Form):
    """The day that is asked about."""

    on = DayField(label=_("On which day?"))


@action("authority.see")
@require_safe
def who_does_what(request: Request) -> HttpResponse:
    """Every action with those who may, and every role with what it may: the pack's own words."""
    policy = in_force()
    by_role = [(role, actions_of(policy, role.id)) for role in policy.roles.values()]
    known = {"policy": policy, "by_role": [(role, actions) for role, actions in by_role if actions]}
    return render(request, "authority/who_does_what.html", known)


@action("authority.past")
@require_safe
def on_a_day(request: Request, person: UUID) -> HttpResponse:
    """What this person could do on a day, by the roles that counted then."""
    meant = get_object_or_404(Person.objects.filter(people_within(reach(request.person, "authority.past"))), pk=person)
    today = timezone.localdate()
    form = Day(request.GET if "on" in request.GET else {"on": today.isoformat()})
    on: date | None = form.cleaned_data["on"] if form.is_valid() else None
    known = {"meant": meant, "form": form, "on": on, "is_past": on is not None and on < today}
    if on is not None:
        stands = standing(meant, on)
        known |= {"roles": could(stands), "by_itself": tuple(by_itself(stands))}
    return render(request, "authority/on_a_day.html", known)
