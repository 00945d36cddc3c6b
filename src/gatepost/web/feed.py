"""What somebody owes, as a calendar reads it: the kind of duty, its clause, when it is due, and where to look. No more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from gatepost.apps.duties.models import Duty
from gatepost.apps.ledger.models import subject
from gatepost.web.abouts import page_about

_OFTEN, _LASTS = timedelta(hours=1), timedelta(minutes=15)


def calendar(duties: Iterable[Duty]) -> bytes:
    """The file. A duty without a time stands in no calendar."""
    made = Calendar()
    made.add("prodid", "-//Gatepost//Duties//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, _("Gatepost: what waits for you"))
    made.add("refresh-interval", _OFTEN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for duty in duties:
        if duty.due_at is not None:
            made.add_component(_event(duty))
    return bytes(made.to_ical())


def _event(duty: Duty) -> Event:
    host = urlsplit(settings.SITE_URL).hostname
    address = f"{settings.SITE_URL}{page_about(subject('duty', duty.pk)) or reverse('first')}"
    made = Event()
    made.add("uid", f"duty-{duty.pk}@{host}")
    made.add("dtstamp", timezone.now())
    made.add("dtstart", duty.due_at)
    made.add("dtend", duty.due_at + _LASTS if duty.due_at else None)
    made.add("summary", f"{duty.title} ({duty.clause})")
    made.add("description", _("Due then. Sign in to see it: %s") % address)
    made.add("url", address)
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")  # it does not block the hour
    return made
