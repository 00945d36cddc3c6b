"""Accounts: whose they are, whether they are registered, how open they are, and what belongs on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.contact import whole_text
from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import ABOUT_TEXT, UNREGISTERED, Reading

_MY_ACCOUNT = Pattern(
    r"\b(?:my|mine|i|i've|account|profile|settings|privacy|insta|facebook|friends-only|friends only|anyone|internet)\b"
)
_OPENED = Pattern(
    r"\b(?:made|making|set|switched|changed|turned|put|took|taken|gone|going|opened|unlocked|removed|is now|are now|it's|its)\b[^.!?]{0,45}\b(?:public|privacy (?:stuff|settings)?|off private|open to (?:everyone|the world|all|anyone))\b"
    r"|\b(?:public (?:account|profile)|open profile|anyone can (?:see|follow|add)|no longer private|public again|hello to the whole internet|switched off all that friends|friends-only faff|open to everyone|not private any ?more|nothing to hide|unlocked my (?:account|profile))\b"
)
_TIGHTENS = Pattern(
    r"\b(?:locked (?:it |everything )?down|to private|back to private|tightened|check(?:ed)? (?:your|my|the) privacy|tightest|highest|friends only|private now|made private|not public|isn't public|public (?:transport|servants?|house|holiday|library|speaking|meeting|footpath|consultation))\b"
)
_OWN_ACCOUNT = Pattern(
    r"\b(?:mr|mrs|ms|miss) [a-z]+'s own (?:profile|page|account)\b|\bthis profile is where\b|\bon my page\b|\bkeep an eye on my page\b|\bown (?:insta|profile|account) and tell\b|\b(?:on|from|off|to|through|via|using|onto|under) (?:my|his|her) (?:own|normal|personal|private|usual|main|everyday|ordinary)(?: [a-z]+)? (?:profile|account|channel|page|insta(?:gram)?|facebook|tiktok|youtube|twitter|snap(?:chat)?|whatsapp|phone number|blog)\b"
    r"|\b(?:on|from|off|to) my (?:profile|channel|insta|youtube channel|tiktok)\b|\bsame (?:one|account) i use for\b|\bholiday pics\b"
)
_SEPARATE = Pattern(
    r"\b(?:not|never|don't|dont|instead of|rather than|separate from|no longer)\b[^.!?]{0,25}\b(?:my own|my personal|own profile|personal)\b"
)
_HANDLE = Pattern(r"@[a-z0-9_.]+|\b[a-z]+_[a-z0-9_]+\b")
_CLASS_PAGE = Pattern(
    r"\b(?:class|year|reception|nursery) ?(?:[a-z0-9]{1,3} )?(?:has|have|now has|now have|finally has|finally have|got)\b[^.!?]{0,25}\b(?:own|new|a)\b[^.!?]{0,20}\b(?:page|account|channel|tiktok|instagram|insta|youtube|blog|group)\b"
    r"|\b(?:made|set up|started|created|launched|opened)\b[^.!?]{0,30}\b(?:a|an|our|new)\b[^.!?]{0,20}\b(?:page|account|channel|tiktok|instagram|insta|youtube|blog)\b[^.!?]{0,30}\b(?:for|of)\b[^.!?]{0,15}\b(?:my class|our class|year \d|the kids|my pupils|the children)\b"
)
_PERSONAL_BUSINESS = Pattern(
    r"\b(?:any(?:one|body) selling|selling (?:my|a|an|our)|ono\b|or nearest offer|smoke-?free home|£\d+ ?(?:ono|o\.n\.o)|anyone (?:want|got|know)[^.!?]{0,30}\b(?:plumber|builder|car|sofa|flat|cat|sitter|gp|dentist)|must have mot|low mileage|one careful owner|to rent|room to let|flatmate"
    r"|my (?:holiday|weekend|birthday|hen do|divorce|dinner|cat|dog|kitchen|new car|gym|abs|tan|boyfriend|girlfriend|husband|wife|hubby)|prosecco|cocktails?|g&t|pints?|gin o'clock|wine o'clock|hungover|night out|the girls\b|love island|strictly|bake off|traitors|netflix|x factor|i'm a celeb"
    r"|to let\b|sleeps (?:two|four|six|\d)|inbox for dates|referee|ref\b|offside|penalty|var\b|our back four|premier league|arsenal|spurs|liverpool fc|man u(?:td|nited)?|chelsea|man city|everton|six nations|world cup|euros|goa+l|hat ?trick|tesco|asda|aldi|lidl|sainsbury'?s?|waitrose|royal mail|hermes|evri|dpd|vodafone|sky broadband|virgin media|bt\b|ryanair|easyjet|trainline|gwr|parking ticket|pothole)\b"
)


@check("privacy_loosened", when=(_OPENED,), by_words=True)
def privacy_opened_up(reading: Reading) -> Iterator[Sighting]:
    """Privacy settings opened up on a personal account (PU-4)."""
    found = reading.match(_OPENED)
    if found and reading.match(_MY_ACCOUNT) and not reading.match(_TIGHTENS):
        yield reading.see("privacy_loosened", found, "You are strongly advised to keep your settings at their tightest.",
                          remedy=Remedy("rewrite", "Set the account back to private before you post."))  # fmt: skip


@check("about_text_without_policy_link", when=(ABOUT_TEXT,))
def about_text_lacks_link(reading: Reading) -> Iterator[Sighting]:
    """An account's About text must link to the acceptable use policy (SU-8)."""
    draft, known = reading.draft, reading.known.federation
    if reading.use != "about_text":
        return
    wanted = _bare(known.acceptable_use_policy)
    places = [_bare(link) for link in draft.links]
    if wanted and any(place == wanted for place in places):
        return
    if wanted and wanted in _bare(draft.text):
        return
    yield reading.see("about_text_without_policy_link", None, "The About text has no link to the ICT Acceptable Use Policy.",
                      remedy=Remedy("add_link", "Add the link.", text=known.acceptable_use_policy) if wanted
                      else Remedy("ask", "Ask the network manager for the policy's address."))  # fmt: skip


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.strip().lower()).rstrip("/")


