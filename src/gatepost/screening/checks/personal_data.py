"""Facts that identify or locate a person, and personal e-mail used for school business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stdnum.gb import nhs

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import PICTURE_TEXT, Reading, Seen

EMAIL = Pattern(r"[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
PHONE = Pattern(r"(?<![\d£.#-])(?:\+44\s?\(?0?\)?\s?|\(?0)(?:\d[\s()-]?){8,9}\d(?![\d.]\d|\d)")
MOBILE = re.compile(r"(?:\+44\s?|0)7\d")
POSTCODE = Pattern(r"\b(?:gir ?0aa|[a-z]{1,2}\d[a-z\d]? ?\d[abd-hjlnp-uw-z]{2})\b")
STREET = Pattern(
    r"\b(?:flat \d+\w?,? )?\d{1,4}[a-z]?,? (?:[a-z][a-z'-]+ ){1,3}"
    r"(?:lane|road|rd|street|close|avenue|ave|drive|way|crescent|terrace|gardens|court|place|hill|row|grove|mews|parade|park|rise|view|walk|cottages?)\b"
)
NHS_NUMBER = Pattern(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
UPN = Pattern(r"\b[a-hj-np-rt-z]\d{11}[\da-z]\b")
NINO = Pattern(r"\b[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b")
PASSPORT = Pattern(r"\bpassport\b[^.\n]{0,25}?\b(\d{9}|[a-z]\d{8})\b")
BANK = Pattern(
    r"\b\d{2}[ -]\d{2}[ -]\d{2}\b[^\n]{0,30}?\b\d{8}\b|\bsort ?code\b[^\n]{0,40}\baccount\b[^\n]{0,20}\d{6,8}\b|\b(?:\d{4}[ -]){3}\d{4}\b"
)
CAR = Pattern(r"\b[a-hj-pr-y]{2}\d{2} ?[a-hj-pr-z]{3}\b|\b[a-hj-pr-z]\d{1,3} [a-hj-pr-z]{3}\b")
WORDS3 = Pattern(
    r"///[a-z]+\.[a-z]+\.[a-z]+\b|\bwhat3words\W{0,6}(?:is|are|at|address)?\W{0,6}\b[a-z]+\.[a-z]+\.[a-z]+\b"
)
DATE = Pattern(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b|\b(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? (?:19|20)\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b"
)
_BORN = re.compile(r"\b(?:born|(?:dob|d\.o\.b)|date of birth|birthday|birth date|birthdate)\b")
_CAR_NEAR = re.compile(
    r"\b(?:car|reg|registration|parked|driver|driving|volvo|ford|fiesta|bmw|audi|vw|golf|van|vehicle|corsa|astra|mini|polo|clio|number ?plate|plate|blocking|headlights|lights on|skoda|toyota|nissan|kia|tesla|range rover|4x4|mercedes|honda)\b"
)
_HOME = re.compile(
    r"\b(?:lives?|living|home|house|address|family|mum|dad|parents?|round to|mine|porch|ours|drop (?:it|them|cards?|presents?)|send (?:cards?|flowers)|moved|moving|his|her|their|he|she|they|my|our new|party)\b"
)
_PUBLIC_PLACE = re.compile(
    r"\b(?:school|office|hall|centre|center|church|club|museum|library|shop|store|pub|cafe|farm|hotel|hostel|venue|theatre|park|beach|garage|company|ltd|stadium|pool|ground|cinema|fair|market|hospital|surgery|council|trust|tickets|our address|nursery|studio|arena|campsite|collect(?:ion)? from|deliver(?:y|ed) to)\b"
)

FREE_MAIL = frozenset(
    "gmail googlemail hotmail outlook live yahoo ymail icloud me mac btinternet aol sky talktalk virginmedia msn protonmail proton gmx mail"
    " ntlworld tiscali fastmail zoho hey tutanota plusnet blueyonder".split()
)
_CLUB = re.compile(
    r"pta|ptfa|friends|committee|club|parentcouncil|parents|council|fund|raffle|fair|uniform|trust|cubs|scouts|brownies|info|enquir|contact|admin|hello|bookings|sales|team|office|support"
)
_SPELT = Pattern(
    r"(?:\b[a-z]+ (?:dot|underscore) )*\b[a-z0-9]+ [\[(]?at[\])]? (?:gmail|hotmail|outlook|yahoo|icloud|googlemail|live|aol|btinternet)\b(?: dot [a-z]+)*"
)
_OWN_MAIL = Pattern(
    r"\b(?:my|from my|to my|on my|own|his|her) (?:own |personal |home |private |old |usual )*(?:gmail|hotmail|yahoo|icloud|outlook\.com|e-?mail(?: address| account)?)\b"
    r"|\b(?:personal|private|home|own) (?:e-?mail|gmail|hotmail|yahoo|account)\b(?=[^.]{0,60}\b(?:parents?|school|class|report|homework|forms?|register|list|trip|office|reply|send|sent|photos)\b)"
    r"|\b(?:gmail|hotmail|yahoo) (?:me|address|instead|account)\b|\b(?:my|the) (?:gmail|hotmail|yahoo|icloud)\b"
)
_NOT_OWN = re.compile(
    r"\b(?:never|not|don't|dont|do not|cannot|can't|no longer|rather than|instead of|avoid|stop|without)\b[^.!?]{0,50}$"
)


_MY_HOME = Pattern(
    r"\b(?:my|our|the) (?:house|home|flat|place|cottage|front door|back door)\b|\bhouse (?:empty|to ourselves)\b"
)
_QUIZ = Pattern(
    r"\bmaiden name\b|\bfirst pet\b|\b(?:film|porn|movie|rock|drag|elf|stripper|soap|spy|pirate|superhero|royal|witch) ?(?:star)? name\b"
    r"|\bstreet (?:you|i|we) grew up\b|\bfirst (?:car|school|teacher|job|concert)\b[^.]{0,60}\b(?:was|is|mine|your|and)\b|\bmine is [a-z]+ [a-z]+\b"
)
_AWAY = Pattern(
    r"\b(?:house|flat|home|place|bungalow|cottage)(?:'s| is| will be| stands| sat| sitting| all)? (?:empty|unlocked|free|all yours)\b"
    r"|\bkeys? (?:is |are |'s )?(?:under|in the|behind|above|inside) (?:the|a|my|our)?\b|\bback door (?:is |'s )?(?:always )?(?:open|unlocked|never locks?)\b"
    r"|\b(?:away|gone|off|out of the country|in [a-z]+) (?:for|until|till) (?:the (?:next|whole|entire) )?(?:\d+|two|three|a|the) (?:days|weeks|week|fortnight|month)\b[^.]*\b(?:house|home|nobody|no one|empty|dog|cat|parcel|alarm)\b"
    r"|\bnobody(?:'s| is)? (?:in|home|at home|in the house|there) (?:until|till|all)\b|\bfirst time the house\b|\bparcels? round the back\b|\bleave parcels?\b"
)
_GIVEAWAY = Pattern(
    r"\bmy (?:new )?(?:bank card|debit card|credit card|passport|driving licence|national insurance|pin|sort code|account number|boarding pass|payslip|p60)\b"
    r"|\b(?:boarding pass|debit card|credit card|driving licence|new passport|payslip)\b[^.]{0,40}\b(?:pic|photo|look|arrived|came|finally|here)\b"
    r"|\b(?:every|each) (?:morning|evening|night|day|tuesday|monday|wednesday|thursday|friday|saturday|sunday)[^.]{0,50}\b(?:on my own|alone|by myself|same route|same path)\b"
    r"|\b(?:on my own|alone|by myself)[^.]{0,50}\b(?:every|each) (?:morning|evening|night|day|tuesday|monday|wednesday|thursday|friday)\b"
    r"|\bborn (?:on |in )?(?:the )?\d|\bmy (?:date of birth|dob|d\.o\.b)\b"
)


_FACTS = (UPN, NINO, NHS_NUMBER, PASSPORT, BANK, PHONE, STREET, POSTCODE, DATE, CAR, WORDS3)


@check("personal_data", when=_FACTS)
def fact_about_a_person(reading: Reading) -> Iterator[Sighting]:
    """An address, telephone, birth date, number or registration that tells who or where somebody is (SU-4c)."""
    for seen, what in _facts(reading):
        yield reading.see("personal_data", seen, f"This shows {what}.",
                          remedy=Remedy("replace", "Take it out.", seen.passage.where, *seen.passage.original(seen.start, seen.end))
                          if seen.passage.where == "text" else Remedy("rewrite", "Take it out of the picture, caption or file name."))  # fmt: skip


@check("own_personal_data", when=(*_FACTS, _QUIZ, _AWAY, _GIVEAWAY, PICTURE_TEXT))
def author_gives_self_away(reading: Reading) -> Iterator[Sighting]:
    """The author gives away facts about themselves that help a thief or a fraud (CC-6)."""
    if reading.outside:
        return
    for seen, what in _facts(reading):
        yield reading.see("own_personal_data", seen, f"This shows {what}: think who can read it.",
                          remedy=Remedy("rewrite", "Leave it out, or tell it in a private message."))  # fmt: skip
        return
    for passage in reading.passages:
        if passage.where == "photo.ocr" and (paper := _PAPER.search(passage.folded)):
            yield reading.see("own_personal_data", Seen(passage, *paper.span()), "The picture shows a paper that a fraud could use.",
                              remedy=Remedy("rewrite", "Cover the numbers and the address, or leave the picture out."))  # fmt: skip
            return
    away = None if reading.about_school and not reading.match(_MY_HOME) else reading.match(_AWAY)
    found = reading.match(_QUIZ) or away or reading.match(_GIVEAWAY)
    if found and (reading.draft.audience in ("public", "followers", "") or reading.kind == "closed_group"):
        yield reading.see("own_personal_data", found, "This tells strangers something about you that they could use.",
                          remedy=Remedy("rewrite", "Leave it out, or post it when it no longer matters."))  # fmt: skip


_PAPER = re.compile(
    r"\b(?:driving licence|passport|debit|credit card|payslip|boarding pass|national insurance|bank statement|p60|birth certificate)\b"
)


def _facts(reading: Reading) -> Iterator[tuple[Seen, str]]:
    for pattern, what, holds in _KINDS:
        if pattern is CAR and not reading.has("car"):
            continue
        for seen in reading.matches(pattern):
            found = pattern.search(seen.passage.folded, seen.start)
            if found and holds(Fact(reading, seen.passage.folded, found)):
                yield seen, what


class Fact(NamedTuple):
    """What may be a fact about a person, with the words around it."""

    reading: Reading
    folded: str
    found: re.Match[str]

    @property
    def words(self) -> str:
        """The very letters."""
        return self.found.group()

    def near(self, reach: int = 60) -> str:
        """The text around, this many characters either way."""
        return self.folded[max(0, self.found.start() - reach) : self.found.end() + reach]


def _phone(fact: Fact) -> bool:
    digits = re.sub(r"\D", "", fact.words)
    if any(digits.endswith(re.sub(r"\D", "", phone)[-9:]) for phone in fact.reading.known.federation.telephones):
        return False
    if nhs.is_valid(digits):
        return False
    own = fact.reading.kind == "sanctioned"
    near = fact.near(45)
    if MOBILE.search(fact.words):
        return (
            not own
            or re.search(
                r"\b(?:mum|dad|nan|parents?|carer|his|her|their|my|me|home|personal|direct)\b|\b(?:mr|mrs|ms|miss) [a-z]+",
                near,
            )
            is not None
        )
    return re.search(r"\b(?:mum|dad|nan|home number|his|her|their|lives)\b", near) is not None and "office" not in near


def _home(fact: Fact) -> bool:
    near = fact.near(70)
    return _HOME.search(near) is not None and not _PUBLIC_PLACE.search(near)


def _birth(fact: Fact) -> bool:
    return (
        _BORN.search(fact.folded[max(0, fact.found.start() - 40) : fact.found.end() + 15]) is not None
        and not re.search(
            r"\b(?:born (?:between|on or after|after|before)|was born|century|author|poet|queen|king|scientist|composer|anniversary)\b",
            fact.near(80),
        )
    ) or (fact.reading.kind != "sanctioned" and re.search(r"\bborn\b", fact.near(20)) is not None)


def _nhs(fact: Fact) -> bool:
    return nhs.is_valid(fact.words) and (
        "nhs" in fact.folded or not PHONE.search(fact.folded, max(0, fact.found.start() - 1), fact.found.end() + 1)
    )


def _upn(fact: Fact) -> bool:
    return upn_letter(fact.words.upper()) == fact.words[0].upper() or "upn" in fact.near()


def upn_letter(upn: str) -> str:
    """The check letter that a unique pupil number's other twelve characters ask for.

    >>> upn_letter("H801200001001")
    'H'
    """
    tail = upn[1:]
    values = [int(char) if char.isdigit() else "ABCDEFGHJKLMNPQRTUVWXYZ".find(char) for char in tail]
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[sum((i + 2) * value for i, value in enumerate(values)) % 23]


def _always(_: Fact) -> bool:
    return True


def _bank(fact: Fact) -> bool:
    return not re.search(r"\b(?:pta|ptfa|friends of|school (?:fund|account)|parent council)\b", fact.folded)


def _car(fact: Fact) -> bool:
    return _CAR_NEAR.search(fact.near()) is not None and not re.fullmatch(r"[a-z]\d \w+", fact.words)


def _words3(fact: Fact) -> bool:
    return not _PUBLIC_PLACE.search(fact.near()) or _HOME.search(fact.near(40)) is not None


_KINDS = (
    (UPN, "a unique pupil number", _upn),
    (NINO, "a National Insurance number", _always),
    (NHS_NUMBER, "an NHS number", _nhs),
    (PASSPORT, "a passport number", _always),
    (BANK, "bank details", _bank),
    (PHONE, "a telephone number", _phone),
    (STREET, "a home address", _home),
    (POSTCODE, "a home postcode", _home),
    (DATE, "a date of birth", _birth),
    (CAR, "a car's registration", _car),
    (WORDS3, "an exact place", _words3),
)


@check("personal_email_for_school", when=(_SPELT, EMAIL, _OWN_MAIL))
def personal_email_used(reading: Reading) -> Iterator[Sighting]:
    """A personal e-mail account used for school business by staff (PU-5, PU-6)."""
    if reading.kind != "sanctioned" and not (reading.about_school or reading.has("school_matter", "job_matter")):
        return
    reading.cleared.add("personal_email_for_school")  # unless seen below: every address is looked at here
    if spelt := reading.match(_SPELT):
        yield _mail(reading, spelt)
    for passage in reading.prose:
        folded = passage.folded
        if "@" in folded:
            for found in EMAIL.finditer(folded):
                if _personal_address(reading, found.group()):
                    yield _mail(reading, Seen(passage, *found.span()))
        if "mail" in folded or "yahoo" in folded or "icloud" in folded:
            own = _OWN_MAIL.search(folded)
            if own and not _NOT_OWN.search(folded[max(0, own.start() - 60) : own.start()]):
                yield _mail(reading, Seen(passage, *own.span()))


def _personal_address(reading: Reading, address: str) -> bool:
    local, _, domain = address.partition("@")
    if any(domain == own or domain.endswith("." + own) for own in reading.known.federation.email_domains):
        return False
    return domain.split(".")[0] in FREE_MAIL and not _CLUB.search(local)


def _mail(reading: Reading, seen: Seen) -> Sighting:
    return reading.see("personal_email_for_school", seen, "School business goes by a school e-mail address.",
                       office="Only the Executive Head can allow a personal address, beforehand.",
                       remedy=Remedy("rewrite", "Give the school's address instead."))  # fmt: skip


CHECKS: tuple[Check, ...] = (fact_about_a_person, author_gives_self_away, personal_email_used)
