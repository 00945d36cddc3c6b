"""Contact: who is written to, who is befriended, and what reaches a child or comes from one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import GAME, PRIVATE, RECEIVED, Reading, Seen

_TO_DSO = Remedy("report", "Do not answer. Tell the designated safeguarding officer today; keep the message.")


_SELF_TO_CHILD = Pattern(
    r"\b(?:it's|its|it is|this is) (?:mr|mrs|miss|ms|sir)\b|\b(?:mr|mrs|miss|ms) [a-z]{1,2}\b(?=\s*[^a-z]|$)|\bclass account\b|\bwho does reading\b"
)
_TO_PUPIL = Pattern(
    r"\b(?:you|u) (?:looked|seemed|were) (?:a bit |so |really )?(?:down|sad|quiet|upset|great|amazing|brilliant) in (?:class|assembly|maths|pe)\b|\b(?:talk|message|write) to me on here\b|\bsee you at register\b|\bphone away now\b|\bdon'?t tell (?:ur|your) mum\b"
)
_INVITES = Pattern(
    r"\bdrop (?:me|us) a (?:dm|message|line)\b|\bto our inbox\b|\bas a private message\b|\b(?:dm|inbox|message|msg|snap|text|whatsapp) (?:us|me|this page|this account|your (?:answers?|teacher))\b"
)
_YOUR = Pattern(
    r"\b(?:your|ur) (?:mum|dad|homework|drawing|poem|spelling|story|dance|goal|project|reading|book|costume|spellings|mates|teacher|pe kit|picture|painting|photo|pic|team|kitten|login)\b|\b(?:u|you) (?:were|was) (?:great|amazing|brill|brilliant|class|ace|fab)\b"
)
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
_REFUSES = Pattern(
    r"\b(?:won't|wont|will not|don't|dont|do not|can't|cant|cannot|never|declin\w+|ignor\w+|refus\w+|reject\w+|delet\w+|not allowed|please don't|no longer|stop|block\w*)\b[^.!?]{0,50}\b(?:accept\w*|add\w*|follow\w*|requests?|friend\w*)\b|\b(?:requests?|adds?)\b[^.!?]{0,40}\b(?:declined|ignored|refused|deleted|rejected|won't|can't|not)\b"
)
_YOUNG = Pattern(
    r"\b(?:ur mum|your mum|after school|kids?|year \d|\d[a-z]\b|homework|ur marking|bedtime|your teacher|in class|boring grown ?ups|from school|mr [a-z]+ here)\b"
)
_GROUP_WITH_PUPILS = Pattern(
    r"\b(?:made|set up|started|created|got)\b[^.!?]{0,40}\b(?:group|chat|server|snap|discord|whatsapp)\b[^.!?]{0,40}\b(?:for|with)\b[^.!?]{0,20}\b(?:y\d|year \d|kids|pupils|girls|boys|gymnasts|team|class|readers)\b"
    r"|\b(?:snapchat(?:ting)?|messag(?:e|ing)|chat(?:ting)?|dm(?:ing|s)?|snap(?:ping)?|gaming|playing (?:fortnite|roblox|minecraft|fifa))\b[^.!?]{0,30}\b(?:with )?(?:my|some of my|a few of my|the|our)\b[^.!?]{0,20}\b(?:pupils|class|year \ds?|y\ds?|kids from|readers|reading group|kids)\b"
)
_PARENT_LED = Pattern(r"\bparents?\b|\bstaff\b|\bmums\b|\badults\b")
_IMPROPER = Pattern(
    r"\b(?:nasty pics|nudes?|asking (?:kids|her|him|them|our|the|for)\b[^.!?]{0,30}\b(?:pics|photos|pictures)|wants to meet|voice notes|keeps (?:messaging|commenting|asking)|groom\w*|sext\w*|gorgeous|sexy|kill yourself|kys|pics in)\b"
)
_REPORTED = Pattern(
    r"\b(?:(?:have |already |i've |i )?(?:reported|told|passed|rang|logged)\b[^.!?]{0,40}\b(?:dso|dsl|safeguarding|chidi|karen|police|ceop|officer|head|lead)|e-?safety|online safety|workshop|assembly|training|webinar|advice|leaflet|nspcc|how to)\b"
)
_MISREAD = Pattern(
    r"\b(?:bit close to|close to someone from work|just (?:the two of us|us two)|in bed with|snuggled up|sat on my (?:knee|lap)|tickl\w+|massage|(?:the fit|a fit|fit|hot) (?:dads?|mums?)|one of the (?:dads|mums)[^.!?]{0,30}(?:lift|drinks?|home|date|kiss\w*|night)|(?:wife|husband) thinks|dilf|milf|back to mine|round mine|sleepover|my favourites?\b[^.!?]{0,20}\b(?:pupil|kid|boy|girl|in the class)|crush on|(?:gave|giving|give)\b[^.!?]{0,50}\blift|alone (?:with|together)|cuddles? (?:with|from) (?:my|the|one)|kiss(?:es|ed)? (?:from|on|by)|got off with|snogg\w+|flirt\w*)\b"
)


@check("child_wrote_to_us", when=(RECEIVED,))
def child_wrote(reading: Reading) -> Iterator[Sighting]:
    """A message received from a child: do not answer, report it (PU-2). A comment on a school page is none."""
    to_a_person = reading.private or reading.kind != "sanctioned"
    if reading.draft.context.direction == "inbound" and reading.by_child and to_a_person:
        yield reading.see(
            "child_wrote_to_us",
            whole_text(reading),
            "A child has written to you.",
            remedy=_TO_DSO,
        )


def whole_text(reading: Reading) -> Seen:
    """The draft's text from its first word to its last."""
    passage = reading.text
    tokens = passage.tokens
    if not tokens:
        return Seen(passage, 0, len(passage.folded))
    return Seen(passage, tokens[0].start, len(passage.folded.rstrip()))


