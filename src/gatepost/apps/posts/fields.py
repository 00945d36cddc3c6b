"""Fields of the sheet: words taken as they are, and a choice of many."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class Typed(forms.CharField):
    """Words as they were typed: nothing trimmed, one sign for the end of a line, and not cut short in silence."""

    def __init__(self, most: int, **more: Any) -> None:
        super().__init__(**{"strip": False, "required": False, **more})
        self.most = most

    def to_python(self, value: Any) -> str:
        """With line ends as the checker counts them."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            said = _("This has {number:,} characters; the most is {most:,}. Check it in parts.")
            raise ValidationError(str(said).format(number=len(value), most=self.most))


class LongSelect(forms.Select):
    """A choice of many, drawn at once: Django draws each by a template of its own, which takes longer than all else."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 (as Django calls it)
        """As Django would have it."""
        chosen = "" if value is None else str(value)
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, attrs)}),
            self._drawn(self.choices, chosen),
        )

    def _drawn(self, choices: Iterable[Any], chosen: str) -> SafeString:
        return format_html_join("", "{}", ((self._one(value, said, chosen),) for value, said in choices))

    def _one(self, value: Any, said: Any, chosen: str) -> SafeString:
        if isinstance(said, list | tuple):
            return format_html('<optgroup label="{}">{}</optgroup>', value, self._drawn(said, chosen))
        mark = SafeString(" selected" if str(value) == chosen else "")
        return format_html('<option value="{}"{}>{}</option>', value, mark, said)
