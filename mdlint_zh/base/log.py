"""What `--debug` shows, and nothing else does."""

from __future__ import annotations

import sys


class _Shown:
    """Standard error for texts that may quote a page: no character of theirs is an order."""

    def write(self, text: str) -> None:
        from mdlint_zh.report import escape  # noqa: PLC0415 - seldom needed

        sys.stderr.write(escape.lines(text))

    def flush(self) -> None:
        sys.stderr.flush()


def show_tracebacks() -> None:
    """Show from now on what is logged."""
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s", stream=_Shown())


def show_traceback() -> None:
    """Show the traceback of the exception that is handled now."""
    import traceback  # noqa: PLC0415 - slow to import, and seldom needed

    traceback.print_exc(file=_Shown())


def log_traceback(logger: str, name: str, error: BaseException) -> None:
    """Log the traceback of what `name` has raised, for `--debug`."""
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.getLogger(logger).debug("%s failed", name, exc_info=error)