@check("private_message_to_pupil", when=(_INVITES,), by_words=True)
def pupils_invited_to_message(reading: Reading) -> Iterator[Sighting]:
    """A school account invites pupils to write to it privately (SU-7)."""
    if reading.outside or reading.private:
        return
    found = reading.match(_INVITES)
    if found and (reading.class_spans or reading.has("own_pupils")) and not _PARENTS.search(found.passage.folded):
        yield reading.see("private_message_to_pupil", reading.sentence(found), "Pupils are not invited to write to a school account privately.",
                          remedy=Remedy("rewrite", "Let them answer in class, or ask parents to write to the office."))  # fmt: skip


@check("private_message_to_pupil", "pupil_as_contact", when=(PRIVATE,), by_words=True)
def message_to_child(reading: Reading) -> Iterator[Sighting]:
    """A private message from an adult to a pupil (SU-7, KP-3)."""
    if reading.outside or reading.draft.context.direction == "inbound":
        return
    if not (reading.private or reading.draft.audience == "one_person"):
        return
    to_pupil = _addressed_pupil(reading)
    hint = reading.first("to_child") or reading.match(_SELF_TO_CHILD) or reading.match(_YOUR)
    if to_pupil or (hint and reading.match(_SELF_TO_CHILD)) or (hint and reading.has("play")) or (
        reading.match(_TO_PUPIL) or (reading.has("to_child") and (reading.match(_YOUR) or (reading.kind == "sanctioned" and reading.class_spans)) and not reading.has("own_family"))
    ):  # fmt: skip
        short = len(reading.draft.text) < 300  # then the message itself is what is wrong, not some word of it
        yield reading.see("private_message_to_pupil", whole_text(reading) if short else (hint or to_pupil),
                          "Adults do not message pupils privately.",
                          remedy=Remedy("rewrite", "Write to the parents, or say it in class or on the public page."))  # fmt: skip
    added = reading.match(_ADDED)
    if added and (to_pupil or hint):
        yield reading.see("pupil_as_contact", added, "A pupil may not be a contact on a personal account.",
                          remedy=Remedy("ask", "Decline it, or ask SLT if this is close family."))  # fmt: skip


_GREETING = 40  # letters: the longest greeting with room to spare
_GREETED = re.compile(
    r"(?:^|[.!?\]\n]\s*|\b(?:hi|hiya|hey|heyy|hello|dear|morning|thanks|well done|yo|ok|photo|done|dm|spotted|later"
    r"|tomorrow|tonight|after school|on)\s*,?\s*)$"
)


def _addressed_pupil(reading: Reading) -> Seen | None:
    """A pupil's name where the person spoken to is named: at the start, after a greeting, or as a call."""
    for passage, mention in reading.mentions:
        if passage.where != "text":
            continue
        before = passage.folded[: mention.start].rstrip()
        after = passage.folded[mention.end : mention.end + 3]
        greeted = _GREETED.search(before, max(0, len(before) - _GREETING))
        alone_at_end = not greeted and not passage.folded[mention.end :].strip(" .!xX")
        if alone_at_end and before:
            continue
        if (greeted and re.match(r"[\s,.!?:]|$", after)) or (len(before) < 30 and re.match(r"[,!?:]", after)):
            return Seen(passage, mention.start, mention.end)
    return None


@check("pupil_as_contact", "ex_pupil_as_contact", when=(_ADDED,), by_words=True)
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


def _span(a: Seen, b: Seen) -> Seen:
    if a.passage is not b.passage:
        return a
    joined = Seen(a.passage, min(a.start, b.start), max(a.end, b.end))
    return joined if joined.end - joined.start < 120 else a


@check("contact_with_pupils", when=(_GROUP_WITH_PUPILS, GAME), by_words=True)
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


@check("improper_contact_seen", when=("improper",), by_words=True)
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


@check("open_to_allegation", when=(_MISREAD,), by_words=True)
def may_be_misread(reading: Reading) -> Iterator[Sighting]:
    """Something that may be misread or lead to an allegation (KP-2)."""
    if reading.outside or reading.kind == "sanctioned" or reading.has("own_family"):
        return
    found = reading.match(_MISREAD)
    if found:
        yield reading.see("open_to_allegation", found, "This can be misread, and can lead to an allegation.",
                          remedy=Remedy("rewrite", "Say it so that nobody can take it another way, or leave it."))  # fmt: skip


CHECKS: tuple[Check, ...] = (
    child_wrote,
    message_to_child,
    pupils_invited_to_message,
    pupil_befriended,
    in_touch_with_children,
    improper_contact_heard_of,
    may_be_misread,
)
