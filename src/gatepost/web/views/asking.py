"""A page that asks something and then calls one verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger.models import Entry, subject
from gatepost.apps.people.forms.fields import tell
from gatepost.apps.people.models import Person
from gatepost.apps.people.services.revising import ChangedMeanwhile, Difference
from gatepost.web.actions import Request


@dataclass(frozen=True)
class Asking:
    """What the page says: its heading, its button, where it leads back to and what is said once it is done."""

    heading: str | Promise
    button: str | Promise
    back: str
    said: str | Promise
    about: str = ""
    lead: str | Promise = ""
    danger: bool = False


def sent(request: Request) -> Any:
    """What was sent, for a form; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def asked(request: Request, form: forms.Form, page: Asking, verb: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Show the form; once it is filled in, call the verb with what it says and go back."""
    if not form.is_valid():
        return shown(request, form, page)
    try:
        verb(form.cleaned_data)
    except ValidationError as problem:
        tell(form, problem)
        return shown(request, form, page)
    except ChangedMeanwhile as meanwhile:
        return _both(request, form, page, meanwhile)
    messages.success(request, str(page.said))
    return redirect(page.back)


def shown(request: Request, form: forms.Form, page: Asking, status: int = 200, **more: object) -> HttpResponse:
    """The page with its form."""
    return render(request, "people/form.html", {"form": form, "page": page, **more}, status=status)


def _both(request: Request, form: forms.Form, page: Asking, meanwhile: ChangedMeanwhile) -> HttpResponse:
    """Both values of every field that differs; sending it again decides, so the form says that it has seen this state."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(meanwhile.current.version)  # type: ignore[index, attr-defined]
    differs = [Difference(_label(form, one.field), _said(one.now), _said(one.wanted)) for one in meanwhile.differs]
    return shown(request, form, page, status=409, changed={"differs": differs}, who=_who(meanwhile))


def _label(form: forms.Form, name: str) -> str:
    field = form.fields.get(name) or form.fields.get("on" if name == "ends" else name)
    return str(field.label) if field else name


def _said(value: Any) -> str:
    """A value as people write it."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "")


def _who(meanwhile: ChangedMeanwhile) -> Person | None:
    """Whoever changed it last, by the ledger."""
    current: Any = meanwhile.current
    key = getattr(current, "person_id", None) or getattr(current, "child_id", None) or current.pk
    kind = "school" if current._meta.model_name == "school" else "person"
    last = Entry.objects.filter(subject=subject(kind, key)).order_by("-number").values_list("by", flat=True).first()
    return Person.objects.filter(pk=last).first() if last else None
