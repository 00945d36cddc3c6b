"""Ms Hill and Grace Tolliver in the database of an installation of its own: `python -m tests.web.check.somebody`."""

from __future__ import annotations

import django


def main() -> None:
    django.setup()
    from tests.site_cast import child, federation, person  # noqa: PLC0415 (models exist only now)

    federation()
    child("Grace Tolliver")
    person("Rowena Hill")


if __name__ == "__main__":
    main()
