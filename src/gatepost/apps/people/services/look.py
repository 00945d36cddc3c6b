"""Changing how the site names itself and what it looks like."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import require
from gatepost.apps.people.crest import NotACrest, redrawn
from gatepost.apps.people.models import Federation, Person
from gatepost.apps.people.services.revising import revise, tidied


def change_look(
    *,
    by: Person,
    federation: Federation,
    version: int,
    name: str,
    colour: str = "",
    crest: bytes | None = None,
    without_crest: bool = False,
) -> Federation:
    """Set name, colour (empty for ours) and crest; ChangedMeanwhile if the federation is no longer at `version`."""
    leave = require(by, "federation.change", federation)
    wanted: dict[str, Any] = {**tidied(name=name), "colour": _written(colour)}
    if crest is not None or without_crest:
        wanted["crest"] = _filed(crest) if crest is not None else ""
    with transaction.atomic():
        changed, changes = revise(federation, version, wanted)
        if changes:
            ledger.record(
                "look_changed",
                by=by.pk,
                leave=leave,
                subject=subject("federation", federation.pk),
                says={"what": ", ".join(sorted(changes))},
            )
    return changed


def _written(colour: str) -> str:
    tidy = colour.strip().lower()
    if tidy and not re.fullmatch(r"#[0-9a-f]{6}", tidy):
        raise ValidationError({"colour": _("Write the colour as # and six of 0-9 and a-f, such as #1d4a39.")})
    return tidy


def _filed(crest: bytes) -> str:
    """The name under which the picture is kept: made of its content, so the same picture is the same file."""
    try:
        picture = redrawn(crest)
    except NotACrest as problem:
        raise ValidationError({"crest": problem.reason}) from problem
    name = f"crest/{hashlib.sha256(picture).hexdigest()[:32]}.png"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture))
    return name
