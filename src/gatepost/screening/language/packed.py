"""Weights in half a byte each, and back: sixty-four share a scale. Written by `make sentences`, read at start."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

TOGETHER = 64  # weights that share a scale
TOP = 7  # whole numbers from -7 to 7
_SMALL = 65_536  # arrays of fewer numbers are kept in 16 bits: they are the most sensitive, and save little

Array = np.ndarray[Any, Any]


class Packed(NamedTuple):
    """An array in halves of bytes: two weights a byte, and a scale for each `TOGETHER`."""

    halves: Array
    scales: Array
    shape: tuple[int, ...]

    def whole(self) -> Array:
        """The array as 32-bit numbers."""
        return _unpacked(self.halves, self.scales).reshape(self.shape)

    def rows(self, numbers: Array) -> Array:
        """Some rows of it, without unpacking the rest."""
        width = self.shape[1]
        halves = self.halves.reshape(self.shape[0], width // 2)[numbers]
        scales = self.scales.reshape(self.shape[0], width // TOGETHER)[numbers]
        return _unpacked(halves.reshape(-1), scales.reshape(-1)).reshape(len(numbers), width)


def _unpacked(halves: Array, scales: Array) -> Array:
    whole = np.empty(halves.size * 2, np.int8)
    whole[0::2] = halves & 15
    whole[1::2] = halves >> 4
    whole -= TOP
    return (whole.reshape(-1, TOGETHER) * scales.astype(np.float32)[:, None]).reshape(-1)


def packed(array: Array) -> Packed:
    """The nearest that half a byte a weight can say."""
    together = array.astype(np.float32).reshape(-1, TOGETHER)
    scales = np.maximum((np.abs(together).max(1) / TOP).astype(np.float16), np.finfo(np.float16).tiny)
    whole = np.clip(np.rint(together / scales.astype(np.float32)[:, None]), -TOP, TOP).astype(np.int8) + TOP
    flat = whole.reshape(-1).astype(np.uint8)
    return Packed(flat[0::2] | (flat[1::2] << 4), scales, array.shape)


def is_packed(array: Array) -> bool:
    """Whether an array is big enough to be packed."""
    return array.ndim == 2 and array.size >= _SMALL and array.shape[1] % TOGETHER == 0


def write(head: Mapping[str, Any], weights: Mapping[str, Array]) -> bytes:
    """A file of a head in JSON and the weights by name, the big ones packed; the same values give the same bytes."""
    arrays: dict[str, Array] = {}
    for name, array in sorted(weights.items()):
        if is_packed(array):
            arrays[name + ":halves"], arrays[name + ":scales"], shape = packed(array)
            arrays[name + ":shape"] = np.array(shape)
        else:
            arrays[name] = array.astype(np.float16 if array.ndim == 2 else np.float32)
    return _saved(head, arrays)


def with_head(data: bytes, head: Mapping[str, Any]) -> bytes:
    """The same file with another head, its weights untouched."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return _saved(head, {name: arrays[name] for name in arrays.files if name != "head"})


def _saved(head: Mapping[str, Any], arrays: Mapping[str, Array]) -> bytes:
    out = io.BytesIO()
    told = np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8)
    np.savez(out, head=told, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def read(data: bytes) -> tuple[dict[str, Any], dict[str, Array | Packed]]:
    """The head and the weights of such a file; the packed ones still packed."""
    weights: dict[str, Array | Packed] = {}
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        head = json.loads(bytes(arrays["head"]))
        for name in arrays.files:
            if name.endswith(":halves"):
                stem = name.removesuffix(":halves")
                weights[stem] = Packed(arrays[name], arrays[stem + ":scales"], tuple(map(int, arrays[stem + ":shape"])))
            elif ":" not in name and name != "head":
                weights[name] = arrays[name].astype(np.float32)
    return head, weights
