"""Channels and contact: whose account it is, who is written to, and what reaches a child or comes from one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Seen

_TO_DSO = Remedy("report", "Do not answer. Tell the designated safeguarding officer today; keep the message.")


@check("child_wrote_to_us")
def child_wrote(reading: Reading) -> Iterator[Sighting]:
    """A message received from a child: do not answer, report it (PU-2). A comment on a school page is none."""
    to_a_person = reading.private or reading.kind != "sanctioned"
    if reading.draft.context.direction == "inbound" and reading.by_child and to_a_person:
        yield reading.see(
            "child_wrote_to_us",
            _opening(reading),
            "A child has written to you. Do not answer; report it.",
            remedy=_TO_DSO,
        )


def _opening(reading: Reading) -> Seen:
    passage = reading.text
    tokens = passage.tokens
    if not tokens:
        return Seen(passage, 0, len(passage.folded))
    return Seen(passage, tokens[0].start, len(passage.folded.rstrip()))


_SELF_TO_CHILD = Pattern(
    r"\b(?:it's|its|it is|this is) (?:mr|mrs|miss|ms|sir)\b|\b(?:mr|mrs|miss|ms) [a-z]{1,2}\b(?=\s*[^a-z]|$)|\bclass account\b|\bwho does reading\b"
)
_TO_PUPIL = Pattern(
    r"\b(?:you|u) (?:looked|seemed|were) (?:a bit |so |really )?(?:down|sad|quiet|upset|great|amazing|brilliant) in (?:class|assembly|maths|pe)\b|\b(?:talk|message|write) to me on here\b|\bsee you at register\b|\bphone away now\b|\bdon'?t tell (?:ur|your) mum\b"
)


@check("private_message_to_pupil")
def pupils_invited_to_message(reading: Reading) -> Iterator[Sighting]:
    """A school account invites pupils to write to it privately (SU-7)."""
    if reading.outside or reading.private:
        return
    found = reading.match(_INVITES)
    if found and (reading.class_spans or reading.has("own_pupils")) and not _PARENTS.search(found.passage.folded):
        yield reading.see("private_message_to_pupil", reading.sentence(found), "Pupils are not invited to write to a school account privately.",
                          remedy=Remedy("rewrite", "Let them answer in class, or ask parents to write to the office."))  # fmt: skip


_INVITES = Pattern(
    r"\bdrop (?:me|us) a (?:dm|message|line)\b|\bto our inbox\b|\bas a private message\b|\b(?:dm|inbox|message|msg|snap|text|whatsapp) (?:us|me|this page|this account|your (?:answers?|teacher))\b"
)
_YOUR = Pattern(
    r"\b(?:your|ur) (?:mum|dad|homework|drawing|poem|spelling|story|dance|goal|project|reading|book|costume|spellings|mates|teacher|pe kit|picture|painting|photo|pic|team|kitten|login)\b|\b(?:u|you) (?:were|was) (?:great|amazing|brill|brilliant|class|ace|fab)\b"
)


@check("private_message_to_pupil", "pupil_as_contact")
def message_to_child(reading: Reading) -> Iterator[Sighting]:
    """A private message from an adult to a pupil (SU-7, KP-3)."""
    if reading.outside or reading.draft.context.direction == "inbound":
        return
    private = reading.kind == "dm" or reading.draft.audience == "one_person"
    if not private:
        return
    to_pupil = _addressed_pupil(reading)
    hint = reading.first("to_child") or reading.match(_SELF_TO_CHILD) or reading.match(_YOUR)
    if to_pupil or (hint and reading.match(_SELF_TO_CHILD)) or (hint and reading.has("play")) or (
        reading.match(_TO_PUPIL) or (reading.has("to_child") and (reading.match(_YOUR) or (reading.kind == "sanctioned" and reading.class_spans)) and not reading.has("own_family"))
    ):  # fmt: skip
        yield reading.see("private_message_to_pupil", reading.sentence(hint) if hint else to_pupil,
                          "Adults do not message pupils privately.",
                          remedy=Remedy("rewrite", "Write to the parents, or say it in class or on the public page."))  # fmt: skip
    added = reading.match(_ADDED)
    if added and (to_pupil or hint):
        yield reading.see("pupil_as_contact", added, "A pupil may not be a contact on a personal account.",
                          remedy=Remedy("ask", "Decline it, or ask SLT if this is close family."))  # fmt: skip


def _addressed_pupil(reading: Reading) -> Seen | None:
    """A pupil's name where the person spoken to is named: at the start, after a greeting, or as a call."""
    for passage, mention in reading.mentions:
        if passage.where != "text":
            continue
        before = passage.folded[: mention.start].rstrip()
        after = passage.folded[mention.end : mention.end + 3]
        greeted = re.search(
            r"(?:^|[.!?\]\n]\s*|\b(?:hi|hiya|hey|heyy|hello|dear|morning|thanks|well done|yo|ok|photo|done|dm|spotted|later|tomorrow|tonight|after school|on)\s*,?\s*)$",
            before,
        )
        alone_at_end = not greeted and not passage.folded[mention.end :].strip(" .!xX")
        if alone_at_end and before:
            continue
        if (greeted and re.match(r"[\s,.!?:]|$", after)) or (len(before) < 30 and re.match(r"[,!?:]", after)):
            return Seen(passage, mention.start, mention.end)
    return None


