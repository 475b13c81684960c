"""Makes the weights of ``eventx classify``: ``python build_classifier.py``, in an environment with scikit-learn and eventx.

Learns from ``snippets/*.tsv`` beside this file, from the snippets of the tests that may be tuned on, and from what coders marked
in the open sets of dispatches. Never reads a file with ``shut`` in its name. The same inputs and the same version of scikit-learn
give the same weights.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.svm import LinearSVC

from eventx_rferl.classifying import BUCKETS, EVENT_TYPES, NONE, features

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
TARGET = HERE.parent / "eventx_rferl" / "snippet_model.bin.gz"
SETS = ("articles", "later", "blind/open", "blind/open2")


def labelled() -> Iterator[tuple[str, str]]:
    """Every label with its text."""
    for path in (*sorted((HERE / "snippets").glob("*.tsv")), TESTS / "snippets.tsv", TESTS / "snippets_blind.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, tab, text = line.partition("\t")
            if tab and label != "sub_event_type":
                assert label == NONE or label in EVENT_TYPES, f"{path.name}: no label {label!r}"
                yield label, text
    for name in SETS:
        for article in json.loads((TESTS / name / "gold.json").read_text(encoding="utf-8"))["articles"]:
            for event in article["events"]:
                yield event["sub_event_type"], event["evidence"][0]["text"]
            for span in article.get("not_events", ()):
                yield NONE, span["text"]


def main() -> None:
    """Learn, round the weights to a byte each, write them."""
    pairs = list(labelled())
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for _, text in pairs:
        found = sorted(features(text))
        indices += found
        values += [1 / np.sqrt(max(len(found), 1))] * len(found)
        ends.append(len(indices))
    rows = scipy.sparse.csr_matrix((values, indices, ends), shape=(len(pairs), BUCKETS))
    model = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(rows, [label for label, _ in pairs])
    scale = 127 / np.abs(model.coef_).max()
    weights = np.rint(model.coef_ * scale).astype(np.int8)
    head = {
        "labels": model.classes_.tolist(),
        "starts": [round(float(one), 3) for one in model.intercept_ * scale],
        "texts": len(pairs),
    }
    TARGET.write_bytes(gzip.compress(json.dumps(head).encode() + b"\n" + weights.T.tobytes(), 9, mtime=0))
    print(f"{len(pairs)} texts, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
