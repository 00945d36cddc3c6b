"""What is said of the school, its people and its business off its own channels: grumbles to disgrace."""

from __future__ import annotations

from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading

_CALM = Remedy("rewrite", "Sleep on it, or say it to the person concerned.")


def _school_bound(reading: Reading) -> bool:
    """Whether the words tie themselves to the school or to work there."""
    return (
        reading.brand is not None
        or bool(reading.class_spans)
        or reading.has("school", "school_staff", "own_pupils", "workplace")
    )


_UNLAWFUL = Pattern(
    r"\b(?:(?:tax|mot|insurance|licence|dbs) (?:ran out|expired|lapsed|never|hasn't|hasnt)|no (?:mot|insurance|licence|dbs|risk assessment)|(?:not|never|isn't|wasn't) (?:insured|taxed|licensed|dbs)|without (?:a |any )?(?:licence|insurance|dbs|mot)"
    r"|don't bother with the licence|(?:not|never) bothered with (?:a|the) licen[cs]e|(?:haven't|hasn't|didn't|don't) (?:got|get|have|need) (?:a |an |the )?(?:[a-z]+ )?licen[cs]e|dodgy (?:stick|copy|stream|fire ?stick|download)|off a dodgy|pirate (?:copy|download)|illegal (?:copy|download|stream)|no seat ?belts?|not enough seat ?belts?|too many (?:children|kids) in the minibus|squeezed \d+|torrent\w*|pirated|ripped every|cash in hand|for cash,? no invoice|no invoice|saves? (?:the school )?(?:the )?vat|(?:dodg|fiddl)\w+ (?:the |your |our )?(?:vat|tax|sats|books|register|figures|attendance|data|numbers|results)|fiddle your sats"
    r"|(?:forg|fak|falsif|backdat)\w+ (?:the |a |our |my |his |her )?[a-z ]{0,25}(?:signatures?|records?|registers?|forms?|data|risk assessments?|reports?|results|evidence|books|minutes|certificates?|dates?)"
    r"|mark(?:ed|ing)? (?:them|the [a-z0-9 ]{0,20}papers?|it|everyone|a few|some)? ?up\b|chang(?:e|ed|ing) (?:the|their|a few|some) answers|(?:gave|told|tell|telling|give|giving|slipped) (?:them|the kids|the children|him|her) the answers?|tracking looks better|open(?:ed|ing) the (?:sats )?papers|posters up"
    r"|(?:over|under|out of) ratio|ratios? (?:went|gone|out)|locked (?:the |all the )?fire (?:exit|door)s?|fire exits? (?:is |are )?(?:locked|blocked|chained)|selling (?:the school's|school) [a-z]+ on (?:ebay|the side)|helped (?:myself|ourselves) to|claim(?:ed|ing)? (?:for|expenses)[^.!?]{0,40}(?:never|didn't)|overclaim\w*|sign(?:ed|ing)? (?:them|him|her|it|everyone) in (?:as|when|even)|off.?rolling|off the books)\b"
)
_LESSON = Pattern(
    r"\b(?:learn(?:ed|t|ing)? about|lesson|topic|history|fundraising licence|we have a licence|fully (?:insured|licensed)|tv licence|driving licence)\b"
)
_HARMS = Pattern(
    r"\b(?:there'?s (?:mice|rats)|(?:mice|rats|cockroaches) in|food poisoning|took out half|made (?:half|loads|lots) of|never made the newsletter|(?:not|aren't|isn't|ain't) telling (?:you|us|anyone|parents)|cover(?:ed|ing|s)? (?:it |this |that |everything )?up\b|hush(?:ed|ing)? (?:it |this )?up|swept under"
    r"|(?:don't|wouldn't|would never|never|do not) (?:send|let) (?:your|my|a|any)[^.!?]{0,25}(?:kids?|child|children|son|daughter|dog)|(?:avoid|steer clear|take your (?:kids|children) out|move your (?:kids|children))|failing school|special measures|requires improvement|(?:going|gone|go) (?:downhill|under)|one bad inspection|look past the glossy"
    r"|falling apart|death ?trap|(?:isn't|not|aren't|wasn't) safe|unsafe|ring the papers|(?:go|going|tell|telling) (?:to )?the papers|out of (?:my|our) own pocket|drives? a new|roof still leaks|toxic|(?:bullying|blame) culture|culture of (?:fear|bullying)|racist school|(?:don't|doesn't|couldn't|they only) care (?:about)?|wast(?:e|ing) (?:money|our|the)|rotten|on the inside"
    r"|(?:lost|left|leaves|losing) (?:a|another|your|one|two) (?:child|children|kid|kids|pupil)|nobody (?:even )?noticed|no one (?:even )?noticed|the worst school|made up (?:half|most|all|some)|make up (?:half|most|all|some)|making up (?:half|most|all|some)|(?:are|is|were) (?:just |all )?made up|hid (?:all )?the (?:naughty|worst|difficult)|fooled (?:them|the inspectors)|fak(?:ed|ing) (?:the )?(?:books|data|records)|lied (?:about|to) (?:the )?(?:behaviour|inspectors|ofsted|parents|records|data)|cheats? in|thieves|crooks|con artists|a total scam|ripped us off|never reached|where (?:did|does|has|is) (?:all )?(?:the|our) money|know what really|what really (?:goes|went) on|if (?:parents|people|you) (?:only )?knew|the truth about)\b"
)
_DISGRACE = Pattern(
    r"\b(?:(?:rang|called|phoned|ringing|calling|phoning|pulled|pulling|threw|throwing|pull) (?:in )?(?:with )?(?:an? |')?(?:sick|poorly|sickie|'?migraine|'?tummy|'?food poisoning)\b|still (?:drunk|hungover|pissed|half cut|reeking)|(?:pints|wine|vodka|gin|shots|drinks?)[^.!?]{0,30}(?:keys in hand|drove|took the back|drive home|driving)|drove home|over the limit|one good punch|weed in my|lifted two bottles|took the back lanes|(?:got )?(?:arrested|cautioned|nicked)\b|in (?:custody|the cells|a cell)|(?:kicked|thrown|chucked) out of (?!the (?:pub )?quiz)|asked to leave the|barred from|banned from|punch(?:ed)? (?:him|her|a|some)"
    r"|(?:line|lines) of|spliffs?|(?:smoking|smoked) (?:weed|a joint)|a joint\b|\bcoke\b(?! zero)|\bmdma\b|\bpills\b|naked|strip (?:club|pers)|strippers?|flashed|topless|got my kit off|one night stand|shagg\w+|sent back where they came|vom(?:it(?:ed|ing)?|ming)? (?:in|on|all over)|passed out)\b"
)
_DRINK = Pattern(
    r"\b(?:hungover|hangover|drunk|wasted|hammered|off (?:my|her|his|our) face|trollied|wrecked|steaming|plastered|carnage|bender|blackout|vodka|sesh|bottomless|legless|paralytic)\b"
)
_IN_SCHOOL_NAME = Pattern(
    r"\b(?:work hoodie|staff hoodie|school hoodie|hoodie|lanyard|uniform|school polo|in class|teaching|lesson|lessons|monday morning|first thing|year \d|phonics|assembly|kids|pupils|parents|school trip|residential|at work|for work|inset)\b"
)
_OTHERS = Pattern(
    r"\b(?:bingo|book|film|series|episode|play|panto|story|show|victorian|charity run|washing line|line of duty|line of (?:children|kids|pupils|cars|inquiry|work|fire|sight|trees|symmetry|best)|picket|finish|parkrun|banned from the (?:fridge|kitchen|sofa)|plane|finishing line|toddler|baby|dog|cat|paint|naked (?:eye|truth|bike))\b"
)
_STILL_TEACH = Pattern(r"\bi (?:still )?teach your (?:kids|children)\b")
_BLOG = Pattern(
    r"\b(?:my|new|this|the|a|started a|writing a|anonymous|latest|own) (?:little |new |anonymous |teaching |teacher |parenting |secret |latest )*(?:blog|vlog|substack|podcast|newsletter on|blogpost|blog post|medium|youtube channel|memoir|novel|diary of)\b|\b(?:on|over on|new on|up on) (?:my|the) (?:blog|substack|vlog|podcast|channel)\b|\bi(?:'ve| have)? (?:started )?blog(?:ging|ged)?\b|\bblog\b"
)
_MY_SCHOOL = Pattern(
    r"\b(?:my school|our school|where i (?:teach|work)|the school i (?:teach|work)|little church school|my (?:head|class|colleagues|tas)|class teacher at|our head)\b"
)
_MATTER = Pattern(
    r"\b(?:ofsted (?:rang|have rung|called|are coming|coming|in|here|tomorrow|next)|the call came|got the call|iykyk|the class i have next|my class next year|next year'?s class|(?:governors|slt|the head|management|head office|they|he|she|we)(?:'ve| have| has)? (?:turned down|decided|decide|agreed|cancelled|scrapped|banned|moved|swapped|changed|given|voted|refused|announced|binned|axed|told us|put us|stopped|taken)"
    r"|(?:are|is|was|were|been) (?:moving|swapping|closing|scrapping|changing|cancelled|scrapped|banned|to eat|moved|axed|binned|stopping|cutting|losing|getting rid)|decided (?:monday|tuesday|wednesday|thursday|friday)|(?:new|latest) (?:timetable|rota|uniform|behaviour|marking|phone|car park|parking|homework) (?:policy|rule|rules|system|scheme)|(?:given|awarded|won|lost) the [a-z ]{0,25}contract"
    r"|a (?:parent|mum|dad|family|kid|child|boy|girl|pupil) (?:today|at (?:work|school|the gate)|in my class|told me|said|complained|shouted|has|came|kicked|bit|asked|emailed|rang)|one of (?:my|our) (?:parents|mums|dads|pupils|kids|class|families)|(?:kid|child|boy|girl|lad) in my class|that one in my|(?:him|her|them) again|complaint about|had a complaint|parents' evening (?:tonight|was|went)|my (?:class|lot|year \d) (?:are|were) (?:being|driving|a nightmare|the worst|feral|wild))\b"
)
_SHARES = Pattern(
    r"\b(?:my own (?:kids?|children|son|daughter)|my (?:son|daughter|kids?)'?s? (?:school|teacher|class))\b"
)
_SCHOOL_TALK = Pattern(
    r"\b(?:homework|dinner money|parents' evening|parents evening|new head|the head\b|assembl(?:y|ies)|governors|ofsted|timetable|rota|class lists?|next year's (?:class|teacher)|(?:her|his|their|your) (?:teacher|class|report|sats|spellings|reading|lunch|pe kit|trip|behaviour|homework|reading book)|at school (?:today|this week|yesterday)|in (?:class|school) (?:today|this week|yesterday|tomorrow)|staff ?room|school trip|the trip|reports?|supply (?:teacher|again)|(?:was|were|been|is) (?:fine|good|great|brilliant|naughty|a star|an angel|quiet|tired|upset|lovely) (?:at|in) (?:school|class|nursery|reception)|when i'm in\b|that office|year \d|phonics|sats|nativity|sports day|inset|teams|tapestry|dojo|parentpay|uniform|reading level|book band|swimming (?:money|lessons?)|the other (?:mums|parents)|school (?:is|was|has|have|lunch|dinner|are|play|photos?|disco|fair|bus|run|governors)|at work|lesson|nursery)\b"
)
_REDIRECTS = Pattern(
    r"\b(?:(?:ring|call|ask|email|contact|message|speak to|talk to|go through|try|best to ask|check with|pop (?:in )?to) (?:the )?(?:school )?(?:office|school|her teacher|his teacher|your teacher)|can't (?:talk|chat|discuss|say|comment)[^.!?]{0,30}(?:school|work|here)|not (?:talk|chat|discuss)\w* (?:about )?(?:school|work)|school stuff (?:stays|at)|keep school out|wear my (?:friend|mum) hat|(?:through|via|to) the office|i don't do school)\b"
)
_SNIDE = Pattern(
    r"\b(?:some (?:people|of us)|certain (?:people|adults|individuals|others)|not (?:being funny|rocket science)|no offence|with (?:all due |the greatest )?respect|for once|(?:reading it|reading) is free|free btw|no home to go to|get a life|(?:carrying|covering for) (?:others|everyone|people)|pull (?:your|their) weight|(?:your )?mother doesn't work|mum doesn't work here|would it kill|too much to ask|must be nice|(?:nice|alright|all right) for some|thanks for nothing|cheers for nothing|grow up|how hard (?:is it|can it be)|can (?:whoever|people|everyone|you all) (?:please )?(?:actually|just|stop|at least)|whoever (?:keeps|left|used|had|nicked|took|is|ate)[^.!?]{0,60}|oh good,? another|oh great,? another|do (?:your|their) own|some have work|work to do|try it\b|(?:yet )?again,? people|seriously,? people|wow,? ok)\b|🙄|🙃"
)
_SLIGHT = Pattern(
    r"\b(?:(?:those|the|that) (?:snobs|losers|lot|posh|rich kids|other lot)(?: up the road| down the road)?|snobs|up the road|who's boss|certain (?:adults|parents|people|families)|how hard can it be|i (?:really )?despair|hide the (?:books|year|staff|gin|kids|[a-z]+ books)|clock goes backwards|send (?:gin|wine|help)|(?:yet|once) again[^.!?]{0,40}(?:remind|reminding|asking)|can't count|can't read|thrash(?:ed)? (?:them|the)|poor relation|the dullest|watch(?:ing)? paint dry|eye ?roll)\b|🙄"
)


