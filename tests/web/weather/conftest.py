"""Each test begins with nothing counted against anybody: no tries, no locks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_is_locked_out() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
