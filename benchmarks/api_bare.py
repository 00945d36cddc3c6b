"""The floor of the API: a Django project with one view that parses the JSON it is sent, and nothing around it."""

from __future__ import annotations

import json

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="measured-and-thrown-away-0123456789-abcdefghij",
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_TZ=True,
)
django.setup()


def parse(request: HttpRequest) -> HttpResponse:
    told = json.loads(request.body) if request.body else {}
    said = json.dumps({"keys": len(told)})
    return HttpResponse(said, content_type="application/json", headers={"Content-Length": str(len(said))})


urlpatterns = [path("", parse), path("api/check", parse)]
application = get_wsgi_application()
