"""Pictures as declared: consent by child, channel and day; school pictures on other accounts; location."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.draft import Photo
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.known import Pupil
from gatepost.screening.reading import PHOTOS, Reading


def consent_of(pupil: Pupil, *, website: bool, on: date | None) -> str:
    """`given`, `refused` or `missing` for this child and day, on the school's website or elsewhere.

    A consent limited to the website counts as refused elsewhere; one that is not yet given, or has run
    out by that day, as missing; with no day known its dates are not looked at.
    """
    if pupil.photo_consent in ("no", "withdrawn"):
        return "refused"
    if pupil.photo_consent != "yes":
        return "missing"
    if on and ((pupil.consent_date and on < pupil.consent_date) or (pupil.consent_until and on > pupil.consent_until)):
        return "missing"
    if pupil.consent_scope == "website_only" and not website:
        return "refused"
    return "given"


@check("photo_consent_refused", "photo_consent_missing", when=(PHOTOS,))
def child_pictured_without_consent(reading: Reading) -> Iterator[Sighting]:
    """Every child in every picture needs a parent's written consent for this channel (SU-4a)."""
    if reading.outside:
        return
    draft, known = reading.draft, reading.known
    on = known.on(draft.context.on)
    for index, photo in enumerate(draft.photos):
        where = f"photos[{index}]"
        drop = Remedy("remove_photo", "Leave this picture out.", where)
        for person in dict.fromkeys(photo.people):
            pupil = known.pupils.get(person)
            if pupil is None:
                if person in known.staff:
                    continue
                if draft.context.faces_visible == 0:
                    continue
                yield Sighting("photo_consent_missing", "Somebody in this picture has not been identified, so nobody can tell whether they are cleared.",
                               where, office=f"{person!r} is not on the roll or the staff list." if person != "unknown" else "Say who is in the picture.",
                               remedy=drop)  # fmt: skip
                continue
            consent = consent_of(pupil, website=reading.use == "website", on=on)
            name = f"{pupil.known_as or pupil.first} {pupil.last} ({pupil.form})"
            if consent == "refused":
                scope = (
                    " (website only)" if pupil.consent_scope == "website_only" and pupil.photo_consent == "yes" else ""
                )
                yield Sighting("photo_consent_refused", "One person in this picture is not cleared for this channel.", where,
                               office=f"{name}: consent {pupil.photo_consent}{scope}.", remedy=drop, subjects=(pupil.id,))  # fmt: skip
            elif consent == "missing":
                yield Sighting("photo_consent_missing", "One person in this picture is not cleared for this channel.", where,
                               office=f"{name}: no consent in date on file.", remedy=drop, subjects=(pupil.id,))  # fmt: skip


@check("photo_of_adult_refused", when=(PHOTOS,))
def adult_pictured_without_agreement(reading: Reading) -> Iterator[Sighting]:
    """A member of staff or governor in a picture has not agreed to it (CC-3)."""
    if reading.outside:
        return
    for index, photo in enumerate(reading.draft.photos):
        for person in dict.fromkeys(photo.people):
            adult = reading.known.staff.get(person)
            if adult and adult.photo_consent != "yes":
                yield Sighting("photo_of_adult_refused", "One person in this picture is not cleared for this channel.", f"photos[{index}]",
                               office=f"{adult.first} {adult.last}: agreement {adult.photo_consent}.",
                               remedy=Remedy("remove_photo", "Leave this picture out.", f"photos[{index}]"), subjects=(adult.id,))  # fmt: skip


_PEOPLE = re.compile(
    r"\b(?:children|kids|pupils?|class|team|choir|staff|colleagues?|teachers?|panel|governors?|candidates?|lads|lasses|boys?|girls?|child|everyone|group|faces?|year \d|us|parents|volunteers|cast|squad|crew|selfie with|them|line|queue)\b"
)
_PLACE = re.compile(
    r"\b(?:classroom|class|school|staffroom|playground|hall|assembly|corridor|office|sports? day|nativity|trip|lesson|lining up|field|pe\b|forest school|reading|library|canteen|lunch|den|nature area|mud kitchen|governors|meeting|interview|concert|fair|fayete|fete|disco|residential|leavers|display|training|inset)\b"
)


@check("school_picture_off_channel", "school_picture_of_refused_child", when=(PHOTOS,))
def school_picture_on_other_account(reading: Reading) -> Iterator[Sighting]:
    """A picture of people at a school activity on an account that is not the school's (CC-3)."""
    if reading.outside:
        return
    known = reading.known
    on = known.on(reading.draft.context.on)
    for index, photo in enumerate(reading.draft.photos):
        where = f"photos[{index}]"
        pupils = [known.pupils[person] for person in photo.people if person in known.pupils]
        if pupils:
            refused = [p for p in pupils if consent_of(p, website=reading.use == "website", on=on) == "refused"]
            yield Sighting("school_picture_of_refused_child" if refused else "school_picture_off_channel",
                           "A picture of children at school may not stand on this account.", where,
                           office="; ".join(f"{p.known_as or p.first} {p.last}: consent {p.photo_consent}" for p in pupils),
                           remedy=Remedy("remove_photo", "Leave this picture out.", where), subjects=tuple(p.id for p in pupils))  # fmt: skip
        elif _school_scene(reading, photo):
            yield Sighting("school_picture_off_channel", "A picture of people at a school activity needs a member of SLT's agreement.", where,
                           remedy=Remedy("remove_photo", "Leave this picture out, or ask a member of SLT.", where))  # fmt: skip


def _school_scene(reading: Reading, photo: Photo) -> bool:
    """Whether the picture shows people at school, by who is in it and by its words."""
    if reading.draft.context.faces_visible == 0:
        return False
    from_school = any(person in reading.known.staff for person in photo.people)
    caption = f"{photo.caption} {photo.alt}".lower()
    words = f"{caption} {photo.file} {photo.ocr}".lower()
    private = reading.has("own_family", "at_home") and not _PLACE.search(caption)
    if private:
        return False
    scene = _PLACE.search(words) is not None
    if from_school or "unknown" in photo.people:
        return (
            scene
            or (reading.has("school") and not reading.has("self_portrait"))
            or reading.brand is not None
            or (from_school and reading.about_school)
        )
    return bool(_PEOPLE.search(caption)) and scene and "empty" not in caption and not photo.people


@check("photo_carries_location", when=(PHOTOS,))
def picture_tells_where(reading: Reading) -> Iterator[Sighting]:
    """A picture whose file tells where it was taken (SU-4c)."""
    for index, photo in enumerate(reading.draft.photos):
        if photo.located:
            where = f"photos[{index}]"
            yield Sighting("photo_carries_location", "This picture's file tells where it was taken.", where,
                           remedy=Remedy("strip_location", "Post a copy without the location.", where))  # fmt: skip


CHECKS: tuple[Check, ...] = (
    child_pictured_without_consent,
    adult_pictured_without_agreement,
    school_picture_on_other_account,
    picture_tells_where,
)
