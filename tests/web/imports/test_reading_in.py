"""An office reads its pupils in: nothing changes before it has been seen, and then exactly that."""

from __future__ import annotations

import stat

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from gatepost.apps.people.imports.uploads import path_of
from gatepost.apps.people.models import Enrolment, SavedMapping, Upload
from tests.apps.people.imports.files import BJORN, GRACE, MARK, PUPILS, WILL, three_schools
from tests.site_cast import child, person, school
from tests.web.browsing import browser_of
from tests.web.imports.reading_in import agree, an_upload, choose, send, the_upload
from tests.web.people.pages import text_of

pytestmark = pytest.mark.django_db
ROLL = "\n".join((PUPILS, GRACE, MARK)) + "\n"


@pytest.fixture
def savage() -> Client:
    """Mrs Savage of the office at Saltmarsh."""
    three_schools()
    return browser_of(person("Patricia Savage"))


def test_a_file_is_shown_before_it_changes_anything_and_then_read_in(savage: Client) -> None:
    assert send(savage, ROLL).url == reverse("import_columns", args=[the_upload().pk])
    page = text_of(choose(savage))
    assert "2 pupils new here" in page
    assert "Grace Tolliver" in page
    assert not Enrolment.objects.exists()

    done = text_of(agree(savage))
    assert "The file is read in: " in done
    assert "2 come onto a roll" in done
    assert Enrolment.objects.count() == 2


def test_the_columns_are_guessed_from_the_headings(savage: Client) -> None:
    send(savage, ROLL)
    page = savage.get(reverse("import_columns", args=[the_upload().pk])).content.decode()
    assert '<option value="Reg Group" selected>' in page
    assert '<option value="Legal Surname" selected>' in page


def test_the_file_lies_in_the_data_folder_for_its_sender_alone_and_is_deleted_once_read(savage: Client) -> None:
    send(savage, ROLL)
    path = path_of(the_upload())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    choose(savage)
    agree(savage)
    assert not path.exists()
    assert not Upload.objects.exists()


def test_leaving_it_deletes_the_file_and_changes_nothing(savage: Client) -> None:
    send(savage, ROLL)
    path = path_of(the_upload())
    assert "Nothing was changed" in text_of(savage.post(reverse("drop_import", args=[the_upload().pk]), follow=True))
    assert not path.exists()
    assert not Enrolment.objects.exists()


def test_an_upload_of_somebody_else_is_not_there(savage: Client) -> None:
    send(savage, ROLL)
    clay = browser_of(person("Desmond Clay"))
    for page in ("import_columns", "import_changes"):
        assert clay.get(reverse(page, args=[the_upload().pk])).status_code == 404
    assert clay.post(reverse("drop_import", args=[the_upload().pk])).status_code == 404


def test_what_changed_since_the_preview_is_not_overrun(savage: Client) -> None:
    send(savage, ROLL)
    choose(savage)
    url = reverse("import_changes", args=[the_upload().pk])
    old = savage.get(url).context["plan"].digest()
    child("Grace Tolliver")
    answer = savage.post(url, {"shown": old})
    assert answer.status_code == 409
    assert "Somebody has changed people here since you looked" in text_of(answer)
    assert Enrolment.objects.count() == 1
    assert "The file is read in" in text_of(agree(savage))
    assert Enrolment.objects.count() == 2  # Grace was known by name and class


def test_a_yes_to_nothing_that_was_shown_is_no_yes(savage: Client) -> None:
    send(savage, ROLL)
    choose(savage)
    assert savage.post(reverse("import_changes", args=[the_upload().pk])).status_code == 409
    assert not Enrolment.objects.exists()


def test_a_file_with_a_mistake_shows_all_of_them_and_cannot_be_agreed_to(savage: Client) -> None:
    send(savage, "\n".join((PUPILS, GRACE, "1002,,,Ashdown,,SMP,5A,elf", "1003,,Mark,Ashdown,,ABC,5A,5")) + "\n")
    answer = choose(savage)
    page = text_of(answer)
    assert "There are 3 mistakes in the file" in page
    assert "pupils.csv 3 Legal Forename empty" in page
    assert "pupils.csv 3 Year no year of school" in page
    assert "pupils.csv 4 School no school of that code or name" in page
    assert "Change all this" not in page
    assert "mistakes" in text_of(savage.post(reverse("import_changes", args=[the_upload().pk]), {"shown": "x"}))
    assert not Enrolment.objects.exists()


def test_an_office_reads_in_its_own_school_and_no_other(savage: Client) -> None:
    send(savage, "\n".join((PUPILS, GRACE, BJORN)) + "\n")
    assert "this school is not one of yours" in text_of(choose(savage))


