"""The database itself refuses an account to a child or to whoever was erased, whichever way somebody goes about it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from gatepost.apps.people.models import Account, Enrolment, Person
from tests.signin.doors import account_of
from tests.site_cast import LONG_AGO, child, person, school


def test_a_pupil() -> None:
    with pytest.raises(IntegrityError, match="pupil"), transaction.atomic():
        Account.objects.create_user("grace@fernleigh.example", person=child("Grace Tolliver"))


def test_a_former_pupil() -> None:
    gone = child("Grace Tolliver")
    gone.enrolments.update(ends=LONG_AGO)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("grace@fernleigh.example", person=gone)


def test_somebody_elses_account_cannot_become_a_pupils() -> None:
    account = account_of(person("Rowena Hill"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(person=child("Grace Tolliver"))


def test_whoever_has_an_account_is_put_on_no_roll() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.bulk_create([Enrolment(child=person("Rowena Hill"), school=school("SMP"), starts=LONG_AGO)])


def test_whoever_was_erased_has_no_account_that_works() -> None:
    hill = person("Rowena Hill")
    account = account_of(hill)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    Person.objects.filter(pk=hill.pk).update(erased_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(pk=account.pk).update(is_active=True)


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_again_after_a_migration() -> None:
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("grace@fernleigh.example", person=child("Grace Tolliver"))
