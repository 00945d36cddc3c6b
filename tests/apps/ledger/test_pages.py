"""The pages of the ledger: who sees which entries, in what words, and what can be taken away."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gatepost.apps.ledger import proofs, services, signing
from gatepost.apps.ledger.models import Checkpoint, Entry, subject
from gatepost.apps.people.models import Person
from gatepost.apps.people.selectors import acts
from gatepost.apps.people.services import people
from tests.apps.ledger.things import POSTED, Given, tamper
from tests.site_cast import child, federation, parent, person, school
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db


def done(by: str, about: Person, what: str = "a picture", **personal: str) -> Entry:
    """Somebody of the cast did something to somebody."""
    sealed = {about.pk: personal} if personal else None
    return services.record(
        POSTED.name,
        by=person(by).pk,
        leave=Given(),
        subject=subject("person", about.pk),
        says={"what": what},
        personal=sealed,
    )


def seen(who: str) -> set[int]:
    return set(acts.seen_by(person(who)).values_list("number", flat=True))


def text(browser: Client, address: str) -> str:
    """A page, which must be there, in single spaces."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


class TestWhoSeesWhat:
    """Executive Head and DSO everything, a head what concerns their school, everybody what they did themselves."""

    @pytest.fixture(autouse=True)
    def entries(self) -> None:
        federation()
        grace, bjorn = child("Grace Tolliver"), child("Björn Halvorsen")
        parent(grace)
        done("Rowena Hill", grace)  # 1: at Saltmarsh
        done("Desmond Clay", bjorn)  # 2: at St Wenna's, by the network manager
        done("Desmond Clay", grace)  # 3: at Saltmarsh, by the same
        done("Desmond Clay", person("Tina Fairweather"))  # 4: a mother at Saltmarsh
        services.record(POSTED.name, by=person("Desmond Clay").pk, leave=Given(), says={"what": "a name"},
                        subject=subject("school", school("WEN").pk))  # fmt: skip

    @pytest.mark.parametrize("who", ["Imelda Pace", "Chidi Okoro"])
    def test_executive_head_and_dso_see_all(self, who: str) -> None:
        assert seen(who) == {1, 2, 3, 4, 5}

    def test_a_head_sees_what_concerns_their_school(self) -> None:
        assert seen("Judith Penfold") == {1, 3, 4}
        assert seen("Anders Holm") == {2, 5}

    @pytest.mark.parametrize("who", ["Rowena Hill", "Desmond Clay", "Marian Webb", "Tina Fairweather", "Alan Wren"])
    def test_nobody_else_sees_what_others_did(self, who: str) -> None:
        assert seen(who) == set()
        assert browser_of(person(who)).get("/ledger/").status_code == 403

    def test_an_entry_of_another_school_is_not_there(self) -> None:
        browser = browser_of(person("Anders Holm"))
        assert browser.get("/ledger/2/").status_code == 200
        for hidden in ("/ledger/1/", "/ledger/1/proof/", "/ledger/99/"):
            assert browser.get(hidden).status_code == 404

    def test_a_head_is_not_told_the_name_of_somebody_elsewhere(self) -> None:
        done("Judith Penfold", child("Björn Halvorsen"))
        page = text(browser_of(person("Judith Penfold")), "/ledger/6/")
        assert "Halvorsen" not in page
        assert "Mrs Penfold" in page

    def test_everybody_sees_what_they_did_and_nothing_else(self) -> None:
        browser = browser_of(person("Rowena Hill"))
        page = text(browser, "/ledger/own/")
        assert "posted a picture" in page
        assert re.findall(r'href="/ledger/own/(\d+)/"', page) == ["1"]
        assert browser.get("/ledger/own/1/").status_code == 200
        for hidden in ("/ledger/own/3/", "/ledger/own/3/proof/"):
            assert browser.get(hidden).status_code == 404
        assert browser.get("/ledger/1/").status_code == 403

    @pytest.mark.parametrize("address", ["/ledger/", "/ledger/1/", "/ledger/1/proof/"])
    def test_what_others_did_is_shown_after_a_fresh_sign_in_alone(self, address: str) -> None:
        browser = browser_of(person("Imelda Pace"))
        session = browser.session
        for way in session["account_authentication_methods"]:
            way["at"] -= 60 * 60
        session.save()
        answer = browser.get(address)
        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]


