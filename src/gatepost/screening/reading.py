"""A draft as the checks read it: its passages, the people in them, and the phrases that matter.

Everything is worked out when first asked for, so a check that is not reached costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from gatepost.policy import Policy
from gatepost.policy.clause import CHANNEL_KINDS
from gatepost.screening.draft import Draft
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.kept import kept
from gatepost.screening.known import Known
from gatepost.screening.language import tiers
from gatepost.screening.language.lexicon import Phrases, lexicon
from gatepost.screening.language.meaning import Weight
from gatepost.screening.language.patterns import Pattern, gate
from gatepost.screening.language.sentences import Sense
from gatepost.screening.names import mentions as names
from gatepost.screening.names.classes import YEAR
from gatepost.screening.names.mentions import Mention
from gatepost.screening.text import Passage

Signal = str | int  # a group of phrases or a trait by its name, a pattern by its number

# Traits of a draft that a check may need, beside its words.
PHOTOS, PICTURE_TEXT, LINKS, PRIVATE, RECEIVED = ":photos", ":picture text", ":links", ":private", ":received"
GAME, ABOUT_TEXT, UNREGISTERED, UNKNOWN, OFF_PAGE = ":game", ":about text", ":unregistered", ":unknown", ":off page"


class Seen(NamedTuple):
    """A place in the words: a passage and offsets in its folded text."""

    passage: Passage
    start: int
    end: int

    @property
    def words(self) -> str:
        """The author's own words at this place."""
        return self.passage.quote(self.start, self.end)


