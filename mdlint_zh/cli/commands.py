"""What the commands do: from what was asked for to output and an exit status."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdlint_zh.base.opening import MIB
from mdlint_zh.cli import tracebacks
from mdlint_zh.cli.printer import Printer
from mdlint_zh.cli.progress import Progress
from mdlint_zh.cli.streams import Unwritable
from mdlint_zh.config import ConfigError, suggestion
from mdlint_zh.engine import explain
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import Severity
from mdlint_zh.engine.load import load_rules
from mdlint_zh.report import escape, summary
from mdlint_zh.report.format import Run, load_format
from mdlint_zh.report.formats.diff import Diff
from mdlint_zh.report.formats.repaired import Nothing, Repaired
from mdlint_zh.report.look import columns, shown_path, wants_colour
from mdlint_zh.report.summary import Totals
from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.code import code_key
from mdlint_zh.run.cache.folder import NoCacheError, clean
from mdlint_zh.run.cache.recall import Recall
from mdlint_zh.run.cache.rows import FOLDER, Where, digest, find_root, user_secret
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.each_file import Task, Told, run
from mdlint_zh.run.found import Found
from mdlint_zh.run.page import check_text, clean_up, failed, fix_text
from mdlint_zh.run.read import ReadError, read_stream
from mdlint_zh.run.titles import build
from mdlint_zh.run.workers import cores
from mdlint_zh.titles.lists import TitlesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mdlint_zh.engine.finding import Failure

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
STDIN = "-"


def guarded(command: Callable[..., int], *, debug: bool, **asked: Any) -> int:
    """Run a command. What goes wrong in it becomes one line, or a traceback when debugging."""
    if debug:
        tracebacks.show_logged()
    try:
        os.getcwd()  # noqa: PTH109 - what is asked of it later has no line of its own
    except OSError:
        complain("the folder that we are in is gone")
        return FAILED
    try:
        return command(**asked)
    except (ConfigError, TitlesError) as error:
        complain(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Unwritable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in one line
        if debug:
            tracebacks.show_this()
        else:
            complain(f"internal error: {type(error).__name__}: {_flat(str(error))}; --debug shows where")
    return FAILED


def check(
    *,
    paths: tuple[str, ...],
    fix: bool,
    diff: bool,
    output_format: str,
    fail_level: str,
    stdin_filename: str | None,
    **asked: Any,
) -> int:
    """Lint pages, or fix them, and report what is found."""
    choices, broken = _choices(asked)
    act = "try" if diff else "fix" if fix else "check"
    echo = fix and paths == (STDIN,) and not diff
    job = _Job(Task(choices, Diff() if diff else load_format(output_format), act), asked, echo=echo)
    totals = job.run(paths, stdin_filename)
    if (totals.pages or totals.failed) and not diff:
        click.echo(summary.render(totals, fixed=fix), nl=False, err=echo or not job.task.format.for_people)
    found = totals.changed if diff else fail_level != "never" and totals.at_least(Severity[fail_level.upper()])
    return FAILED if broken or totals.failed else FOUND if found else CLEAN


def format_(*, paths: tuple[str, ...], check: bool, diff: bool, stdin_filename: str | None, **asked: Any) -> int:
    """Apply the safe fixes; exit status 0 whatever is left to find."""
    choices, broken = _choices(asked)
    on_stdin, write = paths == (STDIN,), not (check or diff)
    form = Diff() if diff else Nothing() if on_stdin and write else Repaired()
    job = _Job(Task(choices, form, "fix" if write else "try"), asked, echo=on_stdin and not diff)
    totals = job.run(paths, stdin_filename)
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


def cache_clean(*, cache_dir: str | None) -> int:
    """Remove the cache."""
    folder = Path(cache_dir) if cache_dir else find_root(Path.cwd()) / FOLDER
    shown = escape.one_line(str(folder))
    try:
        left = clean(folder)
    except NoCacheError as error:
        complain(f"{shown}: {error}; nothing was removed")
        return FAILED
    except OSError as error:
        complain(f"{shown}: cannot be removed: {error.strerror}")
        return FAILED
    if left is None:
        click.echo(f"there is no cache at {shown}", err=True)
    else:
        click.echo(f"removed {shown}" + (", but not what is not ours in it" if left else ""), err=True)
    return CLEAN


def titles_build(*, sources: tuple[str, ...], output: str) -> int:
    """Build a list of titles."""
    count = build([Path(source) for source in sources], Path(output))
    shown = escape.one_line(output)
    click.echo(f'{count:,} titles in {shown}; name it in the settings: titles = ["{shown}"]', err=True)
    return CLEAN


def complain(line: str) -> None:
    """Say on standard error what went wrong, in one line, behind all that was printed before."""
    sys.stdout.flush()
    click.echo(f"mdlint-zh: {escape.one_line(line)}", err=True)


def _choices(asked: dict[str, Any]) -> tuple[Choices, bool]:
    """What was chosen, and whether a plugin was left out. Raises ConfigError for unknown names."""
    rules, problems = load_rules()
    for problem in problems:
        complain(problem)
    choices = Choices(
        rules,
        select=_split(asked["select"]),
        extend_select=_split(asked["extend_select"]),
        ignore=_split(asked["ignore"]),
        config=Path(asked["config"]) if asked["config"] else None,
        isolated=asked["isolated"],
        unsafe=asked["unsafe_fixes"],
        shortcuts=not asked["no_shortcuts"],
    )
    choices.check()
    return choices, bool(problems)


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    """`--select a,b --select c` as three names."""
    return tuple(name.strip() for one in names for name in one.split(",") if name.strip())


class _Job:
    """One run: the pages of the command line, or the one on standard input, told as the format has it.

    `echo`: what is told goes to standard error, and the page on standard input, as it is then, to standard output.
    """

    def __init__(self, task: Task, asked: dict[str, Any], *, echo: bool) -> None:
        self.task, self.asked, self.echo = task, asked, echo
        look = Run(task.choices.rules, wants_colour(asked["color"]), columns(), writes=task.act == "fix")
        self.printer = Printer(task.format, look, err=echo)

    def run(self, paths: tuple[str, ...], stdin_filename: str | None) -> Totals:
        """Do it, and count."""
        totals = Totals()
        for told in self._stdin(stdin_filename) if paths == (STDIN,) else self._files(paths or (".",)):
            totals.add(told)
            self.printer.show(told.text)
        self.printer.finish(totals)
        return totals

    def _stdin(self, filename: str | None) -> Iterator[Told]:
        """What is told of the page on standard input."""
        path, choices = Path(filename) if filename else None, self.task.choices
        try:
            most = choices.settings(path or STDIN).limits.page * MIB
            text = read_stream(sys.stdin.buffer, most)
            report = _report(self.task, path, text)
        except ReadError as error:
            text, report = "", failed(path or STDIN, str(error))
        _complain_of(report.path, report.failures)
        if self.echo and self.task.act == "fix" and report.kind and not report.failures:
            sys.stdout.flush()
            sys.stdout.buffer.write((text if report.fixed is None else report.fixed).encode("utf-8"))
            sys.stdout.buffer.flush()
        yield self.task.told(report, text)

    def _files(self, paths: tuple[str, ...]) -> Iterator[Told]:
        """What is told of the files, in the order of their paths."""
        task, found = self.task, Found(paths, self.task.choices, complain)
        pages: Iterable[str] = found.pages()
        if task.act == "fix":
            task.choices.named = frozenset(map(os.path.realpath, paths))
            pages = list(pages)
            for line in clean_up(pages):
                complain(line)
        task, progress = replace(task, recall=self._recall()), Progress()
        for done, told in enumerate(run(task, pages, self.asked["jobs"] or cores())):
            progress.at(done, found.count)
            if told.text or told.failures:
                progress.clear()
            _complain_of(told.path, told.failures)
            yield told
        progress.clear()
        yield from (task.told(failed(*why)) for why in found.failed)
        for line in found.complaints():
            complain(line)

    def _recall(self) -> Recall | None:
        """What former runs have found; None where there can be no cache."""
        secret = user_secret() if self.asked["cache"] else None
        if secret is None:
            return None
        root = find_root(Path.cwd())
        folder = Path(self.asked["cache_dir"]) if self.asked["cache_dir"] else root / FOLDER
        try:
            cache_folder.check(folder)
        except NoCacheError as error:
            complain(f"{folder}: {error}; this run goes without a cache")
            return None
        choices, form = self.task.choices, self.task.format
        where = Where(folder, str(root), digest(code_key(choices.rules).encode()), secret)
        return Recall(where, choices, excerpts=form.shows_lines)


def _report(task: Task, path: Path | None, text: str) -> FileReport:
    """The report of a text that may stand at `path`; nothing is found, when that is left out."""
    if path and task.choices.settings(path).excludes(path):
        return FileReport(str(path), "other")
    look = check_text if task.act == "check" else fix_text
    return look(text, path, task.choices)


def _complain_of(path: str, failures: Iterable[Failure]) -> None:
    for failure in failures:
        complain(f"{escape.name(shown_path(path))}: {_flat(failure.message)}")


def _flat(told: str) -> str:
    """What an exception tells in one line: its line ends are no part of what it is about."""
    return " ".join(told.splitlines())
