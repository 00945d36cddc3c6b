"""All the checks, cheapest first. The order decides nothing but the cost."""

from gatepost.screening.checks import (
    abuse,
    accounts,
    conduct,
    contact,
    groups,
    links,
    meaning,
    names,
    personal_data,
    photos,
    public_life,
    secrets,
    unknowns,
)
from gatepost.screening.checks.registry import Check

CHECKS: tuple[Check, ...] = (
    *unknowns.CHECKS,
    *photos.CHECKS,
    *links.CHECKS,
    *accounts.CHECKS,
    *contact.CHECKS,
    *personal_data.CHECKS,
    *names.CHECKS,
    *groups.CHECKS,
    *public_life.CHECKS,
    *secrets.CHECKS,
    *abuse.CHECKS,
    *conduct.CHECKS,
    *meaning.CHECKS,
)

__all__ = ["CHECKS", "Check"]