class Reading:
    """One draft with what is known, ready to be looked at."""

    def __init__(self, draft: Draft, known: Known, policy: Policy, *, at_first_look: bool = False) -> None:
        self.draft, self.known, self.policy = draft, known, policy
        self.at_first_look = at_first_look  # the second tier is not asked
        self.unread = False  # whether it should have been
        # A private message from a registered account is the school's act, so it is judged as sanctioned.
        self.private = draft.channel.kind == "dm"
        self.kind = "sanctioned" if self.private and draft.context.account == "registered" else draft.channel.kind
        self.role = draft.author_role
        role = policy.roles.get(self.role)
        self.outside = role is not None and not role.bound
        self.employed = role is not None and role.employed
        self.by_child = role is not None and role.child
        platform = policy.platform_by_id.get(draft.channel.platform)
        self.use = platform.use if platform else ""
        self.told: set[str] = set()  # signs that rules by words have told so far
        self.cleared: set[str] = set()  # signs whose very words a rule has looked at and found in order
        self._matched: dict[int, Seen | None] = {}
        self.school = draft.context.school if draft.context.school in known.schools else ""

    # -- the words --

    @kept
    def text(self) -> Passage:
        """The draft's main text."""
        return Passage("text", self.draft.text)

    @kept
    def passages(self) -> list[Passage]:
        """The text, then each picture's words, then the links."""
        places = [self.text]
        for photo in self.draft.photos:
            for where, words in (("photo.caption", photo.caption), ("photo.caption", photo.alt),
                                 ("photo.file", photo.file), ("photo.ocr", photo.ocr)):  # fmt: skip
                if words:
                    places.append(Passage(where, words))
        places.extend(Passage("link", unquote(link) if "%" in link else link) for link in self.draft.links)
        return places

    @kept
    def prose(self) -> list[Passage]:
        """The passages that a person wrote as sentences: not file names or links."""
        return [p for p in self.passages if p.where in ("text", "photo.caption", "photo.ocr")]

    # -- phrases --

    @kept
    def _phrases(self) -> list[tuple[Passage, Phrases]]:
        book = lexicon()
        return [(passage, book.phrases(passage.folded)) for passage in self.prose]

    @kept
    def groups(self) -> frozenset[str]:
        """The groups of phrases that occur anywhere."""
        return frozenset().union(*(phrases.groups for _, phrases in self._phrases))

    def has(self, *groups: str) -> bool:
        """Whether any of these groups occurs."""
        return not self.groups.isdisjoint(groups)

    def cues(self, *groups: str) -> Iterator[Seen]:
        """Every phrase of these groups."""
        for passage, phrases in self._phrases:
            for group in groups:
                if group in phrases.groups:
                    for cue in phrases.cues[group]:
                        yield Seen(passage, cue.start, cue.end)

    def first(self, *groups: str) -> Seen | None:
        """The first phrase of these groups, in the order of the groups."""
        return next(self.cues(*groups), None)

    def together(self, one: str | Iterable[str], other: str | Iterable[str], *, within: int = 0) -> Seen | None:
        """The first place where a phrase of `one` and a phrase of `other` share a sentence.

        With `within`, they may instead lie that many characters apart.
        """
        ones = (one,) if isinstance(one, str) else tuple(one)
        others = (other,) if isinstance(other, str) else tuple(other)
        if not (self.has(*ones) and self.has(*others)):
            return None
        for passage in self.prose:
            seconds = sorted((s.start, s.end) for s in self.cues(*others) if s.passage is passage)
            for a in self.cues(*ones) if seconds else ():
                if a.passage is not passage:
                    continue
                start, end = passage.sentence(a.start)
                start, end = min(start, a.start - within), max(end, a.end + within)
                for b in seconds[bisect_left(seconds, (start, 0)) : bisect_left(seconds, (end, 0))][:3]:
                    if b != (a.start, a.end):
                        return Seen(passage, min(a.start, b[0]), max(a.end, b[1]))
        return None

    def named_between(self, passage: Passage, start: int, end: int) -> Seen | None:
        """The first mention of a pupil that begins there."""
        starts = self._mention_starts.get(id(passage), [])
        at = bisect_left(starts, (start, 0))
        if at == len(starts) or starts[at][0] >= end:
            return None
        return Seen(passage, *starts[at])

    @kept
    def _mention_starts(self) -> dict[int, list[tuple[int, int]]]:
        places: dict[int, list[tuple[int, int]]] = {}
        for passage, mention in self.mentions:
            places.setdefault(id(passage), []).append((mention.start, mention.end))
        return {passage: sorted(starts) for passage, starts in places.items()}

    def sentence(self, seen: Seen) -> Seen:
        """The whole sentence of a place."""
        start, end = seen.passage.sentence(seen.start)
        folded = seen.passage.folded
        while start < end and folded[start].isspace():
            start += 1
        while end > start and folded[end - 1].isspace():
            end -= 1
        return Seen(seen.passage, start, max(end, seen.end))

    @kept
    def _open(self) -> list[tuple[Passage, list[int]]]:
        barrier = gate()
        return [(passage, barrier.open(passage.folded)) for passage in self.prose]

    @kept
    def signals(self) -> frozenset[Signal]:
        """All that tells which checks are worth a look: phrases, patterns that may match, traits of the draft."""
        return self.groups.union(self._traits(), *(may for _, may in self._open))

    def _traits(self) -> Iterator[Signal]:
        draft, context = self.draft, self.draft.context
        if draft.photos:
            yield PHOTOS
            if any(photo.ocr for photo in draft.photos):
                yield PICTURE_TEXT
        if draft.links:
            yield LINKS
        if self.private or draft.audience == "one_person":
            yield PRIVATE
        if context.direction == "inbound":
            yield RECEIVED
        if self.use == "game":
            yield GAME
        elif self.use == "about_text":
            yield ABOUT_TEXT
        if self.kind != "sanctioned":
            yield OFF_PAGE
        elif context.account in ("unregistered", "personal"):
            yield UNREGISTERED
        policy = self.policy
        if not (
            self.role in policy.roles and self.kind in CHANNEL_KINDS and draft.channel.platform in policy.platform_by_id
        ):
            yield UNKNOWN

    def match(self, pattern: Pattern) -> Seen | None:
        """The first match of a pattern in the folded prose; kept, as several checks or links may ask."""
        if pattern.number not in self.signals:
            return None
        if pattern.number not in self._matched:
            self._matched[pattern.number] = next(self.matches(pattern), None)
        return self._matched[pattern.number]

    def matches(self, pattern: Pattern) -> Iterator[Seen]:
        """Every match of a pattern in the folded prose."""
        if pattern.number not in self.signals:
            return
        for passage, may in self._open:
            if pattern.number in may:
                for found in pattern.finditer(passage.folded):
                    yield Seen(passage, *found.span())

    def says(self, pattern: Pattern) -> bool:
        """Whether a pattern matches anywhere in the text itself."""
        passage, may = self._open[0]
        return pattern.number in may and pattern.search(passage.folded) is not None

    # -- people --

    @kept
    def shown(self) -> frozenset[int]:
        """Rows of the pupils who are in a picture of this draft."""
        ids = {person for photo in self.draft.photos for person in photo.people}
        if not ids:
            return frozenset()
        return frozenset(self.known.roll.row_of[i] for i in ids if i in self.known.roll.row_of)

    @kept
    def mentions(self) -> list[tuple[Passage, Mention]]:
        """Every mention of a pupil, passage by passage."""
        roll = self.known.roll
        eager = self.kind == "closed_group" and self.has("child_states")
        return [
            (passage, mention)
            for passage in self.passages
            for mention in names.find(passage, roll, school=self.school, shown=self.shown, eager=eager)
            if not self._is_brand(passage, mention)
        ]

    def _is_brand(self, passage: Passage, mention: Mention) -> bool:
        """Whether these letters are a school's name: `Rosehill` beside a pupil called Rose Hill."""
        return self.known.brands.fullmatch(passage.folded, mention.start, mention.end) is not None

    @kept
    def class_spans(self) -> list[Seen]:
        """Classes and years that the prose names."""
        classes, years = self.known.roll.classes_at(self.school), YEAR.number in self.signals
        return [Seen(p, start, end) for p in self.prose for start, end in classes.find(p, years=years)]

    @kept
    def brand(self) -> Seen | None:
        """The first place where the federation or a school is named (folded prose)."""
        known = self.known
        for passage in self.prose:
            if known.brand_gate.find_matches_as_indexes(passage.folded):
                found = known.brands.search(passage.folded)
                if found:
                    return Seen(passage, *found.span())
        return None

    @property
    def about_school(self) -> bool:
        """Whether the words touch school life at all."""
        return self.brand is not None or bool(self.class_spans) or self.has("school", "school_staff", "pupils")

    @kept
    def weight(self) -> Weight:
        """What the model of meaning makes of the words, before any bar."""
        return tiers.model().weigh(self)

    @kept
    def weight_by_sentence(self) -> dict[tuple[int, int], int]:
        """The same sentence by sentence."""
        return tiers.model().by_sentence(self)

    @kept
    def sense(self) -> Sense:
        """What the second tier makes of the sentences; asked only where there is one."""
        model = tiers.model()
        if not isinstance(model, tiers.Both):
            raise TypeError("there is no second tier here: ask whether there is one first")
        return model.sense(self)

    # -- sightings --

    def see(
        self,
        sign: str,
        at: Seen | None,
        reason: str,
        *,
        office: str = "",
        remedy: Remedy | None = None,
        subjects: tuple[str, ...] = (),
    ) -> Sighting:
        """A sighting at a place in the words, in the author's own offsets."""
        if at is None:
            return Sighting(sign, reason, "text", 0, 0, "", office, remedy, subjects)
        start, end = at.passage.original(at.start, at.end)
        return Sighting(
            sign, reason, at.passage.where, start, end, at.passage.text[start:end], office, remedy, subjects
        )
