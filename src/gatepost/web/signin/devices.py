"""A device in words that its owner knows it by."""

from __future__ import annotations

from django.utils.translation import gettext as _

# In this order: what names several (Edge also says Chrome, Chrome also says Safari) is told by the first.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """`Safari on an iPhone`; something honest where the browser does not tell."""
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "")
    device = next((word for mark, word in _DEVICES if mark in user_agent), "")
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("A device that does not say what it is")
