"""The federation's part: that the roles which the policy counts on are held, and well guarded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from gatepost.apps.people.models import Federation
from gatepost.apps.people.selectors import vacancies
from gatepost.web.checkup.looking import Lack, Look


def set_up() -> Iterator[Lack]:
    """Whether it is there at all."""
    if not Federation.objects.exists():
        yield Lack(_("no federation is set up"), _("Run: gatepost createadmin"))


def roles_held() -> Iterator[Lack]:
    """Whether somebody holds each role that the policy counts on."""
    for title in vacancies.roles_without_holder(timezone.localdate()):
        yield Lack(_("nobody holds the role “%s”") % title, _("Give it to somebody, on their page on the site."))
    if not vacancies.dso_has_deputy(timezone.localdate()):
        yield Lack(_("the designated safeguarding officer has no deputy"), _("Name one, on the officer's page."))


def second_factors() -> Iterator[Lack]:
    """Whether those who can see most sign in with more than a password."""
    if count := vacancies.without_second_factor(timezone.localdate()):
        yield Lack(
            _("people whose role demands a second factor and who have none: %d") % count,
            _("They are asked for one when they next sign in."),
        )


LOOKS = (
    Look(_l("Federation"), set_up),
    Look(_l("Roles"), roles_held),
    Look(_l("Second factors"), second_factors),
)
