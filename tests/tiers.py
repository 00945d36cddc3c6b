"""Which tiers of the model of meaning judge in a test.

Nearly all tests run by the first tier alone, so that they stay quick (`tests/conftest.py`); what the second tier changes is tested
where this is used: its own tests, the pack's cases, the figures, and fairness.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources

from gatepost.policy import Policy
from gatepost.screening.language import meaning, packed, tiers
from gatepost.screening.language.sentences import Encoder

FIRST, BOTH = "the first tier alone", "both tiers"
MODELS = resources.files("gatepost.screening.language") / "models"


@cache
def encoder() -> Encoder:
    """The bundled second tier, whatever the environment says."""
    return Encoder(*packed.read((MODELS / "sentences.npz").read_bytes()))


@cache
def _both() -> tiers.Both:
    return tiers.Both(meaning.model(), encoder())


@contextmanager
def judged_by(which: str, policy: Policy) -> Iterator[None]:
    """Let `FIRST` or `BOTH` judge meanwhile."""
    with tiers.judging(_both() if which == BOTH else meaning.model(), policy):
        yield
