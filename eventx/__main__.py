"""The command, also as ``python -m eventx``: what happens before and behind everything that it loads.

Knows only that somebody may interrupt it there, and that this takes no words: nothing has begun, or all is done.
"""

from __future__ import annotations

INTERRUPTED = 130


def main() -> None:
    """Run the command and exit."""
    import gc
    import os
    import signal

    def leave(_number: int, _frame: object) -> None:
        os._exit(INTERRUPTED)  # an exception would pass through half-loaded modules, and show them

    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where whoever started it lets nothing through
    try:
        if ours:
            signal.signal(signal.SIGINT, leave)
        from eventx.cli import main as run

        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            run()
        finally:
            gc.freeze()  # the process ends, so there is no need to go through all it holds once more: a tenth of a second
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
