"""What goes wrong, in one line on standard error; with `--debug`, tracebacks. No text of a page is an order there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TypeVar

import click

from mdlint_zh.cli.streams import Unwritable
from mdlint_zh.report import escape
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mdlint_zh.engine.finding import Failure

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""
Request = TypeVar("Request")


class OutputError(Exception):
    """Output that cannot be written; the message is one line and says where and why."""


def guarded(command: Callable[[Request], int], request: Request, *, debug: bool) -> int:
    """Run a command, and return its exit status. What goes wrong in it becomes one line, or a traceback."""
    if debug:
        _show_what_is_logged()
    try:
        os.getcwd()  # noqa: PTH109 - what is asked of it later has no line of its own
    except OSError:
        complain("the folder that we are in is gone")
        return FAILED
    try:
        return command(request)
    except _foreseen() as error:
        complain(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Unwritable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in one line
        if debug:
            _show_traceback()
        else:
            complain(f"internal error: {type(error).__name__}: {_flat(str(error))}; --debug shows where")
    return FAILED


def _foreseen() -> tuple[type[Exception], ...]:
    """The errors that say all that there is to say."""
    from mdlint_zh.config import ConfigError  # noqa: PLC0415 - the server reads no settings itself: it starts sooner
    from mdlint_zh.titles.lists import TitlesError  # noqa: PLC0415 - as above

    return ConfigError, TitlesError, OutputError


def complain(line: str) -> None:
    """Say on standard error what went wrong, in one line, behind all that was printed before."""
    sys.stdout.flush()
    click.echo(f"mdlint-zh: {escape.one_line(line)}", err=True)


def complain_of(path: str, failures: Iterable[Failure]) -> None:
    """Say what went wrong with a file, in a line each."""
    for failure in failures:
        complain(f"{escape.name(shown_path(path))}: {_flat(failure.message)}")


def _flat(told: str) -> str:
    """What an exception tells in one line: its line ends are no part of what it is about."""
    return " ".join(told.splitlines())


class _Shown:
    """Standard error for texts that may quote a page."""

    def write(self, text: str) -> None:
        sys.stderr.write(escape.lines(text))

    def flush(self) -> None:
        sys.stderr.flush()


def _show_what_is_logged() -> None:
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s", stream=_Shown())


def _show_traceback() -> None:
    """Show the traceback of the exception that is handled now."""
    import traceback  # noqa: PLC0415 - slow to import, and seldom needed

    traceback.print_exc(file=_Shown())