@check(
    "account_not_registered",
    "school_work_on_own_account",
    when=(_OWN_ACCOUNT, _CLASS_PAGE, UNREGISTERED),
)
def account_of_its_own(reading: Reading) -> Iterator[Sighting]:
    """School work has a registered account of its own (SU-1, SU-2)."""
    if reading.outside:
        return
    own = reading.match(_OWN_ACCOUNT)
    if (
        own
        and reading.kind != "dm"
        and not reading.match(_SEPARATE)
        and (reading.about_school or reading.has("own_pupils", "material"))
    ):
        yield reading.see("school_work_on_own_account", own, "School work needs an account of its own, apart from personal ones.",
                          remedy=Remedy("ask", "Ask the network manager to register a class account."))  # fmt: skip
        if reading.kind == "sanctioned":
            return
    if reading.kind == "sanctioned":
        if reading.draft.context.account in ("unregistered", "personal"):
            made = reading.match(_HANDLE) or reading.first("account_made")
            yield reading.see("account_not_registered", reading.sentence(made) if made else whole_text(reading), "This account has not been notified yet.",
                              office="The network manager or SLT registers it before pupils may reach it.",
                              remedy=Remedy("ask", "Ask the network manager or SLT to register it first."))  # fmt: skip
        return
    made = reading.match(_CLASS_PAGE)
    if made:
        yield reading.see("account_not_registered", made, "A page for the class has to be notified before pupils may reach it.",
                          remedy=Remedy("ask", "Ask the network manager or SLT to register it first."))  # fmt: skip


_SCHOOLISH = re.compile(
    r"\b(?:school|class|year \d|pupils?|children|families|parents|pta|ptfa|friends of|fair|fayre|fete|raffle|assembly|ks\d|reception|nursery|learn\w*|lesson|topic|maths|science|collect(?:ion|ing|ed)?|donat\w*|vouchers?|sponsor\w*|fundrais\w*|stall|uniform|club|team|match|tournament|cross country|reading|library|event|volunteers?|thank you|thanks to|hall|prize|quiz|tickets?|tombola|auction|governors?|evening)\b"
)
_CHATTER = re.compile(r"\b(?:lmao+|lol+|omg|wtf|rofl|tbh|smh|fml|haha+)\b|😂|🤣|🍷|🍹|🍻")


@check("not_professional", when=(_PERSONAL_BUSINESS, "intimate"), by_words=True)
def not_the_schools_business(reading: Reading) -> Iterator[Sighting]:
    """Private business or chatter on a school account (SU-3)."""
    if reading.outside or reading.use == "about_text":
        return
    found = reading.match(_PERSONAL_BUSINESS)
    words = reading.text.folded
    if found and not _SCHOOLISH.search(words) and not reading.class_spans:
        yield reading.see("not_professional", reading.sentence(found), "This is not the school's business.",
                          remedy=Remedy("rewrite", "Post it from your own account, or leave it."))  # fmt: skip
    elif (
        (found or reading.has("intimate"))
        and _CHATTER.search(words)
        and not reading.class_spans
        and not _SCHOOLISH.search(words)
    ):
        place = found or reading.first("intimate")
        yield reading.see("not_professional", place, "This is not the school's business.")


CHECKS: tuple[Check, ...] = (
    privacy_opened_up,
    about_text_lacks_link,
    account_of_its_own,
    not_the_schools_business,
)
