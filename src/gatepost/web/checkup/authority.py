"""Whether the policy in force says who may do what here."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from gatepost.apps.people.policy import in_force
from gatepost.web.actions import action_of, site_map
from gatepost.web.checkup.looking import Lack, Look


def actions_named() -> Iterator[Lack]:
    """A pack without actions lets nobody in; one that lacks some shuts their pages to everybody."""
    fix = _("Add it to `actions` in the pack's authority.yaml: docs/writing-a-policy.md tells how.")
    if not in_force().actions:
        yield Lack(_("The policy does not say who may do what, so nobody may do anything here"), fix, stops=True)
        return
    asked = {action_of(pattern.callback, pattern.name) for _address, pattern in site_map()} - {""}
    for name in sorted(asked - in_force().action_by_id.keys()):
        yield Lack(_("The policy does not name %s, so its pages are shut to everybody") % name, fix)


LOOKS = (Look(_l("Who may do what"), actions_named),)
