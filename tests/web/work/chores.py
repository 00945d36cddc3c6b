"""Tasks for the tests of the worker."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django_tasks import task


@task()
def note(folder: str, name: str) -> str:
    """Leave a file for each time it runs."""
    with (Path(folder) / name).open("a", encoding="utf-8") as file:
        file.write("done\n")
    return name


@task()
def fail() -> None:
    """Fail with words that name somebody."""
    raise ValueError("Grace Tolliver, tolliver@example.org")


@task()
def die(folder: str) -> None:
    """End the worker in the middle, as a power cut would."""
    note.call(folder, "died")
    os.kill(os.getpid(), signal.SIGKILL)


@task()
def die_once(folder: str) -> None:
    """End the first worker that takes it up; the second gets to its end."""
    if not (Path(folder) / "died").exists():
        die.call(folder)
    note.call(folder, "survived")
