"""Whose settings are asked for, and what is set there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from mdlint_zh.cli.errors import complain
from mdlint_zh.config import ConfigError, Settings, find_settings, load_settings
from mdlint_zh.config.described.effective import Row, effective
from mdlint_zh.engine.load import Loaded, load_rules
from mdlint_zh.report import escape


@dataclass(eq=False, repr=False, kw_only=True)
class SettingsRequest:
    """The file or folder whose settings are asked for; a settings file to take instead, or none at all."""

    path: str
    config: str | None
    isolated: bool

    def rows(self, loaded: Loaded) -> list[Row]:
        """Return what is set. Raises ConfigError."""
        return effective(self._file(), loaded.rules, trusted=bool(self.config))

    def settings(self, loaded: Loaded) -> Settings:
        """Return the settings themselves. Raises ConfigError."""
        file = self._file()
        return load_settings(file, loaded.rules, trusted=bool(self.config)) if file else Settings()

    def _file(self) -> Path | None:
        """The settings file that counts there. Raises ConfigError where nothing is, and for a file that is broken."""
        if not os.path.lexists(self.path):
            raise ConfigError(f"{escape.name(self.path)}: there is no such file or folder")
        if self.isolated:
            return None
        if self.config:
            return Path(self.config)
        place = Path(self.path)
        return find_settings(place if place.is_dir() else place.parent)


def rules_told() -> Loaded:
    """Return all rules, and tell which plugins were left out."""
    loaded = load_rules()
    for problem in loaded.problems:
        complain(problem)
    return loaded
