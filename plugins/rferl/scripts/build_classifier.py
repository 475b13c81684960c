"""Makes the weights of ``eventx classify``: ``python build_classifier.py``, in an environment with scikit-learn and eventx.

Learns from ``snippets/*.tsv`` beside this file, from the snippets of the tests that may be learned from, and from what coders
marked in the open sets of dispatches; what words of the lexicon and of ``word_vectors.bin.gz`` have in common lets it judge words
that no snippet has. Never reads ``snippets_fresh.tsv`` nor a file with ``shut`` in its name. The same inputs and the same version
of scikit-learn give the same weights. ``build_classifier.py news.tsv wires.tsv`` says, for each, how well it is classified by a
model that learned from all other files.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.metrics import classification_report
from sklearn.svm import LinearSVC

from eventx_rferl.language.lexicons import countries, table
from eventx_rferl.triggers.word_model import BUCKETS, EVENT_TYPES, NONE, Model, Vocabulary, features, words_of

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
TARGET = HERE.parent / "eventx_rferl" / "snippet_model.bin.gz"
VECTORS = HERE / "word_vectors.bin.gz"
LONGEST = 4
WORD = re.compile(r"[a-z][a-z'-]*|\d+")
DATES = (
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
    *"january february april june july august september october november december".split(),
)
# What stands in the slots of the grid's lines, as plain as can be: nothing is to be learned from it.
SLOTS = {"in": "in the town", "town": "the town", "army": "soldiers", "rebels": "rebels", "day": "on May 13"}
SETS = ("articles", "later", "blind/minis", "blind/open", *(f"blind/open{number}" for number in range(2, 21)))


def labelled() -> Iterator[tuple[str, str, str]]:
    """The name of each file, a label, its text."""
    for path in (*sorted((HERE / "snippets").glob("*.tsv")), TESTS / "snippets.tsv", TESTS / "snippets_blind.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, tab, text = line.partition("\t")
            if tab and label != "sub_event_type":
                assert label == NONE or label in EVENT_TYPES, f"{path.name}: no label {label!r}"
                yield path.name, label, text
    for line in (TESTS / "sentences.tsv").read_text(encoding="utf-8").splitlines()[3:]:
        _, text, told, _ = line.split("\t")
        label = told.partition(";")[0]
        if label in EVENT_TYPES and " / " not in told:
            yield "sentences.tsv", label, text
    for line in (TESTS / "tellings_grid.tsv").read_text(encoding="utf-8").splitlines():
        label, text = line.split("\t")
        filled = re.sub(r"\{(\w+)\}", lambda slot: SLOTS[slot[1]], text)
        yield "tellings_grid.tsv", label if label in EVENT_TYPES else NONE, filled
    for name in SETS:
        for article in json.loads((TESTS / name / "gold.json").read_text(encoding="utf-8"))["articles"]:
            for event in article["events"]:
                yield name, event["sub_event_type"], event["evidence"][0]["text"]
            for span in article.get("not_events", ()):
                yield name, NONE, span["text"]


def classes() -> dict[str, str]:
    """The phrases of the lexicon that count as their class: weapons, forces, people, groups, countries, dates."""
    found: dict[str, str] = {}

    def put(kind: str, *phrases: str) -> None:
        for phrase in phrases:
            words = WORD.findall(phrase.lower())
            if 0 < len(words) <= LONGEST:
                found.setdefault(" ".join(words), kind)

    for row in table("weapons.tsv"):
        put(f"weapon-{row['kind']}", row["phrase"], _plural(row["phrase"]))
    for row in table("forces.tsv"):
        put(f"force-{row['class']}", row["phrase"], _plural(row["phrase"]))
    for row in table("persons.tsv"):
        put(f"person-{row['class']}", row["phrase"], _plural(row["phrase"]))
    for row in table("groups.tsv"):
        put(f"group-{row['type']}", row["name"], *row["aliases"].split(";"))
    for country in countries().values():
        put("country", *country.names, *country.demonyms, *country.capitals)
    put("date", *DATES)
    return found


def _plural(phrase: str) -> str:
    if phrase.endswith("man"):
        return phrase[:-3] + "men"
    if phrase.endswith(("s", "x", "ch", "sh")):
        return phrase + "es"
    return phrase[:-1] + "ies" if re.search("[^aeiou]y$", phrase) else phrase + "s"


def vectors() -> tuple[list[str], np.ndarray]:
    """Words, and what each means as a row of numbers (see build_word_vectors.py)."""
    head, _, table_bytes = gzip.decompress(VECTORS.read_bytes()).partition(b"\n")
    said = json.loads(head)
    rows = np.frombuffer(table_bytes, np.int8).reshape(len(said["words"]), said["width"]) * np.float64(said["scale"])
    return said["words"], rows


def learned(pairs: Sequence[tuple[str, str]]) -> bytes:
    """The model's file: labels, words and classes, then the weights, for each row a byte a label.

    What was learned of meanings is folded into each word's own weights, so that nothing but these is needed to classify.
    """
    words, meanings = vectors()
    phrases = classes()
    vocabulary = Vocabulary.of(words, phrases)
    count = BUCKETS + len(words)
    indices: list[int] = []
    ends = [0]
    seen = np.zeros(count)
    meant = np.zeros((len(pairs), meanings.shape[1]))
    for at, (_, text) in enumerate(pairs):
        found = features(text, vocabulary)
        indices += sorted(found)
        seen[sorted(set(found))] += 1
        ends.append(len(indices))
        meant[at] = meanings[[vocabulary.words[word] for word in sorted(words_of(text)) if word in vocabulary.words]].sum(axis=0)
    shrink = 1 / np.sqrt(np.maximum(np.diff(ends), 1))
    # What stands in few texts tells more. The fourth only sets how much of that weight the regularization of the SVM sees.
    rarity = np.log((len(pairs) + 1) / (seen + 1)) / 4
    values = rarity[indices] * np.repeat(shrink, np.diff(ends))
    told = scipy.sparse.csr_matrix((values, indices, ends), shape=(len(pairs), count))
    told.sum_duplicates()
    rows = scipy.sparse.hstack([told, scipy.sparse.csr_matrix(meant * shrink[:, None])]).tocsr()
    model = LinearSVC(C=1.0, class_weight="balanced", random_state=0).fit(rows, [label for label, _ in pairs])
    coefficients = model.coef_[:, :count].T * rarity[:, None]
    # The meanings speak for every word of the table, those too that no snippet has.
    speaking = np.array([bool(words_of(word)) for word in words])
    coefficients[BUCKETS:] += speaking[:, None] * (meanings @ model.coef_[:, count:].T)
    scale = 126 / np.abs(coefficients).max()
    # Every third number is enough, and takes a third less room once it is packed.
    weights = 3 * np.rint(coefficients * scale / 3).astype(np.int16) + 128
    head = {
        "labels": model.classes_.tolist(),
        "starts": [round(float(one), 5) for one in model.intercept_],
        "unit": round(float(scale), 5),
        "texts": len(pairs),
        "words": words,
        "classes": phrases,
    }
    return gzip.compress(json.dumps(head).encode() + b"\n", 9, mtime=0) + _coded(weights.astype(np.uint8).tobytes())


def _coded(weights: bytes) -> bytes:
    """A member of a gzip file without references to bytes before, which cost more than they spare: no two rows are alike."""
    coder = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16, 9, zlib.Z_HUFFMAN_ONLY)
    return coder.compress(weights) + coder.flush()


def main(left_out: Sequence[str]) -> None:
    """Write the model; or with names of files of snippets, say how well each is classified by what the others teach."""
    for name in left_out:
        model = Model.read(learned([(label, text) for source, label, text in labelled() if source != name]))
        asked = [(label, model.label(text)) for source, label, text in labelled() if source == name]
        print(classification_report(*zip(*asked, strict=True), zero_division=0), name)
    if not left_out:
        pairs = [(label, text) for _, label, text in labelled()]
        TARGET.write_bytes(learned(pairs))
        print(f"{len(pairs)} texts, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
