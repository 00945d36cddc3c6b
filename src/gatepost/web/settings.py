"""Django's settings, all from the environment; every one of ours is documented in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from gatepost.web import logs
from gatepost.web.installation import current
from gatepost.web.signin_settings import *  # noqa: F403 (how people sign in)

HERE = Path(__file__).resolve().parent

# -- what an installation sets: the table is in configuration.py --

_SET = current()
DATA = _SET.folder("GATEPOST_DATA")
PRODUCTION = _SET.production
DEMO = _SET.yes("GATEPOST_DEMO")
SECRET_KEY = _SET.key("GATEPOST_SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in (_SET.text("GATEPOST_SECRET_KEY_BEFORE"),) if key]
LEDGER_KEY = _SET.key("GATEPOST_LEDGER_KEY")
SITE_URL = _SET.text("GATEPOST_URL").rstrip("/")
ALLOWED_HOSTS = _SET.hosts
POLICY_PACK = _SET.text("GATEPOST_POLICY")  # a folder; empty means the bundled pack

# -- Django --

DEBUG = False
ROOT_URLCONF = "gatepost.web.urls"
WSGI_APPLICATION = "gatepost.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]  # a language joins with its catalogue in locale/
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
FORM_RENDERER = "gatepost.web.forms.Renderer"
TIME_ZONE = "Europe/London"
USE_TZ = True

INSTALLED_APPS = [
    "gatepost.web.site.SiteConfig",
    "gatepost.apps.people",
    "gatepost.apps.notices",
    "gatepost.apps.duties",
    "gatepost.apps.posts",
    "gatepost.apps.questions",
    "gatepost.apps.lessons",
    "gatepost.apps.machines",
    "gatepost.apps.ledger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "gatepost.web.logs.request_line",
    "gatepost.web.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "gatepost.api.door.door",  # other systems: past all that only browsers need
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gatepost.web.middleware.request_id",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "gatepost.web.middleware.person",
    "gatepost.web.middleware.default_deny",
    "gatepost.web.signin_middleware.signin_demands",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gatepost.web.context.federation",
            ]
        },
    }
]

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
}
DATABASES = {
    "default": environ.Env.db_url_config(_SET.text("DATABASE_URL") or f"sqlite:///{DATA / 'gatepost.sqlite3'}")
}
DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(_SQLITE)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # at the usual 300, a flood of tries would push the count of tries out
    }
}
SESSION_ENGINE = "gatepost.web.sessions"
KEEP_WHILE_NOTHING_HAPPENS = True  # see apps/ledger/still.py
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- what keeps the site safe --

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of a second factor is a data: image
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-session", "__Host-csrf") if PRODUCTION else ("gatepost-session", "gatepost-csrf")
)  # the browser itself holds a __Host- cookie to https and to this very host
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "gatepost.web.views.problems.csrf"
X_FRAME_OPTIONS = "DENY"
_PROXIES = _SET.number("GATEPOST_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = _PROXIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # what is not a file
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "gatepost.web.uploading.UpTo",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_MEGABYTES = _SET.number("GATEPOST_IMPORT_MB")
API_PER_MINUTE = _SET.number("GATEPOST_API_PER_MINUTE")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# -- e-mail, and what is logged --

_MAIL = environ.Env.email_url_config(_SET.text("GATEPOST_MAIL_URL") or "consolemail://")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_BACKEND"], _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"] or "", _MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _SET.text("GATEPOST_MAIL_FROM")
LOGGING = logs.configured(_SET.text("GATEPOST_LOG_LEVEL"))
