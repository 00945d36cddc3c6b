"""The floor: a project as Django starts one, with a view of one query, and the same for somebody who has signed in.

Served the same way as the site, from a database with the same settings.
"""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

_PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Groups</title></head><body>
<h1>Groups</h1><ul>{% for group in groups %}<li>{{ group.name }}</li>{% endfor %}</ul></body></html>"""
_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"

settings.configure(
    SECRET_KEY="measured-and-thrown-away-0123456789-abcdefghij",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BARE_DATABASE"],
                           "CONN_MAX_AGE": 600, "OPTIONS": {"init_command": _SQLITE}}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)  # fmt: skip
django.setup()

from django.contrib.auth.models import Group  # noqa: E402 (models can be imported only now)

_template = engines["django"].from_string(_PAGE)


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template.render({"groups": Group.objects.all()[:5]}, request))


urlpatterns = [path("", one_query), path("signed-in/", login_required(one_query))]
application = get_wsgi_application()
