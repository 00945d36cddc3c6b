"""Words of several lines, as somebody wrote them."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 4_000


def written(words: str, field: str = "words", most: int = MOST) -> str:
    """The words without empty ends; ValidationError for none, for too many, or for what has no shape."""
    text = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise ValidationError({field: _("Write something first.")})
    if len(text) > most:
        said = _("This has %(number)s characters; the most is %(most)s.") % {"number": len(text), "most": most}
        raise ValidationError({field: said})
    if any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and not char.isspace() for char in text):
        raise ValidationError({field: _("This holds a character that cannot be shown.")})
    return text
