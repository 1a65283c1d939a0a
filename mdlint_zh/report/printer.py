"""Printing the texts of the files one after the other."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.report.form import Form


class Printer:
    """Prints to standard output, or to standard error where the page itself goes to standard output.

    What has no colour goes straight into the stream's buffer: forty thousand calls of `click.echo` take seconds.
    """

    def __init__(self, form: Form, *, err: bool) -> None:
        self._stream = sys.stderr if err else sys.stdout
        coloured = partial(click.echo, nl=False, err=err, color=True)
        self._write: Callable[[str], object] = coloured if form.colour else self._stream.write
        self._json = form.name == "json"
        self._printed = False

    def show(self, text: str) -> None:
        """Print what is to be said about one file."""
        if text:
            self._write((",\n" if self._printed else "[\n") * self._json + text)
            self._printed = True

    def finish(self) -> None:
        """Print what ends the output."""
        if self._json:
            self._write("\n]\n" if self._printed else "[]\n")
        self._stream.flush()
