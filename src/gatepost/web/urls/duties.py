"""What people owe, and on which days there is school."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from gatepost.web.views import calendar, duties

urlpatterns: list[URLPattern | URLResolver] = [
    path("duties/", duties.own, name="duties"),
    path("duties/all/", duties.every, name="all_duties"),
    path("duties/<uuid:duty>/", duties.page, name="duty"),
    path("duties/<uuid:duty>/done/", duties.do, name="do_duty"),
    path("tell/", duties.tell, name="tell"),
    path("tell/<slug:happening>/", duties.tell_of, name="tell_of"),
    path("told/<uuid:telling>/", duties.told, name="told"),
    path("calendar/", calendar.page, name="calendar"),
    path("calendar/close/", calendar.close, name="close_days"),
    path("calendar/<int:closure>/open/", calendar.open_again, name="open_days"),
    path("calendar/file/", calendar.read_file, name="calendar_file"),
    path("calendar/address/", calendar.read_address, name="calendar_address"),
]
