"""A kind word to whoever cannot be let in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.signin.claims import Reason

WORDS: dict[Reason, Promise] = {
    Reason.OUTSIDE: _(
        "That account is not one of the schools' own. Sign out of it where it belongs, or choose your school account."
    ),
    Reason.UNPROVED: _(
        "Your school account does not say for certain which address is yours. Tell the network manager."
    ),
    Reason.UNREADABLE: _("Your school account is in too many groups to be read here. Tell the network manager."),
    Reason.UNKNOWN: _("The school has not given you anything to do here yet. Ask the office of your school."),
    Reason.UNINVITED: _("Your role needs an invitation first. Ask the Executive Head or the clerk to the governors."),
    Reason.SEVERAL: _("More than one person has your address in the schools' lists. Ask the office of your school."),
    Reason.WITHDRAWN: _("Your account here is closed. If that is a mistake, ask the office of your school."),
    Reason.ANOTHER: _("That account is not the one you signed in with. Choose the same one."),
    Reason.COMPANY_ONLY: _("Please use the button for your school account: what you may do here comes from there."),
}


def turned_away(request: HttpRequest, reason: Reason) -> HttpResponse:
    """The page that says why, and what to do; the way back to the sign-in page is on it."""
    return render(request, "signin/turned_away.html", {"why": WORDS[reason]}, status=403)
