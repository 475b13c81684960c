"""The eventx command without the columns: as it runs where the extra isn't installed."""

from __future__ import annotations

import sys

sys.modules["polars"] = None  # type: ignore[assignment]  # importing it fails, as if it weren't there

from eventx.cli import main  # noqa: E402

main()
