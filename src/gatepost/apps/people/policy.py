"""The policy that is in force here."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from gatepost.policy import Policy, load


@cache
def in_force() -> Policy:
    """The pack that the installation names, read once a process; PolicyError lists what is wrong with it."""
    return load(settings.POLICY_PACK or None)
