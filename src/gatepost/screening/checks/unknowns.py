"""What cannot be told holds: a role, kind of channel or platform that the policy does not know."""

from __future__ import annotations

from collections.abc import Iterator

from gatepost.policy.clause import CHANNEL_KINDS
from gatepost.screening.checks.registry import Check, check
from gatepost.screening.finding import Remedy, Sighting
from gatepost.screening.reading import UNKNOWN, Reading


@check("role_not_known", when=(UNKNOWN,))
def role_unknown(reading: Reading) -> Iterator[Sighting]:
    """The author's role is not one of the policy's."""
    if reading.role not in reading.policy.roles:
        yield Sighting("role_not_known", "We do not know who this is from, so we cannot tell which rules bind them.", "author_role", span=reading.role[:80],
                       remedy=Remedy("ask", "Give the author one of the policy's roles: " + ", ".join(reading.policy.roles) + "."))  # fmt: skip


@check("channel_not_known", when=(UNKNOWN,))
def channel_unknown(reading: Reading) -> Iterator[Sighting]:
    """The kind of channel is not one of the policy's."""
    if reading.kind not in CHANNEL_KINDS:
        yield Sighting("channel_not_known", "We do not know what kind of account this is for.", "channel.kind", span=reading.kind[:80],
                       remedy=Remedy("ask", "Say which kind it is: " + ", ".join(CHANNEL_KINDS) + "."))  # fmt: skip


@check("platform_not_known", when=(UNKNOWN,))
def platform_unknown(reading: Reading) -> Iterator[Sighting]:
    """The platform is not in the pack's list."""
    platform = reading.draft.channel.platform
    if platform not in reading.policy.platform_by_id:
        yield Sighting("platform_not_known", "This platform is not on the school's list yet.", "channel.platform", span=platform[:80],
                       remedy=Remedy("ask", "Ask the network manager to add it."))  # fmt: skip


CHECKS: tuple[Check, ...] = (role_unknown, channel_unknown, platform_unknown)
