"""What somebody owes, by the API: in the policy's words, and done by saying so where that is enough."""

from __future__ import annotations

import pytest

from gatepost.apps.duties.models import Duty
from tests.api.asking import is_problem, system_of
from tests.site_cast import federation, person
from tests.web.things import Things

pytestmark = pytest.mark.django_db


def test_what_is_owed_is_listed_and_done() -> None:
    federation()
    Things("SMP").duty()
    duty = Duty.objects.filter(state="open").first()
    assert duty is not None
    owing = next(
        who for who in (person(name) for name in ("Chidi Okoro", "Imelda Pace", "Judith Penfold", "Sandra Cope", "Desmond Clay"))
        if any(one["id"] == str(duty.pk) for one in system_of(who).get("duties").json()["items"])
    )  # fmt: skip
    told = system_of(owing).get("duties").json()["items"][0]
    assert told["clause"]
    assert told["title"]
    done = system_of(owing).post(f"duties/{duty.pk}/done")
    assert done.status_code == (422 if duty.by_event else 200)


def test_what_somebody_else_owes_is_not_there() -> None:
    federation()
    key = Things("SMP").duty()
    assert is_problem(system_of(person("Bryony Rudd")).post(f"duties/{key}/done"), 404)
    assert str(key) not in system_of(person("Bryony Rudd")).get("duties").content.decode()
