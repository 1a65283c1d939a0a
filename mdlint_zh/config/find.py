"""Where settings are: the nearest settings file, its repository, and which files it may name."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from mdlint_zh.config.error import ConfigError, within
from mdlint_zh.config.toml import PYPROJECT, has_table, in_file, parse_file
from mdlint_zh.config.values import check_keys, names

NAMES = (".mdlint-zh.toml", PYPROJECT)


def find_settings(folder: Path, known: dict[Path, Path | None] | None = None) -> Path | None:
    """Return the nearest settings file, from this folder upwards. Raises ConfigError for one that cannot be read.

    `known` keeps what was found for each folder, for the next that is asked for.
    """
    known = {} if known is None else known
    passed: list[Path] = []
    found = None
    for parent in (here := absolute(folder), *here.parents):
        passed.append(parent)
        found = known[parent] if parent in known else settings_in(parent)
        if found or parent in known:
            break
    known.update(dict.fromkeys(passed, found))
    return found


def absolute(path: Path) -> Path:
    """Return the path from the root without `..`, which would make the folder we are in a parent; links are not
    followed.
    """
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links
    except FileNotFoundError:
        raise ConfigError("the folder that we are in is gone") from None


class Reach:
    """Where the files may lie that a settings file names: in its repository, or where the user says.

    The repository is the nearest folder above with `.git`, else the folder of the settings file. What a person names on
    the command line reaches anywhere.
    """

    def __init__(self, settings: Path, *, anywhere: bool = False) -> None:
        folder = absolute(settings).parent
        tops = (parent for parent in (folder, *folder.parents) if os.path.lexists(parent / ".git"))
        self._anywhere = anywhere
        self._repository = next(tops, folder)

    def resolved(self, path: Path) -> Path:
        """Return the file itself, links followed. Raises ConfigError for one that is out of reach."""
        real = _real(path)
        if self._anywhere or real.is_relative_to(_real(self._repository)):
            return real
        if any(real.is_relative_to(folder) for folder in self._trusted):
            return real
        raise ConfigError(f"{path} is outside of the repository; --config allows it, or `trust` in {user_settings()}")

    @cached_property
    def _trusted(self) -> list[Path]:
        """The folders that the user's own settings trust. Raises ConfigError."""
        path = user_settings()
        if path is None or not os.path.lexists(path):
            return []
        table = parse_file(path)
        try:
            check_keys(table, ["trust"], "")
            with within("trust"):
                return list(map(_trusted, names("trust", table.get("trust", []))))
        except (ConfigError, RuntimeError) as error:
            told = error if isinstance(error, ConfigError) else ConfigError(str(error), "trust")
            raise in_file(path, told) from None


def user_settings() -> Path | None:
    """Return where the user's own settings are, whether there or not; None where no home is known."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    try:
        home = Path(given) if Path(given).is_absolute() else Path("~/.config").expanduser()
    except RuntimeError:
        return None
    return home / "mdlint-zh" / "settings.toml"


def settings_in(folder: Path) -> Path | None:
    """Return the settings file in a folder, if there is one. Raises ConfigError."""
    for name in NAMES:
        path = folder / name
        if os.path.lexists(path):
            if os.path.islink(path):  # noqa: PTH114 - never raises
                _check_link(path)
            if name != PYPROJECT or has_table(path):
                return path
    return None


def _check_link(path: Path) -> None:
    """Raise ConfigError for a settings file that is a link out of its repository."""
    try:
        Reach(path).resolved(path)
    except ConfigError:
        raise ConfigError.at(path, "is a link out of the repository; --config allows it", None) from None


def _trusted(name: str) -> Path:
    """A folder that is trusted. Raises RuntimeError where no home is known."""
    folder = Path(name).expanduser()
    if not folder.is_absolute():
        raise ConfigError("`trust` has to be a list of whole paths, like /srv/shared")
    return _real(folder)


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError, RecursionError):
        raise ConfigError(f"{path}: is no name that a file can have") from None
