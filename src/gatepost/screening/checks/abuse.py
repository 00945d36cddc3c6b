"""Abuse and disrespect: of the school's people by anyone it binds, and of its page by those outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.links import addresses, by_form
from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Seen

# Words of abuse that are also something else, and what else they are.
_INNOCENT = re.compile(
    r"\b(?:moby[- ]dick|cock(?:erel|s?)? crow\w*|great tit|blue tit|coal tit|tits? (?:and|were|was|are)|scunthorpe|shih tzu|dick (?:whittington|turpin|king|van|and dora)|curl up (?:&|and) dye|the twits|mr twit|wicked witch|witch(?:es)? (?:of|in)|pirates?|captain|big bad|good witch"
    r"|george's marvellous|horrid henry|horrible histor\w+|evil (?:queen|stepmother|genius)|the (?:stupid|silly) (?:wolf|troll)|funny bones|fat (?:controller|cat)|ugly (?:duckling|sisters|bug)|thick (?:coat|coats|socks|fog|and fast|jumper|snow|soup|paper|card)|dense (?:fog|forest)|lazy (?:river|sunday|days)|pathetic fallacy|fossils?\b(?! like)|dinosaurs?\b|dragons?\b|cows?\b(?= in| and| at|s)|rats?\b(?=[^.]*plague)"
    r"|bully(?:ing)? (?:policy|week|workshop|assembly|is|awareness)|anti-?bullying|about bull\w+|clowns?\b(?= school| show| nose| act)|muppets? (?:christmas|show|movie)|snowflakes?\b|creepy[- ]crawl\w+|animals?\b|snakes?\b(?= and ladders|s?\b)|bloody (?:sunday|mary|tower|assizes)|damn(?:ed|s)? (?:the )?(?:river|stream)|bastard file|pussy ?cat|bloomin|ass and|donkey)\b"
)
_QUOTED_LESSON = re.compile(
    r"\b(?:lesson|assembly|discuss\w*|talk(?:ed|ing)? about|learn\w*|workshop|poster|kind words|why words|word(?:s)? (?:like|such as)|hurtful|anti-?bullying|book|story|character|play|panto\w*|film|read(?:ing)?|e-?safety|debate|spelling|villain)\b"
)
_SELF = re.compile(
    r"\b(?:i'm|im|i am|i was|i feel|i felt|i've been|i look|i sound|feel(?:ing)? like|such|call me|me being|my own|silly me|stupid me|i'm an?|makes me|made me feel|myself|my (?:brain|memory|phone|car|printer|laptop|sat ?nav|knees?|back|hair|feet|dog|cat|oven|boiler|wifi))\b[^.!?]{0,30}$"
)
_ELSEWHERE = re.compile(
    r"\b(?:referee|ref\b|var\b|linesman|premier league|arsenal|spurs|chelsea|man u(?:td|nited)?|liverpool|everton|football|cricket|rugby|england|team|keeper|striker|back four|defence|government|council|tories|tory|labour|farage|starmer|mps?\b|prime minister|politicians|trump|royal mail|post office|evri|hermes|dpd|parcel|courier|amazon|tesco|asda|lidl|aldi|morrisons|sainsbury'?s?|b&q|ikea|argos|bt\b|sky\b|vodafone|ee\b|o2\b|broadband"
    r"|virgin|ryanair|easyjet|airline|flight|airport|trains?\b|gwr|bus(?:es)?\b|traffic|a30|m5|roadworks|parking fine|parking app|traffic warden|bank\b|insurance|energy|british gas|water board|south west water|landlord|estate agent|neighbour'?s?|driver|drivers|caravan|tractor|seagulls?|weather|rain|storm|wasps?|printer|laptop|phone|computer|boiler|car\b|washing machine|oven|dishwasher|diet|gym|netflix|on (?:the )?(?:telly|tv)|love island|traitors|strictly|bake off|episode|series|film|book|song|ex\b|tinder|dating)\b"
)
_TARGET_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|cllr|revd) [a-z]+")
_WE_AT_SCHOOL = re.compile(
    r"\b(?:the|our|my|that|this|whole|entire|new|those|these|their|at our|at the|at that)\s(?:[a-z'-]+\s){0,2}?(?:head|heads|headteacher|deputy|slt|leadership|management|governors?|chair|office|teachers?|tas?|staff|boss|senco|caretaker|bursar|pta|ptfa|committee|board|class|parents?|mums?|mummies|dads?|families|kids|pupils|children|receptionist|secretary|business manager|it guy|supply|cook|dinner lad(?:y|ies)|school|place|federation|colleagues?|team|lot|panel|governing body|playground|gate)\b|\bsome people\b|\bsupply lady\b|\bsome (?:of the )?(?:parents|mums|dads|governors|colleagues|teachers|staff)\b|\b(?:mums|dads|parents) (?:at|who|of|today|in)\b|\bone (?:more )?(?:of the )?(?:[a-z]+ )?(?:mummy|mum|dad|parent|governor|teacher|colleague)\b"
)


_NEAR = 160  # characters: the same breath


def _innocent(words: str) -> bool:
    return _INNOCENT.search(words) is not None


def _person_aimed_at(reading: Reading, seen: Seen) -> Seen | None:
    """Somebody of the school in the same breath: by name, title, role, or the school itself."""
    passage = seen.passage
    start, end = max(0, seen.start - _NEAR), seen.start + _NEAR
    for pattern in (_TARGET_TITLE, _WE_AT_SCHOOL):
        if found := pattern.search(passage.folded, start, end):
            return Seen(passage, *found.span())
    named = reading.named_between(passage, start, end)
    if named:
        return named
    for i in passage.between(start, end):
        if passage.keys[i] in reading.known.roll.staff_words_all and passage.capital_at(i):
            return Seen(passage, *passage.spans[i])
    if reading.brand and reading.brand.passage is passage and start <= reading.brand.start < end:
        return reading.brand
    return next((c for c in reading.class_spans if c.passage is passage and start <= c.start < end), None)


@check("derogatory", when=("insult", "jibe", "slur", "threat", "profanity"), by_words=True)
def derogatory_of_our_people(reading: Reading) -> Iterator[Sighting]:
    """A derogatory, rude or threatening remark aimed at the school or its people (CC-4)."""
    if reading.outside:
        return
    for seen in reading.cues("threat", "slur", "insult"):
        sentence = reading.sentence(seen)
        words = sentence.passage.folded[sentence.start : sentence.end]
        if _innocent(words) or (_QUOTED_LESSON.search(words) and reading.kind == "sanctioned"):
            continue
        before = seen.passage.folded[max(0, seen.start - 40) : seen.start]
        if _SELF.search(before):
            continue
        aimed = _person_aimed_at(reading, seen)
        if aimed is None or (_ELSEWHERE.search(words) and not _in(aimed, sentence)):
            continue
        if not _in(aimed, sentence) and reading.kind == "sanctioned":
            continue
        if _PRAISES.search(words) and not _sneers(words):
            continue
        yield reading.see("derogatory", sentence, "This runs down the school or somebody connected with it.",
                          remedy=Remedy("rewrite", "Say what happened without running anybody down, or take it to the head in private."))  # fmt: skip
        return
    sneer = reading.match(_SARCASM)
    if sneer and (aimed := _person_aimed_at(reading, sneer)) and not _ELSEWHERE.search(reading.text.folded):
        yield reading.see("derogatory", reading.sentence(sneer), "This runs down the school or somebody connected with it.",
                          remedy=Remedy("rewrite", "Say it plainly and kindly, or not at all."))  # fmt: skip


_AT_READER = re.compile(
    r"\b(?:you(?:'re|r| are| were| lot| people| all)|stop being|(?:some|one|any) of (?:you|the|those))\b"
    r"(?:(?! not\b| never\b)[^.!?,]){0,30}$"
)


@check("derogatory", when=("insult", "slur", "profanity"))
def readers_insulted(reading: Reading) -> Iterator[Sighting]:
    """Foul words on a school account, or an insult to those who read them there or in a group (CC-4)."""
    if reading.outside or reading.kind not in ("sanctioned", "closed_group"):
        return
    foul = reading.cues("profanity") if reading.kind == "sanctioned" else []
    for seen in (*foul, *(cue for cue in reading.cues("slur", "insult") if _at_reader(reading, cue))):
        sentence = reading.sentence(seen)
        words = sentence.passage.folded[sentence.start : sentence.end]
        if (
            _innocent(words)
            or _QUOTED_LESSON.search(words)
            or seen.passage.folded[seen.start : seen.end] in _SOFT_WORDS
        ):
            continue
        yield reading.see("derogatory", sentence, "These words have no place on a school account or in a school group.",
                          remedy=Remedy("rewrite", "Say it as you would with a child standing next to you."))  # fmt: skip
        return


def _at_reader(reading: Reading, seen: Seen) -> bool:
    """Whether the words are said to whoever reads them; what stands in quotation marks is said by another."""
    sentence, folded = reading.sentence(seen), seen.passage.folded
    if folded[sentence.start] in "'\"":
        return False
    return _AT_READER.search(folded, sentence.start, seen.start) is not None


def _in(inner: Seen, outer: Seen) -> bool:
    return inner.passage is outer.passage and outer.start <= inner.start < outer.end


def _sneers(words: str) -> bool:
    return _SARCASM.search(words) is not None or "couldn't" in words or "so-called" in words


_PRAISES = re.compile(
    r"\b(?:thank(?:s| you)|proud|love(?:ly)?|brilliant|amazing|fantastic|well done|congratulations|best (?:team|class|job|school|colleagues)|lucky|grateful|couldn't (?:be prouder|have done|do it|wish|ask|imagine|manage) (?:it )?without|couldn't be (?:prouder|happier)|legends?|heroes|superstars?)\b"
)
_SARCASM = Pattern(
    r"\bchocolate (?:fireguard|teapot)\b|\bif brains were\b|\bgoes to die\b|\bthinks? (?:they're|she's|he's) running\b|\blift a finger\b|\bbag of crisps\b|\bsaid no one\b|\b(?:seen|known) [a-z ]{3,25} better run\b|\bnothing to say and\b|\bwearing the\b[^.!?]{0,20}\bas a hat\b|\b(?:each|every) one thicker\b|\bone who smells of\b|\brow of stuffed\b|\btyres is a lot\b|\b(?:mums|dads|parents) (?:at|of) (?:our|the|that) gate (?:are|is)\b|\bslow clap\b|\bso[- ]called\b|\bgive (?:them|him|her|that \w+) a medal\b|\b(?:truly|absolute|total|another) (?:a )?(?:genius|triumph|masterclass|stroke of genius)\b|\bneed(?:s)? a licen[cs]e\b|\bcould ?n'?t (?:run|organise|manage|teach|find|spell|lead|count|boil) (?:a|an|his|her|their|the|to)\b"
    r"|\bbless (?:his|her|their) (?:little )?cotton\b|\bby name\b[^.!?]{0,40}\bby nature\b|\b(?:warmth|charisma|personality|charm|people skills|empathy|spine|backbone) of (?:a|an)\b|\bone brain ?cell\b|\bnot the sharpest\b|\bsharpest tool\b|\bthick as\b|\bcloud cuckoo\b|\bon another planet\b|\bhasn'?t (?:got )?a clue\b|\bhaven'?t (?:got )?a clue\b|\bshould be sacked\b|\bneeds? sacking\b|\bmake(?:s)? it up as\b|\bmaking it up as\b|\bwaste of\b|\bhow (?:he|she|they) got (?:the|that) job\b|👏\s?👏\s?👏|\bhad to (?:put up with|listen to|sit through|smile at)\b|\b(?:benefits|lashes|lipstick|leggings|tattoos|tan|heels|prosecco) and (?:botox|fake tan|fillers?|no \w+)\b|\bcall(?:s)? (?:themselves|herself|himself) a\b|\bwho died and made\b|\bwith (?:his|her) little clipboard\b|\bnot (?:a|one) (?:single )?(?:brain|idea|clue) between\b"
)

_CIVIL = re.compile(
    r"\b(?:thank(?:s| you)|please could|could you|can you|would you|when (?:is|are|will|does)|what time|is there|does anyone|sorry to|disappoint\w+|disagree|don't agree|do not agree|concerned|written to|complaint form|i understand|appreciate|frustrat\w+|feel that|i think|in my opinion|well done|love|lovely|brilliant|great|fantastic|proud)\b"
)
_RUMOUR = Pattern(
    r"\b(?:liar|lies through|lying|lied|crooks?|thie(?:f|ves)|steal\w*|stole|pocket(?:ed|ing)|lining (?:his|her|their)|back ?handers?|brown envelopes?|cover(?:ing|ed)?[- ]?up|swept under|hush(?:ed|ing) up|on the fiddle|fiddl(?:ed|ing)|embezzl\w+|bribe\w*|never reached the bank|where(?:'s| is| did| does| has) (?:all )?(?:the|our|that) money|(?:stank|smelt|reek\w*|stink\w*|smell\w*) of (?:drink|booze|weed|alcohol|wine)|drunk|on drugs|having an affair|carrying on with|sleeping with|knocking off|in such a hurry|on (?:the|his|her) laptop|wrong ?'?un|no smoke|paedo\w*|perv\w*|nonce\w*|groom\w*|abus\w+|count the kids|lo(?:st|ses?) (?:my|a|another) (?:child|kid|son|daughter)|left (?:my|a) (?:child|son|daughter)"
    r"|on (?:her|his|their) phones?(?: again)?|'?off sick'?|lovely tan|got it in for|has it in for|saying what everyone|what everyone(?:'s| is)? (?:thinks|thinking)|(?:just )?putting it out there|funny (?:that|how|isn'?t it)|do the maths|join the dots|ask (?:him|her|them|mr \w+|mrs \w+|miss \w+|ms \w+|the head) why|everyone knows|we all know|i(?:'ve| have)? heard|heard from|apparently|rumou?r\w*|hit(?:s|ting)? (?:my|a|the) (?:child|kid|son|daughter|children|kids)|(?:screams?|shouts?|bellows?) at (?:the |my |little )?(?:kids|children|kid|child|son|daughter|them)|bull(?:y|ies|ied|ying)|picks on|discriminat\w+|racist|corrupt|dodgy|backs? turned|(?:in|from) (?:his|her|their) (?:pocket|expense)|on \d+k|drives? a new|extension|holiday(?:s)? (?:on|with) our)\b"
)
_SPAM = Pattern(
    r"£\s?\d[\d,]* ?(?:a|per|every) (?:day|week|hour|month)|\b(?:earn(?:ing|ed)?|made|make|making)\b[^.!?]{0,25}(?:£\s?\d|money|cash|income)\b[^.!?]{0,40}(?:home|online|phone|week|day|fast|easy)?|\b(?:crypto\w*|bitcoin|forex|passive income|side hustle|financial freedom|recovered (?:my|everything)|trading (?:platform|coach|mentor)|spell ?caster|love spell|(?:herbal|healing) (?:cure|doctor)|weight loss|lose weight|slimming (?:tea|pills|patch\w*)|hot singles|gift ?cards?|you(?:'ve| have) won|free iphone|verify (?:your|ur) (?:page|account)|(?:page|account|site) (?:will be|is|has been) (?:deleted|hacked|suspended|disabled|restricted)|click (?:here|the link|my|below|this)|followers? (?:for|cheap)|t\.me|wa\.me|telegram|message (?:her|him) (?:and|on)|inbox me|dm (?:me )?(?:to|for|now)|check (?:out )?(?:my|our) (?:page|profile|shop)|(?:cheap|best) (?:prices?|rates?|deals?)|(?:we|i) do driveways|gutters? clean\w*|loans?|no credit check|call (?:us|me|now|today) on|get yours|limited (?:offer|time)|followers|vapes?|no sign ?up|work from home)\b"
)
_THREAT_OUT = Pattern(
    r"\b(?:i'?ll|i will|gonna|going to|someone (?:should|will|needs to)|somebody (?:should|will|puts?)|till somebody|want(?:s)? to)\b[^.!?]{0,30}\b(?:kill|deck|knock|smash|batter|punch|slap|swing|brick|burn|torch|wait|find (?:you|him|her|out where)|sort (?:you|him|her|them)|watch (?:himself|herself|yourself|your|his|her|it)|hurt|shove)\b|\bwatch (?:your|his|her) back\b|\bknow(?:s)? where (?:you|he|she|they|that) (?:live|park|lives)\b|\bwait(?:ing)? (?:for (?:you|him|her)|outside)\b|\byou(?:'ll| will) regret\b|\bto (?:his|her) car\b|\bbrick through\b|\bburn (?:it|that|the place)\b|\bgood hiding\b|\bbomb\b"
)


@check("abuse_of_school_page", by_words=True)
def page_abused(reading: Reading) -> Iterator[Sighting]:
    """Abuse, threat, slur, spam, rumour or a child accused, in an outsider's comment on a school account (SU-6)."""
    if not reading.outside:
        return
    found = _first_abuse(reading)
    if found:
        yield reading.see("abuse_of_school_page", found, "This comment comes off at once and is reported.",
                          office="Capture it first (words, author, address, time), then remove it and tell a member of SLT.",
                          remedy=Remedy("report", "Capture it, remove it, report it to a member of SLT."))  # fmt: skip


