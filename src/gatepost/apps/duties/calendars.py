"""On which days there is school: said by hand, or read from the calendar that a school publishes."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gatepost import outside
from gatepost.apps.duties.ics import MOST_BYTES, NoSchool, NotACalendar, read
from gatepost.apps.duties.models import Closure, Feed
from gatepost.apps.ledger import services as ledger
from gatepost.apps.ledger.models import subject
from gatepost.apps.people.authority import Leave, require
from gatepost.apps.people.models import Federation, Person, School
from gatepost.apps.people.services.revising import keep, locked, tidied
from gatepost.outside import STRICT, Allow, Reason

_WHY = {
    Reason.NOT_AN_ADDRESS: _("that is no address"),
    Reason.NOT_HTTPS: _("its address does not begin with https://"),
    Reason.PORT: _("its address names a port that is not allowed"),
    Reason.UNKNOWN_HOST: _("there is no such site"),
    Reason.NOT_PUBLIC: _("its address lies inside a network of our own"),
    Reason.UNTRUSTED: _("the site cannot prove that it is itself (its certificate)"),
    Reason.TOO_LARGE: _("it is larger than a school's calendar can be"),
}
LONGEST = 100  # days that one closure may last: a summer, with room


def close(*, by: Person, school: School | None, starts: date, ends: date, title: str) -> Closure:
    """Say that there is no school on these days, both included; without a school, at none of them."""
    with transaction.atomic():
        leave = require(by, "calendar.change", school or Federation())
        if (ends - starts).days >= LONGEST:
            raise ValidationError({"ends": _("That is longer than any holiday. Is the year right?")})
        closure = keep(Closure(school=school, starts=starts, ends=ends, **tidied(title=title)))
        _write_down("closure_added", closure, by, leave)
    return closure


def open_again(*, by: Person, closure: Closure) -> None:
    """Say that there is school on these days after all."""
    with transaction.atomic():
        leave = require(by, "calendar.change", closure.school or Federation())
        current = locked(closure)
        if current.feed_id is not None:
            raise ValidationError(_("This comes from the school's own calendar: change it there."))
        _write_down("closure_removed", current, by, leave)
        current.delete()


def read_from(*, by: Person, school: School | None, address: str) -> Feed:
    """Say where a school's own calendar is read from, every night; an empty address ends that."""
    with transaction.atomic():
        leave = require(by, "calendar.change", school or Federation())
        feed = _feed(school)
        feed.address, feed.trouble = address.strip(), ""
        keep(feed)
        if not feed.address:
            feed.closures.all().delete()
        ledger.record("calendar_chosen", by=by.pk, leave=leave, subject=_about(school), says={"address": feed.address})
    return feed


def take_in(*, by: Person, school: School | None, data: bytes) -> int:
    """Read the days without school out of a school's calendar, in place of those read before; how many closures."""
    try:
        found = read(data)
    except NotACalendar as problem:
        raise ValidationError({"file": _("This cannot be read: %(why)s.") % {"why": problem}}) from problem
    if not found:
        raise ValidationError({"file": _("This calendar tells of no holidays and no INSET days. Nothing was changed.")})
    with transaction.atomic():
        leave = require(by, "calendar.change", school or Federation())
        _replace(_feed(school), found, by, leave)
    return len(found)


def fetch(feed: Feed, *, by: Person, allow: Allow = STRICT) -> bool:
    """Read a feed again from its address; what is wrong is kept with it, and what was read before stays."""
    trouble, found = "", []
    try:
        answer = outside.fetch(feed.address, limit=MOST_BYTES, allow=allow)
        if answer.status != HTTPStatus.OK:
            trouble = str(_("it answers with the status %(status)s")) % {"status": answer.status}
        else:
            found = read(answer.body)
    except NotACalendar as problem:
        trouble = str(problem)
    except outside.OutsideError as problem:
        trouble = str(_WHY.get(problem.reason, _("nobody answers there just now")))
    if not trouble and not found:
        trouble = str(_("it tells of no holidays and no INSET days"))
    with transaction.atomic():
        leave = require(by, "calendar.change", feed.school or Federation())
        current = locked(feed)
        if current.address != feed.address:  # another one was chosen meanwhile
            return False
        if trouble:
            Feed.objects.filter(pk=feed.pk).update(trouble=trouble[:300], read_at=timezone.now())
        else:
            _replace(current, found, by, leave)
    return not trouble


def fetch_all(*, by: Person, allow: Allow = STRICT) -> int:
    """Read every feed that has an address; how many could be read."""
    return sum(fetch(feed, by=by, allow=allow) for feed in Feed.objects.exclude(address="").select_related("school"))


def _feed(school: School | None) -> Feed:
    found = Feed.objects.select_for_update().filter(school=school).first()
    return found or Feed.objects.create(school=school)


def _replace(feed: Feed, found: list[NoSchool], by: Person, leave: Leave) -> None:
    """Nothing is written where the calendar says what it said before."""
    known = set(feed.closures.values_list("starts", "ends", "title"))
    told = {(one.starts, one.ends, one.title or str(_("No school"))) for one in found}
    Feed.objects.filter(pk=feed.pk).update(read_at=timezone.now(), trouble="")
    if known == told:
        return
    feed.closures.all().delete()
    Closure.objects.bulk_create(
        Closure(feed=feed, school=feed.school, starts=starts, ends=ends, title=title)
        for starts, ends, title in sorted(told)
    )
    ledger.record("calendar_read", by=by.pk, leave=leave, subject=_about(feed.school), says={"count": len(told)})


def _about(school: School | None) -> str:
    return subject("school", school.pk) if school else subject("federation", 1)


def _write_down(event: str, closure: Closure, by: Person, leave: Leave) -> None:
    says = {"starts": closure.starts.isoformat(), "ends": closure.ends.isoformat() if closure.ends else ""}
    ledger.record(event, by=by.pk, leave=leave, subject=_about(closure.school), says=says)
