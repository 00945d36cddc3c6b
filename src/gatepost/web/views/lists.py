"""Lists of people, taken away as files."""

from __future__ import annotations

from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gatepost.apps.people import exports
from gatepost.apps.people.authority import may
from gatepost.apps.people.imports import selectors
from gatepost.web.actions import Request, action


@action("person.export")
@require_safe
def lists(request: Request) -> HttpResponse:
    """Which lists there are, of which schools."""
    schools = selectors.schools(request.person, exports.ACTION)
    return render(
        request,
        "imports/lists.html",
        {"lists": exports.lists_of(request.person), "schools": schools, "may_read": may(request.person, "import.run")},
    )


@action("person.export")
@require_safe
def taken(request: Request, name: str) -> HttpResponseBase:
    """One list, line by line."""
    if name not in {one.name for one in exports.lists_of(request.person)}:
        raise Http404
    code = request.GET.get("school", "")
    known = selectors.schools(request.person, exports.ACTION)
    school = get_object_or_404(known, code=code) if code else None
    lines = exports.take(by=request.person, name=name, school=school)
    day, where = timezone.localdate().isoformat(), f"-{school.code.lower()}" if school else ""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}{where}-{day}.csv"'
    response["Cache-Control"] = "no-store"
    return response
