"""What was asked for on the command line, over what is configured, folder by folder."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.digest import digest
from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError, Settings, find_settings, in_file, load_settings
from mdlint_zh.engine.finding import INFO, Severity
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.run.baseline.baselines import Baselines
    from mdlint_zh.run.baseline.before import Before


@dataclass(eq=False, repr=False)
class Choices:
    """What was asked for on the command line, over what is configured.

    `config`: the one settings file to use; `isolated`: use none; `named`: the real paths of the files and folders that
    may be written, if only some may; `least`: the severity of findings that are shown. Without `shortcuts` every page
    is parsed, to see that it makes no difference. `baselines`: what was found before, when that is asked for.
    """

    rules: Mapping[str, Rule]
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    isolated: bool = False
    unsafe: bool = False
    named: frozenset[str] = frozenset()
    least: Severity = INFO
    shortcuts: bool = True
    baselines: Baselines | None = None
    _by_folder: dict[str, Settings | ConfigError] = field(default_factory=dict, repr=False)
    _fingerprints: dict[str, bytes] = field(default_factory=dict, repr=False)
    _plans: dict[tuple[int, tuple[object, ...]], Plan] = field(default_factory=dict, repr=False)

    _by_file: dict[Path | None, Settings | ConfigError] = field(default_factory=dict, repr=False)
    _places: dict[Path, Path | None] = field(default_factory=dict, repr=False)

    _there: dict[str, bool] = field(default_factory=dict, repr=False)

    def settings(self, path: str | Path) -> Settings:
        """Return the settings for a file: the nearest file's, with the command line over them. Raises ConfigError."""
        return self.settings_in(folder_of(str(path)))

    def settings_in(self, folder: str) -> Settings:
        """Return the settings for the files in a folder. Raises ConfigError."""
        if folder not in self._by_folder:
            self._by_folder[folder] = self._settings_in(Path(folder))
        found = self._by_folder[folder]
        if isinstance(found, ConfigError):
            raise found
        return found

    def is_file(self, path: str) -> bool:
        """Tell whether there is a file at this path. Many pages ask for the same: the answer holds for the run."""
        if path not in self._there:
            self._there[path] = os.path.isfile(path)  # noqa: PTH113 - never raises
        return self._there[path]

    def look_again(self) -> None:
        """Forget which files there are: another run begins."""
        self._there.clear()

    def plan(self, path: str | Path | None, settings: Settings) -> Plan:
        """Return the rules to run on a file with these settings."""
        key = (id(settings), settings.ignoring(path) if path else ())
        if key not in self._plans:
            self._plans[key] = plan_for(settings, self.rules, path, self.least)
        return self._plans[key]

    def before(self, path: str | Path | None, settings: Settings) -> Before | None:
        """Return what a baseline knows of a page; None where there is none. Raises ConfigError."""
        return self.baselines.before(str(path), settings) if path and self.baselines else None

    def fingerprint(self, folder: str) -> bytes:
        """Return what tells all that a page in this folder is read with from everything else; the rules are not in it.

        Raises ConfigError.
        """
        if folder not in self._fingerprints:
            settings = self.settings_in(folder)
            kinds = [(kind, patterns.lines, patterns.place(folder)) for kind, patterns in settings.kinds.items()]
            families = [(one, one.files.place(folder)) for one in settings.families]
            read_with = (settings.profile, families, kinds, settings.titles, settings.wordcut, settings.limits)
            told = (*read_with, settings.captions, settings.images, settings.renderer, self.shortcuts)
            self._fingerprints[folder] = digest(repr(told).encode("utf-8", "backslashreplace"))
        return self._fingerprints[folder]

    def __getstate__(self) -> dict[str, Any]:
        """All but the rules, which are functions: a process that gets this loads its own."""
        return {**self.__dict__, "rules": None, "_plans": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, rules=load_rules().rules)

    def idle_patterns(self, pages: Mapping[str, Sequence[str]], asked: Sequence[str]) -> Iterator[str]:
        """Yield a line for each pattern that matches no page, of settings whose whole folder was asked for.

        `pages`: by the folders that they are in.
        """
        folders = [os.path.abspath(path) for path in asked]  # noqa: PTH100 - `resolve` follows links
        by_settings: dict[int, tuple[Settings, list[str]]] = {}
        for folder, within in pages.items():
            with suppress(ConfigError):
                settings = self.settings_in(folder)
                by_settings.setdefault(id(settings), (settings, []))[1].extend(within)
        for settings, own in by_settings.values():
            if settings.file and any(settings.file.is_relative_to(folder) for folder in folders):
                yield from settings.idle_patterns(own)

    def check(self) -> None:
        """Raise ConfigError when the command line names a rule that there is not."""
        Settings(select=self.select, extend_select=self.extend_select, ignore=self.ignore).chosen(self.rules)

    def _settings_in(self, folder: Path) -> Settings | ConfigError:
        """The settings for the files in a folder. Folders under one settings file share them, or its error."""
        try:
            place = None if self.isolated else self.config or find_settings(folder, self._places)
            if place not in self._by_file:
                self._by_file[place] = self._load(place)
        except ConfigError as error:
            return error
        return self._by_file[place]

    def _open_baseline(self, settings: Settings) -> None:
        """Open the baseline that settings name. Raises ConfigError, about them where it cannot be read at all."""
        try:
            if self.baselines is not None:
                self.baselines.open(settings, named=bool(self.config))
        except ConfigError as error:
            if error.file or settings.file is None:
                raise
            raise in_file(settings.file, ConfigError(str(error), "baseline")) from None

    def _load(self, place: Path | None) -> Settings | ConfigError:
        try:
            settings = load_settings(place, self.rules, trusted=bool(self.config)) if place else Settings()
            self._open_baseline(settings)
        except ConfigError as error:
            return error
        return replace(
            settings,
            select=self.select or settings.select,
            extend_select=(*settings.extend_select, *self.extend_select),
            ignore=(*settings.ignore, *self.ignore),
        )
