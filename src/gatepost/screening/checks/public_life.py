"""Politics tied to the federation, and the use of its name, logo and material."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.reading import Reading, Seen

_PARTISAN = Pattern(
    r"\bvot(?:e|ing) (?:for )?(?:labour|tory|conservative|lib(?:eral)? ?dem\w*|reform|green|plaid|snp|ukip|yes\b|no\b|them (?:out|down)|down|this government out|cllr|[a-z]+ on (?:the \d|thursday|\d))|\bvote (?!in the comments|for (?:your|our|the|my|a) (?:favourite|best|winner|design|school|project|charity|name|class|team|cake)|closes|on the|here|online|at the|cast|count)(?:[a-z]+)\b(?= on\b| this\b|!|$|\.)"
    r"|\b(?:tories|labour|reform|lib dems?|farage|starmer|badenoch|trump|sunak|johnson|corbyn|this (?:rotten |useless |awful |wretched )?government|the (?:government|council)|this council|westminster|the grown ups? (?:lot )?in)\b[^.!?]{0,60}\b(?:out|wreck\w*|ruin\w*|destroy\w*|betray\w*|fail\w*|lie[sd]?|lying|hate|disgrace\w*|starv\w*|robb\w*|rubbish|useless|shame\w*|incompetent|don't care|doesn't care|cuts?|cutting|slashed|sack\w*|kick\w*|run a bath|get it|sort)\b"
    r"|\b(?:out|kick|get rid of|shame on|down with|never trust|thanks to|because of|cuts? by|blame) (?:of )?(?:the )?(?:tories|labour|reform|government|council|this government)\b|\b(?:tories|labour|farage|starmer|reform|government) out\b"
    r"|\bonly (?:one )?(?:candidate|party|one lot|lot)\b[^.!?]{0,60}|\bwhich box to tick\b|\b(?:vote|re-?elect|elect|support|back|backing|campaigning for|canvassing for|leafleting for|standing for|standing as|proud to (?:stand|support|back|campaign))\b[^.!?]{0,30}\b(?:labour|tor(?:y|ies)|conservatives?|lib dems?|reform|greens?|plaid|party|cllr|councillor|candidate|yates|stott|neu|union|strike|strikers)\b"
    r"|\b(?:on the doorstep|door ?knocking|canvass\w*|leaflet(?:ing|ted)|rosettes?|campaign (?:team|trail|leaflets?|session|day)|manifesto|hustings for)\b|\b(?:support|back|join|stand with|solidarity with|stand by) (?:our |the |your |my |with )*(?:strikers?|strike|striking|picket|union|neu|nasuwt|unison|colleagues|members)\b|\b(?:pay up|payup|fund our schools|insulting pay|fair pay|fully funded|pay offer|picket line|picketing|placards?|on the picket|vote yes|vote to strike|ballot (?:closes|papers)|get those papers in)\b"
    r"|\b(?:write|email|lobby|tell|sign) (?:to )?(?:your|our|the) (?:mp|petition)\b[^.!?]{0,60}|\bsign (?:the|our|this) petition\b|\b(?:stop the cuts|save our schools?|scrap the|say (?:no|yes) to|defund|no more cuts|deserve(?:s)? a (?:council|government|mp|party)|roll on the day|is voting (?:reform|labour|tory|green|lib dem|conservative)|brexit|remain(?:er)?s?\b(?= won| voter| campaign)|free palestine|where your cross goes|get them out|toot if|beep when|knocking on doors|out in (?:yellow|blue|red|green|orange) |by-?election|not the (?:blue|red|yellow|green|orange) lot|against the academy order|red through and through|mp-to-be|(?:government|minister|chancellor|budget)[^.!?]{0,50}(?:does not|doesn't|don't) deserve|pack (?:his|her|their) bags)\b"
)
_CIVICS = re.compile(
    r"\b(?:school council|pupil parliament|mock (?:election|vote|ballot)|(?:their|our|made[- ]up|own) (?:own )?parties|pretend (?:election|party)|how (?:a bill|laws?) (?:becomes?|are made|is made)|parliament week|houses of parliament|(?:visit|trip|tour) (?:to|of) (?:parliament|westminster)|polling station|all (?:five|the|main|political)? ?parties|each party|both sides|debat\w+|suffragette\w*|suffrage|british values|democracy|history|learn(?:ed|t|ing)? (?:about|how|why)|studied|studying|in role|lesson|topic|parent governors?|governor elections?|registered? to vote|photo id|eco council|vote for your favourite|book vote|voted for (?:their|the) (?:favourite|best|name|book|class)|house captains?|head (?:boy|girl)|whoever you (?:support|vote)|however you vote|cake|bake|wake)\b"
)
_CIVIC_TEXT = Pattern(
    r"\b(?:school council|suffragettes?|pankhurst|parent governors?|governor elections?|mock election|parliament week|polling station|returning officer|nominations?)\b"
)
_NOTICE = re.compile(
    r"\b(?:(?:school|we|nursery|building|gates?|classes|year \d|reception)[^.!?]{0,40}(?:closed|closes|close|open|remain open|will be open|reopens?)|partial(?:ly)? clos\w+|closure|arrangements|polling station|inset|attend as normal|regret)\b"
)
_SLOGAN = re.compile(
    r"\b(?:support|solidarity|pay up|payup|proud to|stand with|tories out|vote (?:yes|for|labour|reform|tory|green)|fair pay|deserve|insulting|join us|kick)\b|✊"
)
_TIE = Pattern(
    r"\b(?:as (?:a|an|your|the|chair) (?:[a-z]+ ){0,2}?(?:teacher|ta|teaching assistant|governor|head|headteacher|deputy|governors|pta chair|volunteer|employee)|(?:teachers?|staff|members|everyone|all of us|we|governors?|colleagues|families|parents|children|pupils|kids) (?:here )?(?:at|from|in the)|(?:my|our|your) (?:school|schools|class|pupils|kids|children|staff|staffroom|catchment|crossing|federation|head)|i (?:teach|work at|am a governor)|where i (?:teach|work)|staffroom|schools? like ours|outside (?:the )?school|school (?:gate|minibus|hoodie|uniform|crossing|logo)|kids i teach|the (?:children|kids) i)\b"
)


_EMBLEM = Pattern(
    r"\b(?:(?:school|[a-z]+'s) (?:seal|shield|coat of arms)|seal of approval|(?:school|federation|our|the|saint|academy)(?:'s)? (?:logo|crest|badge|emblem|letterhead|name|branding|colours|uniform)|logo|crest|letterhead|headed paper|badge on|school badge|name of the school)\b"
)
_MATERIAL = Pattern(
    r"\b(?:schemes? of work|scheme booklet|phonics (?:scheme|booklet)|(?:school'?s?|our|federation|whole|entire) (?:own )?(?:[a-z0-9]+ ){0,3}?(?:schemes?|planning|lesson plans?|curriculum|policy|policies|worksheets?|resources|newsletters?|prospectus|handbook|tracker|booklet|materials?|units? (?:plans?|of work)|assessments?|report template|song ?book)|last week's (?:whole )?newsletter|staff handbook|school photos?|class photos?)\b"
)


@check("political", when=("party", "campaign"), also=(_PARTISAN,), by_words=True)
def politics_on_the_federation(reading: Reading) -> Iterator[Sighting]:
    """Party politics or campaigning on a school account, or tied to the federation (CC-5b)."""
    if reading.outside:
        return
    tied = bool(reading.brand or reading.match(_TIE) or reading.class_spans)
    if not (reading.kind == "sanctioned" or tied or (reading.kind == "closed_group" and reading.has("federation_tie"))):
        return
    civic = reading.match(_CIVIC_TEXT) is not None
    for found in reading.matches(_PARTISAN):
        sentence = reading.sentence(found)
        words = sentence.passage.folded[sentence.start : sentence.end]
        slogan = _SLOGAN.search(words) is not None
        if (civic or _CIVICS.search(words)) and not slogan:
            continue
        if _NOTICE.search(words) and not slogan:
            continue
        yield reading.see(
            "political",
            sentence,
            "Political views are your own and may not touch the federation.",
            remedy=Remedy("rewrite", "Take out the politics, or the tie to the school."),
        )
        return


_MADE = re.compile(
    r"\b(?:t-?shirts?|tee shirts?|hoodies?|mugs?|totes?|tea towels?|bottles?|keyrings?|bags?|banners?|posters?|flyers?|leaflets?|cover|cricut|etsy|printed|printing|embroider\w*|stickers?|cushions?|cards?|calendars?|masks?|jumpers?|cakes?|van|brochure|advert\w*|ad\b|page|group|website|merch\w*|baubles?|aprons?|business cards?|programme|gin|beer|bottle|wristbands?|flags?|menu|shop|stall|book|app)\b"
)
_TRADE = re.compile(
    r"£ ?\d|\b(?:selling|sells?|for sale|orders?|pre-?orders?|dm (?:me|for)|pm me|message me|tuition|tutor\w*|childmind\w*|sponsored by|sponsors?|in partnership|partners? with|officially? (?:recommend\w*|partner|supplier|endorse\w*|approved)|recommend(?:ed|s) by|endorsed? by|approved by|as used (?:by|at|in)|used by|trusted by|rates|an hour|my (?:new )?(?:business|company|book|course|app|shop|salon|cafe|studio|page)|book launch|out now|available now|discount|darts|gig|club night|betting|profits?|lessons from|classes from|my childminding)\b"
)
_SCHOOL_OWN = re.compile(
    r"\b(?:uniform (?:shop|supplier|sale|orders?|swap|list)|second[- ]hand uniform|pre-?loved|has approved|approved (?:by the executive|in writing)|with (?:the )?(?:executive head's )?(?:permission|approval)|donat\w+|raise(?:d)?|fundrais\w*|justgiving|raffle|fair|fayre|fete|cake sale|tickets?|parents' evening|no logo|without (?:the|a) logo|plain|lost|found|handed in|permission from)\b"
)
_GIVEN = re.compile(
    r"\b(?:help yourselves?|free to download|downloads?|in my drive|drive link|link below|tes\b|twinkl|pdf|zip\b|dropbox|google drive|upload\w*|repost\w*|reprint\w*|copied|sharing|share|here(?:'s| is| are)|popped|reading out|photocopied|anyone who wants|for anyone|send (?:it|them|you)|selling|£|as an advert|on my (?:page|blog|site|channel|website|drive)|putting)\b"
)
_ACCOUNT = re.compile(
    r"\b(?:made|set up|started|created|launched|opened|running|run)\b[^.!?]{0,50}\b(?:page|group|account|channel|tiktok|instagram|insta|twitter|facebook|youtube|website|presence|discord|whatsapp)\b|\b(?:official|unofficial|proper)\b[^.!?]{0,25}\b(?:page|group|account|news|chat|channel|facebook|presence)\b|\bfollow (?:us|our|@[a-z_]+)|\bsearch [a-z' ]+ official\b"
)


@check("brand_used", by_words=True)
def name_or_logo_used(reading: Reading) -> Iterator[Sighting]:
    """The federation's name, logo or material put to a use that needs the Executive Head's leave (CC-1)."""
    if reading.outside:
        return
    emblem = reading.match(_EMBLEM)
    brand = reading.brand
    if emblem is None and brand is None and not reading.has("material", "emblem"):
        return
    text = " ".join(p.folded for p in reading.prose)
    yield from _brand_uses(reading, text, emblem, brand)


def _brand_uses(reading: Reading, text: str, emblem: Seen | None, brand: Seen | None) -> Iterator[Sighting]:
    reason = "The school's name, logo or material is used here in a way that needs leave."
    ask = Remedy("ask", "Ask the Executive Head in writing first, or leave the name and logo out.")
    own_page = reading.kind == "sanctioned"
    registered = own_page and reading.draft.context.account == "registered"
    if emblem and _emblem_put_to_use(reading, text, emblem):
        yield reading.see("brand_used", reading.sentence(emblem), reason, remedy=ask)
        return
    if brand and _ENDORSES.search(text):
        yield reading.see("brand_used", reading.sentence(brand), reason, remedy=ask)
        return
    if brand and not own_page and (_SELLS.search(text) or (_ACCOUNT.search(text) and not _LINKS.search(text))):
        yield reading.see("brand_used", reading.sentence(brand), reason, remedy=ask)
        return
    if (
        brand
        and not registered
        and own_page
        and brand.words
        and "_" in brand.passage.folded[max(0, brand.start - 2) : brand.end + 4]
    ):
        yield reading.see("brand_used", brand, reason, remedy=ask)
        return
    material = reading.match(_MATERIAL)
    if material and not own_page and _GIVEN.search(text) and not _LINKS.search(text):
        yield reading.see("brand_used", reading.sentence(material), reason, remedy=ask)


def _emblem_put_to_use(reading: Reading, text: str, emblem: Seen) -> bool:
    """Whether logo, crest or badge is made, sold or shown on something, and not merely worn or spoken of."""
    own_page = reading.kind == "sanctioned"
    sentence = reading.sentence(emblem)
    near = sentence.passage.folded[sentence.start : sentence.end] if own_page and len(text) > 300 else text
    if _PLAIN_TALK.search(text) or not (_TRADE.search(near) or _MADE.search(near)):
        return False
    if own_page and (_WORN.search(near) or (_SCHOOL_OWN.search(text) and not _VERY_EMBLEM.search(text))):
        return False
    return not _UNIFORM_TALK.search(text)


_WORN = re.compile(r"\b(?:uniform|jumpers?|sweatshirts?|polo|cardigan)\b")
_VERY_EMBLEM = re.compile(r"logo|crest|badge")
_UNIFORM_TALK = re.compile(
    r"\b(?:uniform (?:shop|supplier|list)|second[- ]hand|pre-?loved|lost|found|labelled|not (?:use|allowed)"
    r"|without permission|has approved)\b"
)
_PLAIN_TALK = re.compile(
    r"\b(?:uniform (?:policy|reminder|rules|expectations|should|must)|full uniform|designed? (?:our|a) (?:new )?(?:house|eco)|learn\w*|heraldry|coat of arms|history of)\b"
)
_ENDORSES = re.compile(
    r"\b(?:officially? (?:recommend\w*|endorse\w*|partner\w*|approved|supplier)|recommend(?:ed|s)? by|endorsed? by|approved by|as used (?:by|at|in)|in partnership with|proud partners?|sponsored by [a-z]*(?:bet|lots|vape|casino|brew)\w*|trusted by|the school (?:recommends|uses|swears by)|recommends [a-z]+)\b"
)
_SELLS = re.compile(
    r"£ ?\d|\b(?:tuition|tutor(?:ing)?|for sale|selling|orders?\b|pre-?order|dm for|dm me|message me (?:for|colours|to)|my (?:new )?(?:business|book|course|app|company)|rates|an hour|available now|out now|darts|club night|party nights?|childmind\w*|advert|sponsored)\b"
)
_LINKS = re.compile(
    r"\b(?:school'?s? (?:own )?(?:page|website|post|newsletter is)|official (?:school )?page (?:has|is|said|posted)|from the school'?s?|shared from|see the school|on the school (?:website|page))\b"
)

CHECKS: tuple[Check, ...] = (politics_on_the_federation, name_or_logo_used)
