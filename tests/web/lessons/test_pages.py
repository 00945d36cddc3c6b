"""That was wrong, page by page: what will be kept is shown and cut down first, and nothing is kept before it is sent."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gatepost.apps.ledger.models import Entry
from gatepost.apps.lessons.models import Lesson
from tests.apps.lessons.said import POEM, a_post, agreed, made, ready, said_by
from tests.cast import photo
from tests.site_cast import person
from tests.web.browsing import browser_of
from tests.web.check.sheets import OWN, filled, sent, with_picture
from tests.web.weather.planting import BROKEN_OUT, SCRIPT, alive, planted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TYPED = f"{POEM} Come on Friday."


def browsing(name: str = "Rowena Hill") -> Client:
    ready()
    return browser_of(person(name))


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def wrong(page: str) -> str:
    """The first finding's button on a check's page."""
    found = re.search(r'name="wrong" value="([^"]+)" formaction="/wrong/say/">That was wrong<', page)
    assert found
    return html.unescape(found[1])


def begun(client: Client, sheet: dict[str, object] | None = None, key: str = "") -> str:
    """The page that shows what will be kept of a checked post."""
    sheet = sheet or filled(TYPED)
    response = client.post("/wrong/say/", {**sheet, "wrong": key or wrong(sent(client, sheet))})
    assert response.status_code == 200
    return response.content.decode()


def form_of(page: str) -> dict[str, str]:
    """What its form would send as it stands."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="hidden"' in tag and name[1] != "csrfmiddlewaretoken":
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        fields[name] = html.unescape(value)
    return fields


# -- saying --


def test_the_page_shows_what_will_be_kept_and_keeps_nothing_by_itself() -> None:
    client = browsing()
    before = Entry.objects.count()
    page = begun(client)
    assert "nothing is kept until you press Send" in page or "Nothing is kept until you press Send" in page
    for shown in (POEM, "An account of the school, Facebook", "Teacher", "<q>Grace Tolliver</q>", "SU-4c"):
        assert shown in page
    assert not Lesson.objects.exists()
    assert Entry.objects.count() == before


def test_of_a_private_self_check_the_page_says_that_nothing_was_kept() -> None:
    client = browsing()
    sheet = filled("Class 4J is proud of Grace Tolliver", where=OWN)
    page = begun(client, sheet)
    assert "Nothing of your check was kept, and nothing is kept until you press Send" in page
    assert not Lesson.objects.exists()


def test_what_is_cut_away_is_not_kept() -> None:
    client = browsing()
    sending = {**form_of(begun(client)), "text": "A poem by Grace Tolliver.", "why": "public", "said": "She is a poet."}
    response = client.post("/wrong/say/", sending)
    assert response.status_code == 302
    lesson = Lesson.objects.get()
    assert response["Location"] == f"/wrong/{lesson.pk}/"
    assert lesson.draft["text"] == "A poem by Grace Tolliver."
    assert "Friday" not in str([lesson.draft, lesson.found, lesson.said])
    assert "waits to be looked at" in text(client, response["Location"])


def test_the_pictures_are_shown_and_can_be_left_out() -> None:
    client = browsing()
    sheet = filled(TYPED, **with_picture(caption="Chrysanthemums", file="reading.jpg", faces="none"))
    page = begun(client, sheet)
    assert "Chrysanthemums" in page
    assert "Leave the pictures out" in page
    sending = {**form_of(page), "why": "public"}
    client.post("/wrong/say/", sending)
    client.post("/wrong/say/", {**sending, "bare": "on"})
    kept = list(Lesson.objects.order_by("said_at").values_list("draft", flat=True))
    assert [len(draft["photos"]) for draft in kept] == [1, 0]
    assert "Chrysanthemums" not in str(kept[1])


def test_what_was_missed_can_be_said_of_a_post_that_may_go_out() -> None:
    client = browsing()
    page = begun(client, filled("The boy from the blue house won."), key="missed")
    assert 'value="missed" required id="id_why_6" checked' in page
    client.post("/wrong/say/", {**form_of(page), "why": "missed"})
    assert Lesson.objects.get().found == {}


def test_a_reason_must_be_chosen_and_the_words_come_back() -> None:
    client = browsing()
    response = client.post("/wrong/say/", {**form_of(begun(client)), "said": "She is a poet."})
    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in page
    assert "She is a poet." in page
    assert not Lesson.objects.exists()


@pytest.mark.parametrize("rest", ["", "{", "[]", '"x"', "{}", json.dumps({"text": 1}), "[" * 5_000])
def test_a_form_that_somebody_else_made_keeps_nothing(rest: str) -> None:
    client = browsing()
    response = client.post("/wrong/say/", {"rest": rest, "text": POEM, "why": "public", "key": "x"})
    assert response.status_code in (200, 302)
    assert not Lesson.objects.exists()


def test_nothing_that_is_typed_stands_in_an_address() -> None:
    client = browsing()
    assert client.get("/wrong/say/", {"text": POEM})["Location"] == "/check/"
    response = client.post("/wrong/say/", {**form_of(begun(client)), "why": "public"})
    assert "?" not in response["Location"]