@check("unlawful_conduct", "reputation_harmed", when=(_UNLAWFUL,), by_words=True)
def unlawful_conduct_told(reading: Reading) -> Iterator[Sighting]:
    """The federation tied to unlawful conduct (CC-2a, and CC-2b with it)."""
    if reading.outside or not _school_bound(reading):
        return
    found = reading.match(_UNLAWFUL)
    if found and not (reading.kind == "sanctioned" and reading.match(_LESSON)):
        place = reading.sentence(found)
        for sign in ("unlawful_conduct", "reputation_harmed"):
            yield reading.see(sign, place, "This ties the federation to something unlawful.",
                              remedy=Remedy("report", "Do not post it. If it is true, tell the head or the chair of governors."))  # fmt: skip


@check("reputation_harmed", when=(_HARMS,), by_words=True)
def good_name_harmed(reading: Reading) -> Iterator[Sighting]:
    """An assertion that harms the federation's good name (CC-2b)."""
    if reading.outside or not (_school_bound(reading)):
        return
    found = reading.match(_HARMS)
    if found:
        yield reading.see("reputation_harmed", reading.sentence(found), "This harms the federation's good name.",
                          remedy=Remedy("report", "Do not post it. If it is true, tell the head or the chair of governors."))  # fmt: skip


@check("disrepute", when=(_DISGRACE, _DRINK, _STILL_TEACH), by_words=True)
def disgrace_told(reading: Reading) -> Iterator[Sighting]:
    """Conduct shown or told that disgraces the author, the school or its community (PU-11d, CC-5a)."""
    if reading.outside:
        return
    found = reading.match(_DISGRACE) or (reading.match(_DRINK) if reading.match(_IN_SCHOOL_NAME) else None)
    if found and not reading.match(_OTHERS):
        yield reading.see("disrepute", reading.sentence(found), "This can bring you and the school into disrepute.",
                          remedy=Remedy("rewrite", "Do not post this; ask SLT if you are in doubt."))  # fmt: skip
    elif tie := reading.match(_STILL_TEACH):
        yield reading.see("disrepute", tie, "This can bring you and the school into disrepute.")


