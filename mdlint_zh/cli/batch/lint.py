"""`mdlint-zh batch`: lint many pages on a cluster, and leave what is found as Parquet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.run import Asked, run as run_batch
from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND, complain, complain_of
from mdlint_zh.cli.job import RulesRequest
from mdlint_zh.cli.output.progress import Progress
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.finding import Failure, Severity
from mdlint_zh.report import summary
from mdlint_zh.report.summary import Totals, counted
from mdlint_zh.run.workers import cores

if TYPE_CHECKING:
    from mdlint_zh.batch.output.manifest import Done


@dataclass(eq=False, repr=False, kw_only=True)
class Request(RulesRequest):
    """The options of the command line by their names."""

    sources: tuple[str, ...]
    out: str
    scheduler: str | None
    local: int | None
    fix_to: str | None
    partition_pages: int
    fail_level: str
    exit_zero: bool
    quiet: bool
    no_shortcuts: bool


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.choices()
    if request.scheduler and request.local:
        raise ConfigError("--local is for a cluster on this machine: it does not go with --scheduler")
    asked = Asked(
        request.sources,
        request.out,
        choices,
        request.scheduler,
        request.local or cores(),
        request.fix_to or "",
        request.partition_pages,
    )
    told = _Told(quiet=request.quiet)
    try:
        with told.progress:
            run_batch(asked, told)
    except BatchError as error:
        complain(str(error))
        return FAILED
    totals = told.totals
    if not request.quiet:
        click.echo(summary.render(totals, fixed=bool(request.fix_to)), nl=False)
    level = request.fail_level
    found = level != "never" and totals.at_least(Severity[level.upper()])
    return FAILED if broken or totals.failed else FOUND if found and not request.exit_zero else CLEAN


class _Told:
    """Counts what is done, and says how far it is and what went wrong."""

    def __init__(self, *, quiet: bool) -> None:
        self.totals = Totals()
        self.progress = Progress(quiet=quiet)
        self._quiet, self._pages = quiet, 0

    def say(self, line: str) -> None:
        """Say it on standard error."""
        self.progress.clear()
        if not self._quiet:
            complain(line)

    def failed(self, name: str, why: str) -> None:
        """Say what went wrong with a file, and count it."""
        self.totals.failed += 1
        self._complain(name, why)

    def planned(self, partitions: int, pages: int, done: int) -> None:
        """Say how much is to be done, where something was done before."""
        self._pages = pages
        if done:
            before = f"{done:,} of {counted(pages, 'page')} in {counted(partitions, 'partition')}"
            self.say(f"{before} were done before, and still hold")

    def add(self, done: Done) -> None:
        """Count a partition."""
        totals = self.totals
        totals.pages += done.pages
        totals.failed += done.failed + len(done.refused)
        totals.changed += done.changed
        totals.repaired += done.repaired
        totals.safe += done.safe
        totals.unsafe += done.unsafe
        for severity, count in zip(Severity, reversed(done.found), strict=True):
            totals.by_severity[severity] += count
        for name, why in (*done.failures, *done.refused):
            self._complain(name, why)
        self.progress.at(totals.pages, self._pages)

    def _complain(self, name: str, why: str) -> None:
        self.progress.clear()
        complain_of(name, [Failure(why)])
