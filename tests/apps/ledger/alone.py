"""Settings with the ledger alone, so that processes of tests start quickly."""

from __future__ import annotations

from tests.site_settings import *  # noqa: F403
from tests.site_settings import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] |= {"timeout": 4}  # seconds that a test waits in vain
INSTALLED_APPS = ["gatepost.apps.ledger"]
MIDDLEWARE = []
ROOT_URLCONF = "tests.apps.ledger.alone"
urlpatterns: list[object] = []
