"""What `--debug` shows, and nothing else does."""

from __future__ import annotations

import sys

from mdlint_zh.report import escape


class _Shown:
    """Standard error for texts that may quote a page: no character of theirs is an order."""

    def write(self, text: str) -> None:
        sys.stderr.write(escape.lines(text))

    def flush(self) -> None:
        sys.stderr.flush()


def show_logged() -> None:
    """Show from now on what is logged."""
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s", stream=_Shown())


def show_this() -> None:
    """Show the traceback of the exception that is handled now."""
    import traceback  # noqa: PLC0415 - slow to import, and seldom needed

    traceback.print_exc(file=_Shown())
