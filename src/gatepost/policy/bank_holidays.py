"""England's bank holidays, known without asking anybody."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Those of that year, as the `holidays` package has them."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