_ADDED = Pattern(
    r"\b(?:i (?:have )?(?:just )?(?:added|accepted|followed) (?:you|u|ya|them|him|her|it)|added (?:you|u)|accepted|followed (?:you|u|them|him|her|me)(?: all)? (?:straight )?back|follow(?:ed|ing)? (?:him|her|them) (?:straight )?back"
    r"|said yes to (?:all|them|her|him|every)|accept(?:ing|ed)? (?:everyone|all|them|every|each|a few|some|any)|add me|friended me|have friended|friend request|send me a (?:friend )?request|follow me|follow my|subscribe to my|adding me|followed me|have subscribed|who subscribed|my class who subscribe|follow each other on here|found my (?:account|insta|tiktok|page|channel|snap)|are following me|is following me|sending me requests|requested me|(?:my )?followers on here are|subscribed to my|(?:i've |i )?said yes (?:to|before)|accepting you|found me on|snap me|my snap)\b"
)
_EX = Pattern(
    r"\b(?:ex|former|old|past|previous) ?-?(?:year 6s?|y6s?|class|pupils?|students?|kids|year sixes)\b|\b(?:used to teach|i taught|taught you|class of 20\d\d|at big school|at secondary|(?:in|now) (?:in )?year (?:7|8|9|10|11)|last year's (?:year 6s?|leavers|class)|leavers (?:of|from))\b|\bfrom 20[12]\d\b"
)
_PUPILS = Pattern(
    r"\b(?:(?:my |our |of the |the )?(?:reading |little |year \d |y\d |class )?(?:kids|kiddies|readers|pupils|students|class|kestrels|year (?:sixes|fives|fours|\d)s?|y\ds?|children|gymnasts|boys|girls)|in my class|from my class|kids i teach|children i teach|one of my)\b"
)
_PARENTS = Pattern(r"\b(?:parents?|mums?|dads?|families|colleagues?|teachers|staff|friends? from|my own)\b")


@check("pupil_as_contact", "ex_pupil_as_contact")
def pupil_befriended(reading: Reading) -> Iterator[Sighting]:
    """A pupil or ex-pupil accepted, sought or followed on a personal account (PU-10, KP-3)."""
    if reading.outside or reading.kind == "sanctioned":
        return
    added = reading.match(_ADDED)
    if not added or reading.match(_REFUSES):
        return
    former = reading.match(_EX)
    named = next((Seen(p, m.start, m.end) for p, m in reading.mentions if p.where == "text"), None)
    pupils = reading.match(_PUPILS)
    if former and not named:
        yield reading.see("ex_pupil_as_contact", _span(added, former), "You are strongly advised not to have ex-pupils as contacts.",
                          remedy=Remedy("ask", "Ask SLT first; close family may be an exception."))  # fmt: skip
    elif named or (pupils and not reading.match(_PARENTS)) or (reading.class_spans and not reading.match(_PARENTS)):
        yield reading.see("pupil_as_contact", _span(added, named or pupils or reading.class_spans[0]), "A pupil may not be a contact on a personal account.",
                          remedy=Remedy("ask", "Decline it, or ask SLT if this is close family."))  # fmt: skip


