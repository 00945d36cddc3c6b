"""Who is named: pupils with and without a picture, children singled out, colleagues."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.kept import kept
from gatepost.screening.language.patterns import Pattern
from gatepost.screening.names.mentions import Mention
from gatepost.screening.reading import Reading, Seen
from gatepost.screening.text import Passage

_AGE = Pattern(
    r"\b(?:aged? \d{1,2}\b|\d{1,2}[- ]years?[- ]old|turn(?:s|ed|ing) \d{1,2}\b|is \d{1,2} (?:today|now|on)\b|\d{1,2}(?:st|nd|rd|th) birthday)"
)
_LIVES = Pattern(r"\b(?:lives? (?:in|on|at|near)|moved to|walks home|goes to .* after school|home address)\b")


_SINGLING = Pattern(
    r"\b(?:the|our|my) (?:only|one and only|sole)\b(?: [a-z'-]+){0,4}"
    r"|\b(?:the|that) (?:little |new |small |young |poor )?(?:one|boy|girl|lad|kid|child|pupil|lass|twins?)(?: [a-z0-9'-]+){0,3}? (?:who|whose|with|in the|that|wearing|from)\b"
    r"|\bwhose (?:mum|dad|mother|father|parents?|brother|sister|nan|family|gran)\b"
    r"|\b(?:mrs|mr|ms|miss|dr) [a-z]+'s (?:lad|boy|girl|son|daughter|youngest|eldest|little one|kid|twins|grandson|granddaughter)\b"
    r"|\b(?:daughter|son|child|grandson|granddaughter|youngest|eldest|lad) of (?:our|the|mr|mrs|ms|dr)\b"
    r"|\b(?:our|the) (?:new|newest|latest) (?:boy|girl|pupil|child|starter|lad|arrival)\b"
    r"|\bour one [a-z]+ (?:speaker|boy|girl|child|pupil|user)\b|\bour (?:lad|boy|girl|lass)\b|'s (?:eldest|youngest|twins)\b"
    r"|\bjoined us from\b|\bhas just moved here from\b"
)


@check("pupil_named_with_photo", "pupil_identified", "pupil_first_named")
def pupil_named(reading: Reading) -> Iterator[Sighting]:
    """A pupil is named, in full or in part, with a picture or without (SU-4b, SU-4c, PU-1b, PU-9a, KP-3)."""
    if reading.outside or (reading.private and reading.kind == "sanctioned"):
        return
    if not reading.mentions:
        return
    shown, strangers = reading.shown, _strangers(reading)
    details = _Details(reading)
    for passage, mention in reading.mentions:
        seen = Seen(passage, mention.start, mention.end)
        pictured = bool(shown.intersection(mention.rows)) or (strangers and mention.sure and not shown)
        if reading.private and _spoken_to(passage, mention):
            continue
        if mention.kind == "first" and not pictured and not _worth_naming(reading, passage, mention):
            continue
        if pictured:
            yield _named(reading, "pupil_named_with_photo", seen, mention, "A child in the picture is named with it.")
        elif mention.kind != "first" or details.beside(seen):
            yield _named(reading, "pupil_identified", seen, mention, "These words tell which pupil is meant.")
        else:
            yield _named(reading, "pupil_first_named", seen, mention, "A pupil's first name stands here.")


def _spoken_to(passage: Passage, mention: Mention) -> bool:
    """Whether the name is that of the one who gets the message: before a comma, or after a greeting."""
    if mention.start > 40:
        return False
    before = passage.folded[: mention.start].rstrip(" ,")
    return not before or before.rsplit(" ", 1)[-1] in ("hi", "hiya", "hey", "heyy", "hello", "dear")


def _strangers(reading: Reading) -> bool:
    """Whether a picture shows people whom nobody has named to us."""
    context = reading.draft.context
    return context.faces_visible != 0 and any("unknown" in photo.people for photo in reading.draft.photos)


def _worth_naming(reading: Reading, passage: Passage, mention: Mention) -> bool:
    """A first name alone: on a school account any pupil's, elsewhere only in a school matter."""
    if reading.kind == "sanctioned":
        return mention.sure or _at_school(reading, mention)
    if reading.kind == "closed_group" and reading.employed:
        mine = passage.folded.endswith("my ", 0, mention.start) and not reading.has("child_states", "own_pupils")
        return not mine and not _colleague(reading, passage, mention)
    if not (reading.about_school or reading.has("own_pupils", "contact_seeking", "child_states")):
        return False
    return not _of_the_family(reading, passage, mention) and not _colleague(reading, passage, mention)