class TestTheList:
    """The newest first, a page at a time, narrowed by what, when and to whom."""

    @pytest.fixture
    def browser(self) -> Client:
        federation()
        return browser_of(person("Imelda Pace"))

    def numbers(self, browser: Client, query: str = "") -> list[int]:
        return [int(n) for n in re.findall(r'href="/ledger/(\d+)/"', text(browser, f"/ledger/{query}"))]

    def test_pages_go_by_number_so_that_none_is_lost_or_seen_twice(self, browser: Client) -> None:
        grace = child("Grace Tolliver")
        for _ in range(120):
            done("Rowena Hill", grace)
        first = self.numbers(browser)
        done("Rowena Hill", grace)
        second, third = self.numbers(browser, "?before=71"), self.numbers(browser, "?before=21")
        assert [*first, *second, *third] == list(range(120, 0, -1))
        assert "before=71" in text(browser, "/ledger/?before=121")

    def test_is_narrowed_by_event_and_by_whom_it_is_about(self, browser: Client) -> None:
        grace, mother = child("Grace Tolliver"), person("Tina Fairweather")
        done("Rowena Hill", grace)
        done("Rowena Hill", mother)
        people.change(by=person("Imelda Pace"), person=mother, version=mother.version, telephone="01632 960 002")
        assert self.numbers(browser, f"?event={POSTED.name}") == [2, 1]
        assert self.numbers(browser, f"?subject=person:{mother.pk}") == [3, 2]
        assert self.numbers(browser, f"?event={POSTED.name}&subject=person:{mother.pk}") == [2]

    def test_a_day_in_london_is_from_midnight_to_midnight_there(
        self, browser: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The last Sunday of October has 25 hours: from 23:00 UTC the day before to midnight."""
        grace = child("Grace Tolliver")
        for moment in ((24, 22, 59), (24, 23, 0), (25, 0, 30), (25, 1, 30), (25, 23, 59), (26, 0, 0)):
            at = datetime(2026, 10, *moment, tzinfo=UTC)
            monkeypatch.setattr("gatepost.apps.ledger.services.timezone.now", lambda at=at: at)
            done("Rowena Hill", grace)
        assert self.numbers(browser, "?day=2026-10-25") == [5, 4, 3, 2]

    def test_the_hour_that_october_has_twice_is_told_apart(
        self, browser: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grace = child("Grace Tolliver")
        for hour in (0, 1):
            at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
            monkeypatch.setattr("gatepost.apps.ledger.services.timezone.now", lambda at=at: at)
            done("Rowena Hill", grace)
        page = re.sub(r"<[^>]+>", "", text(browser, "/ledger/"))
        assert "25 Oct, 01:30 GMT" in page
        assert "25 Oct, 01:30 BST" in page
        assert page.index("GMT") < page.index("BST")

    @pytest.mark.parametrize(
        "query", ["?day=yesterday", "?before=0", "?before=x", "?event=none", "?subject=%00", f"?before={2**70}"]
    )
    def test_what_cannot_be_understood_does_no_harm(self, browser: Client, query: str) -> None:
        done("Rowena Hill", child("Grace Tolliver"))
        assert browser.get(f"/ledger/{query}").status_code in {200, 400}

    def test_words_of_an_entry_are_shown_and_never_run(self, browser: Client) -> None:
        done("Rowena Hill", child("Grace Tolliver"), "<script>alert(1)</script>", email="<img src=x>")
        for address in ("/ledger/", "/ledger/1/"):
            page = text(browser, address)
            assert "<script>alert" not in page
            assert "<img src=x>" not in page

    def test_a_page_of_fifty_entries_asks_the_database_little(
        self, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for name in ("Grace Tolliver", "Björn Halvorsen"):
            for _ in range(30):
                done("Rowena Hill", child(name), email="x")
        for address in ("/ledger/", "/ledger/own/", "/ledger/60/", "/ledger/60/proof/", "/ledger/verify/"):
            with django_assert_max_num_queries(12):
                text(browser, address)


class TestPersonalValues:
    """For those who may see the entry by their office; and only as long as the person is not erased."""

    @pytest.fixture(autouse=True)
    def entry(self) -> None:
        federation()
        done("Rowena Hill", child("Grace Tolliver"), email="grace@fernleigh.example")

    @pytest.mark.parametrize("who", ["Imelda Pace", "Chidi Okoro", "Judith Penfold"])
    def test_are_shown_to_who_may_see(self, who: str) -> None:
        assert "grace@fernleigh.example" in text(browser_of(person(who)), "/ledger/1/")

    def test_are_not_shown_to_who_only_did_it(self) -> None:
        for who in ("Rowena Hill", "Imelda Pace"):
            done(who, child("Grace Tolliver"), email="grace@fernleigh.example")
        assert "grace@" not in text(browser_of(person("Rowena Hill")), "/ledger/own/2/")
        assert "grace@" not in text(browser_of(person("Imelda Pace")), "/ledger/own/3/")

    def test_are_erased_once_the_key_is_destroyed(self) -> None:
        services.destroy_key(child("Grace Tolliver").pk)
        page = text(browser_of(person("Imelda Pace")), "/ledger/1/")
        assert "grace@" not in page
        assert "erased" in page

    def test_are_in_no_file_that_is_taken_away(self) -> None:
        browser = browser_of(person("Imelda Pace"))
        files = [browser.post("/ledger/export/", {"form": form}).getvalue() for form in ("csv", "jsonl")]
        files.append(browser.get("/ledger/1/proof/").content)
        assert all(b"grace@" not in file for file in files)


class TestProving:
    """Governors too can see that nothing was altered."""

    @pytest.mark.parametrize("who", ["Marian Webb", "Imelda Pace", "Desmond Clay"])
    def test_holders_of_the_office_read_all_of_it(self, who: str) -> None:
        done("Rowena Hill", child("Grace Tolliver"))
        browser = browser_of(person(who))
        assert "Read all of it now" in text(browser, "/ledger/verify/")
        page = browser.post("/ledger/verify/").content.decode()
        assert "as it was recorded" in page
        assert Entry.objects.get(pk=2).says == {"size": 1, "faults": 0}

    def test_a_fault_is_named(self) -> None:
        for _ in range(3):
            done("Rowena Hill", child("Grace Tolliver"))
        tamper("UPDATE ledger_entry SET role = 'dso' WHERE number = 2")
        page = browser_of(person("Marian Webb")).post("/ledger/verify/").content.decode()
        assert "not as it was recorded" in page
        assert "entry 2: was changed" in page

    @pytest.mark.parametrize("who", ["Rowena Hill", "Judith Penfold", "Tina Fairweather"])
    def test_others_do_not(self, who: str) -> None:
        browser = browser_of(person(who))
        assert browser.get("/ledger/verify/").status_code == 403
        assert browser.post("/ledger/checkpoint/").status_code == 403

    def test_a_checkpoint_is_taken_away_and_the_page_tells_of_it(self) -> None:
        done("Rowena Hill", child("Grace Tolliver"))
        browser = browser_of(person("Marian Webb"))
        note = browser.post("/ledger/checkpoint/").content.decode()
        assert signing.ours(note).size == 1
        assert Checkpoint.objects.get().by == person("Marian Webb").pk
        assert "over one entry," in text(browser, "/ledger/verify/")

    def test_a_ledger_too_long_to_wait_for_is_left_to_the_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("gatepost.web.views.ledger.LONGEST", 1)
        for _ in range(2):
            done("Rowena Hill", child("Grace Tolliver"))
        browser = browser_of(person("Marian Webb"))
        assert "gatepost ledger verify" in browser.post("/ledger/verify/").content.decode()
        assert Entry.objects.count() == 2

    def test_whoever_sees_an_entry_can_prove_it(self) -> None:
        done("Rowena Hill", child("Grace Tolliver"))
        proof = browser_of(person("Rowena Hill")).get("/ledger/own/1/proof/")
        assert "ledger-proof-1.json" in proof["Content-Disposition"]
        proven = proofs.check(proof.content.decode(), signing.key())
        assert proven.entry == Entry.objects.get(pk=1).facts()


class TestTakingItAway:
    """As a file, for those few who may."""

    @pytest.fixture(autouse=True)
    def entries(self) -> None:
        federation()
        done("Rowena Hill", child("Grace Tolliver"), '=HYPERLINK("http://evil.example")')
        done("Rowena Hill", child("Grace Tolliver"), "the regatta, „in rain“")

    def sent(self, form: str) -> str:
        answer = browser_of(person("Chidi Okoro")).post("/ledger/export/", {"form": form})
        assert f".{form}" in answer["Content-Disposition"]
        return answer.getvalue().decode()

    def test_as_csv_that_no_spreadsheet_runs(self) -> None:
        services.record(
            POSTED.name, by=person("Rowena Hill").pk, leave=Given(role="=1+1"), subject="x", says={"what": ""}
        )
        rows = list(csv.DictReader(self.sent("csv").removeprefix("\ufeff").splitlines()))
        assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
        assert rows[2]["role"] == "'=1+1"
        assert rows[1]["sentence"] == "posted the regatta, „in rain“"
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]

    def test_as_json_lines_that_can_be_hashed_anew(self) -> None:
        lines = [json.loads(line) for line in self.sent("jsonl").splitlines()]
        assert [line["hash"] for line in lines] == list(Entry.objects.values_list("hash", flat=True))
        assert lines[-1]["says"] == {"form": "jsonl", "count": 3}

    @pytest.mark.parametrize("who", ["Judith Penfold", "Rowena Hill", "Marian Webb"])
    def test_not_by_others(self, who: str) -> None:
        assert browser_of(person(who)).post("/ledger/export/", {"form": "csv"}).status_code == 403
        assert Entry.objects.count() == 2

    def test_in_no_other_form(self) -> None:
        answer = browser_of(person("Chidi Okoro")).post("/ledger/export/", {"form": "exe"})
        assert "text/html" in answer["Content-Type"]
        assert Entry.objects.count() == 2
