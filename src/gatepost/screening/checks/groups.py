"""Talk of pupils in staff groups: never, kindly meant or not (PU-9a)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Seen

_INITIALS = re.compile(r"(?<![\w@#/.])(?:[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]{2})(?![\w@#/])(?:'s)?")
_NOT_INITIALS = frozenset(
    "PE RE IT TA TV UK US EU OK PS NB AM PM ID DT PC HR PR AI KS HT BF GP WC DJ CD QR VR MP AV LA SEN ED XX IM ME MY NO SO TO UP WE GO IN ON OR IF IS HE BE BY DO AN AS AT OF OH HI LO OP RA CP DM VW BT HQ TBC BBC".split()
)
_ONE = Pattern(
    r"\b(?:the|that|this|our|my|your|a|one|certain|little|wee|poor|which|the new|another) (?:little |new |small |wee |poor |certain |year \d |y\d )?(?:child|kid|kiddie|boy|girl|lad|lass|pupil|student)\b|\b(?:that|the) one (?:who|in (?:the|my)|from)\b|\byou know (?:who|whom)\b|\bu know who\b|\bykw\b|\b(?:him|her|his lordship|her ladyship) again\b|\b(?:a|our) certain (?:some ?one|little|child|boy|girl)\b|\bcertain someone\b|\bour (?:little )?friend\b|\bthe (?:twins|usual suspects?|terrible two|other one|new starter)\b|\bone of (?:mine|ours|yours|my|our|your|the)\b(?: (?:lot|class|lads|boys|girls|kids|ones|year \ds?|group))?|\bthat one in\b|\bwee man\b|\blittle (?:madam|man|miss|mr|lad|fella|so and so|monkey)\b|\bwhich of them\b|\b(?:boy|girl|kid|lad|child) (?:in|with|from|who)\b|\bthe y\d kids\b|\b(?:some|any) of (?:the|my|our) (?:kids|children|year|y\d)"
)
_OWN_CHILD = Pattern(
    r"\bmy (?:own |two |little |eldest |youngest |middle )*(?:child|kid|kids|boy|girl|lad|son|daughter|two|three|eldest|youngest|niece|nephew)\b"
)
_ADULTS = re.compile(
    r"\b(?:new boy at work|old boy|girls night|girls' night|night out|one of (?:us|you|the staff|the tas|those days|those|my favou?rites|the (?:mugs|laminators|ipads|printers|cups|keys|tables|minibuses|laptops|cupboards|trolleys|displays|benches|radiators))|come on girls|love you girls|hi girls|morning girls|thanks girls|the girls from|the one (?:from|in|on|with) (?:the|amazon|ikea)|the (?:blue|red|big|green|old|new|other|spare|small|long|short) one|which one|this one|no one|that one'?s (?:broken|mine|empty|dead))\b"
)
_THEM = re.compile(r"\b(?:he|she|him|her|his|he's|she's|they|their|them|mum|dad|nan)\b")


@check("child_discussed", by_words=True)
def pupil_talked_about(reading: Reading) -> Iterator[Sighting]:
    """A pupil is the subject in a group: by initials, by description, or as `you know who` (PU-9a)."""
    if reading.outside or reading.kind != "closed_group":
        return
    for passage in reading.prose:
        if found := _by_initials(reading, passage.text):
            start = found.start()
            yield reading.see(
                "child_discussed", Seen(passage, *passage.folded_span(start, found.end())), _REASON, remedy=_MOVE
            )
            return
    one = reading.match(_ONE)
    if one and not reading.match(_OWN_CHILD) and not _ADULTS.search(one.passage.folded):
        told = reading.has("child_states") or reading.class_spans or _THEM.search(one.passage.folded)
        if told and (reading.has("child_states", "you_know_who", "pupils") or reading.class_spans):
            yield reading.see("child_discussed", reading.sentence(one), _REASON, remedy=_MOVE)
            return
    third = reading.match(_UNNAMED)
    if third and not reading.match(_OWN_CHILD):
        yield reading.see("child_discussed", reading.sentence(third), _REASON, remedy=_MOVE)


_REASON = "Pupils are never talked about in a group like this, however kindly."
_MOVE = Remedy(
    "rewrite", "Take it out; record it where the school records such things, or tell the person who needs to know."
)
_UNNAMED = Pattern(
    r"\b(?:the|that) (?:boy|girl|kid|lad|child|lass)\b[^.!?]{0,60}\b(?:coat|trainers|shoes|hair|3h|class|smells?|from|in|again|mum|dad|every day)\b|\b(?:his|her|their) (?:mum|dad|nan|mother|father|parents?|carer)\b[^.!?]{0,60}\b(?:in at|coming|rang|called|wants|says|said|again|won't|late|word|knows|pick ?up|here|gate)\b|\b(?:kicked off|meltdown|wet (?:him|her)self|had his inhaler|had her inhaler|bit (?:him|her|someone|another))\b"
)


def _by_initials(reading: Reading, text: str) -> re.Match[str] | None:
    if text.isupper():
        return None
    for found in _INITIALS.finditer(text):
        letters = re.sub(r"[^A-Z]", "", found.group())
        if letters in _NOT_INITIALS or len(letters) > 3 or letters.lower() in reading.known.roll.class_words:
            continue
        if reading.class_spans or reading.has("child_states") or "." in found.group():
            return found
    return None


_INITIALS_CLASS = re.compile(r"(?<![\w@#/.])(?:[A-Z]\.\s?[A-Z]\.?|[A-Z]{2})(?![\w@#/])")


@check("pupil_identified")
def initials_with_class(reading: Reading) -> Iterator[Sighting]:
    """Initials with a class that fit a pupil of it (SU-4c, PU-1b, KP-3)."""
    if reading.outside or not reading.class_spans:
        return
    roll = reading.known.roll
    for passage in reading.prose:
        if passage.all_capitals:
            continue
        for found in _INITIALS_CLASS.finditer(passage.text):
            letters = re.sub(r"[^A-Z]", "", found.group()).lower()
            if letters.upper() in _NOT_INITIALS and "." not in found.group():
                continue
            start, end = passage.folded_span(found.start(), found.end())
            near = [c for c in reading.class_spans if c.passage is passage and abs(c.start - start) < 80]
            if near and roll.has_initials(letters, reading.school):
                yield reading.see("pupil_identified", Seen(passage, start, end), "Initials with a class tell which pupil is meant.",
                                  remedy=Remedy("rewrite", "Leave the initials out."))  # fmt: skip
                return


CHECKS: tuple[Check, ...] = (pupil_talked_about, initials_with_class)
