"""What `gatepost doctor` and the page of the installation say of other systems."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gatepost.apps.machines.models import Delivery, Hook
from gatepost.web.checkup import whole
from tests.web.things import Things

pytestmark = pytest.mark.django_db


def lacks() -> list[str]:
    return [lack.what for seen in whole.everything() if str(seen.name) == "Other systems" for lack in seen.lacks]


def test_what_a_system_was_not_told_is_said_until_it_is_wanted_no_more() -> None:
    hook = Hook.objects.get(pk=Things("SMP").hook())
    now = timezone.now()
    Delivery.objects.create(hook=hook, entry=1, due_at=now, given_up_at=now)
    Delivery.objects.create(hook=hook, entry=2, due_at=now, given_up_at=now - timedelta(days=40))
    Delivery.objects.create(hook=hook, entry=3, due_at=now, sent_at=now)
    assert lacks() == ["tellings of other systems that were given up in the last 30 days: 1"]
    Hook.objects.filter(pk=hook.pk).update(ended_at=now)
    assert lacks() == []
