"""What people write in cells, read: days, years of school, yes and no, jobs."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.gb import upn as unique_pupil_number

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: [\d:]+)?")
_EARLIEST, _AHEAD = date(1990, 1, 1), timedelta(days=3 * 366)


class NotADay(ValueError):  # noqa: N818
    """A cell that is no day of a school's life."""


def day(text: str) -> date:
    """A day as ISO or as Britons write it; NotADay for one that no pupil's time at school can hold.

    >>> day("2026-09-01") == day("01/09/2026") == day("1.9.26")
    True
    """
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    if not (iso or british):
        raise NotADay(_("not a day"))
    parts = iso.groups() if iso else british.groups()[::-1] if british else ()
    year, month, number = (int(part) for part in parts)
    if not iso and month > 12 >= number:
        raise NotADay(_("the month stands first"))
    try:
        found = date(year + 2000 if year < 100 else year, month, number)
    except ValueError:
        raise NotADay(_("not a day")) from None
    if not _EARLIEST <= found <= timezone.localdate() + _AHEAD:
        raise NotADay(_("a year that cannot be right"))
    return found


_YEAR = re.compile(r"(?:year|yr|y|nc ?year|grade)?\s*0*(\d{1,2})")
_FIRST_YEARS = {
    "r": "R", "rec": "R", "reception": "R", "yr": "R", "kg": "R", "kindergarten": "R", "0": "R", "year r": "R", "year 0": "R",
    "n": "N", "nursery": "N", "n1": "N", "n2": "N", "pk": "N", "pr": "N", "prekindergarten": "N", "it": "N",
}  # fmt: skip


def school_year(text: str) -> str | None:
    """A year of school in short; None for what is none.

    >>> school_year("Year 4"), school_year("04"), school_year("Reception"), school_year("KG"), school_year("elf")
    ('4', '4', 'R', 'R', None)
    """
    words = " ".join(text.casefold().split())
    if not words or words in _FIRST_YEARS:
        return _FIRST_YEARS.get(words, "")
    found = _YEAR.fullmatch(words)
    if not found or int(found[1]) > 14:
        return None
    return found[1].lstrip("0") or "R"


_YES = {"yes", "y", "true", "t", "1", "x", "✓", "✔", "parental responsibility", "full"}
_NO = {"no", "n", "false", "f", "0", "none", "-", ""}


def yes_or_no(text: str) -> bool | None:
    """Yes or no; None for any other word."""
    words = text.casefold().strip()
    return True if words in _YES else False if words in _NO else None


def is_upn(text: str) -> bool:
    """Whether it is a unique pupil number, check letter and all, or one of the temporary ones."""
    try:
        unique_pupil_number.validate(text)
    except ValidationError:
        return False
    return True


# The first that fits tells the role; words as they stand on staff lists. A role that none fits is given by hand.
_JOBS = (
    (r"executive head", "executive_head"),
    (r"\b(?:clerk to|governance (?:professional|clerk))", "clerk"),
    (r"\bgovernors?\b|\btrustee", "governor"),
    (r"\b(?:safeguarding|dso|dsl)\b", "dso"),
    (r"network manager|it manager|ict manager", "network_manager"),
    (r"head ?teacher|headmistress|headmaster|head of school|^head$|\bprincipal\b|\bdeputy head|assistant head|\bslt\b|senior leader",
     "head_of_school_slt"),
    (r"\bpt[fs]?a\b", "ptfa"),
    (r"\bvolunteer|\bhelper\b", "volunteer"),
    (r"^friend", "friend"),
    (r"\b(?:teaching|classroom|learning support|support) assistant|\b(?:hl)?tas?\b|\bnursery nurse", "teaching_assistant"),
    (r"\bteacher|\bectt?\b|\bqts\b", "teacher"),
    (r"\boffice|secretary|receptionist|\badmin|bursar|business manager|school manager", "office"),
    (r"caretaker|cook|cleaner|kitchen|catering|lunch|midday|premises|site manager|supervisor|crossing", "support_staff"),
)  # fmt: skip


def role_of(job: str) -> str:
    """The policy's role for a job as a staff list words it; "" where it cannot be told.

    >>> role_of("Teacher 4J"), role_of("Teaching assistant Kestrels"), role_of("Head of school"), role_of("Peripatetic oboe")
    ('teacher', 'teaching_assistant', 'head_of_school_slt', '')
    """
    words = " ".join(job.casefold().split())
    return next((role for pattern, role in _JOBS if words and re.search(pattern, words)), "")
