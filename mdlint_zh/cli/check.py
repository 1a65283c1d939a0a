"""`mdlint-zh check`: lint pages, or fix them, and report what is found."""

from __future__ import annotations

from dataclasses import dataclass

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND
from mdlint_zh.cli.job import PagesRequest, on_files, on_stdin
from mdlint_zh.engine.finding import Severity
from mdlint_zh.report import summary
from mdlint_zh.report.format import load_format
from mdlint_zh.report.formats.diff import Diff
from mdlint_zh.run.each_file import EachFile


@dataclass(eq=False, repr=False, kw_only=True)
class Request(PagesRequest):
    """The options of the command line by their names."""

    fix: bool
    diff: bool
    output_format: str
    fail_level: str


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.choices()
    diff, fix = request.diff, request.fix
    act = "try" if diff else "fix" if fix else "check"
    echo = fix and request.is_stdin and not diff
    form = Diff() if diff else load_format(request.output_format)
    each = EachFile(choices, form, act)
    totals = on_stdin(each, request, echo=echo) if request.is_stdin else on_files(each, request)
    if (totals.pages or totals.failed) and not diff:
        click.echo(summary.render(totals, fixed=fix), nl=False, err=echo or not form.for_people)
    level = request.fail_level
    found = totals.changed if diff else level != "never" and totals.at_least(Severity[level.upper()])
    return FAILED if broken or totals.failed else FOUND if found else CLEAN
