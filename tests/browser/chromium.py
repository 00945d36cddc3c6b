"""Debian's Chromium, as the tests and the pictures use it: by itself, asking nobody anything."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

MISSING = "needs Chromium: apt-get install chromium"
_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()


def launched(playwright: Playwright) -> Browser | None:
    """The browser, in British English where its languages are installed too; None where there is no Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    return playwright.chromium.launch(
        executable_path=chromium, args=_ARGS, env={**os.environ, "LANGUAGE": "en_GB", "LANG": "en_GB.UTF-8"}
    )
