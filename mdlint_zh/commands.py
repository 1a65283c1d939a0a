"""What the commands do: from what was asked for to output and an exit status."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdlint_zh import explain
from mdlint_zh.config import ConfigError, suggestion
from mdlint_zh.files import ReadError, decode, find_pages
from mdlint_zh.plugins import load_rules
from mdlint_zh.progress import Progress
from mdlint_zh.report import summary
from mdlint_zh.report.concise import one_line
from mdlint_zh.report.printer import Printer, shown_path, wants_colour
from mdlint_zh.model import Severity
from mdlint_zh.run import Choices, Outcome, check_file, check_text, fix_file, fix_text, sweep_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
STDIN = "-"


def guarded(command: Callable[..., int], *, debug: bool, **asked: Any) -> int:
    """Run a command. What goes wrong in it becomes one line, or a traceback when debugging."""
    if debug:
        import logging  # noqa: PLC0415 - slow to import

        logging.basicConfig(level=logging.DEBUG, format="%(name)s: %(message)s")
    try:
        return command(**asked)
    except ConfigError as error:
        complain(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise  # click ends quietly then
    except Exception as error:
        if debug:
            raise
        complain(f"internal error: {type(error).__name__}: {error}; --debug shows where")
    return FAILED


def check(
    *, paths: tuple[str, ...], fix: bool, diff: bool, output_format: str, fail_level: str, stdin_filename: str | None, **asked: Any
) -> int:
    """Lint pages, or fix them, and report what is found."""
    choices, broken = _choices(asked)
    colour, on_stdin = wants_colour(asked["color"]), paths == (STDIN,)
    printer = Printer("diff" if diff else output_format, choices.rules, colour=colour, err=fix and on_stdin)
    totals = summary.Totals()
    of_text, of_file = (fix_text, partial(fix_file, write=fix and not diff)) if fix or diff else (check_text, check_file)
    outcomes = _from_stdin(of_text, stdin_filename, choices) if on_stdin else _from_files(of_file, paths, choices, sweeping=fix and not diff)
    for outcome in outcomes:
        totals.add(outcome)
        printer.show(outcome)
        if fix and on_stdin and not diff:
            _print_page(outcome)
    printer.finish()
    if (totals.pages or totals.failed) and not diff:
        click.echo(summary.render(totals, fixed=fix), nl=False, err=output_format != "full" or (fix and on_stdin))
    found = totals.changed if diff else fail_level != "never" and totals.at_least(Severity[fail_level.upper()])
    return FAILED if broken or totals.failed else FOUND if found else CLEAN


def format_(
    *, paths: tuple[str, ...], check: bool, diff: bool, stdin_filename: str | None, **asked: Any
) -> int:
    """Apply the safe fixes; exit status 0 whatever is left to find."""
    choices, broken = _choices(asked)
    write, on_stdin = not (check or diff), paths == (STDIN,)
    printer = Printer("diff", choices.rules, colour=wants_colour(asked["color"]), err=False)
    totals = summary.Totals()
    of_file = partial(fix_file, write=write)
    outcomes = _from_stdin(fix_text, stdin_filename, choices) if on_stdin else _from_files(of_file, paths, choices, sweeping=write)
    for outcome in outcomes:
        totals.add(outcome)
        changed = outcome.page is not None and outcome.page.text != outcome.before
        if diff:
            printer.show(outcome)
        elif on_stdin and write:
            _print_page(outcome)
        elif changed:
            click.echo(f"{'would repair' if check else 'repaired'} {shown_path(outcome.path)}", err=on_stdin)
    if not on_stdin and not diff:
        click.echo(f"{totals.changed:,} of {totals.pages:,} pages {'would be ' * check}repaired", err=True)
    return FAILED if broken or totals.failed else FOUND if totals.changed and not write else CLEAN


def rule(*, name: str | None, everything: bool) -> int:
    """Explain one rule, or list all."""
    rules, problems = load_rules()
    for problem in problems:
        complain(problem)
    if everything:
        click.echo(explain.document(rules.values()), nl=False)
    elif name is None:
        click.echo(explain.listing(rules.values()), nl=False)
    elif name in rules:
        click.echo(explain.page(rules[name]), nl=False)
    else:
        complain(f"there is no rule `{name}`{suggestion(name, rules)}")
        return FAILED
    return FAILED if problems else CLEAN


def complain(line: str) -> None:
    """Say on standard error what went wrong, in one line."""
    click.echo(f"mdlint-zh: {one_line(' '.join(line.splitlines()))}", err=True)


def _choices(asked: dict[str, Any]) -> tuple[Choices, bool]:
    """What was chosen, and whether a plugin was left out. Raises ConfigError for unknown names."""
    rules, problems = load_rules()
    for problem in problems:
        complain(problem)
    names = {key: _split(asked[key]) for key in ("select", "extend_select", "ignore")}
    config = Path(asked["config"]) if asked["config"] else None
    choices = Choices(rules, **names, config=config, isolated=asked["isolated"], unsafe=asked["unsafe_fixes"])
    choices.check()
    return choices, bool(problems)


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    """`--select a,b --select c` as three names."""
    return tuple(name.strip() for one in names for name in one.split(",") if name.strip())


def _from_stdin(
    work: Callable[[str, Path | None, Choices], Outcome], filename: str | None, choices: Choices
) -> Iterator[Outcome]:
    """The outcome of the page on standard input."""
    path = Path(filename) if filename else None
    try:
        text = decode(sys.stdin.buffer.read())
    except ReadError as error:
        complain(f"{filename or '-'}: {error}")
        yield Outcome.failed(path or Path(STDIN), str(error))
        return
    if path and choices.settings(path).excludes(path):
        yield Outcome.untouched(path, text)
        return
    outcome = work(text, path, choices)
    _complain_of(outcome)
    yield outcome


def _from_files(
    work: Callable[[Path, Choices], Outcome], paths: tuple[str, ...], choices: Choices, *, sweeping: bool
) -> Iterator[Outcome]:
    """The outcomes of the files, in the order of their paths."""
    failed: list[Outcome] = []
    found = list(find_pages([Path(path) for path in paths or (".",)], lambda *why: failed.append(Outcome.failed(*why))))
    for outcome in failed:
        _complain_of(outcome)
    pages = list(_wanted(found, choices, failed))
    yield from failed
    if not pages and not failed:
        click.echo(f"mdlint-zh: no Markdown pages in {', '.join(paths) or 'this folder'}; nothing was checked", err=True)
    if sweeping:
        sweep_folders(pages)
    progress = Progress(len(pages))
    for done, page in enumerate(pages):
        progress.at(done)
        outcome = work(page, choices)
        if outcome.findings or outcome.problems or outcome.repaired:
            progress.clear()
        _complain_of(outcome)
        yield outcome
    progress.clear()


def _wanted(pages: list[Path], choices: Choices, failed: list[Outcome]) -> Iterator[Path]:
    """The pages that are not excluded. Those whose settings are broken have failed, and each fault is told once."""
    told: set[str] = set()
    for page in pages:
        try:
            if not choices.settings(page).excludes(page):
                yield page
        except ConfigError as error:
            failed.append(Outcome.failed(page, str(error)))
            if str(error) not in told:
                complain(str(error))
            told.add(str(error))


def _complain_of(outcome: Outcome) -> None:
    for problem in outcome.problems:
        complain(f"{shown_path(outcome.path)}: {problem}")


def _print_page(outcome: Outcome) -> None:
    """Print the page, and nothing when it could not be read: an editor keeps its own text then."""
    if outcome.page and not outcome.problems:
        sys.stdout.flush()
        sys.stdout.buffer.write(outcome.page.text.encode("utf-8"))
        sys.stdout.buffer.flush()
