"""Reasons by role: whoever helps, governs or is a Friend never learns why somebody is not cleared, nor of whom we spoke."""

from __future__ import annotations

import re

import pytest

from gatepost.apps.people.models import RoleHeld
from tests.site_cast import LONG_AGO, child, parent, person, school
from tests.web.check.sheets import GROUP, MESSAGE, OWN, PAGE, filled, reader, sent, with_picture, words

pytestmark = pytest.mark.django_db
OUTSIDERS = {"Alan Wren": ("volunteer", "WEN"), "Marian Webb": ("governor", ""), "Tina Fairweather": ("ptfa", "SMP")}
SECRETS = re.compile(
    r"Tolliver|Zieliński|\b4J\b|consent (?:no|yes|missing|withdrawn)|For the office|on the roll", re.IGNORECASE
)
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # chance letters, among which anything can stand


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("where", [PAGE, OWN, GROUP, MESSAGE])
def test_they_read_nothing_of_a_pupil_but_what_they_typed(who: str, where: str) -> None:
    client = reader(who)
    role, at = OUTSIDERS[who]
    page = sent(client, filled("Grace did so well in the race, our lovely Grace! And Mikolaj was brave.", where=where,
                               role=role, school=at, both="on", **with_picture(file="race.jpg", faces="some")))  # fmt: skip
    main = page[page.index("<main") : page.index("</main>")]
    assert 'id="verdict"' in main
    assert not SECRETS.search(main)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_name_that_they_misspell_is_not_put_right_for_them(who: str) -> None:
    role, at = OUTSIDERS[who]
    page = sent(reader(who), filled("Well done Grace Toliver!", role=role, school=at))
    assert "Tolliver" not in page


@pytest.mark.parametrize("who", OUTSIDERS)
def test_they_cannot_look_pupils_up_or_tag_them(who: str) -> None:
    client = reader(who)
    role, at = OUTSIDERS[who]
    grace = child("Grace Tolliver")
    for act in ("find:0", "check"):
        page = sent(
            client,
            filled(
                "Look!",
                role=role,
                school=at,
                do=act,
                **with_picture(find="Gra", faces="some", number="1", pupils=str(grace.pk)),
            ),
        )
        assert "Tolliver" not in page
        assert "Find a pupil" not in page
        assert "has not been identified" in words(page)


def test_a_mother_who_helps_is_told_no_more_of_her_own_child() -> None:
    parent(child("Will Fairweather"))
    client = reader("Tina Fairweather")
    page = sent(client, filled("Look!", role="ptfa", do="find:0", **with_picture(find="Will")))
    assert "Will Fairweather" not in page[page.index("<main") :]


def test_a_teacher_finds_pupils_of_her_school_and_of_no_other() -> None:
    bjorn = child("Björn Halvorsen")
    client = reader()
    for name, seen in (("Grace", True), ("Bj", False)):
        page = sent(client, filled("Look!", do="find:0", **with_picture(find=name)))
        assert bool(re.search("Tolliver|Halvorsen", page)) == seen
    page = sent(client, filled("Look!", **with_picture(faces="some", number="1", pupils=str(bjorn.pk))))
    assert "Halvorsen" not in page
    assert "has not been identified" in words(page)


def test_the_office_reads_whom_it_can_be_and_what_is_missing() -> None:
    client = reader("Patricia Savage")
    page = words(sent(client, filled("Well done Grace Tolliver!", role="office")))
    assert "For the office: This can be Grace Tolliver (4J)." in page
    grace = child("Grace Tolliver")
    page = words(
        sent(client, filled("Look!", role="office", **with_picture(faces="some", number="1", pupils=str(grace.pk))))
    )
    assert "For the office: Grace Tolliver (4J): no consent in date on file." in page


def test_an_office_reads_nothing_of_the_pupils_of_another_school() -> None:
    savage = person("Patricia Savage")
    savage.roles.update(school=school("WEN"))
    page = sent(reader("Patricia Savage"), filled("Well done Grace Tolliver!", role="office", school="WEN"))
    assert "For the office" not in page
    assert "4J" not in _TOKEN.sub("", page)


def test_of_children_of_two_schools_the_office_of_one_reads_nothing() -> None:
    hill = person("Rowena Hill")
    RoleHeld.objects.create(person=hill, role="volunteer", school=school("WEN"), starts=LONG_AGO)
    page = words(sent(reader(), filled("Well done Grace Tolliver!", school="WEN", role="volunteer")))
    assert "For the office" not in page
    assert "4J" not in page
