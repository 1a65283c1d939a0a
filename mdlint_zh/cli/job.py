"""One run over pages: those that were named, or the one on standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB
from mdlint_zh.cli.errors import complain, complain_of
from mdlint_zh.cli.printer import Printer
from mdlint_zh.cli.progress import Progress
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.load import load_rules
from mdlint_zh.report.format import Run
from mdlint_zh.report.look import columns, wants_colour
from mdlint_zh.report.summary import Totals
from mdlint_zh.run.cache import folder as cache_folder
from mdlint_zh.run.cache.code import code_key
from mdlint_zh.run.cache.folder import NoCacheError
from mdlint_zh.run.cache.recall import Recall
from mdlint_zh.run.cache.rows import FOLDER, Where, digest, find_root, user_secret
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.each_file import EachFile, look_at_all
from mdlint_zh.run.found import Found
from mdlint_zh.run.page import check_text, clean_up, failed, fix_text
from mdlint_zh.run.read import ReadError, read_stream
from mdlint_zh.run.workers import cores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.run.each_file import Told

STDIN = "-"


@dataclass(eq=False, repr=False, kw_only=True)
class PagesRequest:
    """What `check` and `format` are both asked for; the options of the command line by their names."""

    paths: tuple[str, ...]
    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    config: str | None
    isolated: bool
    unsafe_fixes: bool
    stdin_filename: str | None
    color: str
    jobs: int | None
    cache: bool
    cache_dir: str | None
    no_shortcuts: bool

    @property
    def is_stdin(self) -> bool:
        """Whether the page on standard input was asked for."""
        return self.paths == (STDIN,)

    def choices(self) -> tuple[Choices, bool]:
        """Tell what was chosen, and whether a plugin was left out. Raises ConfigError for unknown names."""
        rules, problems = load_rules()
        for problem in problems:
            complain(problem)
        choices = Choices(
            rules,
            select=_split(self.select),
            extend_select=_split(self.extend_select),
            ignore=_split(self.ignore),
            config=Path(self.config) if self.config else None,
            isolated=self.isolated,
            unsafe=self.unsafe_fixes,
            shortcuts=not self.no_shortcuts,
        )
        choices.check()
        return choices, bool(problems)


class Job:
    """One run: the pages of the command line, or the one on standard input, told as the format has it.

    `echo`: what is told goes to standard error, and the page on standard input, as it is then, to standard output.
    """

    def __init__(self, each: EachFile, request: PagesRequest, *, echo: bool) -> None:
        self.each, self.request, self.echo = each, request, echo
        look = Run(each.choices.rules, wants_colour(request.color), columns(), writes=each.act == "fix")
        self.printer = Printer(each.format, look, err=echo)

    def run(self) -> Totals:
        """Do it, and count."""
        totals = Totals()
        for told in self._stdin() if self.request.is_stdin else self._files(self.request.paths or (".",)):
            totals.add(told)
            self.printer.show(told.text)
        self.printer.finish(totals)
        return totals

    def _stdin(self) -> Iterator[Told]:
        """What is told of the page on standard input."""
        filename, choices = self.request.stdin_filename, self.each.choices
        path = Path(filename) if filename else None
        try:
            most = choices.settings(path or STDIN).limits.page * MIB
            text = read_stream(sys.stdin.buffer, most)
            report = _report(self.each, path, text)
        except ReadError as error:
            text, report = "", failed(path or STDIN, str(error))
        complain_of(report.path, report.failures)
        if self.echo and self.each.act == "fix" and report.kind and not report.failures:
            sys.stdout.flush()
            sys.stdout.buffer.write((text if report.fixed is None else report.fixed).encode("utf-8"))
            sys.stdout.buffer.flush()
        yield self.each.told(report, text)

    def _files(self, paths: tuple[str, ...]) -> Iterator[Told]:
        """What is told of the files, in the order of their paths."""
        each, found = self.each, Found(paths, self.each.choices, complain)
        pages: Iterable[str] = found.pages()
        if each.act == "fix":
            each.choices.named = frozenset(map(os.path.realpath, paths))
            pages = list(pages)
            for line in clean_up(pages):
                complain(line)
        each, progress = replace(each, recall=self._recall()), Progress()
        for done, told in enumerate(look_at_all(each, pages, self.request.jobs or cores())):
            progress.at(done, found.count)
            if told.text or told.failures:
                progress.clear()
            complain_of(told.path, told.failures)
            yield told
        progress.clear()
        yield from (each.told(failed(*why)) for why in found.failed)
        for line in found.complaints():
            complain(line)

    def _recall(self) -> Recall | None:
        """What former runs have found; None where there can be no cache."""
        secret = user_secret() if self.request.cache else None
        if secret is None:
            return None
        root = find_root(Path.cwd())
        folder = Path(self.request.cache_dir) if self.request.cache_dir else root / FOLDER
        try:
            cache_folder.check(folder)
        except NoCacheError as error:
            complain(f"{folder}: {error}; this run goes without a cache")
            return None
        choices, form = self.each.choices, self.each.format
        where = Where(folder, str(root), digest(code_key(choices.rules).encode()), secret)
        return Recall(where, choices, excerpts=form.shows_lines)


def _report(each: EachFile, path: Path | None, text: str) -> FileReport:
    """The report of a text that may stand at `path`; nothing is found, when that is left out."""
    if path and each.choices.settings(path).excludes(path):
        return FileReport(str(path), "other")
    look = check_text if each.act == "check" else fix_text
    return look(text, path, each.choices)


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    """`--select a,b --select c` as three names."""
    return tuple(name.strip() for one in names for name in one.split(",") if name.strip())
