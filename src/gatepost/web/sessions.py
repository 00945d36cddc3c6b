"""Sessions in the database, as Django has them; read by a query of our own, for every page begins with it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

_FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Ended in the database, ended at once in every process."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, where there is none that counts."""
        key = self.session_key or ""
        found = None
        if key.isascii() and key.isalnum():
            with connection.cursor() as cursor:
                cursor.execute(_FIND, [key, connection.ops.adapt_datetimefield_value(timezone.now())])
                found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held
