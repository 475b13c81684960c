"""The exceptions of eventx: a set-up that can't work.

Knows the few ways a run can be impossible and the exit code each one means. Doesn't know bad records: those are values
(:class:`eventx.report.Finding`), never exceptions.
"""

from __future__ import annotations

from typing import Any, ClassVar


class EventxError(Exception):
    """Something asked for can't be done; the message says what, where, and what to do.

    ``exit_code`` is what the command ends with: 2 for a call that is wrong, 3 for a job that could not be done.
    """

    exit_code: ClassVar[int] = 3

    def __reduce__(self) -> tuple[Any, ...]:
        # Python's own way calls the class with the message alone, which fails where it takes more.
        return _again, (type(self), self.args), self.__dict__


class UsageError(EventxError):
    """The call is wrong: an unknown format, an option that doesn't exist, two formats that both claim a file.

    So is what the call names to say how to work, if it is wrong by itself: a mapping, a profile, a baseline, an encoding, a
    separator. What it names to be read is input, a table that a mapping doesn't fit too.
    """

    exit_code = 2


class InputError(EventxError):
    """An input can't be read at all: missing, empty, binary, cut off, or not what the importer reads."""


class RefusedInput(InputError):
    """An input of which no unit can be read, by the code ``rule``, as a page that holds no article.

    Alone it ends the run. Among several inputs it is one unit rejected, and the others are read; one that merely ``is_beside``
    them is withheld. An importer raises it before its first outcome.
    """

    def __init__(self, message: str, rule: str = "", *, is_beside: bool = False) -> None:
        super().__init__(message)
        self.rule = rule
        self.is_beside = is_beside


class OutputError(EventxError):
    """The output can't be written: no permission, disk full, a directory in its place."""


class PluginError(EventxError):
    """A plugin can't be loaded or broke its contract; the message names it.

    ``trace``: Python's traceback of what the plugin raised, as text, which also other processes can hand on.
    """

    trace: str = ""


class UnknownOptionError(UsageError):
    """A plugin has no option of this name. ``reads``: whether it is an importer; ``plugin`` and ``option``: the names."""

    reads: bool = False
    plugin: str = ""
    option: str = ""


class SchemaError(EventxError):
    """A schema version, or a migration between two, that this eventx doesn't have."""


class FetchError(EventxError):
    """A page or file could not be fetched."""


def _again(kind: type[EventxError], args: tuple[Any, ...]) -> EventxError:
    """An error that comes from another process, before it has its attributes."""
    return kind.__new__(kind, *args)
