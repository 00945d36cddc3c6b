"""The policy, clause by clause."""

from __future__ import annotations

from django.urls import URLPattern, path

from gatepost.web.views import policy

urlpatterns: list[URLPattern] = [
    path("policy/", policy.contents, name="policy"),
    path("policy/<str:name>/", policy.clause, name="clause"),
]