@check("blog_tied_to_school", when=(_BLOG,), by_words=True)
def blog_leads_back(reading: Reading) -> Iterator[Sighting]:
    """A personal blog or bio that leads back to the school (PU-11b)."""
    if reading.outside:
        return
    found = reading.match(_BLOG)
    if found and (reading.brand is not None or reading.class_spans or reading.match(_MY_SCHOOL)):
        tie = reading.brand or (reading.class_spans[0] if reading.class_spans else reading.match(_MY_SCHOOL))
        yield reading.see("blog_tied_to_school", tie or found, "This leads readers from your blog to the school.",
                          remedy=Remedy("rewrite", "Leave out what tells which school it is."))  # fmt: skip


@check("individual_matter", when=(_MATTER,), by_words=True)
def individual_matter_raised(reading: Reading) -> Iterator[Sighting]:
    """A specific, individual matter of the federation off its own channels (PU-8)."""
    if reading.outside:
        return
    found = reading.match(_MATTER)
    if found and (_school_bound(reading)) and not reading.match(_SHARES):
        yield reading.see("individual_matter", reading.sentence(found), "You are strongly advised to keep the school's own matters to its own channels.",
                          remedy=_CALM)  # fmt: skip


@check("school_matter_commented", when=(_SCHOOL_TALK,), by_words=True)
def school_talk_with_parents(reading: Reading) -> Iterator[Sighting]:
    """A school matter commented on in private talk with parents or friends (PU-1a)."""
    if reading.outside or reading.kind == "personal" or reading.draft.context.direction == "inbound":
        return
    if reading.kind == "closed_group" and not reading.has("parents"):
        return
    if reading.match(_REDIRECTS):
        return
    found = reading.match(_SCHOOL_TALK)
    if found:
        yield reading.see("school_matter_commented", reading.sentence(found), "In private talk with parents, leave the school out of it.",
                          remedy=Remedy("rewrite", "Point them to the school office or the school's page."))  # fmt: skip


