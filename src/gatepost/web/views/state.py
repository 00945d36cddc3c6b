"""How this installation is: what it lacks, each with its fix."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from gatepost.apps.people.authority import require
from gatepost.web.actions import Request, action
from gatepost.web.checkup import kept


@action("site.state")
def page(request: Request) -> HttpResponse:
    """What was seen at the last look; a POST looks again."""
    require(request.person, "site.state")
    if request.method == "POST":
        kept.look()
        return redirect("state")
    at, seen = kept.last_look()
    mend = [one for one in seen if one["lacks"]]
    return render(
        request, "state/page.html", {"at": at, "mend": mend, "well": [one for one in seen if one not in mend]}
    )
