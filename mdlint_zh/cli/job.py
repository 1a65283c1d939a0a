"""One run over pages: what `check` and `format` are asked for, and doing it to files or to standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.base.opening import MIB
from mdlint_zh.cli.errors import complain
from mdlint_zh.config import ConfigError
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.load import load_rules
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.discover import find_pages
from mdlint_zh.run.each_file import EachFile, look_at_all
from mdlint_zh.run.found import Found
from mdlint_zh.run.page import check_text, clean_up, failed, fix_text
from mdlint_zh.run.path_lists import expanded, pages_from
from mdlint_zh.run.read import ReadError, read_stream
from mdlint_zh.run.workers import cores

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.cli.output.views import Output
    from mdlint_zh.report.summary import Totals
    from mdlint_zh.report.told import Told
    from mdlint_zh.run.cache.recall import Recall
    from mdlint_zh.run.changed.pages import Changed


STDIN = "-"


@dataclass(eq=False, repr=False, kw_only=True)
class SettingsRequest:
    """By which settings pages are read."""

    config: str | None
    isolated: bool

    def settings_alone(self) -> tuple[Choices, bool]:
        """Return the choice of settings, with no choice of rules, and tell whether a plugin was left out."""
        rules, problems = load_rules()
        for problem in problems:
            complain(problem)
        return Choices(rules, config=Path(self.config) if self.config else None, isolated=self.isolated), bool(problems)


@dataclass(eq=False, repr=False, kw_only=True)
class RulesRequest(SettingsRequest):
    """Which rules are run on pages, and which of their fixes are made."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    unsafe_fixes: bool
    no_shortcuts: bool

    def choices(self) -> tuple[Choices, bool]:
        """Tell what was chosen, and whether a plugin was left out. Raises ConfigError for unknown names."""
        choices, broken = self.settings_alone()
        choices = replace(
            choices,
            select=_split(self.select),
            extend_select=_split(self.extend_select),
            ignore=_split(self.ignore),
            unsafe=self.unsafe_fixes,
            shortcuts=not self.no_shortcuts,
        )
        choices.check()
        return choices, broken


@dataclass(eq=False, repr=False, kw_only=True)
class PlacesRequest(SettingsRequest):
    """What every command that reads pages is asked for: where they are, and by which settings they are found."""

    paths: tuple[str, ...]
    jobs: int | None
    from_stdin0: bool = False

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The files and folders to look at. Raises ConfigError for a list of them that cannot be had."""
        if not self.from_stdin0:
            return tuple(expanded(self.paths or (".",)))
        if self.paths:
            raise ConfigError("--from-stdin0 has a list on standard input: it goes neither with PATHS nor with -")
        return tuple(pages_from(sys.stdin.buffer))


@dataclass(eq=False, repr=False, kw_only=True)
class PagesRequest(PlacesRequest, RulesRequest):
    """What `check` and `format` are both asked for; the options of the command line by their names."""

    stdin_filename: str | None
    color: str
    cache: bool
    cache_dir: str | None
    diff_base: str | None = None
    staged: bool = False

    @property
    def is_stdin(self) -> bool:
        """Whether the page on standard input was asked for."""
        return self.paths == (STDIN,) and not self.from_stdin0

    def changed(self) -> Changed | None:
        """Ask git what has changed, if only that was asked for. Raises GitError."""
        if (self.diff_base is None and not self.staged) or not self.places:
            return None
        from mdlint_zh.run.changed import pages  # noqa: PLC0415 - most runs ask git nothing

        return pages.staged(self.places) if self.diff_base is None else pages.since(self.diff_base, self.places)

    def choices(self) -> tuple[Choices, bool]:
        """Tell what was chosen, and whether a plugin was left out. Raises ConfigError for unknown names, and for what
        cannot be asked for together.
        """
        if (self.diff_base is not None) + self.staged + self.is_stdin > 1:
            raise ConfigError("--diff-base and --staged go neither with each other nor with standard input")
        return super().choices()


def on_files(each: EachFile, request: PagesRequest, output: Output) -> Totals:
    """Do it to the files that were named, in the order of their paths; tell what is found, and count."""
    paths, changed = request.places, request.changed()
    found = Found(paths, each.choices, complain, changed.find_pages if changed else find_pages)
    pages: Iterable[str] = found.pages()
    if each.act == "fix":
        each.choices.named = frozenset(map(os.path.realpath, paths))
        pages = list(pages)
        for line in clean_up(pages):
            complain(line)
    each = _each_changed(each, request, changed) if changed else replace(each, recall=_recall(each, request))
    for told in look_at_all(each, pages, request.jobs or cores()):
        output.add(told, found.count)
    for path, why in found.failed:  # which was said when it happened
        output.show(each.told(failed(path, why)))
    output.pause()
    for line in () if output.quiet else found.complaints(changed.since if changed else ""):
        complain(line)
    return output.finish()


def on_stdin(each: EachFile, request: PagesRequest, output: Output, *, echo: bool) -> Totals:
    """Do it to the page on standard input; with `echo` the page as it is then goes to standard output."""
    path = Path(request.stdin_filename) if request.stdin_filename else None
    try:
        most = each.choices.settings(path or STDIN).limits.page * MIB
        text = read_stream(sys.stdin.buffer, most)
        report, told = _looked_at(each, path, text)
    except ReadError as error:
        text, report = "", failed(path or STDIN, str(error))
        told = each.told(report)
    if echo and each.act == "fix" and report.kind and not report.failures:
        sys.stdout.flush()
        sys.stdout.buffer.write((text if report.fixed is None else report.fixed).encode("utf-8"))
        sys.stdout.buffer.flush()
    output.add(told)
    return output.finish()


def _each_changed(each: EachFile, request: PagesRequest, changed: Changed) -> EachFile:
    """The same for what has changed."""
    from mdlint_zh.run.changed.each_page import EachChangedPage, EachStagedPage  # noqa: PLC0415 - as above

    return (EachStagedPage if request.staged else EachChangedPage).of(each, changed)


def _recall(each: EachFile, request: PagesRequest) -> Recall | None:
    """What former runs have found; None where there can be no cache."""
    if not request.cache:
        return None
    from mdlint_zh.run.cache.opened import NoCacheError, opened  # noqa: PLC0415 - a run without a cache needs none

    try:
        return opened(request.cache_dir, each.choices, excerpts=any(form.shows_lines for form in each.asking))
    except NoCacheError as error:
        complain(f"{error}; this run goes without a cache")
        return None


def _looked_at(each: EachFile, path: Path | None, text: str) -> tuple[FileReport, Told]:
    """The report of a text that may stand at `path`, and what is told of it: nothing, when that is left out."""
    settings = each.choices.settings(path or STDIN)
    if path and settings.excludes(path):
        report = FileReport(str(path), "other")
        return report, each.told(report, text)
    report = (check_text if each.act == "check" else fix_text)(text, path, each.choices)
    return report, each.judged(report, each.choices.plan(path, settings), text)


def _split(names: tuple[str, ...]) -> tuple[str, ...]:
    """`--select a,b --select c` as three names."""
    return tuple(name.strip() for one in names for name in one.split(",") if name.strip())
