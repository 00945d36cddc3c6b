"""What must not get out: confidential matters and what weakens the security of sites and children."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.names.around import ORDINARY
from gatepost.screening.names.others import TITLES
from gatepost.screening.reading import PICTURE_TEXT, Reading, Seen

_TAKE_OUT = Remedy("rewrite", "Take this out; tell it only to those who need it, on the school's own systems.")

_CODE = Pattern(
    r"\b(?:codes?|keypad|combination|padlock|pass ?code|alarm|side gate|back gate|gate|entry|door|fob|shed|safe|pin)\b[^.!?\n]{0,30}?(?:\bis\b|\bare\b|'s|=|:|\bset\b|\bstill\b|\bnow\b|-)?\s?#?\b(?:[a-z]?\d{4,8}[a-z]?|\d(?:[- ]\d){3,5})\b#?"
    r"|\b(?:password|passwords|pass ?word|pw|pwd|login|log ?in|wi-?fi|guest net)\b[^.!?\n]{0,30}?(?:\bis\b|\bare\b|=|:|\band\b)\s*\S*[a-z0-9]\S*"
    r"|\b\d{4,6}# ?|\b(?:beeps?|tick|digits)\b[^.!?]{0,20}\b\d{4}\b|\b\d{4},? (?:then|and) (?:the|press|hit) (?:tick|hash|star|green|button|enter)\b|\b(?:code|keypad|digits|door|alarm|box|pin)\b[^.!?]{0,40}\b(?:the year (?:the|we|our)|same as (?:it's )?always|straight down|four digits|school'?s? (?:postcode|birthday)|year the)\b"
    r"|\byear the (?:war|school)\b[^.!?]{0,40}\b(?:tick|hash|code|then)\b"
)
_WORD_CODE = Pattern(
    r"\b(?:password|wi-?fi password|wifi code|login)\b[^.!?\n]{0,24}?(?:\bis\b|=|:)\s*['\"]?[a-z0-9][\w!@#$%&*-]{3,}"
)
_GAME = re.compile(
    r"\b(?:escape room|crack(?:ed|ing)? (?:the|a) code|code (?:club|break\w*|cracker\w*|name)|codebreak\w*|morse|secret codes?|treasure|number of the day|puzzle|quiz|riddle|pattern|dress code|qr|highway code|code of conduct|post ?code|promo|discount|voucher|coupon|offer code|order code|enter the code|dial|sort code|country code|algorithm|python|scratch|coding|maths|multipl\w+|telephone|phone|tel\b|call|ring|text|charity n\w+|registered|price|£|raffle|lottery|on the door|password (?:protected|is in|was sent|has been|will be|reset|manager|safe)|strong passwords?|never (?:share|tell)|don't share|forgot\w*|that you know|chosen|usual details|https?|your (?:own|usual)|chromebook rules|ask the office for|email(?:ed)? (?:home|you|to)|donat\w+|support (?:us|school) code)\b"
)


_FAULT = Pattern(
    r"\b(?:alarm|cctv|cameras?|lock|catch|latch|bolt|padlock|fence|(?:side |back |main |fire |front )?(?:gate|door|exit)|window|keypad|shutters?)(?:'s| is| are| has been| have been| was| will be|'ll be)? (?:\w+ ){0,3}?(?:broken|bust(?:ed)?|broke|knackered|on the blink|not working|off|not recording|only for show|just for show|down|faulty|out of (?:action|order)|disconnected|dead|unlocked|jammed open|propped open|switched off)\b"
    r"|\b(?:doesn't|does not|don't|won't|wont|can't|never) (?:lock|shut|latch|close properly|work|go live)\b|\bnothing[^.!?]{0,30}\brecording\b|\b(?:stroll|walk|get) (?:straight|right) in\b|\bjiggle the\b|\bjust push (?:it|the)\b|\bcameras will be off\b|\bis only for show\b"
)
_EMPTY = Pattern(
    r"\b(?:school|building|site|place|hall|nursery|premises)(?:'s| is| will be|'ll be| stands)? (?:\w+ )?(?:empty|unattended|deserted|unlocked|wide open|left open)\b|\bnot even the caretaker\b|\b(?:not a soul|nobody|no[- ]one)(?:'s| is| will be|'ll be)? (?:ever |even )?(?:on site|about|around|there|in the building|at the school)\b|\bcaretaker(?:'s| is| will be)? (?:off|away|in tenerife|on holiday|won't be about|isn't about|not about|gone)\b|\bcaretaker won't be\b"
)
_KEY = Pattern(
    r"\b(?:spare |shed |hall |office |store |back door |main )?keys?(?:'s| is| are| lives?| will be|'ll be)? (?:\w+ ){0,2}?(?:under|on the hook|behind|in the (?:drawer|pot|shed|meter|box)|inside the|above the|hidden|tucked|lives|live|beneath)\b|\b(?:float|cash ?box|takings|petty cash|raffle money)(?:'s| is| are)? (?:in|under|behind|still in|left in)\b"
)
_LOST = Pattern(
    r"\b(?:lost|found|handed in|missing|keyring|key ?stage|answers? key|key (?:dates|workers?|words|vocabulary|skills|events?|information|points?))\b"
)
_MEET = Pattern(
    r"\b(?:we (?:all )?(?:meet|arrive)|arriv(?:e|ing) at|meet (?:up )?(?:us |me |them )?(?:at|under|outside|by|in|on|near)|meeting point|(?:coach|minibus|bus|train|ferry|boat)(?:'s| will| is)? (?:leav\w+|depart\w*|pick\w*|scoop\w*|collect\w*|go\w*)|pick(?:ing|ed|s)? (?:us|them|everyone) up|scoop us up|drop(?:ping|ped)? (?:us|them|off)|we(?:'ll| will) be (?:at|by|on|in|under|outside|near)|they(?:'ll| will) be (?:at|by|on|in)|line up|assembl\w+ (?:at|by|in)|then (?:it's )?(?:packed )?lunch (?:on|at|by|in)|platform \d|entrance|collected from)\b"
)
_NOW = Pattern(
    r"\b(?:right now|live from|are (?:on|at|in|up|down)\b[^.!?]{0,50}\b(?:till|until|right now|now)|(?:have|'ve) (?:just )?(?:landed|pitched|arrived|reached|set off)|will be here|here (?:till|until|on our own)|as we speak|at this (?:very )?moment|currently (?:at|on|in)|come down and|pop (?:by|down|over)|give us a wave|on our way (?:to|back))\b"
)
_ROOMS = Pattern(
    r"\b(?:rooms? \d+|floor,? \d+|\d+ to \d+,|bunk|dorms?|staying (?:at|in)|stay at|sleeping (?:at|in)|hostel|yha|pitched|campsite|lights out)\b"
)
_REGULAR = Pattern(
    r"\bevery (?:week|day|monday|tuesday|tues|wednesday|weds|thursday|thurs|friday|morning|afternoon|lunch)\b|\b(?:mon|tues|wednes|thurs|fri)days\b"
)
_HEALTH = Pattern(
    r"\b(?:signed off|off (?:sick|ill|long[- ]term|with (?:stress|anxiety|depression|her|his))|hip operation|(?:the|her|his|an|a) (?:op|operation|surgery)\b|chemo\w*|cancer|radiotherapy|biops\w+|tumour|(?:her|his|the) scan|scan (?:on|results|went)|miscarri\w+|pregnan\w+|expecting|ivf|breakdown|with stress|stress they|depress\w+|anxiety|nerves|rehab|drink problem|drinking (?:again|problem)|in hospital|recovering from|diagnos\w+|dementia|parkinson\w*|heart attack|stroke|hysterectomy|tablets|home with (?:his|her) feet up|bad back|off for (?:some time|a while|weeks|six weeks|the foreseeable)|won't be back (?:until|till|before)|nits|test results|tiny [a-z]+ in the|due in (?:january|february|march|april|may|june|july|august|september|october|november|december)|baby (?:due|on the way)|mental health)\b"
)
_PAY = Pattern(
    r"\b(?:pay ?scales?|payslips?|pay slips?|salar(?:y|ies)|wages?|on £ ?\d|earns?\b|twice what|£\d[\d,]*k? (?:a year|salary)|regrade\w*|pay (?:rise|grade)|pay-?offs?|settlement|severance|sum of money|leadership scale|spine point|bonus)\b"
)
_PROCESS = Pattern(
    r"\b(?:grievances?|disciplinary|suspended|under investigation|being investigated|capability|support plan|informal plan|improvement plan|performance management|(?:written|final|verbal) warning|gross misconduct|tribunal|solicitors?|being sued|suing|compensation|nda|allegations?|formal complaint|complaint against|lado|exclusion (?:panel|hearing|meeting)|permanent(?:ly)? exclu\w+|redundan\w+|restructur\w+|(?:lose|losing|cut|cutting|axe|axing)\b[^.!?]{0,25}\b(?:posts?|jobs?|staff|tas?|teachers?)|posts? (?:won't|to go|at risk|going)|lighter by|letting (?:\w+ )?go|let go|sacked|resign\w*|handed (?:in )?(?:her|his|their) notice|handed in notice|given notice|leaving at|is leaving|'s leaving|pushed out|paid to go|walked out|interview(?:s|ing|ed)?|shortlist\w*|candidates?|applied for|(?:going|trying|try|in) for the [a-z ]{0,20}(?:job|post|role|headship)|to try for it|got the (?:job|nod|post)|preferred candidate|pulled out|given six weeks|list of things to put right|with a clipboard|sent home while|look(?:ing)? into what|\bhr (?:were|are|have|in|came|said)\b|part (?:two|ii)|pink papers|confidential\w*|budget|deficit|overspen\w+|in the red|k short|closing (?:the|down)|closure of|merg(?:e|er|ing)|goes down a class|taking a whole class|academis\w+|ofsted (?:rang|have rung|are (?:coming|in)|coming|call\w*|tomorrow|next|here)|inspectors'? (?:have|are|feedback|been)|draft (?:report|feedback)|(?:report|results?|scores?) (?:till|until|before|dropped|is published|isn't|aren't|not)|nobody gets told|embargo\w*|on the portal|land sale|selling (?:the|off the) (?:field|land)|custody|court (?:order|case|hearing|date)|social (?:worker|services)|child protection|cp plan|child in need|foster\w*|looked[- ]after|cpoms|disclos\w+|ehcp|free school meals|pupil premium|hardship|arrears|owes?\b|food ?bank|lost their home|evicted|domestic|refuge|restraining|medical list|divorc\w*|splitting up|split up|moved out|marital|affair|bankrupt\w*|asylum|dad's been laid off|laid off|(?:in|to|out of) prison|the union rep|occupational health|observed again|stopped taking|moved down a|given six weeks|to put right|paid to go|sum of money|people lighter|scan|phased return|references?\b|dbs)\b"
)
_HUSHED = Pattern(
    r"\b(?:don'?t (?:tell|say)|tell (?:no ?one|nobody)|(?:not|n't) (?:a word|tell (?:a soul|anyone))|keep (?:it|this|that) (?:quiet|in here|under|to yourself)|under your hats?|schtum|shhh*|sshh*|mum'?s the word|between (?:us|you and me|ourselves)|off the record|didn'?t hear (?:it|this)|not (?:been )?announced|not public|not common knowledge|(?:haven'?t|hasn'?t|not) (?:been )?told|hasn'?t told|in confidence|our secret|nobody (?:else )?knows|no one (?:else )?knows|nobody gets told|not supposed to|shouldn'?t (?:really )?(?:say|be saying|tell)|can'?t (?:really )?(?:say|share|tell)|(?:allowed|going) to hint|act (?:surprised|normal)|(?:ahead of|before) the letter|comes out after|letter goes out|saw the (?:folder|email|letter|list)|on (?:her|his) screen|printer|my sister does|sworn to|lips are sealed|brace yourselves?|just fyi|mum's the|you know nothing|i know something)\b|🤫|🤐"
)


@check(
    "security_weakened",
    when=("lock", "alarm", "empty", "key", "meeting", "lodging"),
    also=(_CODE, _WORD_CODE, _FAULT, _EMPTY, _KEY),
    by_words=True,
)
def security_given_away(reading: Reading) -> Iterator[Sighting]:
    """Codes, passwords, keys, faults and empty sites given away (CC-2d)."""
    if reading.outside:
        return
    seen = _code(reading) or _fault(reading) or _empty(reading) or _key(reading)
    if seen and not (_staff_notice(reading) and not reading.match(_CODE)):
        yield reading.see("security_weakened", seen, "This weakens the security of the school.", remedy=_TAKE_OUT)


def _staff_notice(reading: Reading) -> bool:
    """A routine notice among staff in a staff group tells no outsider anything."""
    return reading.kind == "closed_group" and reading.employed and not reading.has("parents")


def _code(reading: Reading) -> Seen | None:
    for seen in (*reading.matches(_CODE), *reading.matches(_WORD_CODE)):
        sentence = reading.sentence(seen)
        words = sentence.passage.folded[sentence.start : sentence.end]
        if not _GAME.search(words) and not (reading.kind == "personal" and reading.has("own_family")):
            return seen
    return None


_SITE = re.compile(
    r"\b(?:school|building|site|hall|office|classrooms?|nursery|caretaker|premises|grounds|playground|fire (?:door|exit)|gate|hut|shed|stage|kitchen|contractors|ipads?|server|astro|federation|cameras?|cctv)\b"
)
_SAFE_FAULT = re.compile(
    r"\b(?:please (?:use|come)|phones?|line|heating|boiler|website|email|server|lights|lift|toilet|clock|photocopier|printer|kettle|internet)\b"
)


def _fault(reading: Reading) -> Seen | None:
    found = reading.match(_FAULT)
    if not found:
        return None
    sentence = reading.sentence(found)
    words = sentence.passage.folded
    if _SITE.search(words) and not (
        _SAFE_FAULT.search(words) and not re.search(r"\b(?:camera|cctv|alarm|lock|gate|door)", words)
    ):
        return sentence
    return None


def _empty(reading: Reading) -> Seen | None:
    found = reading.match(_EMPTY)
    if found and (reading.about_school or reading.has("site")) and "empty classroom" not in reading.text.folded:
        return reading.sentence(found)
    return None


def _key(reading: Reading) -> Seen | None:
    found = reading.match(_KEY)
    if (
        found
        and not reading.match(_LOST)
        and (
            reading.about_school
            or reading.has("site", "parents")
            or reading.kind == "sanctioned"
            or not reading.employed
        )
    ):
        if (
            reading.kind == "personal"
            and re.search(r"\b(?:house|home|cat lady|lanzarote|my)\b", reading.text.folded)
            and not reading.brand
        ):
            return None
        return reading.sentence(found)
    return None


_CLOCK = re.compile(
    r"\b\d{1,2}[.:]\d{2}\b|\b\d{1,2} ?(?:am|pm)\b|\b(?:half|quarter|ten|five|twenty) (?:past|to) (?:\w+)\b|\bhalf (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|\bat (?:nine|ten|eleven|noon|midday|one|two|three|four|seven|eight)\b|\b(?:0\d|1\d|2[0-3])[0-5]\d ?(?:hrs)?\b(?= (?:mon|tue|wed|thu|fri|sat|sun|on))"
)
_OFF_SITE = re.compile(
    r"\b(?:station|car park|lay-?by|pier|harbour|clock|paddington|platform|beach|park|lido|entrance|museum|slipway|steps|bus stop|square|quay|church gate|moor|woods?|quarry|tor|campsite|hostel|yha|hotel|services|lane|road|street|skip|back alley|serpentine|ramp|ferry|cinema|theatre|zoo|aquarium|leisure centre|pool)\b"
)
_CHILDREN_THERE = re.compile(
    r"\b(?:year \d|children|kids|class|pupils|girls|lads|boys|us|we|gang|group|forty of them|them|skuas|trip|residential|camp|forest school|walk|6l|5a|4j|team)\b"
)
_ALONE = re.compile(
    r"\b(?:just me|only me|on (?:our|my|their) own|it's only|just (?:the )?two of us|one adult|just the (?:one|two)|unsupervised|(?:walk(?:s|ing)?|wait(?:s|ing)?)[^.!?]{0,30}(?:alone|on their own)|by themselves|just me and)\b"
)


@check("security_weakened", when=("meeting", "lodging"), also=(_NOW, _ROOMS, _MEET, _REGULAR), by_words=True)
def whereabouts_of_children_told(reading: Reading) -> Iterator[Sighting]:
    """Where children will be and when, or where they are now, told in advance (CC-2d)."""
    if reading.outside:
        return
    for start in [
        m for m in (reading.match(_NOW), reading.match(_ROOMS), reading.match(_MEET), reading.match(_REGULAR)) if m
    ]:
        words = start.passage.folded[max(0, start.start - 140) : start.end + 160]
        clock, off_site = _CLOCK.search(words), _OFF_SITE.search(words)
        children, lodging, now = _CHILDREN_THERE.search(words), _ROOMS.search(words), _NOW.search(words)
        meet, alone, regular = _MEET.search(words), _ALONE.search(words), _REGULAR.search(words)
        if not children or _PUBLIC_EVENT.search(words):
            continue
        told = (
            (meet and clock and off_site)
            or (lodging and (clock or re.search(r"\b(?:rooms?|floor) ?\d*\b.*\d", words)))
            or (now and (off_site or lodging) and reading.kind != "closed_group")
            or (regular and alone and (off_site or clock) and _together(reading, start))
        )
        if told:
            yield reading.see("security_weakened", reading.sentence(start), "This tells where children will be, or are, and when.",
                              remedy=Remedy("rewrite", "Leave out places and times; post about the trip when everyone is back."))  # fmt: skip
            return


def _together(reading: Reading, start: Seen) -> bool:
    """Whether one sentence holds both the habit and the few who are there."""
    sentence = reading.sentence(start)
    words = sentence.passage.folded[sentence.start : sentence.end]
    return _REGULAR.search(words) is not None and _ALONE.search(words) is not None


_PUBLIC_EVENT = re.compile(
    r"\b(?:everyone welcome|all welcome|open to all|tickets|raffle|fair|fayre|fete|stalls?|open (?:day|evening|morning)|parents' evening|agm|concert|carol|service|quiz night|bingo|disco|performance|assembly|come along|join us for|families (?:are )?(?:welcome|invited)|gates? open|bonfire|fireworks|parade|market|parkrun|coffee morning|club|bbq|barbecue)\b"
)


_THIRD = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|cllr|revd) [a-z]+|\b(?:the|our|my|a|another|one of (?:the|our|my)) (?:[a-z]+ )?(?:head|deputy|teacher|ta|colleague|governor|caretaker|cook|secretary|bursar|senco|candidate|family|mum|dad|parent|child|pupil|boy|girl|lady|member of staff)\b|\b(?:she|he|they|her|his|their|somebody|someone|she's|he's)\b"
)
_STAFF_MATTER = re.compile(
    r"\b(?:governors?'? (?:meeting|minutes)|governing (?:body|board)|finance (?:meeting|committee)|our meeting|meeting (?:last night|tonight)|panel|staff meeting|the board)\b"
)
_ROUTINE = re.compile(
    r"\b(?:on cpoms|papers are|agenda|(?:vacanc\w+|we are (?:recruiting|looking for)|vacancy|pro rata|actual salary|hours a week|job advert|apply by|closing date|application (?:form|pack)s?|to apply|interviews? (?:will be held|week commencing|with [a-z]+|of (?:grandparents|a)|skills)|mock interview|practice interview|interviewed (?:mr|mrs|their|a|the|our|local|grand)\w*)|solicitors? (?:llp|ltd|for sponsor|sponsor\w*)|first aid|mental health (?:week|awareness|day)|budget (?:for|friendly)|food ?bank (?:collection|donat\w+|appeal|box)|collect\w* for the food|harvest|cancer research|macmillan|race for life|relay for life|children in need|charity|sponsor\w*|fundrais\w*|awareness|who was suspended|candidates? (?:for|in) (?:the )?(?:school council|mock)|parent governor|(?:governor|school council|house captain) (?:election|candidates?)|phonics screening|results day|published|performance tables|public record|proud of|free school meals (?:form|appl\w+|eligib\w+|voucher\w*)|apply for free|pupil premium (?:grant|strategy|statement|registration)|if you think you may|strategy|refuge(?:e|es)\b|scout)\b"
)
_OWN = re.compile(r"\b(?:i'm|im|i am|i've|i have|my|i)\b[^.!?]{0,25}$")


@check(
    "confidential_disclosed",
    when=("health", "pay", "process", "hush"),
    also=(_PROCESS, _HEALTH, _PAY, PICTURE_TEXT),
    by_words=True,
)
def confidence_broken(reading: Reading) -> Iterator[Sighting]:
    """Health, pay, grievance, performance, candidacy, dispute or safeguarding told to those who should not know (CC-2c)."""
    if reading.outside or (reading.has("own_family") and not reading.match(_HUSHED) and not reading.brand):
        return
    hushed = reading.match(_HUSHED)
    meeting: bool | None = None  # found out once, when first needed: it reads the whole text
    for pattern, hard in ((_PROCESS, False), (_HEALTH, True), (_PAY, False)):
        for found in reading.matches(pattern):
            sentence = reading.sentence(found)
            words = sentence.passage.folded[sentence.start : sentence.end]
            if _ROUTINE.search(words) or (
                _OWN.search(found.passage.folded[max(0, found.start - 30) : found.start]) and not hushed
            ):
                continue
            if meeting is None:
                meeting = _STAFF_MATTER.search(reading.text.folded) is not None
            if _confidential(reading, found, words, meeting=meeting, hushed=hushed is not None, health=hard):
                yield reading.see("confidential_disclosed", sentence, "This is confidential.", remedy=_TAKE_OUT)
                return
    for passage in reading.passages:
        if passage.where == "photo.ocr" and (
            paper := re.search(
                r"\b(?:cpoms|confidential|child protection|salary|payslip|medical|ehcp|disclosed|minutes|grievance|incident)\b",
                passage.folded,
            )
        ):
            yield reading.see("confidential_disclosed", Seen(passage, *paper.span()), "A confidential paper can be read in the picture.",
                              remedy=Remedy("remove_photo", "Leave this picture out.", "photos[0]"))  # fmt: skip
            return


_FIRM = re.compile(
    r"\b(?:chemo\w*|cancer|signed off|hip operation|miscarri\w+|grievances?|capability|disciplinary|suspended|redundan\w+|pay ?scales?|exclusion (?:panel|hearing)|cpoms incident|pink papers|part (?:two|ii)|on £ ?\d|ofsted (?:rang|have rung|are coming|coming)|lost their home|breakdown|rehab|off (?:sick|long[- ]term)|under investigation|settlement|severance|payslips?|letter goes on|court (?:order|case)|social (?:worker|services)|hardship pot|applied for|shortlist\w*|interviewing for|lose two|posts? won't)\b"
)


_OFFICE_ONLY = re.compile(
    r"\b(?:staff pay ?scales?|payslips?|pink papers|exclusion (?:panel|hearing)|lost their home|(?:lose|losing|cut|cutting) (?:\w+ ){0,3}(?:posts?|jobs?|staff)|till it's published|can't share the report|letter goes on|interviewing for|hardship pot|support plan|under investigation|grievances?)\b"
)


_STAFF_SAID = re.compile(r"\b(?:mr|mrs|ms|miss|dr) [a-z]+\b|\b(?:our|the) (?:caretaker|cook|secretary|deputy|head)\b")


def _confidential(reading: Reading, found: Seen, words: str, *, meeting: bool, hushed: bool, health: bool) -> bool:
    person = _THIRD.search(words) is not None or _names_somebody(reading, found)
    firm = _FIRM.search(words) is not None
    if reading.kind == "sanctioned":
        return (
            (person and (firm or hushed or (health and _STAFF_SAID.search(words) is not None)))
            or hushed
            or _OFFICE_ONLY.search(words) is not None
        )
    if hushed and (person or reading.about_school or meeting):
        return True
    if firm and (person or reading.about_school):
        return True
    if health:
        return person and _staff_near(reading, found)
    return meeting or (person and _staff_near(reading, found) and reading.about_school)


def _names_somebody(reading: Reading, found: Seen) -> bool:
    near = reading.named_between(found.passage, max(0, found.start - 300), found.start + 300)
    return near is not None or _staff_near(reading, found)


def _staff_near(reading: Reading, found: Seen) -> bool:
    """A member of staff, by name or title, within a couple of sentences."""
    roll, passage, keys = reading.known.roll, found.passage, found.passage.keys
    start, end = max(0, found.start - 160), found.start + 160
    for i in passage.between(start, end):
        if keys[i] in roll.staff_last and i and keys[i - 1] in TITLES:
            return True
        if keys[i] in roll.staff_first and passage.capital_at(i) and keys[i] not in ORDINARY:
            return True
    return _A_COLLEAGUE.search(passage.folded, start, end) is not None


_A_COLLEAGUE = re.compile(
    r"\b(?:the|our) (?:[a-z]+ )?(?:head|deputy|teacher|ta|caretaker|cook|senco|bursar|business manager)\b"
    r"|\bin our (?:nursery|office|kitchen)\b|\bcolleague\b"
)


CHECKS: tuple[Check, ...] = (security_given_away, whereabouts_of_children_told, confidence_broken)
