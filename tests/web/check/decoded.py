"""What the database keeps in a form that no search of bytes sees through: `python -m tests.web.check.decoded`.

Sessions are compressed, the cache is pickled, and personal values of the ledger are locked; of these the number is told.
"""

from __future__ import annotations

import base64
import pickle
import sys

import django


def main() -> None:
    django.setup()
    from django.contrib.sessions.models import Session  # noqa: PLC0415 (models exist only now)
    from django.db import connection  # noqa: PLC0415

    from gatepost.apps.ledger.models import Entry, Sealed  # noqa: PLC0415
    from gatepost.apps.posts.models import DailyCount  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        cached = [(key, pickle.loads(base64.b64decode(value))) for key, value in cursor.fetchall()]  # noqa: S301 (our own)
    lines = (
        f"sessions {[session.get_decoded() for session in Session.objects.all()]}",
        f"cache {cached}",
        f"ledger {Entry.objects.count()} {Sealed.objects.count()}",
        f"counted {list(DailyCount.objects.values_list('kind', 'number'))}",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
