"""Views for when there is much: counts instead of findings, the first findings of each rule, and one of both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from mdlint_zh.engine.filters import first
from mdlint_zh.report.statistics import Statistic, added, rows

if TYPE_CHECKING:
    from mdlint_zh.cli.output.views import Shown, Stream
    from mdlint_zh.report.format import Format
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.report.told import Told
    from mdlint_zh.run.each_file import Later

MOST_TO_READ = 1000
"""More findings than these are not shown in a terminal when nobody has asked for them."""
HOW_TO_SEE_MORE = (
    "too many findings to read here; --max-findings 5 shows five of each rule, --select RULE those of one rule, "
    "--output-format full all\n"
)


class Counted:
    """How many findings there are of each rule."""

    def __init__(self, form: Format, stream: Stream) -> None:
        self._form, self._stream = form, stream
        self.counts: dict[str, Statistic] = {}

    def add(self, told: Told) -> None:
        """Count those of a file."""
        added(self.counts, told.counts or {})

    def end(self, _totals: Totals) -> None:
        """Show the counts."""
        self._stream.write(self._form.statistics(self.counts))
        self._stream.flush()


class First:
    """The first findings of each rule, and how many more there are; with `quiet` without that."""

    def __init__(self, later: Later, shown: Shown, *, quiet: bool, err: bool) -> None:
        self._later, self._shown, self._quiet, self._err = later, shown, quiet, err
        self._seen, self._counts = Counter[str](), dict[str, Statistic]()

    def add(self, told: Told) -> None:
        """Show those of a file for which there is room."""
        form, report = self._later.form, told.report
        added(self._counts, told.counts or {})
        if report is not None:
            part = first(report, self._later.most, self._seen)
            self._shown.put(form.file(part, told.page) if told.read else form.failed(part))

    def end(self, totals: Totals) -> None:
        """Say how many more there are."""
        self._shown.end(totals)
        for rule, statistic in () if self._quiet else rows(self._counts):
            if statistic.findings > self._later.most:
                click.echo(f"and {statistic.findings - self._later.most:,} more of {rule}", err=self._err)


class FewOrCounted:
    """All findings, once it is known that they are not too many to read; else counts, and how to see more."""

    def __init__(self, shown: Shown, counted: Counted, stream: Stream) -> None:
        self._shown, self._counted, self._stream = shown, counted, stream
        self._texts: list[str] = []
        self._found = 0

    def add(self, told: Told) -> None:
        """Keep what is said of a file while that is not too much."""
        self._counted.add(told)
        self._found += sum(told.tally[:3])
        if self._found > MOST_TO_READ:
            self._texts.clear()
        elif told.texts[0]:
            self._texts.append(told.texts[0])

    def end(self, totals: Totals) -> None:
        """Show the one or the other."""
        if self._found > MOST_TO_READ:
            self._counted.end(totals)
            self._stream.write(HOW_TO_SEE_MORE)
            return
        for text in self._texts:
            self._shown.put(text)
        self._shown.end(totals)
