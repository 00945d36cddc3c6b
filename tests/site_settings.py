"""The site's settings as the tests want them: a folder of their own, plain static files, a quick password hash."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GATEPOST_DATA", tempfile.mkdtemp(prefix="gatepost-tests-"))

from gatepost.web.settings import *  # noqa: F403
from gatepost.web.settings import STATIC_ROOT as _STATIC_ROOT
from gatepost.web.settings import STORAGES as _STORAGES

_STATIC_ROOT.mkdir(
    parents=True, exist_ok=True
)  # whitenoise warns of a folder that is not there, and a warning is an error

KEEP_WHILE_NOTHING_HAPPENS = False  # tests make rows without an entry in the ledger
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**_STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
