"""Which groups of the school's own accounts mean which role."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from gatepost.apps.people.authority import may
from gatepost.apps.people.models import GroupRole, School
from gatepost.apps.people.policy import in_force
from gatepost.apps.people.services.role_guards import givable_roles
from gatepost.apps.people.signin import groups
from gatepost.web.actions import Request, action


class GroupForm(forms.Form):
    """A group and the role that it means."""

    group = forms.CharField(
        label=_("Group"),
        help_text=_("As the school's account system names it. In Microsoft Entra that is the object id of the group."),
        max_length=200,
    )
    role = forms.ChoiceField(label=_("Role"))
    school = forms.ModelChoiceField(
        label=_("School"),
        queryset=School.objects.filter(closed=None),
        required=False,
        empty_label=_("The whole federation"),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        known = in_force().roles
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(role, known[role].title) for role in givable_roles()]

    def add(self, request: Request) -> bool:
        """Whether the verb did it; what was wrong stands at the form."""
        told = self.cleaned_data
        if not groups.can_map(request.person, told["role"], told["school"]):
            self.add_error("role", _("Only somebody who may give this role by hand can let a group mean it."))
            return False
        try:
            groups.map_group(by=request.person, **told)
        except ValidationError as problem:
            self.add_error(None, problem)
            return False
        return True


@action("group.map")
def page(request: Request) -> HttpResponse:
    """The list, and a form for one more."""
    form = GroupForm(request.POST or None)
    if form.is_valid() and form.add(request):
        messages.success(request, _("Saved. It counts from each person's next sign-in."))
        return redirect("group_roles")
    titles = in_force().roles
    rows = [
        (
            one,
            titles[one.role].title if one.role in titles else one.role,
            groups.can_map(request.person, one.role, one.school),
        )
        for one in GroupRole.objects.select_related("school")
    ]
    return render(
        request, "signin/groups.html", {"form": form, "rows": rows, "senior": may(request.person, "role.give_senior")}
    )


@action("group.map")
@require_POST
def remove(request: Request, mapping: int) -> HttpResponse:
    """A group means a role no longer."""
    groups.unmap_group(by=request.person, mapping=get_object_or_404(GroupRole, pk=mapping))
    messages.success(request, _("Removed. Whoever had the role from this group alone has it no longer."))
    return redirect("group_roles")
