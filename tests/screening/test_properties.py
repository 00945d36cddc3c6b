"""What is true of every draft, whatever stands in it."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gatepost.policy import Verdict
from gatepost.policy.clause import CHANNEL_KINDS
from gatepost.screening import Channel, Context, Draft, Known, Permission, Photo, Pupil, Report, screen
from gatepost.screening.folding import fold
from gatepost.screening.names.lexicon import words as word_list
from tests.cast import TERM, draft, fernleigh, learn_to_live

PUPILS = tuple(fernleigh().pupils.values())
PEOPLE = (*fernleigh().pupils, *fernleigh().staff, "unknown", "P999", "")
ROLES = (*learn_to_live().roles, "wizard", "")
PLATFORMS = ("facebook", "wordpress", "whatsapp", "account_bio", "game_chat", "myspace", "")
CLAUSES = tuple(learn_to_live().clauses)

# -- drafts of every kind: any text at all, and words that the checks listen for --

TELLING = st.sampled_from(
    "Grace Tolliver|Elowen|in 4J|Well done|Grace's|#GraceTolliver|Ms Hill|he lives at 12 Harbour Lane|07700 900123|"
    "https://bit.ly/x|https://onlyfans.com/x|my gmail|add me|our only wheelchair user in 4J|Vote Labour|useless idiot|"
    "the door code is 1234|hi miss|logo|selling|Saltmarsh|after school|grievance|party|Year 6|'|\"|\n|🎉|\u200b|\ud800|\x00|.|!|,".split(
        "|"
    )
)
ANY = st.text(st.characters(), max_size=40)  # surrogates, controls and all
TEXTS = st.lists(st.one_of(TELLING, ANY), max_size=8).map(" ".join)
PHOTOS = st.builds(
    Photo,
    people=st.lists(st.sampled_from(PEOPLE), max_size=3).map(tuple),
    caption=st.one_of(st.just(""), TEXTS),
    alt=st.one_of(st.just(""), ANY),
    file=st.one_of(st.sampled_from(["", "grace-tolliver.jpg", "IMG_1.jpg"]), ANY),
    ocr=st.one_of(st.just(""), TEXTS),
    exif_gps=st.sampled_from([None, (50.4, -4.6), "", "here"]),
)
LINKS = st.one_of(
    st.sampled_from(
        "https://bit.ly/x|https://onlyfans.com/x|https://www.bbc.co.uk|http://[|https://a@b.example|x|https://www.fernleigh.example/grace-tolliver".split(
            "|"
        )
    ),
    ANY,
)
CONTEXTS = st.builds(
    Context,
    school=st.sampled_from(["SMP", "WEN", "FXG", "FED", "", "XXX"]),
    account=st.sampled_from(["registered", "unregistered", "personal", "", "other"]),
    permissions=st.lists(st.one_of(st.sampled_from(CLAUSES), ANY), max_size=2).map(tuple),
    direction=st.sampled_from(["", "", "inbound", "outbound"]),
    faces_visible=st.sampled_from([None, 0, 1, 30]),
    on=st.one_of(st.none(), st.dates()),
    author_id=st.sampled_from(PEOPLE),
)
DRAFTS = st.builds(
    Draft,
    text=TEXTS,
    author_role=st.one_of(st.sampled_from(ROLES), ANY),
    channel=st.builds(
        Channel, kind=st.one_of(st.sampled_from(CHANNEL_KINDS), ANY), platform=st.sampled_from(PLATFORMS)
    ),
    audience=st.sampled_from(["public", "followers", "group_members", "one_person", "", "everyone"]),
    photos=st.lists(PHOTOS, max_size=3).map(tuple),
    links=st.lists(LINKS, max_size=3).map(tuple),
    context=CONTEXTS,
)


def report(a: Draft, known: Known | None = None) -> Report:
    return screen(a, known or fernleigh(), learn_to_live())


def known_of(pupils: list[Pupil]) -> Known:
    return Known.of(fernleigh().federation, pupils=pupils, staff=fernleigh().staff.values())


# -- total, deterministic, explained --


@given(DRAFTS)
def test_every_draft_gets_a_verdict_and_no_check_fails(a: Draft) -> None:
    found = report(a)
    assert found.verdict == max((finding.verdict for finding in found.findings), default=Verdict.ALLOW)
    assert "could_not_check" not in {finding.sign for finding in found.findings}
    assert json.dumps(found.as_json())
    assert json.dumps(found.as_json(office=False))


@given(DRAFTS)
def test_the_same_draft_gets_the_same_report(a: Draft) -> None:
    again = Draft.model_validate(a.model_dump())
    assert report(a).as_json() == report(again).as_json()


@given(DRAFTS)
def test_every_finding_quotes_the_authors_own_words(a: Draft) -> None:
    for finding in report(a).findings:
        if finding.where == "text":
            assert a.text[finding.start : finding.end] == finding.span


@given(DRAFTS)
def test_an_unknown_role_channel_or_platform_is_never_allowed(a: Draft) -> None:
    policy = learn_to_live()
    assume(
        a.author_role not in policy.roles
        or a.channel.kind not in CHANNEL_KINDS
        or a.channel.platform not in policy.platform_by_id
    )
    assume("SU-2" not in a.context.permissions)
    assert report(a).verdict >= Verdict.HOLD


# -- mending --


@given(DRAFTS)
def test_a_mended_draft_never_gets_a_worse_verdict(a: Draft) -> None:
    before = report(a)
    if before.mended is not None:
        assert before.mended.verdict <= before.verdict
        assert before.mended.draft != a


@given(st.lists(st.sampled_from(PUPILS), min_size=1, max_size=4, unique=True), TEXTS)
def test_mending_takes_every_name_out_of_the_words(pupils: list[Pupil], words: str) -> None:
    assume(not any(sign in words for sign in "'\"“”‘’"))
    named = " and ".join(f"{pupil.first} {pupil.last}" for pupil in pupils)
    mended = report(draft(f"Well done {named}! {words}", school="FED")).mended
    assert mended is not None
    for pupil in pupils:
        assert f"{pupil.first} {pupil.last}" not in mended.draft.text.split("!")[0]


# -- more is never less --

NAMED = st.builds(
    "{}{}{}".format,
    st.sampled_from(["Well done ", "Thank you ", "So proud of ", "", "Happy birthday "]),
    st.one_of(
        st.sampled_from(PUPILS).map(lambda p: f"{p.first} {p.last}"),
        st.sampled_from(PUPILS).map(lambda p: f"{p.known_as} {p.last[0]}"),
        st.sampled_from(PUPILS).map(lambda p: f"{p.known_as} in {p.form}"),
        st.sampled_from(PUPILS).map(lambda p: p.known_as),
        st.sampled_from(PUPILS).map(lambda p: f"{p.first} {p.last[:-1]}"),
        st.sampled_from(PUPILS).map(lambda p: f"#{p.first}{p.last}".replace(" ", "")),
    ),
    st.sampled_from(["!", " for a splendid day at school.", " and all of the class.", "\nwhat a week"]),
)


@given(
    text=st.one_of(NAMED, TEXTS),
    pupils=st.lists(st.sampled_from(PUPILS), min_size=2, max_size=12, unique=True),
    first=st.integers(0, 12),
    on=st.sampled_from(["sanctioned facebook", "personal facebook", "closed_group whatsapp", "dm messenger"]),
    school=st.sampled_from(["SMP", "WEN", "FED"]),
)
def test_a_longer_roll_never_lowers_the_verdict(
    text: str, pupils: list[Pupil], first: int, on: str, school: str
) -> None:
    a = draft(text, on=on, school=school)
    fewer = known_of(pupils[:first])
    assert report(a, known_of(pupils)).verdict >= report(a, fewer).verdict


@pytest.mark.parametrize(
    ("text", "fewer", "more"),
    [
        ("Well done Hugo Buridge!", ["Hugo Burridge"], ["Zoe Buridge"]),  # one slip away from Hugo's name
        ("Well done Hugo Buridge!", ["Hugo Burridge"], ["Buridge Lane"]),
        ("Kestrel and Maisie sang.", ["Maisie Lindgren"], ["Kestrel Moon"]),
        ("Well done Zed Maisie!", ["Maisie Lindgren"], ["Zed Moon"]),
        ("Well done Maisie Moon!", ["Maisie Lindgren"], ["Anna Moon"]),
        ("Maisie Lindgren Moon sang.", ["Maisie Lindgren"], ["Lindgren Moon"]),
        ("Anna Maisie Lindgren sang.", ["Maisie Lindgren"], ["Anna Maisie"]),
    ],
)
def test_a_near_namesake_on_the_roll_hides_nobody(text: str, fewer: list[str], more: list[str]) -> None:
    def known(names: list[str]) -> Known:
        parts = [name.partition(" ") for name in names]
        return known_of([Pupil(f"X{i}", "SMP", "4J", "4", first, last) for i, (first, _, last) in enumerate(parts)])

    assert report(draft(text), known(fewer + more)).verdict >= report(draft(text), known(fewer)).verdict


def test_a_class_of_a_childs_name_on_the_roll_hides_no_child() -> None:
    maisie = Pupil("X1", "SMP", "4J", "4", "Maisie", "Lindgren")
    classmate = Pupil("X2", "SMP", "Maisie", "4", "Orla", "Haddow")
    a = draft("Thank you Maisie for the card.")
    assert report(a, known_of([maisie, classmate])).verdict >= report(a, known_of([maisie])).verdict


def test_the_first_child_of_a_school_on_the_roll_hides_no_child_of_another() -> None:
    elsewhere = Pupil("X1", "WEN", "Wrens", "R", "Sebastian", "Bellamy")
    here = Pupil("X2", "SMP", "4J", "4", "Orla", "Haddow")
    a = draft("Well done Sebastian!", school="SMP")
    assert report(a, known_of([elsewhere, here])).verdict >= report(a, known_of([elsewhere])).verdict


@given(a=DRAFTS, extra=PHOTOS)
def test_one_more_picture_never_lowers_the_verdict(a: Draft, extra: Photo) -> None:
    more = a.model_copy(update={"photos": (*a.photos, extra)})
    assert report(more).verdict >= report(a).verdict


@given(text=NAMED, shown=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
def test_one_more_person_in_a_picture_never_lowers_the_verdict(text: str, shown: list[str]) -> None:
    def picture(people: list[str]) -> Draft:
        return draft(text, photos=[Photo(people=tuple(people), caption="The winner")])

    assert report(picture(shown)).verdict >= report(picture(shown[1:])).verdict


@given(text=st.one_of(NAMED, TEXTS), link=LINKS)
def test_one_more_link_never_lowers_the_verdict(text: str, link: str) -> None:
    assert report(draft(text, links=[link])).verdict >= report(draft(text)).verdict


# -- permissions --


@given(a=DRAFTS, clause=st.sampled_from(CLAUSES))
def test_a_permission_lifts_only_findings_that_it_may_lift(a: Draft, clause: str) -> None:
    bare = a.model_copy(update={"context": a.context.model_copy(update={"permissions": ()})})
    permitted = a.model_copy(update={"context": a.context.model_copy(update={"permissions": (clause,)})})
    before, after = report(bare), report(permitted)
    policy = learn_to_live()
    for finding in after.lifted:
        assert clause in {finding.clause, *(policy.grant_by_id[grant].clause for grant in finding.lifted_by)}
        assert all(finding.sign in policy.grant_by_id[grant].lifts for grant in finding.lifted_by)
    kept = {finding for finding in before.findings if finding not in after.lifted}
    assert {(f.clause, f.sign, f.where, f.start, f.end) for f in kept} <= {
        (f.clause, f.sign, f.where, f.start, f.end) for f in after.findings
    }
    assert after.verdict <= before.verdict


@given(
    clause=st.sampled_from(["SU-4a", "SU-4b", "SU-4c", "CC-1", "CC-3", "PU-10"]),
    subject=st.sampled_from(["", "P009", "P017", "P035"]),
    channel=st.sampled_from(["", "facebook", "instagram"]),
    start=st.sampled_from([None, -1, 0, 1]),
    length=st.sampled_from([None, 0, 2]),
)
def test_a_permission_on_file_lifts_its_clause_subject_channel_and_dates_and_no_other(
    clause: str, subject: str, channel: str, start: int | None, length: int | None
) -> None:
    first = None if start is None else TERM + timedelta(days=start)
    last = None if length is None else (first or TERM) + timedelta(days=length)
    on_file = Permission(clause, "parent", subject, channel, first, last)
    known = replace(fernleigh(), permissions=(on_file,))
    a = draft("Leaf printing.", photos=[Photo(people=("P009",))], day=TERM)
    covers = (
        clause == "SU-4a"
        and subject in ("", "P009")
        and channel in ("", "facebook")
        and (first or date.min) <= TERM <= (last or date.max)
    )
    assert report(a, known).verdict.word == ("allow" if covers else "hold")


# -- the same name, written otherwise --


@cache
def plain_names() -> tuple[str, ...]:
    """Whole names of the roll in which no part is an ordinary word."""
    ordinary = word_list("ordinary")
    names = [f"{first} {pupil.last}" for pupil in PUPILS for first in (pupil.first, pupil.known_as)]
    return tuple(
        dict.fromkeys(
            name for name in names if not set(fold(name).replace("-", " ").replace("'", "").split()) & ordinary
        )
    )


def bare(text: str) -> str:
    """Without the accents that are characters of their own."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


