"""Other people's servers: the one place from which anything of ours goes out by https. No framework, no database.

An address that somebody typed is never trusted: it is looked up once, every answer is judged, and the connection goes to
that very answer, so that a name which points elsewhere a moment later (re-binding) leads nowhere.
"""

from __future__ import annotations

from gatepost.outside.allowing import STRICT, Allow
from gatepost.outside.asking import Answer, Target, fetch, post, target
from gatepost.outside.problems import Barred, OutsideError, Reason, Unanswered

__all__ = [
    "STRICT",
    "Allow",
    "Answer",
    "Barred",
    "OutsideError",
    "Reason",
    "Target",
    "Unanswered",
    "fetch",
    "post",
    "target",
]
