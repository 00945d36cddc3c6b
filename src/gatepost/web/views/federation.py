"""The federation's name, colour and crest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Federation
from gatepost.apps.people.services import look
from gatepost.apps.people.services.revising import ChangedMeanwhile
from gatepost.web import contrast
from gatepost.web.actions import Request, action


class LookForm(forms.Form):
    """What the page asks. `version` is the state that its reader saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the federation"), max_length=200)
    colour = forms.CharField(
        label=_("The school's colour"),
        help_text=_("As # and six of 0-9 and a-f, such as #1d4a39. Leave it empty for Gatepost's own green."),
        required=False,
    )
    crest = forms.FileField(
        label=_("A new crest"),
        help_text=_("A PNG or JPEG picture of up to 2 MB. It is shown small, so a plain one reads best."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    without_crest = forms.BooleanField(label=_("Take the crest away"), required=False)

    def __init__(self, federation: Federation, *sent: Any, **more: Any) -> None:
        super().__init__(*sent, **more)
        if not federation.crest:
            del self.fields["without_crest"]

    def wanted(self) -> dict[str, Any]:
        """What the verb is told."""
        sent: UploadedFile[Any] | None = self.cleaned_data["crest"]
        return {**self.cleaned_data, "crest": sent.read() if sent else None}


@action("federation.change")
def page(request: Request) -> HttpResponse:
    """Shows the form, and changes what it says."""
    federation = Federation.objects.first()
    if federation is None:
        raise Http404
    require(request.person, "federation.change", federation)
    if request.method != "POST":
        return _shown(request, federation, LookForm(federation, initial=_as_it_is(federation)))
    form = LookForm(federation, request.POST, request.FILES)
    return _changed(request, federation, form) if form.is_valid() else _shown(request, federation, form)


def _changed(request: Request, federation: Federation, form: LookForm) -> HttpResponse:
    try:
        look.change_look(by=request.person, federation=federation, **form.wanted())
    except ValidationError as problem:
        form.add_error(None, problem)
    except ChangedMeanwhile as meanwhile:
        again = request.POST.copy()
        again["version"] = str(federation.version)
        return _shown(request, federation, LookForm(federation, again), meanwhile=meanwhile)
    else:
        messages.success(request, _("Saved. This is how it looks now."))
        return redirect("federation")
    return _shown(request, federation, form)


def _shown(request: Request, federation: Federation, form: LookForm, **more: object) -> HttpResponse:
    known = contrast.is_colour(federation.colour)
    shades = contrast.shades(federation.colour) if known else None
    context = {"form": form, "shades": shades, "its_own": federation.colour, **more}
    return render(request, "look/federation.html", context, status=409 if more else 200)


def _as_it_is(federation: Federation) -> dict[str, Any]:
    return {"version": federation.version, "name": federation.name, "colour": federation.colour}
