"""Links, read and never fetched: unsafe, hidden, adult; and introductions that say a link does not suit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.links import address as links
from gatepost.screening.links.address import Address
from gatepost.screening.names.roll import one_slip
from gatepost.screening.reading import LINKS, Reading, Seen

_BAD_WORDS = re.compile(
    r"free-?(?:robux|v-?bucks|gems|coins|iphone|gift|money|skins|minecoins|followers)|robux|v-?bucks|generator|giveaway|crypto|forex|bitcoin"
    r"|quizzer|personality-?quiz|which-?(?:princess|character)|iq-?test|torrent|crack(?:ed|z)|warez|hack|cheat|unblock|proxy|putlocker|123movies|free-?movies|watch-?free"
    r"|loan|payday|slim|weight-?loss|detox|vape|cbd|miracle|get-?rich|earn-?(?:cash|money)|cash-?prize|voucher-?(?:win|free|claim)|free-?voucher|verify-?(?:account|now)|account-?verify|secure-?login|login-?update|password-?reset"
)
_ADULT_WORDS = re.compile(
    r"(?:^|[^a-z])(?:xxx|porn|sexcam|camgirl|adultcam|nudes?|escorts?|18plus|18-?plus|fetish|hookup|camdeals|onlyfans|fansly|adult-?(?:chat|dating|video|site))|camgirls?|xxx|porn"
)
_BET_WORDS = re.compile(
    r"(?:^|[^a-z])(?:bet|bets|betting|casino|slots?|poker|bingo|roulette|freebets?|jackpot|odds|spins?)(?:[^a-z]|$)|casino|freebet|betlots|slots|jackpot|free-?spins"
)
_LOCATION = re.compile(
    r"live-?location|/location/|life360|glympse|find-?my|trackme|location-?sharing|maps\.app\.goo\.gl"
)
_TLD_RISKY = re.compile(r"\.(?:zip|mov|tk|ml|ga|cf|gq|top|xyz|click|icu|buzz|rest|cam|win|loan)$")

_UNSUITABLE = Pattern(
    r"\b(?:a bit|bit|slightly|quite|some|few|really|rather|very|pretty|mildly|contains?|has|mind the|ignore the|excuse the|sorry about the|careful of the|watch out for the|skip the|beware the)\b[^.!?]{0,30}"
    r"\b(?:sweary|swear(?:ing|s|y)?|rude|naughty|inappropriate|adult humou?r|gore|gory|violent|violence|bad language|pop-?ups?|adverts?|ads|dodgy|fruity|scary for|blood|innuendo|near the knuckle|saucy|explicit)\b"
    r"|\b(?:not (?:really |exactly |quite )?(?:for|suitable for) (?:kids|children|little ones|the little ones|under|younger))\b|\b(?:rated|it's an?|its an?) (?:15|18|12a?)\b"
    r"|\b(?:scroll|skip) (?:past|over|quickly past)\b|\bcomments? (?:are|is|get|underneath)[^.!?]{0,25}\b(?:sweary|rude|nasty|awful|grim|vile|horrible|bad)\b|\bdon't let (?:them|the kids|the children) (?:read|see|scroll|click)\b"
)
_GRABS = Pattern(
    r"\b(?:date of birth|(?:dob|d\.o\.b)|birthday|full name|home address|postcode|their (?:name|age|photo|details|school)|your (?:name|child's name|child's details|details|details and)|phone number|mother's maiden|card details|bank details|password|personal details|email address)\b"
)
_ASKS = re.compile(
    r"\b(?:enter|type|give|make an account|sign up|signup|register|account|fill|put in|tell|asks?|need|with|just add|pop in|submit|log in)\b"
)


_ADULT_TALK = Pattern(
    r"\bonly fans\b(?! i| are| of)|\bonlyf[a-z]+\b|\bfansly\b|\b(?:my|new|spicy|exclusive|extra|18\+|adult) (?:content|pics|vids|page|videos)\b[^.!?]{0,40}\b(?:subs?|subscribers?|subscribe|dm|link in bio|unlock|pay|tip)\b"
    r"|\b(?:subs?|subscribers?|subscribe)\b[^.!?]{0,40}\b(?:spicy|uncensored|18\+|naughty|exclusive pics|content)\b|\b(?:camgirl|cam girl|cam show|camshow|cam site|camsite|cam model)\b|\bfeet pics\b|\b(?:adult|nude|sexy|naughty) (?:cam|content|site|pics|videos)\b"
    r"|\blink in bio\b[^.!?]{0,30}\b(?:18\+|subscribers?|spicy|over 18)\b|\b(?:pornhub|chaturbate|manyvids|adultwork|feetfinder)\b|🍆.*link|\bof (?:page|account)\b[^.!?]{0,25}\b(?:subs?|link|discount)\b"
)
_WARNS = Pattern(
    r"\b(?:warn(?:ing|s)?|talk|advice|evening|guide|what parents|block(?:ed|ing)?|banned|documentary|article|report|e-?safety|online safety)\b"
)


@check("link_unsafe", "link_hidden", "adult_site", when=(LINKS, links.BARE))
def link_judged(reading: Reading) -> Iterator[Sighting]:
    """Every link, by its own form and by its introduction (SU-5, PU-11a)."""
    for seen, address in addresses(reading):
        yield from _judge(reading, seen, address)


def addresses(reading: Reading) -> Iterator[tuple[Seen, Address]]:
    """Every link of a draft, declared or written in the words, taken apart."""
    declared = set()
    for passage in reading.passages:
        if passage.where == "link":
            declared.add(passage.text.strip())
            yield Seen(passage, 0, len(passage.folded)), links.parse(passage.text)
    for passage in reading.prose:
        if passage.where != "photo.caption":
            for found in links.BARE.finditer(passage.folded):
                words = passage.quote(*found.span()).rstrip(".,;:!?")
                if words not in declared and not any(words in link for link in declared):
                    yield Seen(passage, found.start(), found.start() + len(words)), links.parse(words)


def _judge(reading: Reading, seen: Seen, address: Address) -> Iterator[Sighting]:
    """The address by its form, then by its host, then by the words that introduce it."""
    written_bare = "://" not in address.url and seen.passage.where != "link"
    if address.odd and written_bare:
        return  # a word with a dot in it
    own = frozenset((*reading.known.federation.web_domains, *reading.known.federation.suitable_hosts))
    if not address.odd and links.under(address.host, own):
        return
    sign, reason = by_form(reading, address)
    if not sign and reading.kind == "sanctioned":
        told = _told_unsuitable(reading) or (None if _trusted(address) else _asks_for_data(reading))
        if told:
            sign, reason, seen = "link_unsafe", "These words say themselves that the link does not suit.", told
    if sign == "link_hidden":
        yield reading.see(
            sign, seen, reason, remedy=Remedy("rewrite", "Use the full address, so that everyone sees it.")
        )
    elif sign:
        yield reading.see(sign, seen, reason, remedy=Remedy("remove_link", "Leave this link out.", address.url))


def by_form(reading: Reading, address: Address) -> tuple[str, str]:
    """The sign that an address shows by itself, with the reason; two empty words if none."""
    host, whole = address.host, address.host + address.path
    platform = reading.policy.platform_of(host)
    if address.odd:
        return "link_unsafe", f"This link is not safe: {address.odd}."
    if links.under(host, links.adult()) or (platform and platform.adult) or _ADULT_WORDS.search(whole):
        return "adult_site", "This link leads to an adult or pay-to-view site."
    if links.under(host, links.gambling()) or _BET_WORDS.search(host):
        return "link_unsafe", "This link leads to a gambling site."
    if _LOCATION.search(whole):
        return "link_unsafe", "This link shows where somebody is now."
    if _trusted(address):
        return "", ""
    if imitated := _imitates(reading, host):
        return "link_unsafe", f"This link's name imitates {imitated}."
    if links.under(host, links.shorteners()):
        return "link_hidden", "This link hides where it ends."
    if _BAD_WORDS.search(whole) or (_TLD_RISKY.search(host) and not platform):
        return "link_unsafe", "This link has the form of a scam or of a site that gathers data."
    return "", ""


def _trusted(address: Address) -> bool:
    official = (".sch.uk", ".ac.uk", ".gov.uk", ".nhs.uk", ".police.uk", ".mod.uk")
    return links.under(address.host, links.trusted()) or address.host.endswith(official)


def _told_unsuitable(reading: Reading) -> Seen | None:
    return reading.match(_UNSUITABLE)


def _asks_for_data(reading: Reading) -> Seen | None:
    for seen in reading.matches(_GRABS):
        sentence = reading.sentence(seen)
        if _ASKS.search(sentence.passage.folded[sentence.start : sentence.end]):
            return sentence
    return None


def _imitates(reading: Reading, host: str) -> str:
    """The name that `host` looks like without being it: the federation's, or one that schools trust."""
    own = reading.known.federation.web_domains
    for domain in (*own, *sorted(links.trusted())):
        name = domain.split(".")[0]
        if len(name) < 5:
            continue
        labels = host.split(".")
        if any(label != name and label.translate(_LOOK) == name for label in labels):
            return domain
        for label in labels:
            if label == name:
                registered = labels[-2] if len(labels) > 1 else label
                if registered != name and not host.endswith("." + domain):
                    return domain
                if domain in own and host != domain:
                    return domain
            elif one_slip(label, name) or (name in label and "-" in label and domain in own):
                return domain
    return ""


_LOOK = str.maketrans("01345", "oleas")


@check("adult_site", when=(_ADULT_TALK,), by_words=True)
def adult_site_talked_of(reading: Reading) -> Iterator[Sighting]:
    """Taking part in an adult or pay-to-view site, said in words (PU-11a)."""
    found = reading.match(_ADULT_TALK)
    if found and not reading.match(_WARNS):
        yield reading.see("adult_site", found, "This ties you to an adult or pay-to-view site.",
                          remedy=Remedy("rewrite", "Do not post this."))  # fmt: skip


CHECKS: tuple[Check, ...] = (link_judged, adult_site_talked_of)
