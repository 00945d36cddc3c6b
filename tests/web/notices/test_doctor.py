"""What `gatepost doctor` and the page of the installation say of letters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from gatepost.apps.notices import services
from gatepost.apps.notices.letters.gathering import gather
from gatepost.apps.notices.models import Letter, Notice
from gatepost.web.checkup import whole
from gatepost.web.work.alive import living
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _one_is_told() -> None:
    cache.clear()
    federation()
    services.notify(to=[person("Chidi Okoro")], category="alarm", about="duty:1")


def lacks() -> list[str]:
    return [lack.what for seen in whole.everything() if seen.name.startswith("Letters") for lack in seen.lacks]


def test_letters_that_wait_while_nobody_sends_them_are_told() -> None:
    assert lacks() == []
    Notice.objects.update(raised_at=timezone.now() - AN_HOUR)
    assert lacks() == ["letters that wait while no worker is running: 1"]
    gather()
    Letter.objects.update(next_try_at=timezone.now() - AN_HOUR)
    assert lacks() == ["letters that wait while no worker is running: 1"]
    with living("here"):
        assert lacks() == []


def test_letters_that_do_not_go_are_told() -> None:
    gather()
    Letter.objects.update(made_at=timezone.now() - timedelta(hours=25))
    assert lacks() == ["letters that have waited for over a day: 1"]
    Letter.objects.update(given_up_at=timezone.now())
    assert lacks() == ["letters that could not be delivered in the last 30 days: 1"]


def test_one_that_was_given_up_is_no_matter_once_it_was_opened() -> None:
    gather()
    Letter.objects.update(given_up_at=timezone.now())
    services.over("duty:1")
    assert lacks() == []
