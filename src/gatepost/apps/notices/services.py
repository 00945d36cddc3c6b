"""Telling people, in the transaction of what they are told of; letters follow by themselves."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.notices.hours import Hours
from gatepost.apps.notices.letters.tasks import hurry_along
from gatepost.apps.notices.models import CalendarAddress, Letter, Notice, Wishes
from gatepost.apps.notices.models.notice import AT_ONCE
from gatepost.apps.notices.selectors import digest_of
from gatepost.apps.people.authority import require
from gatepost.apps.people.models import Person

KEPT = timedelta(days=400)


def notify(*, to: Iterable[Person], category: str, about: str, key: str = "", urgent: bool = False) -> int:
    """Tell each of them once that there is something about `about`; how many. `key` tells two notices of one thing apart.

    Called by other services inside their transaction: whoever may see the thing was settled by them. Safeguarding and
    alarms are urgent by themselves.
    """
    now, at_once = timezone.now(), urgent or category in AT_ONCE
    told = {
        one.pk: Notice(person=one, category=category, about=about, key=key or about, urgent=at_once, raised_at=now)
        for one in to
    }
    rows = [told[one] for one in sorted(told)]  # in one order, so that no two tell the same people crosswise
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if at_once and rows:
        transaction.on_commit(hurry_along, robust=True)  # if it fails, the next round of a worker sees the rows
    return len(told)


def opened(by: Person, about: str) -> None:
    """They have looked at it: no letter will speak of it to them."""
    Notice.objects.filter(person=by, about=about, opened_at=None).update(opened_at=timezone.now())


def over(about: str) -> None:
    """It is settled: no letter will speak of it to anybody."""
    Notice.objects.filter(about=about, opened_at=None).update(opened_at=timezone.now())


def choose_hours(*, by: Person, hours: Hours) -> None:
    """Say when letters may come to oneself. Urgent ones come at any hour."""
    with transaction.atomic():
        leave = require(by, "notice.own")
        _can_be_kept(hours)
        wishes = {
            "daily_at": hours.daily_at,
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "days": "".join(str(day) for day in sorted(hours.days)),
            "bank_holidays": hours.bank_holidays,
        }
        Wishes.objects.update_or_create(person=by, defaults=wishes)
        ledger.record("letter_hours_chosen", by=by.pk, leave=leave, subject=subject("person", by.pk))


def make_calendar_address(*, by: Person) -> str:
    """A new secret for the address of one's calendar, which is kept nowhere; the one before is worthless from now on."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        leave = require(by, "notice.own")
        made = {"digest": digest_of(secret), "made_at": timezone.now()}
        CalendarAddress.objects.update_or_create(person=by, defaults=made)
        ledger.record("calendar_address_made", by=by.pk, leave=leave, subject=subject("person", by.pk))
    return secret


def end_calendar_address(*, by: Person) -> None:
    """End it: the address answers nobody any more."""
    with transaction.atomic():
        leave = require(by, "notice.own")
        if not CalendarAddress.objects.filter(person=by).delete()[0]:
            raise ValidationError(_("There is no address to end."))
        ledger.record("calendar_address_ended", by=by.pk, leave=leave, subject=subject("person", by.pk))


def forget() -> int:
    """What somebody was told over a year ago is no longer kept, nor the letters about it; how many notices."""
    before = timezone.now() - KEPT
    with transaction.atomic():
        gone, _each = Notice.objects.filter(raised_at__lt=before).delete()
        Letter.objects.filter(made_at__lt=before, notices=None).delete()
    return gone


def forget_person(person: Person) -> None:
    """What they were told, their letters, wishes and calendar go with them, in the transaction that erases them."""
    for kind in (Notice, Letter, Wishes, CalendarAddress):
        kind._default_manager.filter(person=person).delete()


def _can_be_kept(hours: Hours) -> None:
    """ValidationError for wishes with which no letter would ever come."""
    if not hours.days:
        raise ValidationError({"days": _("Choose one day at least, or what waits for you would never reach you.")})
    if hours.quiet_at(hours.daily_at):
        problem = _("That lies in your quiet hours. Choose another hour, or shorten the quiet hours.")
        raise ValidationError({"daily_at": problem})