def _first_abuse(reading: Reading) -> Seen | None:
    for seen in reading.cues("threat", "slur", "insult", "profanity"):
        sentence = reading.sentence(seen)
        words = sentence.passage.folded[sentence.start : sentence.end]
        before = seen.passage.folded[max(0, seen.start - 40) : seen.start]
        if not _innocent(words) and not _SELF.search(before) and not _mild(words, seen):
            return sentence
    for pattern in (_THREAT_OUT, _SPAM, _MOCK):
        if found := reading.match(pattern):
            return reading.sentence(found)
    if found := reading.match(_RUMOUR):
        words = reading.text.folded
        if not _SOFT.search(words):
            return reading.sentence(found)
    if found := reading.match(_SARCASM):
        return reading.sentence(found)
    if accused := _child_accused(reading):
        return accused
    return next((seen for seen, address in addresses(reading) if by_form(reading, address)[0]), None)


_SOFT_WORDS = frozenset(
    "bloody damn crap fat lazy precious thick animals dragon snake fake entitled cow dense fossil tart rats snakes mental idle".split()
)


def _mild(words: str, seen: Seen) -> bool:
    """A mild word in civil criticism is no abuse: `disappointed`, `bloody good`, `the lazy river`."""
    soft = seen.passage.folded[seen.start : seen.end] in _SOFT_WORDS
    return soft and (_CIVIL.search(words) is not None or len(words) < 60)


