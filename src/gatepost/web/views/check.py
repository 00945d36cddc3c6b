"""Checking a post: one sheet, sent whole each time, so that the verdict is the same with a script and without."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from gatepost.apps.people.models import Person
from gatepost.apps.posts import services
from gatepost.apps.posts.post import MOST_PICTURES, Picture, Words, remembered, undone
from gatepost.apps.posts.sheet import Sheet
from gatepost.web.actions import Request, action
from gatepost.web.uploading import NamesAlone


@action("post.check")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Request) -> HttpResponse:
    """The sheet; sent, with what the policy says to it. What is typed travels in the form, never in an address."""
    if request.method != "POST":
        return render(request, "check/page.html", {"sheet": Sheet(request.person)})
    return render(request, "check/page.html", {**answered(request.person, request.POST), "sent": True})


@action("post.check")
@require_POST
def live(request: Request) -> HttpResponse:
    """The same for a script: what the policy says, at first look while somebody types, or the whole sheet if a button
    changed it.
    """
    act = request.POST.get("do")
    answer = answered(request.person, request.POST, at_first_look=not act and "first_look" in request.POST)
    return render(request, "check/sheet.html" if act else "check/result.html", answer)


@action("post.check")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def shared(request: Request) -> HttpResponse:
    """What another app shares, laid on the sheet. It is only shown again: nothing is checked, changed or counted.

    A telephone's share menu cannot know the token of a form, so none is asked for. By GET none would be needed, but the
    words would stand in an address, and so in the logs of whatever lies on the way.
    """
    if request.method != "POST":
        return redirect("check")
    names = NamesAlone(request)
    request.upload_handlers = [names]
    sheet = Sheet.blank(request.person, _shared(request.POST, names.names))
    return render(request, "check/page.html", {"sheet": sheet, "shared": True})


def _shared(sent: QueryDict, files: list[str]) -> Words:
    """A title alone is text; the address of a page goes with the links."""
    text = sent.get("text", "") or sent.get("title", "")
    url = sent.get("url", "").strip()
    return Words(text, (url,) if url else (), tuple(Picture(file=name) for name in files[:MOST_PICTURES]))


def answered(by: Person, data: QueryDict, *, at_first_look: bool = False) -> dict[str, Any]:
    """The sheet after what its button asked for, and the verdict; none where something is wrong on it."""
    act, _colon, what = data.get("do", "").partition(":")
    number = int(what) if what.isascii() and what.isdigit() and len(what) < 3 else None
    sheet = Sheet(by, data, finding=number if act == "find" else None)
    if act == "add" or (act == "remove" and number is not None):
        sheet = sheet.with_pictures(gone=number if act == "remove" else None)
    elif act == "undo" and (before := undone(data.get("before", ""))):
        sheet = sheet.rewritten(*before)
    if not sheet.is_valid():
        return {"sheet": sheet}
    checked = _checked(by, sheet, counted=sheet.form.cleaned_data["counted"], at_first_look=at_first_look)
    if act == "mend" and checked:
        offer = checked.offer(what)
        if offer is None:
            return {"sheet": sheet, "checked": checked, "said": _("The words have changed meanwhile. Look again.")}
        words = checked.post.words
        mended = sheet.rewritten(words.mended(offer.remedies), remembered(data.get("before", ""), words))
        if mended.is_valid():
            return {"sheet": mended, "checked": _checked(by, mended, counted=True)}
    return {"sheet": sheet, "checked": checked}


def _checked(by: Person, sheet: Sheet, *, counted: bool, at_first_look: bool = False) -> services.Checked | None:
    """What is said to the sheet; nothing to one that is empty."""
    post = sheet.post()
    if not post:
        return None
    both = sheet.form.cleaned_data["both"]
    checked = services.check(by=by, post=post, count=not counted, both=both, at_first_look=at_first_look)
    sheet.mark_counted()
    return checked
