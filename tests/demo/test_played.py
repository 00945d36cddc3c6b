"""A year of the demo federation, played by the services on the engine at hand."""

from __future__ import annotations

import pytest

from gatepost.apps.ledger import verifying
from gatepost.apps.ledger.models import Entry

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("nothing_stays")]


def test_the_ledger_that_the_services_wrote_is_whole() -> None:
    faults: list[verifying.Fault] = []
    outcome = verifying.verify(faults.append)
    assert faults == []
    assert outcome.whole
    assert outcome.size == Entry.objects.count() > 2500