_MOCK = Pattern(
    r"🤡|🐷|🖕|💩|🐀|🐍|\bwon't like it\b|\bwon't be ringing first\b|\b(?:look at|see|check) my profile\b|-\d\d% today|\bhear a word of english\b|\btoo many of them\b|\ba melt\b|\bphwoar\b|\bat the pies\b|\bon the game\b|\bnobody likes\b"
)
_SOFT = re.compile(
    r"\b(?:bullying (?:policy|evening|week|talk)|anti-?bullying|i(?:'ve| have)? heard (?:great|good|lovely|nothing but|so many|wonderful)|apparently (?:there|it|the)[^.!?]*\?|left my (?:phone|bag|coat|keys)|heard (?:back|it|the|about the) (?:bell|choir|news)|is it true)\b"
)
_CHILD_ACT = Pattern(
    r"\b(?:bit|bites|biting|hit|hits|hitting|kick\w*|punch\w*|push\w*|bull\w+|attack\w*|hurt\w*|excluding|excluded|expelled|hands to (?:him|her|them)sel(?:f|ves)|plaster|violent|nasty|horrible|needs a|sort (?:it|him|her) out|picked on|steal\w*|swear\w*|spat|nits|thug|menace|terror|brat)\b"
)


_THAT_CHILD = Pattern(r"\bthat (?:[a-z]+ )?(?:boy|girl|kid|child|lad|family)\b")


def _child_accused(reading: Reading) -> Seen | None:
    acts = reading.match(_CHILD_ACT)
    if not acts:
        return None
    for passage, mention in reading.mentions:
        if mention.kind != "first" or mention.sure or reading.class_spans:
            return reading.sentence(Seen(passage, mention.start, mention.end))
    found = reading.match(_THAT_CHILD)
    return reading.sentence(found) if found else None


CHECKS: tuple[Check, ...] = (derogatory_of_our_people, readers_insulted, page_abused)
