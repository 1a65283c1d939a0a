"""The settings of pages in an editor: read anew when their files change. While one is broken, what it said holds on."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.paths import folder_of
from mdlint_zh.config import ConfigError
from mdlint_zh.config.error import Spot
from mdlint_zh.config.find import NAMES, find_settings
from mdlint_zh.run.baseline.baselines import Baselines
from mdlint_zh.run.choices import Choices
from mdlint_zh.titles.lists import forget as forget_titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from mdlint_zh.config import Settings
    from mdlint_zh.engine.rule import Rule

    _Stamp: TypeAlias = "tuple[int, int, int] | None"
    """What tells that a file has changed: its time, size and number; None for no file."""


class Problem(NamedTuple):
    """What is wrong with a settings file, and where in it; `file` is "" where none is named."""

    file: str
    message: str
    spot: Spot = Spot(1, "")

    @classmethod
    def of(cls, error: ConfigError, nearest: str) -> Problem:
        """Return what an error says: of the file that it names, else of the `nearest` settings."""
        if not os.path.isfile(error.file):  # noqa: PTH113 - never raises
            return cls(nearest, str(error))
        return cls(error.file, error.why, error.spot or Spot(1, ""))


@dataclass(eq=False, repr=False)
class SteadyChoices(Choices):
    """Choices that answer with what held before where a settings file is broken. `good`: that, by folder; `broken`:
    what is wrong, by folder.
    """

    good: dict[str, Settings] = field(default_factory=dict)
    broken: dict[str, ConfigError] = field(default_factory=dict)

    def settings_in(self, folder: str) -> Settings:
        """Return the settings for the files in a folder. Raises ConfigError for broken ones that were never sound."""
        try:
            settings = super().settings_in(folder)
        except ConfigError as error:
            self.broken[folder] = error
            before = self._before(folder)
            if before is None:
                raise
            return before
        self.good[folder] = settings
        return settings

    def _before(self, folder: str) -> Settings | None:
        """What held here, or next above, before it was broken."""
        if folder in self.good:
            return self.good[folder]
        above = [one for one in self.good.values() if one.file and Path(folder).is_relative_to(one.file.parent)]
        return max(above, key=lambda one: len(str(one.file)), default=None)


class CurrentSettings:
    """The choices for a page, as its settings are now; `good` are settings that held before, by folder."""

    def __init__(self, rules: Mapping[str, Rule], good: Mapping[str, Settings] | None = None) -> None:
        self.rules = rules
        self._choices = self._fresh(good or {})
        self._seen: dict[str, tuple[_Stamp, ...]] = {}

    @property
    def good(self) -> dict[str, Settings]:
        """The settings that were sound when they were last read, by folder."""
        return self._choices.good

    def choices(self, path: str | None) -> SteadyChoices:
        """Return the choices for a page, which may have no place. A file that is beside it is looked for anew."""
        folder = folder_of(path) if path else os.getcwd()  # noqa: PTH109 - as settings are looked for
        stamps = tuple(map(_stamp, self._files(folder)))
        if self._seen.setdefault(folder, stamps) != stamps:
            self.forget()
            self._seen[folder] = stamps
        self._choices.look_again()
        return self._choices

    def forget(self) -> None:
        """Have all settings read anew."""
        self._seen.clear()
        forget_titles()
        self._choices = self._fresh(self._choices.good)

    def problem(self, path: str | None) -> Problem | None:
        """Return what is wrong with the settings of a page."""
        folder = folder_of(path) if path else os.getcwd()  # noqa: PTH109
        error = self._choices.broken.get(folder)
        if error is None:
            return None
        nearest = None
        with suppress(ConfigError):
            nearest = find_settings(Path(folder))
        return Problem.of(error, str(nearest or ""))

    def _fresh(self, good: Mapping[str, Settings]) -> SteadyChoices:
        whole = frozenset(name for name, rule in self.rules.items() if rule.whole_page)
        return SteadyChoices(self.rules, baselines=Baselines("use", whole), good=dict(good))

    def _files(self, folder: str) -> Iterator[str]:
        """Files that say what the settings for a folder are: those that are there and those that may come."""
        here = Path(folder)
        for parent in (here, *here.parents):
            yield from (os.path.join(parent, name) for name in NAMES)  # noqa: PTH118 - for each check
        settings = self._choices.good.get(folder)
        if settings and settings.baseline:
            yield str(settings.baseline)


def _stamp(path: str) -> _Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
