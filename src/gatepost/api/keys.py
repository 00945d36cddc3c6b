"""Who asks: a token, the person it speaks for, and whether they may. Each operation names its action here."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from gatepost.api.problems import Problem
from gatepost.api.spooling import Spooled
from gatepost.apps.machines import pace, selectors
from gatepost.apps.machines.models import Token
from gatepost.apps.people.authority import Refused, action_named, require
from gatepost.apps.people.models import Person
from gatepost.apps.people.signin.welcome import needs_second_factor

# A token proves nothing afresh, so what asks for a fresh sign-in is closed to it. But for reading people in: that is what
# an office's own system is for, every night; the scope stands for it, and it is agreed to by the digest of what was shown.
BY_TOKEN = frozenset({"import.run"})
_REALM = 'Bearer realm="Gatepost"'


class Asked(HttpRequest):
    """A request of another system, once its token was judged."""

    person: Person
    token: Token
    stamp: str  # of what is read for this request: see apps/ledger/still.py
    spooled: Spooled


class Bearer(HttpBearer):
    """Leave for one operation: its action, and the scope that a token must have for it (empty: any token's)."""

    openapi_bearerFormat = "gp_…"  # noqa: N815 (as OpenAPI writes it)
    openapi_description = "A token that somebody made under “Your sign-in”, “Other systems”."

    def __init__(self, action: str, scope: str) -> None:
        super().__init__()
        self.action, self.needs = action, scope

    def __call__(self, request: HttpRequest) -> Token:
        """The token; Problem or Refused for one that does not open this."""
        kind, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            raise Problem(401, _("Send a token: Authorization: Bearer gp_…"), headers={"WWW-Authenticate": _REALM})
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token of this secret, and on the request for whom it speaks."""
        found = selectors.speaking(token)
        if found is None:
            headers = {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'}
            raise Problem(401, _("This token opens nothing: it is wrong, over or ended."), headers=headers)
        if wait := pace.wait(found.token):
            detail = _("That is more than this token may ask in a minute. Wait, then go on.")
            raise Problem(429, detail, headers={"Retry-After": str(wait)})
        self._guard(found)
        asked = cast("Asked", request)
        asked.person, asked.token, asked.stamp = found.person, found.token, found.stamp
        return found.token

    def _guard(self, found: selectors.Speaks) -> None:
        if self.needs and self.needs not in found.token.scopes:
            headers = {"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{self.needs}"'}
            raise Problem(403, _("This token was not made for that. Make one with the scope %(scope)s.") % {"scope": self.needs}, headers=headers)  # fmt: skip
        if not found.token.strong and needs_second_factor(found.person):
            raise Problem(403, _("Their role asks for a second step at sign-in. Make a new token after one."))
        action = action_named(self.action)
        if action.fresh and action.id not in BY_TOKEN:
            raise Refused(action.id, hidden=False)
        require(found.person, action.id)


class Nobody(Bearer):
    """For an operation that names no action: nobody may, so that forgetting it opens nothing."""

    def __init__(self) -> None:
        super().__init__("", "")

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ARG002 (as the library calls it)
        raise Refused("", hidden=True)
