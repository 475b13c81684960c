"""How much of an input was read, told now and then. Knows bytes of the input as it lies on the disk, not what is made of them."""

from __future__ import annotations

from collections.abc import Callable

from eventx.files.inputs import Opened

OnProgress = Callable[[int, int | None], None]
_EVERY = 2000  # units


class Progress:
    """Tells of one input."""

    def __init__(self, tell: OnProgress | None, opened: Opened) -> None:
        self._tell, self._opened, self._seen = tell, opened, 0

    def saw(self, units: int) -> None:
        """So many more were read."""
        self._seen += units
        if self._tell is not None and self._seen >= _EVERY:
            self._seen = 0
            self._tell(self._opened.tell(), self._opened.size)

    def end(self) -> None:
        """All were."""
        if self._tell is not None:
            self._tell(self._opened.size or self._opened.tell(), self._opened.size)