def test_a_child_of_another_school_is_not_reached_by_its_number(savage: Client) -> None:
    send(browser_of(person("Desmond Clay")), "\n".join((PUPILS, BJORN)) + "\n")
    clay = browser_of(person("Desmond Clay"))
    choose(clay)
    agree(clay)
    send(savage, "\n".join((PUPILS, "2001,,Björn,Halvorsen,,SMP,4J,4")) + "\n")
    assert "this is somebody of another school" in text_of(choose(savage))


def test_many_leavers_need_a_yes_of_their_own(savage: Client) -> None:
    send(savage, ROLL)
    choose(savage)
    agree(savage)
    send(savage, "\n".join((PUPILS, GRACE)) + "\n")
    page = text_of(choose(savage, whole="on"))
    assert "1 of the 2 pupils of SMP would leave." in page
    assert "More than a quarter of a school would leave" in text_of(agree(savage))
    assert Enrolment.objects.filter(ends=None).count() == 2
    agree(savage, many_leavers="on")
    assert Enrolment.objects.filter(ends=None).count() == 1


def test_columns_are_saved_under_a_name_and_used_again(savage: Client) -> None:
    send(savage, ROLL)
    choose(savage, save_as="Autumn roll", school="SMP")
    saved = SavedMapping.objects.get()
    assert (saved.name, saved.kind, saved.school.code if saved.school else "") == ("Autumn roll", "pupils", "SMP")
    savage.post(reverse("drop_import", args=[the_upload().pk]))

    send(savage, ROLL)
    url = reverse("import_columns", args=[the_upload().pk])
    page = savage.get(url, {"start": f"saved-{saved.pk}"}).content.decode()
    assert '<option value="SMP" selected>' in page
    savage.post(reverse("delete_mapping", args=[saved.pk]))
    assert not SavedMapping.objects.exists()


def test_another_schools_saved_columns_are_not_there(savage: Client) -> None:
    other = SavedMapping.objects.create(name="Wenna", kind="pupils", school=school("WEN"), system="csv-wen")
    assert "Wenna" not in text_of(savage.get(reverse("imports")))
    assert savage.post(reverse("delete_mapping", args=[other.pk])).status_code == 404


def test_a_file_that_is_too_large_is_told_so(savage: Client, settings: Settings) -> None:
    settings.IMPORT_MEGABYTES = 1
    answer = send(savage, PUPILS + "\n" + "x" * 1_200_000)
    assert answer.status_code == 200
    assert "the file is larger than 1 MB" in text_of(answer)
    assert "Choose a file." not in text_of(answer)
    assert not Upload.objects.exists()


def test_a_file_name_is_shown_as_text_whatever_it_says(savage: Client) -> None:
    send(savage, ROLL, name='<script>alert("x")</script>.csv')
    page = savage.get(reverse("import_columns", args=[the_upload().pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;/script" in page or "script&gt;" in page


@pytest.mark.parametrize("cell", ["<img src=x onerror=alert(1)>", "\"';--", "{{ 7|add:7 }}"])
def test_a_cell_is_shown_as_text_whatever_it_says(savage: Client, cell: str) -> None:
    quoted = cell.replace('"', '""')
    send(savage, f'{PUPILS}\n1001,,"{quoted}",Tolliver,,SMP,"{quoted}",4\n')
    page = choose(savage).content.decode()
    assert "<img src=x" not in page
    assert "14" not in text_of(choose(savage)) or "{{ 7|add:7 }}" in text_of(choose(savage))


def test_what_is_no_csv_says_what_it_is_and_is_deleted(savage: Client) -> None:
    send(savage, b"PK\x03\x04 an Excel workbook", name="pupils.xlsx")
    path = path_of(the_upload())
    answer = savage.get(reverse("import_columns", args=[the_upload().pk]))
    assert answer.status_code == 422
    assert "save it as CSV UTF-8" in text_of(answer)
    assert not path.exists()


def test_only_those_who_may_read_files_in_see_the_page(savage: Client) -> None:
    assert browser_of(person("Rowena Hill")).get(reverse("imports")).status_code == 403
    assert browser_of(person("Patricia Savage"), "password").get(reverse("imports")).status_code == 200


def test_what_was_read_in_so_far_is_listed_without_names(savage: Client) -> None:
    send(savage, "\n".join((PUPILS, GRACE, WILL)) + "\n")
    choose(savage)
    agree(savage)
    page = text_of(savage.get(reverse("imports")))
    assert "read in a file of pupils, 2 lines: 2 pupils and 0 adults new, 0 left" in page
    assert "Tolliver" not in page


@pytest.mark.parametrize("page", ["imports", "import_columns", "import_changes"])
def test_no_page_asks_the_database_more_than_it_may(page: str, django_assert_max_num_queries: object) -> None:
    upload = an_upload()
    office = browser_of(person("Patricia Savage"))
    office.get(reverse("imports"))  # once a minute, it is noted that a sensitive page was opened
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert office.get(reverse(page, args=[] if page == "imports" else [upload.pk])).status_code == 200
