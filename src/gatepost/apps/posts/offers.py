"""What may be done about findings with a tap, each with the verdict that it would lead to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gatepost.policy import Verdict
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding, Remedy
from gatepost.screening.matters import Matter
from gatepost.screening.mending import apply

MOST = 12  # each is screened beforehand
ALL = "all"
_WON = re.compile(r"\b(?:win(?:s|ning|ner)?|won|champion|gold|first (?:prize|place)|medal|trophy)\b", re.IGNORECASE)
_NAMED = ("one of our pupils", "One of our pupils")


@dataclass(frozen=True)
class Offer:
    """A mend: what its button says, what it does, and what the verdict would be."""

    key: str
    says: str | Promise
    remedies: tuple[Remedy, ...]
    becomes: Verdict


Judge = Callable[[Draft], Verdict]


@dataclass(frozen=True)
class Told:
    """A matter, and what may be done about it with a tap."""

    matter: Matter
    offers: tuple[Offer, ...] = ()


def with_offers(draft: Draft, told: Iterable[Matter], now: Verdict, judge: Judge) -> list[Told]:
    """Each matter with its mends; one that would make the verdict stricter is not offered."""
    left, found = MOST, []
    for matter in told:
        mends = list(_mends(draft, matter.findings))[:left]
        left -= len(mends)
        tried = [Offer(_key(remedies), says, remedies, judge(apply(draft, remedies))) for says, remedies in mends]
        found.append(Told(matter, tuple(one for one in tried if one.becomes <= now)))
    return found


def _key(remedies: tuple[Remedy, ...]) -> str:
    """Names a mend of these very words: if they change, it is another."""
    return hashlib.blake2s(repr(remedies).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _mends(draft: Draft, findings: tuple[Finding, ...]) -> Iterator[tuple[str | Promise, tuple[Remedy, ...]]]:
    """The findings' own mends put together, then other ways to mend the same."""
    own = tuple(dict.fromkeys(one.remedy for one in findings if one.remedy and one.remedy.by_machine))
    if own:
        yield _said(own), own
        winner = _as_winner(draft.text, own)
        if winner:
            yield _said(winner), winner
    if any(one.sign == "pupil_named_with_photo" for one in findings):
        without = tuple(Remedy("remove_photo", "", f"photos[{number}]") for number in range(len(draft.photos)))
        yield _("Post without the picture") if len(without) == 1 else _("Post without the pictures"), without


def _said(remedies: tuple[Remedy, ...]) -> str | Promise:
    """`Say “one of our pupils”`, or as the checker puts it."""
    words = {one.text.lower() for one in remedies}
    if len(words) == 1 and remedies[0].kind == "replace" and remedies[0].text:
        return format_lazy(_("Say “{words}”"), words=remedies[0].text)
    return remedies[0].says


def _as_winner(text: str, remedies: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
    """`our winner` in place of a child's name, where the words close by are of winning; for one name alone."""
    one = remedies[0]
    if len(remedies) > 1 or one.text not in _NAMED or not _WON.search(text[max(0, one.start - 80) : one.end + 120]):
        return ()
    return (one._replace(text="Our winner" if one.text[0] == "O" else "our winner"),)
