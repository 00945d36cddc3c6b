"""Names as people search for them: without case, accents, hyphens and apostrophes."""

from __future__ import annotations

from typing import Any

from django.db import models

from gatepost.screening.folding import fold

_AS_SPACE = str.maketrans({"-": " ", "'": None, ".": " "})


def folded_words(*names: str) -> list[str]:
    """The words of some names as they are searched: `["mikolaj", "zielinski"]`."""
    return fold(" ".join(names)).translate(_AS_SPACE).split()


def folded_name(*names: str) -> str:
    """Each word with a space before it, so that ` ziel` finds the start of a word and no middle."""
    return "".join(f" {word}" for word in dict.fromkeys(folded_words(*names)))


class FoldedName(models.CharField[str, str]):
    """Kept by the database row itself, also when many are made at once; only `update()` must set it by hand."""

    def pre_save(self, instance: Any, add: bool) -> str:  # noqa: FBT001, ARG002 (as Django calls it)
        """The names of the person, folded."""
        found = folded_name(instance.given_name, instance.known_as, instance.family_name)[: self.max_length]
        setattr(instance, self.attname, found)
        return found
