"""Asking SLT, and answers kept for others."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gatepost.web.views import precedents, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("ask/", questions.ask, name="ask"),
    path("questions/", questions.mine, name="questions"),
    path("questions/waiting/", questions.waiting, name="questions_waiting"),
    path("questions/<uuid:question>/", questions.page, name="question"),
    path("questions/<uuid:question>/answer/", questions.answer, name="answer_question"),
    path("questions/<uuid:question>/again/", questions.again, name="ask_again"),
    path("questions/<uuid:question>/helped/", questions.helped, name="question_helped"),
    path("questions/<uuid:question>/take-back/", questions.take_back, name="take_question_back"),
    path("questions/<uuid:question>/keep/", precedents.keep, name="keep_answer"),
    path("answers/", precedents.answers, name="answers"),
    path("answers/<int:precedent>/", precedents.change, name="precedent"),
    path("answers/<int:precedent>/away/", precedents.take_away, name="take_answer_away"),
]