# -- reviewing --


@pytest.mark.parametrize("name", ["Sandra Cope", "Anders Holm", "Marian Webb"])
def test_to_everybody_else_it_is_not_there(name: str) -> None:
    lesson = said_by(person("Rowena Hill"))
    client = browsing(name)
    for page in ("", "take-back/", "review/", "case/"):
        assert client.post(f"/wrong/{lesson.pk}/{page}").status_code in (403, 404, 405), page
        assert client.get(f"/wrong/{lesson.pk}/{page}").status_code in (403, 404), page


def test_to_whom_it_names_it_is_not_there() -> None:
    lesson = said_by(person("Rowena Hill"), a_post(f"{POEM} Mrs Penfold says so."))
    penfold = browsing("Judith Penfold")
    for page in ("", "review/", "case/"):
        assert penfold.get(f"/wrong/{lesson.pk}/{page}").status_code == 404
    assert str(lesson.pk) not in text(penfold, "/wrong/review/") + text(penfold, "/ledger/")


def test_from_said_to_agreed_to_a_case_to_a_file() -> None:
    lesson = said_by(person("Rowena Hill"), a_post(f"{POEM} Ms Hill read it."))
    pace, hill = browsing("Imelda Pace"), browsing()
    assert pace.get(f"/wrong/{lesson.pk}/")["Location"] == f"/wrong/{lesson.pk}/review/"
    assert POEM in text(pace, f"/wrong/{lesson.pk}/review/")
    told = {"verdict": "allow", "answer": "You are right.", "agree": ""}
    assert pace.post(f"/wrong/{lesson.pk}/review/", told)["Location"] == f"/wrong/{lesson.pk}/case/"
    assert "You are right." in text(hill, f"/wrong/{lesson.pk}/")
    page = pace.get(f"/wrong/{lesson.pk}/case/").content.decode()
    assert "Tolliver" not in page.partition("<main")[2]
    refused = pace.post(f"/wrong/{lesson.pk}/case/", {**form_of(page), "title": "A poet."})
    assert refused.status_code == 200, "nobody has confirmed that they read it"
    refused = pace.post(f"/wrong/{lesson.pk}/case/", {**form_of(page), "title": "A poet.", "sure": "on", "text": POEM})
    assert "somebody real" in refused.content.decode()
    pace.post(f"/wrong/{lesson.pk}/case/", {**form_of(page), "title": "A poet is no pupil.", "sure": "on"})
    taken = pace.post("/wrong/cases/", {"form": "jsonl"})
    assert taken["Content-Disposition"].startswith('attachment; filename="lessons-')
    assert json.loads(taken.content)["note"] == "A poet is no pupil."
    assert "The words of the post were deleted." in text(hill, f"/wrong/{lesson.pk}/")


def test_that_it_stands_needs_a_word_and_no_verdict() -> None:
    lesson = said_by(person("Rowena Hill"))
    penfold = browsing("Judith Penfold")
    assert penfold.post(f"/wrong/{lesson.pk}/review/", {"uphold": "", "answer": ""}).status_code == 200
    told = {"uphold": "", "answer": "She is in 4J."}
    assert penfold.post(f"/wrong/{lesson.pk}/review/", told)["Location"] == "/wrong/review/"
    assert "it was looked at, and stands" in text(browsing(), f"/wrong/{lesson.pk}/")


def test_few_take_the_cases_away() -> None:
    made(agreed(said_by(person("Rowena Hill"))))
    assert browsing("Judith Penfold").post("/wrong/cases/", {"form": "jsonl"}).status_code == 403
    assert "There is 1 case." in text(browsing("Desmond Clay"), "/wrong/cases/")


# -- the weather --


def test_script_in_a_post_stays_a_text_and_no_page_asks_more_than_a_dozen_times() -> None:
    typed = f"{POEM} {SCRIPT} {BROKEN_OUT}"
    lesson = said_by(person("Rowena Hill"), a_post(typed, photos=(photo(caption=typed, file=typed),)), said=typed)
    done = agreed(said_by(person("Rowena Hill"), a_post(f"{typed} Again.")))
    shown = 0
    for name, pages in (
        ("Rowena Hill", ["/wrong/", f"/wrong/{lesson.pk}/", f"/wrong/{done.pk}/"]),
        ("Imelda Pace", ["/wrong/review/", f"/wrong/{lesson.pk}/review/", f"/wrong/{done.pk}/case/", "/wrong/cases/"]),
    ):
        client = browsing(name)
        for page in pages:
            text(client, page)  # so that the roll is known to this process
            with CaptureQueriesContext(connection) as asked:
                said = text(client, page)
            assert not alive(said), page
            assert len(asked) <= MOST_QUERIES, (page, [one["sql"] for one in asked])
            shown += any(planted(said))
    assert shown > 3
    assert not alive(begun(browsing(), filled(typed)))
