"""How forms look, and fields that more than one page asks."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting

from gatepost.apps.people.forms.fields import DayField, DayInput

__all__ = ["DayField", "DayInput", "Renderer"]


class Renderer(TemplatesSetting):
    """Forms as templates/look has them: error summary first; label, hint, error, then the box."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
