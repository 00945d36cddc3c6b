"""Fine-tuning on the corpus, with JAX on the processor: the same examples give the same weights on one machine."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from gatepost.screening.language import packed
from gatepost.screening.language.transformer import logits

EPOCHS = 3
RATE = 1.5e-4  # of the weights that MiniLM brings; what is new learns faster
FASTER = 8.0
TEXTS = 32  # a step
DROPPED = 0.1
WARM = 0.06  # of all steps the rate rises
PLACES = (
    16,
    24,
    32,
    40,
    48,
    64,
    96,
    160,
)  # texts are filled up to one of these lengths, so that few shapes are compiled
_KEEP_APART = 50  # steps whose texts are sorted by length together

Weights = dict[str, Any]


class Text(NamedTuple):
    """Pieces, how many of them tell who speaks, and what the text shows: 1, 0, or not known (-1) for each sign."""

    pieces: list[int]
    head: int
    shows: np.ndarray


class Batch(NamedTuple):
    """Texts filled up to one shape."""

    pieces: np.ndarray
    heads: np.ndarray
    lengths: np.ndarray
    shows: np.ndarray


def batch(texts: Sequence[Text]) -> Batch:
    """These texts, and empty ones up to `TEXTS`."""
    places = next(size for size in PLACES if size >= max(len(text.pieces) for text in texts))
    made = Batch(
        np.zeros((TEXTS, places), np.int32), np.ones(TEXTS, np.int32), np.ones(TEXTS, np.int32),
        np.full((TEXTS, len(texts[0].shows)), -1, np.int8),
    )  # fmt: skip
    for row, text in enumerate(texts):
        made.pieces[row, : len(text.pieces)] = text.pieces
        made.heads[row], made.lengths[row], made.shows[row] = text.head, len(text.pieces), text.shows
    return made


def learn(weights: dict[str, np.ndarray], texts: Sequence[Text]) -> dict[str, np.ndarray]:
    """The weights after `EPOCHS` times through the texts; in the last the packing is felt."""
    order = random.Random(0)  # noqa: S311 (an order, not a secret)
    a_round = -(-len(texts) // TEXTS)
    steps = EPOCHS * a_round
    warm = int(WARM * steps)
    rate = optax.join_schedules(
        [optax.linear_schedule(0, RATE, warm), optax.linear_schedule(RATE, RATE / 50, steps - warm)], [warm]
    )
    now: Weights = {name: jnp.asarray(values) for name, values in weights.items()}
    decays = {name: values.ndim > 1 and name not in ("embedding", "places", "parts") for name, values in now.items()}
    new = {name: "new" if name.startswith("signs") else "brought" for name in now}
    moves = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {"brought": optax.adamw(rate, weight_decay=0.01, mask=decays), "new": optax.adam(lambda step: FASTER * rate(step))},
            new,
        ),
    )  # fmt: skip
    held = moves.init(now)

    @partial(jax.jit, donate_argnums=(0, 1), static_argnames=("feels",))
    def step(now: Weights, held: Any, given: Batch, key: Any, *, feels: bool) -> tuple[Weights, Any, Any]:
        loss, slope = jax.value_and_grad(_loss)(now, given, key, feels=feels)
        change, held = moves.update(slope, held, now)
        return optax.apply_updates(now, change), held, loss

    key, done, began = jax.random.PRNGKey(0), 0, time.perf_counter()
    for epoch in range(EPOCHS):
        total = 0.0
        for given in _round(texts, order):
            now, held, loss = step(now, held, given, jax.random.fold_in(key, done), feels=epoch == EPOCHS - 1)
            done, total = done + 1, total + float(loss)
            if done % 100 == 0:
                sys.stderr.write(f"step {done} of {steps}, {time.perf_counter() - began:.0f} s\n")
        sys.stderr.write(f"round {epoch + 1}: loss {total / a_round:.4f}\n")
    return {name: np.asarray(values) for name, values in now.items()}


def _round(texts: Sequence[Text], order: random.Random) -> Iterator[Batch]:
    """Every text once: of like length together, in an order that changes."""
    places = list(range(len(texts)))
    order.shuffle(places)
    steps: list[list[int]] = []
    for at in range(0, len(places), TEXTS * _KEEP_APART):
        near = sorted(places[at : at + TEXTS * _KEEP_APART], key=lambda place: len(texts[place].pieces))
        steps += [near[at : at + TEXTS] for at in range(0, len(near), TEXTS)]
    order.shuffle(steps)
    return (batch([texts[place] for place in step]) for step in steps)


def _said(weights: Weights, given: Batch, **thin: Any) -> Any:
    words = weights["embedding"][given.pieces]
    return logits(jnp, weights, words, given.heads, given.lengths, **thin)


def _loss(weights: Weights, given: Batch, key: Any, *, feels: bool) -> Any:
    if feels:
        weights = {name: _felt(values) if packed.is_packed(values) else values for name, values in weights.items()}
    said = _said(weights, given, thin=partial(_thinned, key))
    known = given.shows >= 0
    return (
        jnp.where(known, optax.sigmoid_binary_cross_entropy(said, given.shows.astype(jnp.float32)), 0.0).sum() / TEXTS
    )


def _thinned(key: Any, values: Any, number: int) -> Any:
    """Dropout."""
    stay = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - DROPPED, values.shape)
    return jnp.where(stay, values / (1 - DROPPED), 0.0)


def _felt(values: Any) -> Any:
    """The values as they will be once packed; slopes pass through as if they were not (straight-through estimator)."""
    together = values.reshape(-1, packed.TOGETHER)
    scales = (jnp.abs(together).max(1, keepdims=True) / packed.TOP).astype(jnp.float16).astype(jnp.float32) + 1e-7
    as_packed = (jnp.clip(jnp.round(together / scales), -packed.TOP, packed.TOP) * scales).reshape(values.shape)
    return values + jax.lax.stop_gradient(as_packed - values)
