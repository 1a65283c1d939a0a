"""Printing the texts of the files one after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mdlint_zh.report.form import Form


class Printer:
    """Prints to standard output, or to standard error where the page itself goes to standard output."""

    def __init__(self, form: Form, *, err: bool) -> None:
        self._write = partial(click.echo, nl=False, err=err, color=form.colour)
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