_REFUSES = Pattern(
    r"\b(?:won't|wont|will not|don't|dont|do not|can't|cant|cannot|never|declin\w+|ignor\w+|refus\w+|reject\w+|delet\w+|not allowed|please don't|no longer|stop|block\w*)\b[^.!?]{0,50}\b(?:accept\w*|add\w*|follow\w*|requests?|friend\w*)\b|\b(?:requests?|adds?)\b[^.!?]{0,40}\b(?:declined|ignored|refused|deleted|rejected|won't|can't|not)\b"
)


def _span(a: Seen, b: Seen) -> Seen:
    if a.passage is not b.passage:
        return a
    joined = Seen(a.passage, min(a.start, b.start), max(a.end, b.end))
    return joined if joined.end - joined.start < 120 else a


@check("contact_with_pupils")
def in_touch_with_children(reading: Reading) -> Iterator[Sighting]:
    """An adult is in touch with children over a network: in games, groups or comments (KP-3)."""
    if reading.outside or reading.draft.context.direction == "inbound":
        return
    named = next((Seen(p, m.start, m.end) for p, m in reading.mentions if p.where == "text"), None)
    playing = reading.use == "game"
    if playing and (named or reading.match(_YOUNG)):
        seen = reading.first("play", "to_child") or named
        yield reading.see("contact_with_pupils", reading.sentence(seen) if seen else None, "Adults are not in touch with pupils in games or chats.",
                          remedy=Remedy("rewrite", "Leave the game or group, and tell the DSO if a child sought you out."))  # fmt: skip
        return
    found = reading.match(_GROUP_WITH_PUPILS)
    if found and not reading.match(_PARENT_LED):
        yield reading.see("contact_with_pupils", found, "Adults are not in touch with children over social networks.",
                          remedy=Remedy("rewrite", "Arrange it with the parents, on the school's channels."))  # fmt: skip
        return


_YOUNG = Pattern(
    r"\b(?:ur mum|your mum|after school|kids?|year \d|\d[a-z]\b|homework|ur marking|bedtime|your teacher|in class|boring grown ?ups|from school|mr [a-z]+ here)\b"
)
_GROUP_WITH_PUPILS = Pattern(
    r"\b(?:made|set up|started|created|got)\b[^.!?]{0,40}\b(?:group|chat|server|snap|discord|whatsapp)\b[^.!?]{0,40}\b(?:for|with)\b[^.!?]{0,20}\b(?:y\d|year \d|kids|pupils|girls|boys|gymnasts|team|class|readers)\b"
    r"|\b(?:snapchat(?:ting)?|messag(?:e|ing)|chat(?:ting)?|dm(?:ing|s)?|snap(?:ping)?|gaming|playing (?:fortnite|roblox|minecraft|fifa))\b[^.!?]{0,30}\b(?:with )?(?:my|some of my|a few of my|the|our)\b[^.!?]{0,20}\b(?:pupils|class|year \ds?|y\ds?|kids from|readers|reading group|kids)\b"
)
_PARENT_LED = Pattern(r"\bparents?\b|\bstaff\b|\bmums\b|\badults\b")


@check("improper_contact_seen", when=("improper",))
def improper_contact_heard_of(reading: Reading) -> Iterator[Sighting]:
    """Improper communication involving a child, seen or heard of: report it at once (PU-3)."""
    if reading.outside or reading.kind == "sanctioned" or reading.draft.context.direction == "inbound":
        return
    target, act = reading.together("child_target", "improper", within=120), reading.first("improper")
    agent = reading.together("predator", "improper", within=120)
    strong = reading.match(_IMPROPER)
    place = strong or agent or act
    if target and place and ((agent and act) or strong):
        if reading.match(_REPORTED):
            return
        yield reading.see("improper_contact_seen", reading.sentence(place), "A child may be at risk here. Report it to the DSO now; do not post about it.",
                          remedy=Remedy("report", "Tell the designated safeguarding officer at once. If a child is in danger, ring 999."))  # fmt: skip


