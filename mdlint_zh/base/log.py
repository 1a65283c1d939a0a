"""What is logged, for `--debug` to show."""

from __future__ import annotations


def log_traceback(logger: str, name: str, error: BaseException) -> None:
    """Log the traceback of what `name` has raised."""
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.getLogger(logger).debug("%s failed", name, exc_info=error)
