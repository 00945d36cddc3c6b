"""Script in every text that the site holds, and a reader that finds it where it came alive."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models, transaction
from django.db.models import Model

WORD = "plant"
SCRIPT = f"<script>{WORD}()</script>"
BROKEN_OUT = f"\"'><img src={WORD} onerror={WORD}()>"
LINK = f"javascript:{WORD}()"


def plant_everywhere() -> None:
    """Into every row of every model of people, past all that would have refused it."""
    for model in apps.get_app_config("people").get_models():
        for row in list(model._default_manager.all()):
            _plant(row)
    UserSession.objects.update(user_agent=SCRIPT + BROKEN_OUT, data={})


def _plant(row: Model) -> None:
    texts = {field.attname: _text(field, row.pk) for field in row._meta.concrete_fields if _is_text(field)}
    lists = {field.attname: [SCRIPT, BROKEN_OUT, LINK] for field in row._meta.concrete_fields if _is_list(field, row)}
    if texts or lists:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**texts, **lists)


def _is_text(field: Any) -> bool:
    """Whatever somebody may have typed; not what holds the rows together (codes, digests, ways)."""
    plain = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
    return plain and not field.choices and field.name not in ("password", "digest", "sha256", "colour", "year_group")


def _is_list(field: Any, row: Model) -> bool:
    return isinstance(field, models.JSONField) and isinstance(getattr(row, field.name), list)


def _text(field: Any, pk: object) -> str:
    """Different in each row, for some are one of a kind; the two ways by turns, so that short fields hold one whole."""
    if isinstance(field, models.URLField):
        return LINK
    text = (BROKEN_OUT if hash((field.name, str(pk))) % 2 else SCRIPT) + str(pk)[:8]
    return text[: field.max_length] if field.max_length else text


class Alive(HTMLParser):
    """What a browser would run, follow or load of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        self._in_script = tag == "script" and of.get("type") != "application/json"  # which nothing runs
        self.found += [f"<{tag} {name}={value}>" for name, value in attrs if _runs(name, value or "")]
        if self._in_script and "src" not in of:
            self.found.append(f"<script {of}>")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script and WORD in data:
            self.found.append(data)


def _runs(name: str, value: str) -> bool:
    leads = name in ("href", "src", "action", "formaction", "data", "xlink:href")
    plain = "".join(value.split()).lower()
    return name.startswith("on") or name == "style" or (leads and (plain.startswith("javascript:") or plain == WORD))


def alive(html: str) -> list[str]:
    """Everything of a page that was planted and came alive, or that the site's own rules forbid."""
    reader = Alive()
    reader.feed(html)
    reader.close()
    return reader.found


def planted(html: str) -> Iterator[str]:
    """Where a page shows what was planted, as the text that it is."""
    for text in (f"&lt;script&gt;{WORD}()", f"&gt;&lt;img src={WORD}"):
        if text in html:
            yield text
