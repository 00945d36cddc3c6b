"""A pupil is found however people write the name, and what is no pupil's name is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import (
    GRACE,
    TERM,
    clauses,
    draft,
    findings,
    id_of,
    known_with,
    photo,
    roll_of,
    screened,
    verdict,
    words,
)

# -- a whole name, in every guise: what is written, and the words that the finding must quote --

WRITTEN: dict[str, tuple[str, str]] = {
    "plain": ("Well done Grace Tolliver!", "Grace Tolliver"),
    "by the name it goes by": ("Well done Dami Adeyemi!", "Dami Adeyemi"),
    "by the legal name": ("Well done Oluwadamilola Adeyemi!", "Oluwadamilola Adeyemi"),
    "by a nickname nobody wrote down": ("Well done Gracie Tolliver!", "Gracie Tolliver"),
    "by Billy for William": ("Well done Billy Fairweather!", "Billy Fairweather"),
    "by Ollie for Oliver": ("Well done Ollie Whitlock!", "Ollie Whitlock"),
    "by Oli for Oliver": ("Well done Oli Whitlock!", "Oli Whitlock"),
    "by Seb for Sebastian": ("Well done Seb Kaur!", "Seb Kaur"),
    "by Gabby for Gabriela": ("Well done Gabby Burridge!", "Gabby Burridge"),
    "with the nickname in quotes": ('Well done Grace "Gracie" Tolliver!', 'Grace "Gracie" Tolliver'),
    "with a middle name": ("Well done Grace Elizabeth Tolliver!", "Grace Elizabeth Tolliver"),
    "with a middle initial": ("Well done Grace E. Tolliver!", "Grace E. Tolliver"),
    "surname first": ("First place: Tolliver, Grace", "Tolliver, Grace"),
    "surname first, as in a register": ("First place: Tolliver Grace", "Tolliver Grace"),
    "letters set apart": ("Well done G r a c e  T o l l i v e r!", "G r a c e  T o l l i v e r"),
    "letters set apart, all alike": ("Well done g.r.a.c.e.t.o.l.l.i.v.e.r!", "g.r.a.c.e.t.o.l.l.i.v.e.r"),
    "letters set apart by an emoji": ("Well done G🎉r🎉a🎉c🎉e Tolliver!", "G🎉r🎉a🎉c🎉e Tolliver"),
    "hyphen for hyphen": ("Well done Lottie Greenhalgh-Stone!", "Lottie Greenhalgh-Stone"),
    "hyphen left out": ("Well done Lottie Greenhalgh Stone!", "Lottie Greenhalgh Stone"),
    "half of a double surname": ("Well done Lottie Stone!", "Lottie Stone"),
    "hyphen in the first name left out": ("Well done Anne Sophie van der Meer!", "Anne Sophie van der Meer"),
    "hyphen in the first name closed up": ("Well done JeanLuc Moreau!", "JeanLuc Moreau"),
    "particles with capitals": ("Well done Anne-Sophie Van Der Meer!", "Anne-Sophie Van Der Meer"),
    "straight apostrophe": ("Well done Siobhán O'Rourke!", "Siobhán O'Rourke"),
    "curly apostrophe": ("Well done Siobhán O’Rourke!", "Siobhán O’Rourke"),
    "apostrophe left out": ("Well done Siobhán ORourke!", "Siobhán ORourke"),
    "apostrophe for a space": ("Well done Siobhan O Rourke!", "Siobhan O Rourke"),
    "accents left out": ("Well done Zosia Wisniewska!", "Zosia Wisniewska"),
    "letters that are not ours": ("Well done Mikolaj Zielinski!", "Mikolaj Zielinski"),
    "accents composed of two characters": ("Well done Bjo\u0308rn Halvorsen!", "Bjo\u0308rn Halvorsen"),
    "dotless i": ("Well done Ayse Yildiz!", "Ayse Yildiz"),
    "stacked accents": ("Well done Thu Trang Pham!", "Thu Trang Pham"),
    "a letter dropped": ("Well done Grace Toliver!", "Grace Toliver"),
    "a letter doubled": ("Well done Grace Tolliverr!", "Grace Tolliverr"),
    "a letter changed": ("Well done Hugo Burrudge!", "Hugo Burrudge"),
    "two letters changed about": ("Well done Garce Tolliver!", "Garce Tolliver"),
    "no capitals": ("well done grace tolliver", "grace tolliver"),
    "all capitals": ("WELL DONE GRACE TOLLIVER", "GRACE TOLLIVER"),
    "mixed capitals": ("well done gRaCe ToLLiVeR", "gRaCe ToLLiVeR"),
    "possessive": ("Grace Tolliver's model won.", "Grace Tolliver"),
    "possessive without an apostrophe": ("Grace Tollivers model won.", "Grace Tollivers"),
    "an emoji between": ("Well done Grace 🎉 Tolliver!", "Grace 🎉 Tolliver"),
    "a heart between": ("Well done Grace ❤️ Tolliver!", "Grace ❤️ Tolliver"),
    "a hashtag": ("What a race! #GraceTolliver", "GraceTolliver"),
    "a hashtag without capitals": ("What a race! #gracetolliver", "gracetolliver"),
    "a hashtag with more in it": ("What a race! #WellDoneGraceTolliver", "GraceTolliver"),
    "a handle": ("What a race @gracetolliver", "gracetolliver"),
    "a handle with a number": ("What a race @gracetolliver1", "gracetolliver1"),
    "a handle with a dot": ("What a race @grace.tolliver", "grace.tolliver"),
    "a handle with an underscore": ("What a race @grace_tolliver", "grace_tolliver"),
    "CamelCase": ("Well done GraceTolliver!", "GraceTolliver"),
    "over two lines": ("Well done Grace\nTolliver!", "Grace\nTolliver"),
    "over two paragraphs": ("Well done Grace\r\n\r\nTolliver!", "Grace\r\n\r\nTolliver"),
    "two spaces": ("Well done Grace  Tolliver!", "Grace  Tolliver"),
    "a tab": ("Well done Grace\tTolliver!", "Grace\tTolliver"),
    "a space that does not break": ("Well done Grace\u00a0Tolliver!", "Grace\u00a0Tolliver"),
    "in bold, as messengers write it": ("Well done *Grace* *Tolliver*!", "Grace* *Tolliver"),
    "after a title": ("Well done Miss Grace Tolliver!", "Grace Tolliver"),
    "in an address in the text": ("www.fernleigh.example/news/grace-tolliver-wins", "grace-tolliver"),
    "an initial with the surname": ("Well done G. Tolliver!", "G. Tolliver"),
    "a surname that is a word": ("Well done Lucas Page!", "Lucas Page"),
    "two words for a name": ("Well done Will Fairweather!", "Will Fairweather"),
    "a month for a name": ("Well done May Winterbourne!", "May Winterbourne"),
}


@pytest.mark.parametrize(("text", "quoted"), WRITTEN.values(), ids=WRITTEN)
def test_a_whole_name_is_found_however_it_is_written(text: str, quoted: str) -> None:
    a = draft(text, school="FED")
    assert verdict(a) == "block"
    assert clauses(a) == {"SU-4c"}
    assert words(a, "SU-4c") == [quoted]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Well done Grace T!", "Grace T"),
        ("Well done Grace T. for the mural!", "Grace T"),
        ("Well done Grace in 4J!", "Grace"),
        ("Well done Grace (4J)!", "Grace"),
        ("Well done Maisie from Year 4!", "Maisie"),
        ("Well done GT in 4J!", "GT"),
        ("Well done G.T. (4J)!", "G.T."),
        ("Maisie is 8 today!", "Maisie"),
        ("Grace turned 8 today!", "Grace"),
        ("Happy 8th birthday, Maisie!", "Maisie"),
        ("Lottie in 6L lost a tooth.", "Lottie"),
    ],
)
def test_a_part_of_a_name_with_a_class_or_an_age_identifies(text: str, quoted: str) -> None:
    assert verdict(text) == "block"
    assert any(quoted in found for found in words(draft(text), "SU-4c"))


@pytest.mark.parametrize(
    "text", ["Thank you Maisie for the lovely card.", "Well done Orla!", "Beatrix has painted us a sea."]
)
def test_a_first_name_alone_is_advised_against(text: str) -> None:
    assert verdict(text) == "advise"
    assert [finding.sign for finding in findings(draft(text), "SU-4c")] == ["pupil_first_named"]


def test_two_of_one_first_name_are_told_apart() -> None:
    a = draft("Well done Jack P and Jack L!")
    assert words(a, "SU-4c") == ["Jack P", "Jack L"]
    assert [finding.subjects for finding in findings(a, "SU-4c")] == [
        (id_of("Jack Pemberton"),),
        (id_of("Jack Lomax"),),
    ]


def test_two_of_one_whole_name_are_both_meant() -> None:
    (found,) = findings(draft("Well done Leo Barnes!", school="FED"), "SU-4c")
    assert set(found.subjects) == {id_of("Leo Barnes of Kestrels"), id_of("Leo Barnes of Curlews")}


def test_the_office_sees_who_is_meant_and_a_volunteer_does_not() -> None:
    report = screened("Well done Grace T!")
    assert "Tolliver" in str(report.as_json(office=True))
    assert "Tolliver" not in str(report.as_json(office=False))


def test_every_place_is_quoted_in_the_authors_own_characters() -> None:
    text = "Ｗｅｌｌ ｄｏｎｅ Bjo\u0308rn Halvorsen, Elowen 🎉 Tresize and Ayşe Yıldız!"
    report = screened(draft(text, school="WEN"))
    assert len(report.findings) == 3
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.span


# -- in and about a picture: SU-4b where the child is shown, SU-4c where it is not --


@pytest.mark.parametrize(
    ("place", "said", "quoted"),
    [
        ("caption", "Grace holding the cup", "Grace"),
        ("caption", "Well run, Grace Tolliver", "Grace Tolliver"),
        ("alt", "Grace on the podium", "Grace"),
        ("file", "grace-tolliver.jpg", "grace-tolliver"),
        ("file", "IMG_grace_tolliver_02.jpg", "grace_tolliver"),
        ("file", "GraceTolliver.jpg", "GraceTolliver"),
        ("file", "gracetolliver2.jpg", "gracetolliver"),
        ("file", "grace.jpg", "grace"),
        ("ocr", "CERTIFICATE\nawarded to\nGRACE TOLLIVER", "GRACE TOLLIVER"),
        ("ocr", "Star of the week: Grace", "Grace"),
    ],
)
def test_a_child_shown_is_named_beside_the_picture(place: str, said: str, quoted: str) -> None:
    a = draft("Sports day.", photos=[photo("Grace Tolliver", **{place: said})])  # type: ignore[arg-type]
    assert clauses(a) == {"SU-4b"}
    (found,) = findings(a, "SU-4b")
    assert quoted in found.span
    assert found.where == f"photo.{'caption' if place == 'alt' else place}"


@pytest.mark.parametrize(
    "text", ["Well done Grace Tolliver!", "Well done Grace!", "#GraceTolliver", "So proud of you, Grace 🎉"]
)
def test_a_child_shown_is_named_in_the_words(text: str) -> None:
    a = draft(text, photos=[photo("Grace Tolliver", caption="The winner")])
    assert clauses(a) == {"SU-4b"}
    assert words(a, "SU-4b")[0] in text


@pytest.mark.parametrize(
    "link",
    [
        "https://www.fernleigh.example/news/grace-tolliver",
        "https://www.fernleigh.example/news/GraceTolliver",
        "https://www.fernleigh.example/news/gracetolliver",
        "https://www.fernleigh.example/news/Grace%20Tolliver",
        "https://www.fernleigh.example/news?winner=Grace+Tolliver",
    ],
)
def test_a_child_is_named_in_an_address(link: str) -> None:
    assert clauses(draft("Read more.", links=[link])) == {"SU-4c"}
    assert clauses(draft("Read more.", links=[link], photos=[photo("Grace Tolliver")])) == {"SU-4b"}


def test_a_child_named_who_is_not_the_child_shown_is_not_named_beside_a_picture_of_itself() -> None:
    a = draft("Well done Grace Tolliver!", photos=[photo("Noah King", caption="The track")])
    assert clauses(a) == {"SU-4c"}


def test_a_name_is_looked_for_among_ten_pictures() -> None:
    pictures = [photo("Noah King", caption=f"Stall {n}") for n in range(9)]
    a = draft("The fair.", photos=[*pictures, photo("Orla Haddow", caption="Orla at the till")])
    assert words(a, "SU-4b") == ["Orla"]


# -- not a name --

WORDS = [
    "We said grace together before lunch.",
    "Grace before meals is a custom of ours.",
    "Mark the date: the summer fair is on 12 May.",
    "Will you come? We hope so, and it will be a joy.",
    "May half term starts on Friday.",
    "Summer holidays begin on Tuesday; summer clubs are open.",
    "Turn to page 12. The page is about rivers and a castle.",
    "Holly wreaths and ivy on every door.",
    "Poppy fields in June, and a field of honey bees.",
    "Sunny day! Rose petals everywhere, and a robin on the post.",
    "A king and a queen came to our castle day.",
    "Christian values week: hope, joy and peace.",
    "Storm warning: we close at two.",
    "Star charts are on the wall. Every star counts.",
    "Teddy bears' picnic on Friday. Bring a teddy.",
    "PE kit on Friday, please; spare kit is in the hall.",
    "A penny for the guy, and a little frost on the grass.",
    "On the eve of the match we were all nerves.",
    "The river walk is open again.",
    "Forest school found a willow grove.",
    "Willow class sang to us.",
    "Kestrels and Ospreys swam today.",
    "It was a quick and noble effort by the whole school.",
    "Hollywood night at the disco: dress up!",
]


@pytest.mark.parametrize("school", ["SMP", "WEN", "FXG"])
@pytest.mark.parametrize("text", WORDS)
def test_words_that_are_names_stay_words(text: str, school: str) -> None:
    assert clauses(draft(text, school=school)) == set()


SOMEBODY_ELSE = [
    "Grace Darling rowed out in the storm.",
    "Grace Hopper found the first bug.",
    "Florence Nightingale carried a lamp.",
    "Ada Lovelace wrote the first program.",
    "We read Oliver Twist and Harry Potter.",
    "Jack and the Beanstalk opens on Thursday.",
    "Amelia Earhart flew alone.",
    "King Charles is on the new stamps.",
    "Prince William visited the lifeboat.",
    "Henry VIII had six wives.",
    "Jude Bellingham scored twice.",
    "Dylan Thomas wrote about Wales.",
    "George Orwell wrote about pigs.",
    "Our topic is Rosa Parks.",
    "Noah's ark is our harvest play.",
    "Matilda the Musical was a treat.",
    "Charlotte's Web is our class book.",
    "St George's Day is on Thursday.",
    "St Martha's Church lent us chairs.",
    "Thank you to Marks and Spencer for the sandwiches.",
    "Thank you to Barnes & Noble for the books.",
    "The Oscar Mayer van came by.",
    "We met at Elliot Street.",
    "Coaches park in Logan Road.",
    "The trip goes to Castle Hill.",
]


@pytest.mark.parametrize("school", ["SMP", "WEN", "FXG"])
@pytest.mark.parametrize("text", SOMEBODY_ELSE)
def test_public_figures_stories_saints_firms_and_places_are_left_alone(text: str, school: str) -> None:
    assert clauses(draft(text, school=school)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Thank you Ms Hill for a splendid trip.",
        "Rowena Hill runs our chess club.",
        "Mr Bright and Mrs Banks led the walk.",
        "Dr Pace opened the new hall.",
        "Miss Rudd's swimmers moved up a level.",
        "Mr King and Mrs Page visited from the council.",
        "Callum Sharp will help in the library.",
    ],
)
@pytest.mark.parametrize("school", ["SMP", "WEN"])
def test_staff_in_their_professional_part_are_left_alone(text: str, school: str) -> None:
    assert clauses(draft(text, school=school)) == set()


def test_a_chair_of_governors_cuts_a_ribbon() -> None:
    assert clauses(draft("Our chair of governors, Marian Webb, cut the ribbon.")) == set()


def test_a_name_of_two_words_is_a_name_only_with_its_capitals() -> None:
    assert verdict(draft("Well done Holly Wood!", school="WEN")) == "block"
    assert verdict(draft("We cut holly, wood and ivy.", school="WEN")) == "allow"


def test_a_surname_in_the_middle_of_a_word_is_none() -> None:
    assert clauses(draft("The pages of the kingdom, woodwork and quickly.", school="FED")) == set()


# -- told without a name --


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("Our only wheelchair user in 4J loved the trip.", "SMP"),
        ("The only wheelchair user in Kestrels scored twice.", "WEN"),
        ("Our new boy from Syria in 2K has settled in.", "SMP"),
        ("The boy in 5A whose mum is our vicar won the cup.", "SMP"),
        ("The little girl in 4J with the pink hearing aids read to us all.", "SMP"),
        ("The only child in Year 3 who speaks Welsh taught us a song.", "SMP"),
    ],
)
def test_a_child_described_so_that_one_fits_is_singled_out(text: str, school: str) -> None:
    a = draft(text, school=school)
    assert verdict(a) == "block"
    assert "child_singled_out" in {finding.sign for finding in findings(a, "SU-4c")}


@pytest.mark.parametrize(
    "text",
    [
        "Two of our Year 5s raised £60 by baking.",
        "One of our pupils has won a prize.",
        "All the children in 4J wore odd socks.",
        "Our only rule on the field is to be kind.",
        "Every child in Year 3 who came had a go.",
        "The girls and boys of 5A sang like larks.",
    ],
)
def test_a_group_in_which_nobody_stands_out_is_left_alone(text: str) -> None:
    assert clauses(draft(text)) == set()


# -- elsewhere than on the school's page --


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        ("teacher", "personal facebook", {"PU-1b"}),
        ("teaching_assistant", "dm messenger", {"PU-1b"}),
        ("teacher", "closed_group whatsapp", {"PU-9a"}),
        ("governor", "personal x", {"KP-3"}),
        ("ptfa", "closed_group whatsapp", {"KP-3"}),
        ("volunteer", "personal facebook", {"KP-3"}),
    ],
)
def test_a_pupil_named_elsewhere_is_for_the_clause_that_binds_the_author(by: str, on: str, expected: set[str]) -> None:
    assert expected <= clauses(draft("Did you hear how well Grace Tolliver did at school today?", by=by, on=on))


def test_a_colleague_is_not_named_in_a_school_matter_off_the_schools_accounts() -> None:
    a = draft("Ms Hill has changed the seating plan for our class again.", on="personal facebook")
    assert "PU-1b" in clauses(a)


@pytest.mark.parametrize("by", ["parent", "public"])
def test_parents_and_the_public_are_not_bound(by: str) -> None:
    assert clauses(draft("Thank you for helping my Grace, from all the Tollivers.", by=by)) == set()


# -- the roll --


def test_a_child_of_another_roll_is_nobody_here() -> None:
    assert verdict("Well done Grace Tolliver!", roll_of("Elowen Tresize")) == "allow"


def test_an_ex_pupil_is_found_like_a_pupil() -> None:
    left = known_with(GRACE._replace(left=date(2026, 7, 21)), as_of=TERM)
    assert verdict("Well done Grace Tolliver!", left) == "block"


@pytest.mark.parametrize("number", [60, 600, 3_000])
def test_the_last_of_many_children_of_one_first_name_is_found(number: int) -> None:
    """However many share the name at another school, the child of this one is meant."""
    elsewhere = [
        f"Maisie Aspinall{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(number)
    ]
    facts = roll_of(*elsewhere, school="WEN", form="Wrens")
    here = roll_of("Maisie Lindgren").pupils["P0"]._replace(id="LAST")
    both = type(facts).of(facts.federation, pupils=[*facts.pupils.values(), here])
    assert verdict("Well done Maisie in 4J!", both) == "block"


@pytest.mark.parametrize("number", [60, 600])
def test_each_of_many_children_of_one_whole_name_is_known_in_a_picture(number: int) -> None:
    facts = roll_of(*["Maisie Lindgren"] * number)
    for one in (0, number // 2, number - 1):
        a = draft("Well done Maisie Lindgren!", photos=[photo(f"P{one}")])
        assert clauses(a, facts) == {"SU-4b"}
