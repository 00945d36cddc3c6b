"""What a real installation sets, and a Python that runs with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

KEYS = {
    "GATEPOST_SECRET_KEY": "kX3v-9sQ_tB7mLw2Zr8yHc4NfJ6dPg1aVe5uTiOoRqYbWnEx",
    "GATEPOST_LEDGER_KEY": "Pz8_mQ2wLr5-XcV9bN3kTfYh7JdGs4aEuRoI6tWqZy1BnMxC",
}
KEYS = {name: key + "0123456789abcdef" for name, key in KEYS.items()}


def settings(folder: Path, **more: str | None) -> dict[str, str]:
    """A safe set, in a folder closed to others; `None` leaves one out."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    given = {
        "GATEPOST_PRODUCTION": "yes",
        "GATEPOST_DATA": str(folder),
        "GATEPOST_URL": "https://gatepost.example.sch.uk",
        "GATEPOST_PROXIES": "1",
        "GATEPOST_MAIL_URL": "smtp+tls://post:pw@mail.example.sch.uk:587",
        "GATEPOST_MAIL_FROM": "Gatepost <gatepost@example.sch.uk>",
        **KEYS,
        **more,
    }
    return {name: value for name, value in given.items() if value is not None}


def run(*words: str, given: dict[str, str], seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """Python with these settings and no others."""
    return subprocess.run(
        [sys.executable, *words],
        env={**_machine(), **given},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def _machine() -> dict[str, str]:
    ours = ("GATEPOST_", "DATABASE_URL", "DJANGO_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**clean, "DJANGO_SETTINGS_MODULE": "gatepost.web.settings"}
