"""Reading people in: choose a file, say which column is what, look at what would change, agree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from gatepost.apps.ledger.events import sentence
from gatepost.apps.people.authority import reach
from gatepost.apps.people.imports import selectors, services, telling, uploads
from gatepost.apps.people.imports.forms import AgreeForm, ColumnsForm, FileForm, StartForm, columns_from
from gatepost.apps.people.imports.plan import Plan
from gatepost.apps.people.imports.problems import UnusableFile
from gatepost.apps.people.imports.stocktaking import OWN
from gatepost.apps.people.models import Upload
from gatepost.web.actions import Request, action
from gatepost.web.uploading import was_too_large


@action("import.run")
def imports(request: Request) -> HttpResponse:
    """Choose a file; what was read in so far."""
    form = FileForm(request.POST or None, request.FILES or None)
    if was_too_large(request):
        form.errors.pop("file", None)
        form.add_error("file", str(uploads.too_large()))
    elif form.is_valid():
        told = form.cleaned_data
        try:
            upload = uploads.keep(
                by=request.person, kind=told["kind"], file_name=told["file"].name, chunks=told["file"].chunks()
            )
            return redirect("import_changes" if upload.kind == services.ONEROSTER else "import_columns", upload.pk)
        except UnusableFile as problem:
            form.add_error("file", str(problem))
    known = {"form": form, "entries": [(one.at, sentence(one.event, one.says)) for one in selectors.imports_so_far(request.person)], "mappings": selectors.mappings(request.person),
             "may_take": bool(reach(request.person, "person.export"))}  # fmt: skip
    return render(request, "imports/start.html", known)


@action("import.run")
def columns(request: Request, upload: UUID) -> HttpResponse:
    """Say which column is what."""
    one = _own(request, upload)
    try:
        headings = selectors.headings(one)
    except UnusableFile as problem:
        return _unusable(request, one, problem)
    saved = {f"saved-{each.pk}": each for each in selectors.mappings(request.person, one.kind)}
    start = request.GET.get("start", "")
    form = ColumnsForm(
        request.POST or None,
        initial=_initial(one, start, headings, saved),
        kind=one.kind,
        headings=headings,
        schools=selectors.schools(request.person),
    )
    if form.is_valid():
        _choose(request, one, form)
        return redirect("import_changes", one.pk)
    chosen = StartForm({"start": start}, saved=list(saved.values()))
    return render(request, "imports/columns.html", {"form": form, "start": chosen, "upload": one})


@action("import.run")
def changes(request: Request, upload: UUID) -> HttpResponse:
    """Everything that would change; and once that is agreed, change it."""
    one = _own(request, upload)
    if one.kind != services.ONEROSTER and not one.columns:
        return redirect("import_columns", one.pk)
    try:
        if request.method == "POST":
            return _agreed(request, one)
        return _shown(request, one, services.look(by=request.person, order=services.order_of(one)))
    except UnusableFile as problem:
        return _unusable(request, one, problem)


@action("import.run")
@require_POST
def drop(request: Request, upload: UUID) -> HttpResponse:
    """Leave it: the file is deleted."""
    uploads.drop(_own(request, upload))
    messages.success(request, _("The file is deleted. Nothing was changed."))
    return redirect("imports")


@action("import.run")
@require_POST
def delete_mapping(request: Request, mapping: int) -> HttpResponse:
    """Forget a saved mapping."""
    services.delete_mapping(
        by=request.person, mapping=get_object_or_404(selectors.mappings(request.person), pk=mapping)
    )
    messages.success(request, _("The saved columns are deleted."))
    return redirect("imports")


def _own(request: Request, upload: UUID) -> Upload:
    return get_object_or_404(selectors.uploads(request.person), pk=upload)


def _initial(one: Upload, start: str, headings: list[str], saved: Any) -> dict[str, Any]:
    """What the form begins with: what was chosen before, else where it starts from."""
    begun = one.columns if one.columns and not start else columns_from(start, one.kind, headings, saved)
    where = saved.get(start, one)
    known = {f"column_{name}": heading for name, heading in begun.items()}
    school = where.school.code if where.school else ""
    own = OWN if start == OWN else ""
    return {**known, "school": school, "system": where.system or own, "whole": one.whole}


def _choose(request: Request, one: Upload, form: ColumnsForm) -> None:
    told = form.cleaned_data
    one.columns, one.school, one.whole = form.columns(), told.get("school"), told["whole"]
    one.system = told["system"]
    one.save()
    if told["save_as"]:
        services.save_mapping(by=request.person, name=told["save_as"], kind=one.kind, columns=one.columns, school=one.school,
                              system=one.system)  # fmt: skip


def _agreed(request: Request, one: Upload) -> HttpResponse:
    order = services.order_of(one)
    told = request.POST
    try:
        made = services.run(
            by=request.person, order=order, shown=told.get("shown") or "-", many_leavers=bool(told.get("many_leavers"))
        )
    except services.Stale as stale:
        return _shown(request, one, services.look(by=request.person, order=order), str(stale))
    except services.TooManyLeavers as many:
        return _shown(request, one, many.plan, str(many))
    except services.Mistaken as mistaken:
        return _shown(request, one, mistaken.plan)
    uploads.drop(one)
    messages.success(request, _said(made))
    return redirect("imports")


def _said(made: Plan) -> str:
    """What was done, in one line."""
    done = "; ".join(f"{count:,} {words}" for count, words in telling.counted(made)) or _("nothing had to be changed")
    said = _("The file is read in: %(done)s.") % {"done": done}
    hands = len(made.by_hand)
    more = ngettext("%(count)s role is to be given by hand.", "%(count)s roles are to be given by hand.", hands) % {
        "count": hands
    }
    return f"{said} {more}" if hands else said


def _shown(request: Request, one: Upload, made: Plan, said: str = "") -> HttpResponse:
    """The changes; said: why it was not done when it was asked for."""
    agree = AgreeForm(initial={"shown": made.digest()}, plan=made)
    known = {"upload": one, "plan": made, "counted": telling.counted(made), "parts": telling.parts(made), "agree": agree,
             "said": said, "mistakes": list(made.problems)}  # fmt: skip
    return render(request, "imports/changes.html", known, status=409 if said else 200)


def _unusable(request: Request, one: Upload, problem: UnusableFile) -> HttpResponse:
    """A file that cannot be read is deleted at once: there is nothing to agree to."""
    uploads.drop(one)
    return render(request, "imports/unusable.html", {"upload": one, "problem": problem.problem}, status=422)
