"""Other systems: the tokens by which they act for somebody, what they asked, and what they are told."""

from __future__ import annotations

from gatepost.apps.machines.models.hooks import Delivery, Hook
from gatepost.apps.machines.models.once import Once
from gatepost.apps.machines.models.tokens import Scope, Token

__all__ = ["Delivery", "Hook", "Once", "Scope", "Token"]
