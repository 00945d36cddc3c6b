"""The floors of the API: a view that parses the JSON it is sent, with nothing around it, or (BARE=started) in a project as
Django starts one, with its seven middlewares.
"""

from __future__ import annotations

import json
import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

STARTED = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
settings.configure(
    SECRET_KEY="measured-and-thrown-away-0123456789-abcdefghij",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages"],
    MIDDLEWARE=STARTED if os.environ.get("BARE") == "started" else (),
    USE_TZ=True,
)  # fmt: skip
django.setup()


@csrf_exempt
def parse(request: HttpRequest) -> HttpResponse:
    told = json.loads(request.body) if request.body else {}
    said = json.dumps({"keys": len(told)})
    return HttpResponse(said, content_type="application/json", headers={"Content-Length": str(len(said))})


urlpatterns = [path("", parse), path("api/check", parse)]
application = get_wsgi_application()
