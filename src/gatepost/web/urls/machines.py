"""Other systems: how they talk to this one, whom they act for, and what they are told of."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from gatepost.api.urls import operations
from gatepost.web.views import api, machines

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.page, name="api"),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/", include(operations)),
    path("sign-in/systems/", machines.tokens, name="tokens"),
    path("sign-in/systems/<uuid:token>/end/", machines.end_own_token, name="end_own_token"),
    path("tokens/", machines.all_tokens, name="all_tokens"),
    path("tokens/<uuid:token>/end/", machines.end_token, name="end_token"),
    path("hooks/", machines.hooks, name="hooks"),
    path("hooks/<uuid:hook>/", machines.hook, name="hook"),
    path("hooks/<uuid:hook>/secret/", machines.renew_hook, name="renew_hook"),
    path("hooks/<uuid:hook>/start/", machines.start_hook, name="start_hook"),
    path("hooks/<uuid:hook>/end/", machines.end_hook, name="end_hook"),
]