@check("school_grumble", when=("grumble",), by_words=True)
def grumble_about_work(reading: Reading) -> Iterator[Sighting]:
    """A grumble about work that touches the school's good name (PU-7)."""
    if reading.outside:
        return
    found = reading.together("grumble", "workplace", within=90) or (
        reading.brand and reading.together("grumble", "grumble", within=200) and reading.brand
    )
    if found and not reading.has("own_family"):
        yield reading.see(
            "school_grumble", found, "Think of the school's good name before you post this.", remedy=_CALM
        )


@check("inconsiderate", when=("aside",), also=(_SNIDE,), by_words=True)
def short_of_considerate(reading: Reading) -> Iterator[Sighting]:
    """A remark in a closed group that is short of considerate (PU-9b)."""
    if reading.outside:
        return
    found = reading.match(_SNIDE)
    if found:
        yield reading.see(
            "inconsiderate", reading.sentence(found), "In a group, be considerate of the others.", remedy=_CALM
        )


@check("slighting", when=("slight",), also=(_SLIGHT,), by_words=True)
def own_people_slighted(reading: Reading) -> Iterator[Sighting]:
    """A disrespectful remark about the federation's own people, short of derogatory (KP-1)."""
    if reading.outside or not (reading.about_school or reading.kind == "sanctioned"):
        return
    found = reading.match(_SLIGHT)
    if found:
        yield reading.see("slighting", found, "Speak of the federation's people as you would to them.", remedy=_CALM)


CHECKS: tuple[Check, ...] = (
    unlawful_conduct_told,
    good_name_harmed,
    disgrace_told,
    blog_leads_back,
    individual_matter_raised,
    school_talk_with_parents,
    grumble_about_work,
    short_of_considerate,
    own_people_slighted,
)
