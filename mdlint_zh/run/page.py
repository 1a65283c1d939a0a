"""From paths to reports: settings, reading, linting, fixing and writing, file by file. One bad file stops no other."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.opening import MIB
from mdlint_zh.config import ConfigError, Settings, find_settings, load_settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.lint import in_order, lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.rule import Failure
from mdlint_zh.page import Page
from mdlint_zh.run.cache.rows import digest
from mdlint_zh.run.discover import Source, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdlint_zh.engine.lint import Plan
    from mdlint_zh.engine.rule import Finding, Rule


@dataclass
class Choices:
    """What was asked for on the command line, over what is configured.

    `config`: the one settings file to use; `isolated`: use none; `named`: the real paths of the files and folders that
    may be written, if only some may. Without `shortcuts` every page is parsed, to see that
    it makes no difference.
    """

    rules: Mapping[str, Rule]
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    isolated: bool = False
    unsafe: bool = False
    named: frozenset[str] = frozenset()
    shortcuts: bool = True
    _by_folder: dict[str, Settings | ConfigError] = field(default_factory=dict, repr=False)
    _fingerprints: dict[str, bytes] = field(default_factory=dict, repr=False)
    _plans: dict[tuple[int, tuple[object, ...]], Plan] = field(default_factory=dict, repr=False)

    _by_file: dict[Path | None, Settings | ConfigError] = field(default_factory=dict, repr=False)
    _places: dict[Path, Path | None] = field(default_factory=dict, repr=False)

    _there: dict[str, bool] = field(default_factory=dict, repr=False)

    def settings(self, path: str | Path) -> Settings:
        """The settings for a file: the nearest file's, with the command line over them. Raises ConfigError."""
        return self.settings_in(os.path.dirname(path))  # noqa: PTH120 - asked for each page, and pathlib is slow

    def settings_in(self, folder: str) -> Settings:
        """The settings for the files in a folder. Raises ConfigError."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._settings_in(Path(folder))
        found = self._by_folder[folder]
        if isinstance(found, ConfigError):
            raise found
        return found

    def is_file(self, path: str) -> bool:
        """Whether there is a file at this path. Many pages ask for one and the same: the answer holds for the run."""
        if path not in self._there:
            self._there[path] = os.path.isfile(path)  # noqa: PTH113 - never raises
        return self._there[path]

    def plan(self, path: str | Path | None, settings: Settings) -> Plan:
        """The rules to run on a file with these settings."""
        key = (id(settings), settings.ignoring(path) if path else ())
        if key not in self._plans:
            self._plans[key] = settings.plan(self.rules, path)
        return self._plans[key]

    def fingerprint(self, folder: str) -> bytes:
        """What tells all that a page in this folder is read with from everything else; the rules are not in it.

        Raises ConfigError.
        """
        if folder not in self._fingerprints:
            settings = self.settings_in(folder)
            kinds = [(kind, patterns.lines, patterns.place(folder)) for kind, patterns in settings.kinds.items()]
            told = (settings.profile, kinds, settings.titles, settings.limits, self.shortcuts)
            self._fingerprints[folder] = digest(repr(told).encode("utf-8", "backslashreplace"))
        return self._fingerprints[folder]

    def __getstate__(self) -> dict[str, Any]:
        """All but the rules, which are functions: a process that gets this loads its own."""
        return {**self.__dict__, "rules": None, "_plans": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, rules=load_rules().rules)

    def idle_patterns(self, pages: Sequence[str], asked: Sequence[str]) -> Iterator[str]:
        """A line for each pattern that matches no page, of settings whose whole folder was asked for."""
        folders = [os.path.abspath(path) for path in asked]  # noqa: PTH100 - `resolve` follows links
        by_settings: dict[int, tuple[Settings, list[str]]] = {}
        for page in pages:
            with suppress(ConfigError):
                settings = self.settings(page)
                by_settings.setdefault(id(settings), (settings, []))[1].append(page)
        for settings, own in by_settings.values():
            if settings.file and any(settings.file.is_relative_to(folder) for folder in folders):
                yield from settings.idle_patterns(own)

    def check(self) -> None:
        """Raise ConfigError when the command line names a rule that there is not."""
        Settings(select=self.select, extend_select=self.extend_select, ignore=self.ignore).plan(self.rules)

    def _settings_in(self, folder: Path) -> Settings | ConfigError:
        """The settings for the files in a folder. Folders under one settings file share them, or its error."""
        try:
            place = None if self.isolated else self.config or find_settings(folder, self._places)
            if place not in self._by_file:
                self._by_file[place] = self._load(place)
        except ConfigError as error:
            return error
        return self._by_file[place]

    def _load(self, place: Path | None) -> Settings | ConfigError:
        try:
            settings = load_settings(place, self.rules, trusted=bool(self.config)) if place else Settings()
        except ConfigError as error:
            return error
        return replace(
            settings,
            select=self.select or settings.select,
            extend_select=(*settings.extend_select, *self.extend_select),
            ignore=(*settings.ignore, *self.ignore),
        )


def check_text(
    text: str, path: Path | None, choices: Choices, plan: Plan | None = None, known: Sequence[Finding] = ()
) -> FileReport:
    """Lint a text as if it stood at `path`. Raises ConfigError.

    By the rules of the plan when one is given; `known` is what other rules have found on this text.
    """
    page, settings = _page(text, path, choices)
    if _is_empty(text):
        return FileReport.on(page, _name(path), ())
    found = lint_page(page, plan or choices.plan(path, settings))
    findings = sorted((*known, *found.findings), key=in_order) if known else found.findings
    return FileReport.on(page, _name(path), findings, found.failures)


def fix_text(text: str, path: Path | None, choices: Choices) -> FileReport:
    """Fix a text as if it stood at `path`; nothing is written. Raises ConfigError."""
    page, settings = _page(text, path, choices)
    if _is_empty(text):
        return FileReport.on(page, _name(path), ())
    from mdlint_zh.engine.fix import fix_page  # noqa: PLC0415 - a check needs none of it

    done = fix_page(page, choices.plan(path, settings), unsafe=choices.unsafe)
    report = FileReport.on(done.page, _name(path), done.result.findings, done.result.failures)
    report.repaired = done.repaired
    report.fixed = done.page.text if done.page.text != text else None
    return report


def fix_file(source: Source, path: Path, choices: Choices, *, write: bool) -> FileReport:
    """Fix a file that was read, and with `write` put the new text in its place. Raises ConfigError."""
    from mdlint_zh.run.write.write import WriteError, write_page  # noqa: PLC0415 - a check needs none of it

    report = fix_text(source.text, path, choices)
    if write and report.fixed is not None and not report.failures:
        try:
            write_page(path, report.fixed, source.stat, choices.named)
        except WriteError as error:
            return failed(path, str(error))
    return report


def failed(path: str | Path, reason: str) -> FileReport:
    """Make the report of a file that could not be looked at."""
    return FileReport(str(path), failures=[Failure(reason)])


def read_file(path: str, choices: Choices) -> Source:
    """Read a page of the size that the settings allow. Raises ReadError, ConfigError."""
    return read_page(path, choices.settings(path).limits.page * MIB)


def clean_up(pages: list[str]) -> list[str]:
    """Clean up after runs that were killed while they wrote; lines on what was done to these pages. Never raises."""
    from mdlint_zh.run.write.leftovers import sweep  # noqa: PLC0415 - a check needs none of it

    return list(sweep(pages))


def _is_empty(text: str) -> bool:
    return not text.strip("\ufeff \t\r\n")


def _name(path: Path | None) -> str:
    return "-" if path is None else str(path)


def _page(text: str, path: Path | None, choices: Choices) -> tuple[Page, Settings]:
    settings = choices.settings(path or Path.cwd() / "-")
    page = Page(
        text,
        path,
        kind=settings.kind(path),
        profile=settings.profile,
        titles=settings.titles,
        shortcuts=choices.shortcuts,
        is_file=choices.is_file,
    )
    return page, settings
