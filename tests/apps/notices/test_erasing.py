"""Whoever is erased leaves no notice, no letter and no calendar behind."""

from __future__ import annotations

import pytest

from gatepost.apps.notices import services
from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.letters.gathering import gather
from gatepost.apps.notices.models import CalendarAddress, Letter, Notice, Wishes
from gatepost.apps.people.services import erasing
from tests.site_cast import federation, person

pytestmark = pytest.mark.django_db


def test_whoever_is_erased_leaves_nothing_here() -> None:
    federation()
    hill = person("Rowena Hill")
    services.notify(to=[hill, person("Judith Penfold")], category="alarm", about="duty:1")
    services.choose_hours(by=hill, hours=Hours(bank_holidays=True))
    services.make_calendar_address(by=hill)
    gather()
    hill.roles.all().delete()
    erasing.erase(by=person("Imelda Pace"), person=hill)
    penfold = person("Judith Penfold")
    assert (Notice.objects.get().person, Letter.objects.get().person) == (penfold, penfold)
    assert not Wishes.objects.exists()
    assert not CalendarAddress.objects.exists()
