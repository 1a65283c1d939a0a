"""`mdlint-zh format`: apply the safe fixes; the exit status is 0 whatever is left to find."""

from __future__ import annotations

from dataclasses import dataclass

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND
from mdlint_zh.cli.job import PagesRequest, on_files, on_stdin
from mdlint_zh.cli.output.views import Output, Shown, run_of, standard
from mdlint_zh.report.formats.diff import Diff
from mdlint_zh.report.formats.repaired import Nothing, Repaired
from mdlint_zh.run.each_file import EachFile


@dataclass(eq=False, repr=False, kw_only=True)
class Request(PagesRequest):
    """The options of the command line by their names."""

    check: bool
    diff: bool


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.choices()
    write = not (request.check or request.diff)
    form = Diff() if request.diff else Nothing() if request.is_stdin and write else Repaired()
    each = EachFile(choices, (form,), "fix" if write else "try")
    echo = request.is_stdin and not request.diff
    output = Output([Shown(form, run_of(each, request.color), standard(err=echo))])
    totals = on_stdin(each, request, output, echo=echo) if request.is_stdin else on_files(each, request, output)
    if not request.is_stdin and not request.diff:
        click.echo(f"{totals.changed:,} of {totals.pages:,} pages {'would be ' * request.check}repaired", err=True)
    return FAILED if broken or totals.failed else FOUND if totals.changed and not write else CLEAN
