"""Posts that were sent for a decision."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gatepost.web.views import drafts

urlpatterns: list[URLPattern | URLResolver] = [
    path("posts/", drafts.mine, name="sent_posts"),
    path("posts/send/", drafts.send, name="send_post"),
    path("posts/waiting/", drafts.waiting, name="waiting_posts"),
    path("posts/waiting/<uuid:post>/", drafts.decide, name="decide_post"),
    path("posts/<uuid:post>/", drafts.one, name="sent_post"),
    path("posts/<uuid:post>/edit/", drafts.edit, name="edit_post"),
    path("posts/<uuid:post>/take-back/", drafts.take_back, name="take_back_post"),
]
