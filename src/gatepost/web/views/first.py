"""The first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gatepost.web.actions import Request, action


@action("site.open")
def page(request: Request) -> HttpResponse:
    """What waits for this person, and what is theirs."""
    return render(request, "first.html")
