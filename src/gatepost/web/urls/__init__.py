"""The site map: each module of this package lists the pages of one subject."""

from __future__ import annotations

from django.urls import include, path

from gatepost.web.views import first

urlpatterns = [
    path("", first.page, name="first"),
    path("", include("gatepost.web.urls.check")),
    path("", include("gatepost.web.urls.drafts")),
    path("", include("gatepost.web.urls.questions")),
    path("", include("gatepost.web.urls.lessons")),
    path("", include("gatepost.web.urls.duties")),
    path("", include("gatepost.web.urls.notices")),
    path("", include("gatepost.web.urls.machines")),
    path("", include("gatepost.web.urls.people")),
    path("", include("gatepost.web.urls.authority")),
    path("", include("gatepost.web.urls.policy")),
    path("", include("gatepost.web.urls.imports")),
    path("", include("gatepost.web.urls.ledger")),
    path("", include("gatepost.web.urls.look")),
    path("", include("gatepost.web.urls.signin")),
    path("", include("gatepost.web.urls.state")),
    path("", include("gatepost.web.urls.demo")),
    path("accounts/", include("allauth.urls")),
]

handler400 = "gatepost.web.views.problems.not_understood"
handler403 = "gatepost.web.views.problems.refused"
handler404 = "gatepost.web.views.problems.not_found"
handler429 = "gatepost.web.views.problems.too_often"  # the sign-in library asks for it
handler500 = "gatepost.web.views.problems.failed"