_IMPROPER = Pattern(
    r"\b(?:nasty pics|nudes?|asking (?:kids|her|him|them|our|the|for)\b[^.!?]{0,30}\b(?:pics|photos|pictures)|wants to meet|voice notes|keeps (?:messaging|commenting|asking)|groom\w*|sext\w*|gorgeous|sexy|kill yourself|kys|pics in)\b"
)
_REPORTED = Pattern(
    r"\b(?:(?:have |already |i've |i )?(?:reported|told|passed|rang|logged)\b[^.!?]{0,40}\b(?:dso|dsl|safeguarding|chidi|karen|police|ceop|officer|head|lead)|e-?safety|online safety|workshop|assembly|training|webinar|advice|leaflet|nspcc|how to)\b"
)


@check("privacy_loosened")
def privacy_opened_up(reading: Reading) -> Iterator[Sighting]:
    """Privacy settings opened up on a personal account (PU-4)."""
    found = reading.match(_OPENED)
    if found and reading.match(_MY_ACCOUNT) and not reading.match(_TIGHTENS):
        yield reading.see("privacy_loosened", found, "You are strongly advised to keep your settings at their tightest.",
                          remedy=Remedy("rewrite", "Set the account back to private before you post."))  # fmt: skip


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


@check("about_text_without_policy_link")
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


@check("account_not_registered", "school_work_on_own_account")
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
            yield reading.see("account_not_registered", reading.sentence(made) if made else _opening(reading), "This account has not been notified yet.",
                              office="The network manager or SLT registers it before pupils may reach it.",
                              remedy=Remedy("ask", "Ask the network manager or SLT to register it first."))  # fmt: skip
        return
    made = reading.match(_CLASS_PAGE)
    if made:
        yield reading.see("account_not_registered", made, "A page for the class has to be notified before pupils may reach it.",
                          remedy=Remedy("ask", "Ask the network manager or SLT to register it first."))  # fmt: skip


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
_SCHOOLISH = re.compile(
    r"\b(?:school|class|year \d|pupils?|children|families|parents|pta|ptfa|friends of|fair|fayre|fete|raffle|assembly|ks\d|reception|nursery|learn\w*|lesson|topic|maths|science|collect(?:ion|ing|ed)?|donat\w*|vouchers?|sponsor\w*|fundrais\w*|stall|uniform|club|team|match|tournament|cross country|reading|library|event|volunteers?|thank you|thanks to|hall|prize|quiz|tickets?|tombola|auction|governors?|evening)\b"
)
_CHATTER = re.compile(r"\b(?:lmao+|lol+|omg|wtf|rofl|tbh|smh|fml|haha+)\b|😂|🤣|🍷|🍹|🍻")


@check("not_professional")
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


@check("open_to_allegation")
def may_be_misread(reading: Reading) -> Iterator[Sighting]:
    """Something that may be misread or lead to an allegation (KP-2)."""
    if reading.outside or reading.kind == "sanctioned" or reading.has("own_family"):
        return
    found = reading.match(_MISREAD)
    if found:
        yield reading.see("open_to_allegation", found, "This can be misread, and can lead to an allegation.",
                          remedy=Remedy("rewrite", "Say it so that nobody can take it another way, or leave it."))  # fmt: skip


_MISREAD = Pattern(
    r"\b(?:bit close to|close to someone from work|just (?:the two of us|us two)|in bed with|snuggled up|sat on my (?:knee|lap)|tickl\w+|massage|(?:the fit|a fit|fit|hot) (?:dads?|mums?)|one of the (?:dads|mums)[^.!?]{0,30}(?:lift|drinks?|home|date|kiss\w*|night)|(?:wife|husband) thinks|dilf|milf|back to mine|round mine|sleepover|my favourites?\b[^.!?]{0,20}\b(?:pupil|kid|boy|girl|in the class)|crush on|(?:gave|giving|give)\b[^.!?]{0,50}\blift|alone (?:with|together)|cuddles? (?:with|from) (?:my|the|one)|kiss(?:es|ed)? (?:from|on|by)|got off with|snogg\w+|flirt\w*)\b"
)

CHECKS: tuple[Check, ...] = (
    child_wrote,
    message_to_child,
    pupils_invited_to_message,
    pupil_befriended,
    in_touch_with_children,
    improper_contact_heard_of,
    privacy_opened_up,
    about_text_lacks_link,
    account_of_its_own,
    not_the_schools_business,
    may_be_misread,
)
