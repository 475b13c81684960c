"""The baseline: findings that are known and accepted for now, so that a check fails only on new ones.

Knows the file of ``--baseline`` and ``--write-baseline``. A finding is recognised by its fingerprint, not by its line, and
counted: a third one like two that are known is new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import IO, Any

from eventx.errors import UsageError
from eventx.files.spool import Spool
from eventx.report import Finding, counted

BASELINE_VERSION = 1


class Baseline:
    """What a baseline knows, and how much of it has been met. ``files``: fingerprint → how often it stood in which file."""

    def __init__(self, files: Mapping[str, Mapping[str, int]]) -> None:
        self._files = files
        self._met: Counter[str] = Counter()

    def knows(self, fingerprint: str) -> bool:
        """Whether a finding is known; each call uses up one of it."""
        if self._met[fingerprint] >= sum(self._files.get(fingerprint, {}).values()):
            return False
        self._met[fingerprint] += 1
        return True

    def left(self, files: Iterable[str]) -> int:
        """Known findings of these files, which were all looked at, that were not met: they are mended, or stand elsewhere."""
        looked_at = {PurePath(name) for name in files}
        return sum(
            max(0, sum(count for name, count in files.items() if PurePath(name) in looked_at) - self._met[mark])
            for mark, files in self._files.items()
        )


def more_than_there_are(count: int) -> str:
    """What to say of so many findings that a baseline names and that were not met."""
    words = f"the baseline names {counted(count, 'finding')} more than there are in what was checked"
    return f"{words}; if they are mended, write it anew with --write-baseline, of all files that it is for"


def load_baseline(path: str) -> Baseline:
    """Read a baseline. Raises :class:`UsageError` for what is none."""
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"the baseline {path}: no such file; 'eventx validate … --write-baseline {path}' writes one") from None
    except OSError as error:
        raise UsageError(f"the baseline {path}: can't be read: {error.strerror or error}") from None
    except ValueError as error:
        raise UsageError(f"the baseline {path}: this is not JSON: {error}") from None
    version = document.get("baseline_version") if isinstance(document, dict) else None
    if version != BASELINE_VERSION or isinstance(version, bool):
        raise UsageError(f"the baseline {path}: this is none of version {BASELINE_VERSION}; write it anew with --write-baseline")
    known: dict[str, Counter[str]] = {}
    for number, entry in enumerate(found if isinstance(found := document.get("findings"), list) else [None]):
        name = entry.get("fingerprint") if isinstance(entry, dict) else None
        count = entry.get("count", 1) if isinstance(entry, dict) else 0
        if not isinstance(name, str) or type(count) is not int or count < 1:
            raise UsageError(
                f"the baseline {path}: entry {number} has no fingerprint and count; write it anew with --write-baseline"
            )
        known.setdefault(name, Counter())[str(entry.get("file", ""))] += count
    return Baseline(known)


class BaselineWriter:
    """Gathers findings for a baseline: in memory only the fingerprints with their counts, the words on disk."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._words = Spool()

    def add(self, finding: Finding, fingerprint: str) -> None:
        """Take one finding."""
        file = finding.position.file
        if (fingerprint, file) in self._counts:
            self._counts[fingerprint, file] += 1
            return
        self._counts[fingerprint, file] = 1
        entry: dict[str, Any] = {"fingerprint": fingerprint, "rule": finding.rule, "file": file}
        for name in ("record", "pointer", "value"):
            if (value := getattr(finding, name)) is not None:
                entry[name] = value
        if finding.record is None:
            entry["message"] = finding.message
        self._words.add(entry)

    def __len__(self) -> int:
        return sum(self._counts.values())

    def write(self, out: IO[str]) -> None:
        """Write the baseline, one finding a line in the order they were first met, so that versions of it can be compared."""
        out.write(f'{{"baseline_version": {BASELINE_VERSION}, "findings": [')
        separator = "\n"
        for entry in self._words:
            entry["count"] = self._counts[entry["fingerprint"], entry["file"]]
            out.write(separator + json.dumps(entry, ensure_ascii=False))
            separator = ",\n"
        out.write("\n]}\n")
