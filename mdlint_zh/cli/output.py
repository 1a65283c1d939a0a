"""What a run prints: the texts of the files one after the other, and what went wrong; and what it counts."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import complain_of
from mdlint_zh.cli.progress import Progress
from mdlint_zh.report.format import Run
from mdlint_zh.report.look import columns, wants_colour
from mdlint_zh.report.summary import Totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.report.told import Told
    from mdlint_zh.run.each_file import EachFile


class Output:
    """Prints to standard output, or with `err` to standard error, and counts.

    What has no colour goes straight into the stream's buffer: forty thousand calls of `click.echo` take seconds.
    """

    def __init__(self, each: EachFile, color: str, *, err: bool) -> None:
        choices, colour, writes = each.choices, wants_colour(color), each.act == "fix"
        run = Run(choices.rules, colour, columns(), writes=writes, shortcuts=choices.shortcuts)
        self._stream = sys.stderr if err else sys.stdout
        coloured = partial(click.echo, nl=False, err=err, color=True)
        self._write: Callable[[str], object] = coloured if run.colour else self._stream.write
        self._form = each.format
        self._before = ""
        self._head = self._form.begin(run)
        self._totals = Totals()
        self._progress = Progress()

    def add(self, told: Told, found: int = 0) -> None:
        """Count a file, one of those `found` so far; print what is said about it, and what went wrong."""
        self._progress.at(self._totals.pages, found)
        if told.text or told.failures:
            self._progress.clear()
        if told.failures:
            complain_of(told.path, told.failures)
        self._totals.add(told)
        if told.text:
            self._write(self._head + self._before + told.text)
            self._head, self._before = "", self._form.between

    def count(self, told: Told) -> None:
        """Count a file of which all was said."""
        self._totals.add(told)

    def pause(self) -> None:
        """Take the line of progress away."""
        self._progress.clear()

    def finish(self) -> Totals:
        """Print what ends the output; return what was counted."""
        self._write(self._head + self._form.end(self._totals))
        self._stream.flush()
        return self._totals
