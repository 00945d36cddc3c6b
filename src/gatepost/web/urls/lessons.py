"""What people say was wrong."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gatepost.web.views import lessons, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("wrong/", lessons.mine, name="lessons"),
    path("wrong/say/", lessons.say, name="say_wrong"),
    path("wrong/review/", reviews.waiting, name="lessons_to_review"),
    path("wrong/cases/", reviews.cases, name="export_lessons"),
    path("wrong/<uuid:lesson>/", lessons.page, name="lesson"),
    path("wrong/<uuid:lesson>/take-back/", lessons.take_back, name="take_lesson_back"),
    path("wrong/<uuid:lesson>/review/", reviews.review, name="review_lesson"),
    path("wrong/<uuid:lesson>/case/", reviews.case, name="make_case"),
]
