"""Which importers' outcomes take part in the fast ways. Knows where these are told, and loads nothing of it.

What knows tables, or lines, is loaded by an importer that reads some, and by no other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from eventx.report import End, Outcome

if TYPE_CHECKING:
    from eventx.bulk.restating.queue import LineOutcomes
    from eventx.tabular.outcomes import TableOutcomes


def of_a_table(items: Iterator[Outcome | End]) -> TypeGuard[TableOutcomes]:
    """Whether these are a table's outcomes."""
    loaded = sys.modules.get("eventx.tabular.outcomes")
    return loaded is not None and isinstance(items, loaded.TableOutcomes)


def of_lines(items: Iterator[Outcome | End]) -> TypeGuard[LineOutcomes]:
    """Whether these are the outcomes of lines, which can be skipped."""
    loaded = sys.modules.get("eventx.bulk.restating.queue")
    return loaded is not None and isinstance(items, loaded.LineOutcomes)
