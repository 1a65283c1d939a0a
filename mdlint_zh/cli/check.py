"""`mdlint-zh check`: lint pages, or fix them, and report what is found."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from mdlint_zh.cli.errors import CLEAN, FAILED, FOUND
from mdlint_zh.cli.job import PagesRequest, on_files, on_stdin
from mdlint_zh.cli.output.amount import Counted, FewOrCounted, First
from mdlint_zh.cli.output.baseline import Rewriting, baselines_of, check_baseline, check_prunable, tell_stale
from mdlint_zh.cli.output.files import check_not_baselines, check_paths, opened
from mdlint_zh.cli.output.views import Output, View, run_of, shown, standard
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.finding import Severity
from mdlint_zh.report import summary
from mdlint_zh.report.format import CODE_POINTS, FOR_PEOPLE, FOR_PROGRAMS, load_format
from mdlint_zh.report.formats.diff import Diff
from mdlint_zh.report.formats.repaired import Nothing
from mdlint_zh.report.look import COLUMNS, wants_colour
from mdlint_zh.run.each_file import EachFile, Later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdlint_zh.cli.output.views import Stream
    from mdlint_zh.report.format import Format, Run
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.run.choices import Choices


@dataclass(eq=False, repr=False, kw_only=True)
class Request(PagesRequest):
    """The options of the command line by their names."""

    fix: bool
    diff: bool
    output_format: str | None
    fail_level: str
    output_file: str | None = None
    outputs: tuple[tuple[str, str], ...] = ()
    column_unit: str = CODE_POINTS
    exit_zero: bool = False
    severity: str = "info"
    statistics: bool = False
    max_findings: int | None = None
    quiet: bool = False
    baseline: str | None = None
    no_baseline: bool = False
    write_baseline: str | None = None
    prune_baseline: bool = False
    from_batch: str | None = None

    @property
    def act(self) -> str:
        """What is done to each page."""
        return "try" if self.diff else "fix" if self.fix else "check"

    @property
    def echoes(self) -> bool:
        """Whether standard output is for the page, repaired."""
        return self.fix and self.is_stdin and not self.diff

    def check(self) -> None:
        """Raise ConfigError for what cannot be asked for together, OutputError for files that cannot be written."""
        if self.diff and (self.statistics or self.max_findings is not None):
            raise ConfigError("--diff shows no findings: it goes with neither --statistics nor --max-findings")
        if self.write_baseline is not None and (self.diff_base is not None or self.staged):
            raise ConfigError("--write-baseline is for whole pages: it goes with neither --diff-base nor --staged")
        if self.from_batch is not None:
            from mdlint_zh.cli.batch.results import check_asked  # noqa: PLC0415 - few runs show results of a batch

            check_asked(self)
        check_baseline(self)
        outputs = [path for path in (self.output_file, *(path for _, path in self.outputs)) if path is not None]
        check_not_baselines(outputs)
        check_paths([*outputs, *filter(None, [self.write_baseline])], () if self.from_batch else self.places)

    def may_be_too_much(self, form: Format) -> bool:
        """Tell whether somebody reads in a terminal who has not said how much he wants to see."""
        asked = self.output_format or self.output_file is not None or self.diff or self.quiet or self.echoes
        return not asked and form.for_people and sys.stdout.isatty()


def run(request: Request) -> int:
    """Do it, and return the exit status."""
    choices, broken = request.choices()
    request.check()
    choices.baselines = baselines_of(request, choices.rules)
    look = _look(choices, request)
    choices.least = Severity[request.severity.upper()]
    main = Diff() if request.diff else load_format(request.output_format or _unasked(request))
    with ExitStack() as files:  # they are put in their places when all is told
        each, output = _prepared(main, choices, request, files)
        totals = look(each, request, output)
    if (totals.pages or totals.failed) and not request.diff and not request.quiet:
        click.echo(summary.render(totals, fixed=request.fix), nl=False, err=_remarks_on_error(main, request))
    if choices.baselines and not request.quiet:
        tell_stale(totals, choices.baselines)
    level = request.fail_level
    found = totals.changed if request.diff else level != "never" and totals.at_least(Severity[level.upper()])
    return FAILED if broken or totals.failed else FOUND if found and not request.exit_zero else CLEAN


def _look(choices: Choices, request: Request) -> Callable[[EachFile, Request, Output], Totals]:
    """What looks at the pages that were asked for: files, standard input, or what a batch has left."""
    if request.from_batch is not None:
        from mdlint_zh.cli.batch.results import choose, on_results  # noqa: PLC0415 - as above

        choose(choices)
        return on_results
    check_prunable(choices, request.places)
    return partial(on_stdin, echo=request.echoes) if request.is_stdin else on_files


def _unasked(request: Request) -> str:
    """The format where none is asked for: people see the places, in a terminal or in colour; all others get lines."""
    if request.output_file is not None:
        return FOR_PROGRAMS
    stream = sys.stderr if request.echoes else sys.stdout
    return FOR_PEOPLE if stream.isatty() or wants_colour(request.color) else FOR_PROGRAMS


def _remarks_on_error(main: Format, request: Request) -> bool:
    """Whether remarks on what is found go to standard error: all but people's output is for programs."""
    return not main.for_people or request.echoes or request.output_file is not None


def _prepared(main: Format, choices: Choices, request: Request, files: ExitStack) -> tuple[EachFile, Output]:
    """What is to be known of each file, and the views of it; files that they write are opened."""
    others = [load_format(name) for name, _ in request.outputs]
    each, view = _main_view(main, EachFile(choices, (main, *others), request.act), request, files)
    views = [view, *_views_in_files(others, each, request, files)]
    if main.summary_file:
        from mdlint_zh.cli.output.beside import Beside  # noqa: PLC0415 - few runs are on GitHub

        each, views = replace(each, counts=True), [*views, Beside(main)]
    if choices.baselines and choices.baselines.act != "use":
        views.append(Rewriting(choices.baselines, quiet=request.quiet))
    return each, Output(views, quiet=request.quiet)


def _main_view(main: Format, each: EachFile, request: Request, files: ExitStack) -> tuple[EachFile, View]:
    """The view of the main format, as much of it as was asked for, and what is to be known of each file for that."""
    run = run_of(each, request.color, request.column_unit)
    stream: Stream = standard(err=request.echoes)
    if request.output_file is not None:
        run, stream = _for_files(run), files.enter_context(opened(request.output_file))
    whole = shown(main, run, stream)
    others = each.formats[1:]
    if request.statistics:
        return each.asked(Nothing(), *others, counts=True), Counted(main, stream)
    if request.max_findings is not None:
        later = Later(main, request.max_findings)
        remarks = _remarks_on_error(main, request)
        first = First(later, whole, quiet=request.quiet, err=remarks)
        return each.asked(Nothing(), *others, counts=True, later=later), first
    if request.may_be_too_much(main):
        return each.asked(main, *others, counts=True), FewOrCounted(whole, Counted(main, stream), stream)
    return each, whole


def _views_in_files(others: list[Format], each: EachFile, request: Request, files: ExitStack) -> Iterator[View]:
    """A view for each other format, in its file, which is opened."""
    run = _for_files(run_of(each, request.color, request.column_unit))
    for number, (form, (_, path)) in enumerate(zip(others, request.outputs, strict=True), 1):
        yield shown(form, run, files.enter_context(opened(path)), number)


def _for_files(run: Run) -> Run:
    return run._replace(colour=False, links=False, columns=COLUMNS)
