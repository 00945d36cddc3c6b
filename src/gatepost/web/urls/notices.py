"""One's own notices, when letters may come, and one's calendar."""

from __future__ import annotations

from django.urls import path

from gatepost.web.views import notices

urlpatterns = [
    path("notices/", notices.page, name="notices"),
    path("notices/letters/", notices.letter_hours, name="letter_hours"),
    path("notices/calendar/make/", notices.make_calendar, name="make_calendar"),
    path("notices/calendar/end/", notices.end_calendar, name="end_calendar"),
    path("notices/calendar/<str:token>.ics", notices.calendar, name="calendar_feed"),
]
