"""A small transformer encoder, read forwards: numbers in, one weight for each sign out.

The same function runs here on numpy and, where it is trained, on jax.numpy: what is learnt is what is run. Encoder layers as
in BERT (Devlin and others 2019), after Vaswani and others (2017); the mean over all places says what a text is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Any

HEADS = 12
GAIN = 4.0  # the mean is small beside the weights of the last step
_TINY = 1e-12
_FAR = -1e9

Array = Any  # numpy.ndarray, or jax.Array where it learns
Weights = Mapping[str, Array]


def _as_it_is(values: Array, _: int) -> Array:
    return values


def logits(
    xp: Any,
    weights: Weights,
    words: Array,
    heads: Array,
    lengths: Array,
    thin: Callable[[Array, int], Array] = _as_it_is,
) -> Array:
    """What each text says of each sign: `(texts, signs)`, as log-odds before calibration.

    `xp` is the numerical library. `words` are the vectors of the pieces, `(texts, places, width)`; a text has `lengths`
    pieces, of which the first `heads` tell who speaks; what lies beyond is ignored. `thin` drops values while it learns.
    """
    texts, places, width = words.shape
    place = xp.arange(places)
    there = place[None] < lengths[:, None]
    part = (place[None] >= heads[:, None]).astype("int32")
    x = words + weights["places"][:places][None] + weights["parts"][part]
    x = thin(_evened(xp, x, weights, "words"), 0)
    far = xp.where(there, 0.0, _FAR).astype("float32")[:, None, None, :]
    layers = sum(name.endswith(".query") for name in weights)
    for layer in range(layers):
        name = f"{layer}."
        queries, keys, values = (
            _linear(x, weights, name + which).reshape(texts, places, HEADS, width // HEADS).transpose(0, 2, 1, 3)
            for which in ("query", "key", "value")
        )
        seen = _shares(xp, queries @ keys.transpose(0, 1, 3, 2) / sqrt(width / HEADS) + far) @ values
        seen = _linear(seen.transpose(0, 2, 1, 3).reshape(texts, places, width), weights, name + "seen")
        x = _evened(xp, x + thin(seen, 2 * layer + 1), weights, name + "seen")
        inner = _linear(_bent(xp, _linear(x, weights, name + "inner")), weights, name + "outer")
        x = _evened(xp, x + thin(inner, 2 * layer + 2), weights, name + "outer")
    mean = (x * there[..., None]).sum(1) / lengths[:, None]
    return _linear(thin(mean, 2 * layers + 1) * GAIN, weights, "signs")


def _linear(x: Array, weights: Weights, name: str) -> Array:
    return x @ weights[name] + weights[name + ".bias"]


def _evened(xp: Any, x: Array, weights: Weights, name: str) -> Array:
    """Layer normalisation."""
    x = x - x.mean(-1, keepdims=True)
    return x / xp.sqrt((x * x).mean(-1, keepdims=True) + _TINY) * weights[name + ".even"] + weights[name + ".shift"]


def _shares(xp: Any, x: Array) -> Array:
    """Softmax."""
    x = xp.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def _bent(xp: Any, x: Array) -> Array:
    """GELU, by its tanh form."""
    return 0.5 * x * (1 + xp.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
