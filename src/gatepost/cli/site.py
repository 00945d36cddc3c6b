"""The site, made ready for a command that works on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from gatepost.cli.inputs import refuse
from gatepost.policy import PolicyError
from gatepost.web.installation import Unusable
from gatepost.web.trouble import database_trouble, disk_trouble


def setup() -> None:
    """Make Django ready with this installation's settings; where they will not do, end with every reason."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatepost.web.settings")
    try:
        django.setup()
    except Unusable as problem:
        refuse(["Gatepost does not start like this:", *(f"- {reason}" for reason in problem.reasons)])
    except PolicyError as problem:
        refuse(problem.mistakes)
    except (ImproperlyConfigured, OSError) as problem:
        refuse([f"Gatepost cannot be set up: {problem}"])


def ready(module: str) -> Any:
    """A module of the site, such as `gatepost.apps.ledger.services`: models can be imported only after `setup`."""
    setup()
    return import_module(module)


@contextmanager
def troubles_told() -> Iterator[None]:
    """Around work on the database or the data folder: what goes wrong with them ends the command with a clear word."""
    try:
        yield
    except DatabaseError as problem:
        refuse([". ".join(database_trouble(problem))])
    except BrokenPipeError:  # whoever read what was printed has enough
        raise
    except OSError as problem:
        refuse([". ".join(disk_trouble(problem))])
