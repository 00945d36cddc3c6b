"""How other systems talk to this one, for people to read: made from the schema of the API itself."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from gatepost.api import reference
from gatepost.api.urls import schema
from gatepost.apps.machines.models import Scope
from gatepost.apps.people.authority import may
from gatepost.web.actions import Request, action


@cache
def _read() -> tuple[list[reference.Subject], list[reference.Shape]]:
    """The same for everybody, for as long as the program runs."""
    return reference.read(schema()), reference.shapes(schema())


@action("api.read")
def page(request: Request) -> HttpResponse:
    """Every operation: what it does, what it takes and gives, and who may."""
    subjects, shapes = _read()
    known: dict[str, Any] = {"subjects": subjects, "shapes": shapes, "site": settings.SITE_URL, "most": settings.API_PER_MINUTE,
                             "makes": may(request.person, "token.own"), "scopes": Scope.choices}  # fmt: skip
    return render(request, "machines/api.html", known)


@action("api.read")
def openapi(request: Request) -> JsonResponse:  # noqa: ARG001 (Django calls it so)
    """The schema, for other programs to read."""
    return JsonResponse(schema())
