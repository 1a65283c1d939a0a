"""What a run says of its files: each format's text goes to its place, and what went wrong is told; and it counts."""

from __future__ import annotations

import sys
from functools import partial
from typing import IO, TYPE_CHECKING, Protocol, cast

import click

from mdlint_zh.cli.errors import complain_of
from mdlint_zh.cli.output.progress import Progress
from mdlint_zh.report.format import CODE_POINTS, Format, Run
from mdlint_zh.report.look import columns, shows_links, wants_colour
from mdlint_zh.report.summary import Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mdlint_zh.report.told import Told
    from mdlint_zh.run.each_file import EachFile


class Stream(Protocol):
    """Where text goes."""

    def write(self, text: str, /) -> object:
        """Write it, now or later."""

    def flush(self) -> object:
        """Write all that was to be written later."""


class View(Protocol):
    """One way to see what a run says of its files."""

    def add(self, told: Told) -> None:
        """Show what is told of one file."""

    def end(self, totals: Totals) -> None:
        """Show what stands behind all files."""


def run_of(each: EachFile, color: str, unit: str = CODE_POINTS) -> Run:
    """Return what formats may know of a run."""
    choices, colour = each.choices, wants_colour(color)
    links = colour and shows_links()
    return Run(choices.rules, colour, columns(), each.act == "fix", choices.shortcuts, unit, links)


def standard(*, err: bool) -> Stream:
    """Return standard output, or with `err` standard error."""
    return sys.stderr if err else sys.stdout


class Shown:
    """The texts of one format, the one with this `number` among those of the run, one after the other.

    What has no colour goes straight into the stream's buffer: forty thousand calls of `click.echo` take seconds.
    """

    def __init__(self, form: Format, run: Run, stream: Stream, number: int = 0) -> None:
        coloured = partial(click.echo, file=cast("IO[str]", stream), nl=False, color=True)
        self._write: Callable[[str], object] = coloured if run.colour else stream.write
        self._form, self._stream, self._number = form, stream, number
        self._before = ""
        self._head = form.begin(run)

    def add(self, told: Told) -> None:
        """Write what the format says of a file."""
        self.put(told.texts[self._number])

    def put(self, text: str) -> None:
        """Write a text of the format."""
        if text:
            self._write(self._head + self._before + text)
            self._head, self._before = "", self._form.between

    def end(self, totals: Totals) -> None:
        """Write what ends the output."""
        self._write(self._head + self._form.end(totals))
        self._stream.flush()


class Waiting(Shown):
    """The same of a format whose texts wait until all are there, since it gives them an order."""

    def __init__(self, form: Format, run: Run, stream: Stream, number: int = 0) -> None:
        super().__init__(form, run, stream, number)
        self._texts: list[str] = []

    def put(self, text: str) -> None:
        """Keep a text of the format."""
        if text:
            self._texts.append(text)

    def end(self, totals: Totals) -> None:
        """Write all."""
        for text in self._form.arranged(self._texts):
            super().put(text)
        super().end(totals)


def shown(form: Format, run: Run, stream: Stream, number: int = 0) -> Shown:
    """Return the view of a format."""
    return (Waiting if form.waits else Shown)(form, run, stream, number)


class Output:
    """Shows what is told of files in all views, complains of what went wrong, and counts; `quiet`: without remarks."""

    def __init__(self, views: Sequence[View], *, quiet: bool = False) -> None:
        self._views, self.quiet = views, quiet
        self._totals = Totals()
        self._progress = Progress(quiet=quiet)

    def add(self, told: Told, found: int = 0) -> None:
        """Show a file, one of those `found` so far, and say what went wrong with it."""
        self._progress.at(self._totals.pages, found)
        if told.failures or any(told.texts):
            self._progress.clear()
        if told.failures:
            complain_of(told.path, told.failures)
        self.show(told)

    def show(self, told: Told) -> None:
        """Show a file, and count it; what went wrong with it was said."""
        self._totals.add(told)
        for view in self._views:
            view.add(told)

    def pause(self) -> None:
        """Take the line of progress away."""
        self._progress.clear()

    def finish(self) -> Totals:
        """Show what ends the output; return what was counted."""
        for view in self._views:
            view.end(self._totals)
        return self._totals
