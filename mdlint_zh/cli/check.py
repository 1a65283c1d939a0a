"""`mdlint-zh check`: lint pages, or fix them, and report what is found."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND
from mdlint_zh.cli.job import PagesRequest, on_files, on_stdin
from mdlint_zh.cli.output import Output, Shown, View, run_of, standard
from mdlint_zh.cli.report_files import check_paths, opened
from mdlint_zh.engine.finding import Severity
from mdlint_zh.report import summary
from mdlint_zh.report.format import DEFAULT, load_format
from mdlint_zh.report.formats.diff import Diff
from mdlint_zh.report.look import COLUMNS
from mdlint_zh.run.each_file import EachFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.report.format import Format
    from mdlint_zh.report.summary import Totals


@dataclass(eq=False, repr=False, kw_only=True)
class Request(PagesRequest):
    """The options of the command line by their names."""

    fix: bool
    diff: bool
    output_format: str | None
    output_file: str | None
    outputs: tuple[tuple[str, str], ...]
    column_unit: str
    fail_level: str

    @property
    def echoes(self) -> bool:
        """Whether standard output is for the page, repaired."""
        return self.fix and self.is_stdin and not self.diff

    def formats(self) -> tuple[Format, ...]:
        """Return what was asked for, the main one first. Raises ConfigError for one that cannot be loaded."""
        main = Diff() if self.diff else load_format(self.output_format or DEFAULT)
        return main, *(load_format(name) for name, _ in self.outputs)


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.choices()
    each = EachFile(choices, request.formats(), "try" if request.diff else "fix" if request.fix else "check")
    files = [path for _, path in request.outputs]
    check_paths([request.output_file, *files] if request.output_file else files, request.paths)
    totals = _looked_at(each, request)
    if (totals.pages or totals.failed) and not request.diff:
        on_output = each.formats[0].for_people and not request.echoes and not request.output_file
        click.echo(summary.render(totals, fixed=request.fix), nl=False, err=not on_output)
    level = request.fail_level
    found = totals.changed if request.diff else level != "never" and totals.at_least(Severity[level.upper()])
    return FAILED if broken or totals.failed else FOUND if found else CLEAN


def _looked_at(each: EachFile, request: Request) -> Totals:
    """What is counted, when all is told. Files are put in their places then."""
    with ExitStack() as files:
        output = Output(list(_views(each, request, files)))
        if request.is_stdin:
            return on_stdin(each, request, output, echo=request.echoes)
        return on_files(each, request, output)


def _views(each: EachFile, request: Request, files: ExitStack) -> Iterator[View]:
    """A view for each format; the files that they go to are opened."""
    run = run_of(each, request.color, request.column_unit)
    of_file = run._replace(colour=False, links=False, columns=COLUMNS)
    places = request.output_file, *(path for _, path in request.outputs)
    for number, (form, path) in enumerate(zip(each.formats, places, strict=True)):
        if path is None:
            yield Shown(form, run, standard(err=request.echoes), number)
        else:
            yield Shown(form, of_file, files.enter_context(opened(path)), number)