def _of_the_family(reading: Reading, passage: Passage, mention: Mention) -> bool:
    """One's own child, niece or dog: a word of family close by, and no class or group of the school."""
    start, end = passage.sentence(mention.start)
    kin = any(seen.passage is passage and start <= seen.start < end for seen in reading.cues("own_family"))
    return kin and not reading.has("own_pupils", "child_states") and not reading.class_spans


def _at_school(reading: Reading, mention: Mention) -> bool:
    pupils = reading.known.roll.pupils
    return not reading.school or any(pupils[row].school == reading.school for row in mention.rows[:500])


def _colleague(reading: Reading, passage: Passage, mention: Mention) -> bool:
    """A first name that a member of staff bears, with nothing that speaks of a child."""
    key = passage.folded[mention.start : mention.end]
    return key in reading.known.roll.staff_first and not reading.has("child_states", "own_pupils")


class _Details:
    """Places that, with a first name, tell which child: class, year, age, home."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @kept
    def _places(self) -> list[Seen]:
        reading = self._reading
        found = [*reading.class_spans, *reading.matches(_AGE), *reading.matches(_LIVES)]
        return sorted(found, key=lambda seen: seen.start)

    @kept
    def _starts(self) -> list[int]:
        return [place.start for place in self._places]

    def beside(self, name: Seen) -> bool:
        """Whether one of them shares the sentence of a name without being part of it."""
        start, end = name.passage.sentence(name.start)
        inside = self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(d.passage is name.passage and not d.start <= name.start < d.end for d in inside)


def _named(reading: Reading, sign: str, seen: Seen, mention: Mention, reason: str) -> Sighting:
    pupils = reading.known.roll.pupils
    rows = [row for row in mention.rows if row in reading.shown] or list(mention.rows)
    ids = tuple(pupils[row].id for row in rows[:20])
    meant = ", ".join(f"{pupils[r].known_as or pupils[r].first} {pupils[r].last} ({pupils[r].form})" for r in rows[:3])
    more = f" or {len(rows) - 3} more" if len(rows) > 3 else ""
    return reading.see(
        sign, seen, reason, office=f"This can be {meant}{more}.", remedy=_without_name(seen), subjects=ids
    )


def _without_name(seen: Seen) -> Remedy:
    """The words with `one of our pupils` in place of the name, so that the sentence still reads."""
    where, passage = seen.passage.where, seen.passage
    if where != "text":
        return Remedy("rewrite", "Take the name out of the caption, file name, picture or link.", where)
    start, end = passage.original(seen.start, seen.end)
    before = passage.folded[max(0, seen.start - 12) : seen.start].split()[-1:]
    words = "pupil" if before and before[0] in ("our", "my", "the", "your", "little") else "one of our pupils"
    if not passage.between(passage.sentence(seen.start)[0], seen.start):
        words = words[0].upper() + words[1:]
    if _POSSESSIVE.match(passage.text, end):
        words, end = words + ("'s" if words.endswith("pupil") else "'"), end + 2
    return Remedy("replace", "Leave the name out.", where, start, end, words)


_POSSESSIVE = re.compile(r"['’][sS]\b")


@check("child_singled_out", when=("child", "singling"), also=(_SINGLING,), by_words=True)
def one_child_fits(reading: Reading) -> Iterator[Sighting]:
    """A child described without a name so that one child fits (SU-4c, PU-9a)."""
    if reading.outside:
        return
    for seen in reading.matches(_SINGLING):
        sentence = reading.sentence(seen)
        words = sentence.passage.folded[sentence.start : sentence.end]
        if not _CHILD_WORD.search(words) or _GENERAL.search(words):
            continue
        placed = any(
            c.passage is seen.passage and sentence.start <= c.start < sentence.end for c in reading.class_spans
        )
        telling = _TELLING.search(words) is not None
        if placed and (telling or "only" in words or "'s " in words):
            yield reading.see("child_singled_out", sentence, "These words describe one child closely enough to tell who it is.",
                              office="No name, but class and description fit one child.",
                              remedy=Remedy("rewrite", "Say it without what only this child is, has or did."))  # fmt: skip
            return


_CHILD_WORD = re.compile(
    r"\b(?:child|kid|boy|girl|lad|lass|pupil|student|son|daughter|twins?|brother|sister|wheelchair user|one|youngest|eldest|starter|user|speaker|refugee)\b"
)
_GENERAL = re.compile(
    r"\b(?:any|every|each|no) (?:child|pupil|boy|girl)\b|\blost property\b|\bstory of\b|\bbook about\b|\btale of\b|\bthe only (?:thing|way|day|time|candidate|school|one left|rule|person)\b"
)
_TELLING = re.compile(
    r"\b(?:splints?|chair's|wheelchair|hearing|glasses|coat|hair|adopted|foster|refugee|deaf|blind|diabet|epilep|autis|asthma|allerg|adhd|cancer|leg|frame|implant"
    r"|from (?!year|class|reception)[a-z]+|whose|mum|dad|parent|twins?|dog|lives|moved|joined|only|speaks?|muslim|jewish|sikh|hijab|turban|red|ginger|blonde|tall|brother|sister|shop|police|doctor|vicar|farm)"
)


@check("colleague_named")
def colleague_named_in_school_matter(reading: Reading) -> Iterator[Sighting]:
    """A colleague named off the school's accounts in a school matter (PU-1b)."""
    roll = reading.known.roll
    for passage in reading.prose:
        if roll.staff_words_all.isdisjoint(passage.words):
            continue
        tokens = passage.tokens
        for i, key in enumerate(passage.keys):
            if key not in roll.staff_last and key not in roll.staff_first:
                continue
            token = tokens[i]
            rows = roll.staff_last.get(key)
            titled = bool(rows) and i > 0 and tokens[i - 1].key in ("mr", "mrs", "ms", "miss", "mx", "dr", "sir")
            full = i > 0 and tokens[i - 1].key + token.key in roll.staff_full
            if titled and _FROM.search(passage.folded[max(0, tokens[i - 1].start - 12) : tokens[i - 1].start]):
                return  # the author's own name
            spoken_to = titled and reading.private and not passage.folded[: tokens[i - 1].start].strip(" ,")
            if spoken_to or (
                full and not titled and not (reading.about_school or _school_matter(reading, passage, token.start))
            ):
                continue
            if (titled or full) and not _WITH_LEAVE.search(passage.folded):
                yield _colleague_seen(reading, Seen(passage, tokens[i - 1].start, token.end))
                return
            firsts = roll.staff_first.get(token.key)
            if (
                firsts
                and passage.capital(token)
                and _works_here(reading, firsts)
                and _school_matter(reading, passage, token.start)
            ):
                yield _colleague_seen(reading, Seen(passage, token.start, token.end))
                return


_WITH_LEAVE = re.compile(r"\b(?:has (?:agreed|approved|said yes)|agreed with|approved by|with (?:the )?permission)\b")
_FROM = re.compile(r"\b(?:it's|its|it is|this is|i'm|from|love)\s*$")


def _works_here(reading: Reading, rows: list[int]) -> bool:
    staff = reading.known.roll.staff
    return not reading.school or any(staff[row].school in (reading.school, "FED", "") for row in rows)


def _school_matter(reading: Reading, passage: Passage, start: int) -> bool:
    begin, end = passage.sentence(start)
    return any(
        seen.passage is passage and begin <= seen.start < end
        for seen in reading.cues("school_matter", "hush", "job_matter")
    )


def _colleague_seen(reading: Reading, seen: Seen) -> Sighting:
    return reading.see("colleague_named", seen, "A colleague is named here in a matter of the school.",
                       remedy=Remedy("rewrite", "Leave the colleague out, or keep the school out of it."))  # fmt: skip


CHECKS: tuple[Check, ...] = (pupil_named, one_child_fits, colleague_named_in_school_matter)
