"""Printing the texts of the files one after the other."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.report.format import Format, Run
    from mdlint_zh.report.summary import Totals


class Printer:
    """Prints to standard output, or to standard error where the page itself goes to standard output.

    What has no colour goes straight into the stream's buffer: forty thousand calls of `click.echo` take seconds.
    """

    def __init__(self, form: Format, run: Run, *, err: bool) -> None:
        self._stream = sys.stderr if err else sys.stdout
        coloured = partial(click.echo, nl=False, err=err, color=True)
        self._write: Callable[[str], object] = coloured if run.colour else self._stream.write
        self._form = form
        self._before = ""
        self._head = form.begin(run)

    def show(self, text: str) -> None:
        """Print what is to be said about one file."""
        if text:
            self._write(self._head + self._before + text)
            self._head, self._before = "", self._form.between

    def finish(self, totals: Totals) -> None:
        """Print what ends the output."""
        self._write(self._head + self._form.end(totals))
        self._stream.flush()
