"""The floors of the API: a view that parses the JSON it is sent, with nothing around it; (BARE=started) in a project as
Django starts one, with its seven middlewares; or (BARE=endpoint) there as an endpoint of the library that our API stands
on, which parses the same JSON into the same types.
"""

from __future__ import annotations

import json
import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
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
KIND = os.environ.get("BARE", "alone")
settings.configure(
    SECRET_KEY="measured-and-thrown-away-0123456789-abcdefghij",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages"],
    MIDDLEWARE=() if KIND == "alone" else STARTED,
    USE_TZ=True,
)  # fmt: skip
django.setup()


@csrf_exempt
def parse(request: HttpRequest) -> HttpResponse:
    told = json.loads(request.body) if request.body else {}
    said = json.dumps({"keys": len(told)})
    return HttpResponse(said, content_type="application/json", headers={"Content-Length": str(len(said))})


urlpatterns: list[URLPattern | URLResolver] = [path("", parse), path("api/check", parse)]
if KIND == "endpoint":
    from ninja import NinjaAPI

    from gatepost.screening import Draft

    bare = NinjaAPI(docs_url=None, openapi_url=None)

    @bare.post("/check")
    def parsed(request: HttpRequest, draft: Draft) -> dict[str, int]:  # noqa: ARG001 (the library hands it in)
        return {"characters": len(draft.text)}

    urlpatterns = [path("", parse), path("api/", bare.urls)]
application = get_wsgi_application()
