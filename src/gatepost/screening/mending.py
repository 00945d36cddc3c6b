"""Apply to a draft the remedies that need no thought: words replaced, pictures and links left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gatepost.screening.draft import Draft
from gatepost.screening.finding import Finding, Remedy


def mend(draft: Draft, findings: Iterable[Finding]) -> Draft:
    """The draft with every machine remedy of these findings applied; the same draft if there is none.

    >>> from gatepost.screening.finding import Remedy
    >>> draft = Draft(text="Well done Grace!", author_role="teacher", channel={"kind": "sanctioned"})
    >>> apply(draft, [Remedy("replace", "", "text", 10, 15, "all")]).text
    'Well done all!'
    """
    return apply(draft, [f.remedy for f in findings if f.remedy and f.remedy.by_machine])


def apply(draft: Draft, remedies: Iterable[Remedy]) -> Draft:
    """The draft with these remedies applied."""
    remedies = list(remedies)
    if not remedies:
        return draft
    gone = {r.where for r in remedies if r.kind == "remove_photo"}
    bare = {r.where for r in remedies if r.kind == "strip_location"}
    links = {r.where for r in remedies if r.kind == "remove_link"}
    photos = tuple(
        photo.model_copy(update={"exif_gps": None}) if f"photos[{i}]" in bare else photo
        for i, photo in enumerate(draft.photos)
        if f"photos[{i}]" not in gone
    )
    kept = tuple(link for link in draft.links if link not in links)
    added = tuple(r.text for r in remedies if r.kind == "add_link" and r.text not in draft.links)
    text = _replaced(draft.text, [r for r in remedies if r.kind == "replace" and r.where == "text"])
    for link in sorted(links, key=len, reverse=True):
        text = (
            re.sub(rf"(?:(?<=\s)|^){re.escape(link)}(?:\s|(?=[.,;:!?]*(?:\s|$)))", "", text) if link.strip() else text
        )
    return draft.model_copy(update={"text": text, "photos": photos, "links": (*kept, *added)})


def _replaced(text: str, remedies: list[Remedy]) -> str:
    """Replace from the start, each once; of those that overlap all their words go and the first one's text comes."""
    pieces, done = [], 0
    for remedy in sorted(remedies, key=lambda r: (r.start, -r.end)):
        if remedy.start >= done:
            pieces += [text[done : remedy.start], remedy.text]
        done = max(done, remedy.end)
    return "".join([*pieces, text[done:]])
