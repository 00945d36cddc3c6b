"""A form takes the fields that it shows and no others, whatever else is sent along."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone

import gatepost
from gatepost.apps.people.models import Account, Person, RoleHeld, School
from gatepost.apps.people.models.person import SYSTEM_ID
from tests.site_cast import federation, person, school
from tests.web.browsing import browser_of

NEVER_ASKED = {
    "id", "pk", "uuid", "person", "account", "is_active", "is_staff", "is_superuser", "withdrawn_at", "erased_at", "made_at",
    "made_by", "by", "recorded_at", "source", "system_id", "kept_by", "folded", "roll_changed", "digest", "used_at",
}  # fmt: skip
CHOSEN = {"person", "kept_by"}  # out of those within reach, and authority is asked for exactly them
OURS = ("gatepost.apps", "gatepost.web")


def every_form() -> Iterator[type[forms.BaseForm]]:
    """Every form of ours."""
    for module in pkgutil.walk_packages(gatepost.__path__, "gatepost."):
        if module.name.startswith(OURS) and ("form" in module.name or ".views." in module.name):
            for found in vars(import_module(module.name)).values():
                if inspect.isclass(found) and issubclass(found, forms.BaseForm) and found.__module__ == module.name:
                    yield found


FORMS = sorted(set(every_form()), key=lambda form: f"{form.__module__}.{form.__name__}")


def test_there_are_forms_to_look_at() -> None:
    assert len(FORMS) > 5


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.__module__.removeprefix('gatepost.')}.{form.__name__}")
def test_a_form_names_its_fields_one_by_one(form: type[forms.BaseForm]) -> None:
    meta = getattr(form, "_meta", None)
    assert getattr(meta, "exclude", None) is None
    assert getattr(meta, "fields", ()) != "__all__"
    named = set(getattr(form, "base_fields", {})) & NEVER_ASKED
    assert named <= CHOSEN


@pytest.mark.django_db
def test_more_than_the_form_shows_changes_nothing_more() -> None:
    federation()
    hill, wren, penfold = person("Rowena Hill"), person("Alan Wren"), person("Judith Penfold")
    form = {
        "title": "Ms", "given_name": "Rowena", "family_name": "Hale", "known_as": "", "email": hill.email, "telephone": "",
        "version": hill.version,
        "id": str(wren.pk), "pk": str(wren.pk), "person": str(wren.pk), "person_id": str(wren.pk), "uuid": str(SYSTEM_ID),
        "erased_at": timezone.now().isoformat(), "kept_by": "WEN", "kept_by_id": school("WEN").pk, "folded": "x",
        "role": "executive_head", "roles": "executive_head", "is_active": "", "is_superuser": "on", "account": "1",
        "school": "WEN", "by": str(person("Imelda Pace").pk), "action": "site.public", "second_factor": "",
    }  # fmt: skip
    client, before = browser_of(penfold), everything_but(hill)
    assert client.post(reverse("change_person", args=[hill.pk]), form).status_code == 302
    changed = Person.objects.get(pk=hill.pk)
    assert (changed.family_name, changed.erased_at, changed.kept_by_id) == ("Hale", None, hill.kept_by_id)
    assert everything_but(hill) == before


def everything_but(somebody: Person) -> list[dict[str, Any]]:
    """Every row that could be somebody's right to do something."""
    rows = (
        *Person.objects.exclude(pk=somebody.pk),
        *Account.objects.all(),
        *RoleHeld.objects.all(),
        *School.objects.all(),
    )
    return [{"model": type(row), **model_to_dict(row)} for row in rows]