OTHERWISE = {
    "in small letters": str.lower,
    "in capitals": str.upper,
    "with capitals turned about": str.swapcase,
    "with title capitals": str.title,
    "without accents": bare,
    "with accents apart": lambda name: unicodedata.normalize("NFD", name),
    "with accents composed": lambda name: unicodedata.normalize("NFC", name),
    "over two lines": lambda name: name.replace(" ", "\n"),
    "over two lines, as Windows writes them": lambda name: name.replace(" ", "\r\n"),
    "with two spaces": lambda name: name.replace(" ", "  "),
    "with spaces that do not break": lambda name: name.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
@given(
    name=st.sampled_from(plain_names()),
    around=st.sampled_from(
        ["Well done {}!", "{} sang.", "Our winner is {}", "I saw {} in town, at school and at the fair.", "{}"]
    ),
    by_and_on=st.sampled_from(
        [
            "teacher, sanctioned facebook",
            "teacher, personal x",
            "teacher, closed_group whatsapp",
            "ptfa, personal facebook",
        ]
    ),
)
@example(name="Ayşe Yıldız", around="Well done {}!", by_and_on="teacher, sanctioned facebook")
@example(name="Mikołaj Zieliński", around="Well done {}!", by_and_on="teacher, sanctioned facebook")
def test_case_accents_and_line_breaks_do_not_change_the_verdict_on_a_whole_name(
    change: object, name: str, around: str, by_and_on: str
) -> None:
    by, on = by_and_on.split(", ")
    plain = draft(around.format(name), by=by, on=on, school="FED")
    changed = draft(around.format(change(name)), by=by, on=on, school="FED")  # type: ignore[operator]
    assert report(plain).verdict == Verdict.BLOCK
    assert report(changed).verdict == Verdict.BLOCK


@pytest.mark.parametrize("change", [str.lower, str.upper], ids=["small letters", "capitals"])
@given(name=st.sampled_from(plain_names()))
def test_nor_does_the_case_of_the_whole_post(change: object, name: str) -> None:
    whole = f"Well done {name} for a splendid day at school"
    assert report(draft(change(whole), school="FED")).verdict == Verdict.BLOCK  # type: ignore[operator]


@given(
    name=st.sampled_from(plain_names()),
    at=st.integers(0, 30),
    what=st.sampled_from(["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u0301", "\x00"]),
)
def test_an_invisible_character_anywhere_in_it_makes_no_difference(name: str, at: int, what: str) -> None:
    place = at % (len(name) + 1)
    assert report(draft(f"Well done {name[:place]}{what}{name[place:]}!", school="FED")).verdict == Verdict.BLOCK


@given(st.sampled_from(plain_names()))
def test_every_child_of_the_cast_is_found_by_name(name: str) -> None:
    a = draft(f"Well done {name}!", school="FED")
    assert [fold(finding.span) for finding in report(a).findings if finding.clause == "SU-4c"] == [fold(name)]
