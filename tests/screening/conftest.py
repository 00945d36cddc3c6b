"""Property tests give the same examples every time, and few enough of them to stay quick."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "gatepost",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gatepost")
