"""What the commands do: from what was asked for to output and an exit status."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdlint_zh import explain, log
from mdlint_zh.cache import Cache, find_folder, user_secret
from mdlint_zh.cache_folder import NoCacheError, clean
from mdlint_zh.config import ConfigError, suggestion
from mdlint_zh.files import ReadError, find_pages, read_stream
from mdlint_zh.model import Severity
from mdlint_zh.opening import MIB
from mdlint_zh.plugins import code_key, load_rules
from mdlint_zh.progress import Progress
from mdlint_zh.report import escape, summary
from mdlint_zh.report.form import make_form, shown_path
from mdlint_zh.report.printer import Printer
from mdlint_zh.run import Choices, Outcome, check_text, clean_up, fix_text
from mdlint_zh.streams import Unwritable
from mdlint_zh.task import Task, run
from mdlint_zh.titles import TitlesError, build
from mdlint_zh.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdlint_zh.report.piece import Piece

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
STDIN = "-"


def guarded(command: Callable[..., int], *, debug: bool, **asked: Any) -> int:
    """Run a command. What goes wrong in it becomes one line, or a traceback when debugging."""
    if debug:
        log.show_tracebacks()
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
            log.show_traceback()
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
    on_stdin = paths == (STDIN,)
    act = "try" if diff else "fix" if fix else "check"
    to_stderr = fix and on_stdin and not diff
    task = Task(
        choices,
        make_form("diff" if diff else output_format, asked["color"]),
        act,
        keep=asked["cache"] and act == "check",
    )
    printer = Printer(task.form, err=to_stderr)
    totals = summary.Totals()
    pieces = _from_stdin(task, stdin_filename, echo=to_stderr) if on_stdin else _from_files(task, paths, asked)
    for piece in pieces:
        totals.add(piece)
        printer.show(piece.text)
    printer.finish()
    if (totals.pages or totals.failed) and not diff:
        click.echo(summary.render(totals, fixed=fix), nl=False, err=output_format != "full" or to_stderr)
    found = totals.changed if diff else fail_level != "never" and totals.at_least(Severity[fail_level.upper()])
    return FAILED if broken or totals.failed else FOUND if found else CLEAN


def format_(*, paths: tuple[str, ...], check: bool, diff: bool, stdin_filename: str | None, **asked: Any) -> int:
    """Apply the safe fixes; exit status 0 whatever is left to find."""
    choices, broken = _choices(asked)
    on_stdin, write = paths == (STDIN,), not (check or diff)
    task = Task(choices, make_form("diff" if diff else "none", asked["color"]), "fix" if write else "try")
    printer = Printer(task.form, err=False)
    totals = summary.Totals()
    pieces = _from_stdin(task, stdin_filename, echo=write) if on_stdin else _from_files(task, paths, asked)
    for piece in pieces:
        totals.add(piece)
        printer.show(piece.text)
        if piece.changed and not diff and not (on_stdin and write):
            click.echo(f"{'would repair' if check else 'repaired'} {_shown(piece.path)}", err=on_stdin)
    printer.finish()
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
    folder = Path(cache_dir) if cache_dir else find_folder(Path.cwd())
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


def _from_stdin(task: Task, filename: str | None, *, echo: bool) -> Iterator[Piece]:
    """The piece of the page on standard input; with `echo` the page as it is then goes to standard output."""
    path = Path(filename) if filename else None
    shown = filename or STDIN
    try:
        most = task.choices.settings(path or STDIN).limits.page * MIB
        outcome = _stdin_outcome(task, path, read_stream(sys.stdin.buffer, most))
    except ReadError as error:
        outcome = Outcome.failed(path or Path(STDIN), str(error))
    piece = task.piece(shown, outcome)
    _complain_of(piece)
    if echo and outcome.page and not outcome.problems:
        sys.stdout.flush()
        sys.stdout.buffer.write(outcome.page.text.encode("utf-8"))
        sys.stdout.buffer.flush()
    yield piece


def _stdin_outcome(task: Task, path: Path | None, text: str) -> Outcome:
    """What comes of a text that may stand at `path`; nothing, when that is left out."""
    if path and task.choices.settings(path).excludes(path):
        return Outcome.untouched(path, text)
    if task.act == "check":
        return check_text(text, path, task.choices, edits=task.form.shows_edits)
    return fix_text(text, path, task.choices)


def _from_files(task: Task, paths: tuple[str, ...], asked: dict[str, Any]) -> Iterator[Piece]:
    """The pieces of the files, in the order of their paths."""
    failed: list[Outcome] = []
    found = list(find_pages(paths or (".",), lambda *why: failed.append(Outcome.failed(*why))))
    for outcome in failed:
        _complain_of(task.piece(str(outcome.path), outcome))
    if found and not failed:
        for line in task.choices.idle_patterns(found, paths or (".",)):
            complain(line)
    pages = list(_wanted(found, task.choices, failed))
    yield from (task.piece(str(outcome.path), outcome) for outcome in failed)
    if not pages and not failed:
        complain(f"no Markdown pages in {', '.join(paths) or 'this folder'}; nothing was checked")
    if task.act == "fix":
        task.choices.named = frozenset(map(os.path.realpath, paths or (".",)))
        for line in clean_up(pages):
            complain(line)
    progress = Progress(len(pages))
    cache = _cache(task, asked) if task.keep else None
    task = replace(task, keep=cache is not None)
    for done, piece in enumerate(run(task, pages, asked["jobs"] or cores(), cache)):
        progress.at(done)
        if piece.text or piece.problems:
            progress.clear()
        _complain_of(piece)
        yield piece
    progress.clear()


def _cache(task: Task, asked: dict[str, Any]) -> Cache | None:
    """The cache for runs like this one: same tool, plugins, form and folder. None when there can be none."""
    secret = user_secret()
    if secret is None:
        return None
    folder = Path(asked["cache_dir"]) if asked["cache_dir"] else find_folder(Path.cwd())
    key = repr((code_key(task.choices.rules), task.form, str(Path.cwd())))
    try:
        return Cache(folder, key, secret, task.choices.is_file)
    except NoCacheError as error:
        complain(f"{folder}: {error}; this run goes without a cache")
        return None


def _wanted(pages: list[str], choices: Choices, failed: list[Outcome]) -> Iterator[str]:
    """The pages that are not excluded. Those whose settings are broken have failed together, which is told once."""
    told: set[str] = set()
    for page in pages:
        try:
            settings = choices.settings(page)
            if not (settings.exclude and settings.excludes(Path(page))):
                yield page
        except ConfigError as error:
            if str(error) not in told:
                failed.append(Outcome.failed(Path(page), str(error)))
                complain(str(error))
            told.add(str(error))


def _shown(path: str) -> str:
    """The path of a page, and what it leads to when it is a link."""
    target = f" -> {shown_path(os.path.realpath(path))}" if os.path.islink(path) else ""  # noqa: PTH114
    return escape.name(shown_path(path) + target)


def _complain_of(piece: Piece) -> None:
    for problem in piece.problems:
        complain(f"{escape.name(shown_path(piece.path))}: {_flat(problem)}")


def _flat(told: str) -> str:
    """What an exception tells in one line: its line ends are no part of what it is about."""
    return " ".join(told.splitlines())
