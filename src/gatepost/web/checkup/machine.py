"""The machine around the site: disk, clock, mail, and the worker."""

from __future__ import annotations

import shutil
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django_tasks_db.models import DBTaskResult

from gatepost.web.checkup.looking import Lack, Look
from gatepost.web.work.alive import anybody_alive

LEAST_FREE = 1_000_000_000
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right shows less


def data_folder() -> Iterator[Lack]:
    """Whether the data folder is there, closed to others, and has room."""
    folder = settings.DATA
    if not folder.is_dir():
        yield Lack(_("the data folder is not there"), _("Run: gatepost migrate"), stops=True)
        return
    if folder.stat().st_mode & 0o007:
        yield Lack(_("everybody on this machine can look into the data folder"), f"chmod o-rwx {folder}")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        yield Lack(_("only %d MB are free on the disk of the data folder") % (free // 1_000_000), _("Make room."))


def clock() -> Iterator[Lack]:
    """Whether the clock can be right, and the hours of the federation are known."""
    if timezone.now() < _WRITTEN:
        yield Lack(_("the clock is years behind"), _("Set it, and keep it right with NTP: timedatectl set-ntp true"))
    try:
        ZoneInfo(settings.TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield Lack(_("the machine does not know the hours of %s") % settings.TIME_ZONE, _("Install tzdata."))


def mail() -> Iterator[Lack]:
    """Whether the mail server answers, and takes the user and password."""
    if "smtp" not in settings.EMAIL_BACKEND:
        yield Lack(
            _("e-mails are not sent"), _("Set GATEPOST_MAIL_URL, as smtp+tls://user:password@mail.example.sch.uk:587.")
        )
        return
    try:
        with get_connection(fail_silently=False, timeout=5):
            pass
    except smtplib.SMTPAuthenticationError:
        yield Lack(_("the mail server refuses the user or password"), _("Check them in GATEPOST_MAIL_URL."))
    except (OSError, smtplib.SMTPException) as problem:
        kind = type(problem).__name__
        yield Lack(_("the mail server does not answer (%s)") % kind, _("Check the host and port in GATEPOST_MAIL_URL."))


def worker() -> Iterator[Lack]:
    """Whether what nobody waits for gets done."""
    if not anybody_alive():
        yield Lack(
            _("no worker is running"), _("Keep “gatepost worker” running: docs/operating.md has a unit for systemd.")
        )
    since = timezone.now() - timedelta(hours=1)
    if stuck := DBTaskResult.objects.running().filter(started_at__lt=since).count():
        yield Lack(_("tasks that have been running for over an hour: %d") % stuck, _("Restart the worker."))
    if failed := DBTaskResult.objects.failed().count():
        yield Lack(_("tasks that failed in the last 30 days: %d") % failed, _("Look for gatepost.worker in the log."))


def backup() -> Iterator[Lack]:
    """Whether a backup was made of late. It says so by touching a file: see docs/operating.md."""
    stamp = settings.DATA / "last-backup"
    if not stamp.exists():
        yield Lack(_("no backup has been made"), _("Make one each night: see Backup in docs/operating.md."))
    elif stamp.stat().st_mtime < (timezone.now() - timedelta(days=2)).timestamp():
        yield Lack(_("the last backup is more than two days old"), _("See why last night's was not made."))


WITHOUT_DATABASE = (
    Look(_l("Data folder"), data_folder),
    Look(_l("Clock"), clock),
    Look(_l("Mail"), mail),
)
LOOKS = (
    *WITHOUT_DATABASE,
    Look(_l("Worker"), worker),
    Look(_l("Backup"), backup),
)
