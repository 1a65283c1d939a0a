"""`mdlint-zh check --from DIR`: what a batch has found, shown as if it had just been found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mdlint_zh.batch.error import BatchError
from mdlint_zh.batch.reading import Results
from mdlint_zh.cli.errors import OutputError
from mdlint_zh.config import ConfigError
from mdlint_zh.engine import filters

if TYPE_CHECKING:
    from mdlint_zh.cli.output.views import Output
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.run.choices import Choices
    from mdlint_zh.run.each_file import EachFile


class Asked(Protocol):
    """The options that results are shown by, and those that they do not go with."""

    paths: tuple[str, ...]
    fix: bool
    diff: bool
    diff_base: str | None
    staged: bool
    from_stdin0: bool
    stdin_filename: str | None
    from_batch: str | None


def check_asked(request: Asked) -> None:
    """Raise ConfigError for what goes with pages alone."""
    with_pages = {
        "PATHS": request.paths,
        "--fix": request.fix,
        "--diff": request.diff,
        "--diff-base": request.diff_base,
        "--staged": request.staged,
        "--from-stdin0": request.from_stdin0,
        "--stdin-filename": request.stdin_filename,
    }
    for name, given in with_pages.items():
        if given:
            raise ConfigError(f"--from shows what was found before, and reads no pages: it does not go with {name}")


def choose(choices: Choices) -> None:
    """Have all rules shown but those that the command line leaves out: the settings have had their say."""
    choices.isolated = choices.config is None
    choices.select = choices.select or ("ALL",)


def on_results(each: EachFile, request: Asked, output: Output) -> Totals:
    """Show what was found on the pages of a batch, and count. Raises OutputError for what is none."""
    try:
        results = Results(request.from_batch or "")
        _check_rules(each.choices, results)
        count = results.count
        for report, text in results.reports():
            plan = each.choices.plan(report.path, each.choices.settings_in(""))
            own = filters.of_rules(report, plan.names)
            told = each.judged(own, plan, text or "") if report.kind else each.told(report)
            output.add(told, count)
    except BatchError as error:
        raise OutputError(str(error)) from None
    output.pause()
    return output.finish()


def _check_rules(choices: Choices, results: Results) -> None:
    """Raise ConfigError for rules that were asked for, and were not run then."""
    asked = choices.settings_in("").select
    missing = [name for name in asked if name in choices.rules and name not in results.rules]
    if missing:
        raise ConfigError(f"{', '.join(missing)}: no such rule was run when these results were made")
