"""What people are told, by which letters, when those may come, and the address of their calendar."""

from __future__ import annotations

from gatepost.apps.notices.models.calendar import CalendarAddress
from gatepost.apps.notices.models.letter import Letter
from gatepost.apps.notices.models.notice import Category, Notice
from gatepost.apps.notices.models.wishes import Wishes

__all__ = ["CalendarAddress", "Category", "Letter", "Notice", "Wishes"]
