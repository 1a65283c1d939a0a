"""Settings: read from `.mdlint-zh.toml` or `[tool.mdlint-zh]` in pyproject.toml, checked against what there is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdlint_zh.linter import Active, Plan
from mdlint_zh.page import Profile
from mdlint_zh.titles import Titles, TitlesError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from mdlint_zh.model import Rule

NAMES = (".mdlint-zh.toml", "pyproject.toml")
KINDS = ("article", "index", "other")
MOST_EXTENDS = 10


class ConfigError(Exception):
    """Settings that cannot be used; the message is one line and says where and why."""


@dataclass(frozen=True)
class Settings:
    """What is configured. Patterns are those of `fnmatch`, for a file's name or, with a slash, for its path.

    `select`, `extend_select` and `ignore` hold names of rules, or what several begin with; `root` is the folder that
    paths in patterns count from; `options` the options of rules that are not at their defaults; `titles` the titles of
    the lists that are named.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"index": ("README*.md",)})
    profile: Profile = field(default_factory=Profile)
    options: Mapping[str, object] = field(default_factory=dict)
    titles: Container[str] = ()
    root: Path = field(default_factory=Path)

    def kind(self, path: Path | None) -> str | None:
        """The kind of page that the patterns give to a path, or None when they say nothing.

        An empty list of articles says that nothing is one, not even a text without a path.
        """
        of_path = (kind for kind, patterns in self.kinds.items() if path and self._matches(path, patterns))
        return next(of_path, "other" if self.kinds.get("article") == () else None)

    def excludes(self, path: Path) -> bool:
        """Whether a path is left out."""
        return self._matches(path, self.exclude)

    def plan(self, rules: Mapping[str, Rule], path: Path | None = None) -> Plan:
        """The rules to run, on this path when it is given, with their options. Raises ConfigError for unknown names."""
        chosen = _named(rules, self.select) if self.select else {name for name, rule in rules.items() if rule.on}
        chosen |= _named(rules, self.extend_select)
        chosen -= _named(rules, self.ignore, opt=True)
        for pattern in self.ignoring(path) if path else ():
            chosen -= _named(rules, self.per_file_ignores[pattern], opt=True)
        return Plan(Active(rules[name], self.options.get(name) or rules[name].options()) for name in sorted(chosen))

    def ignoring(self, path: Path) -> tuple[str, ...]:
        """The patterns of `per_file_ignores` that a path matches."""
        return tuple(pattern for pattern in self.per_file_ignores if self._matches(path, (pattern,)))

    def _matches(self, path: Path, patterns: tuple[str, ...]) -> bool:
        if not patterns:
            return False
        names, with_slash = _sorted(patterns)
        if names and any(fnmatchcase(path.name, pattern) for pattern in names):
            return True
        if not with_slash:
            return False
        try:
            relative = _absolute(path).relative_to(_absolute(self.root)).as_posix()
        except ValueError:
            relative = path.as_posix()
        return any(fnmatchcase(relative, pattern) for pattern in with_slash)


@cache
def _sorted(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The patterns for a name alone, and those for a path."""
    for_path = tuple(pattern.removeprefix("./") for pattern in patterns if "/" in pattern)
    return tuple(pattern for pattern in patterns if "/" not in pattern), for_path


def find_settings(folder: Path) -> Path | None:
    """The nearest settings file, from this folder upwards. Raises ConfigError for one that cannot be read."""
    for parent in (here := _absolute(folder), *here.parents):
        for name in NAMES:
            path = parent / name
            if os.path.isfile(path) and (name == NAMES[0] or _is_ours(path)):  # noqa: PTH113 - never raises
                return path
    return None


def _is_ours(path: Path) -> bool:
    """Whether a pyproject.toml has a table of ours: a project may depend on us and be configured elsewhere."""
    try:
        named = b"mdlint-zh" in path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    return named and "mdlint-zh" in _parse(path).get("tool", {})


def _absolute(path: Path) -> Path:
    """The path from the root without `..`, which would make the folder we are in a parent; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` follows links


def load_settings(path: Path, rules: Mapping[str, Rule]) -> Settings:
    """The settings of one file. Raises ConfigError."""
    table = _extended(path, ())
    try:
        root = path.absolute().parent
        titles = Titles.opened(root / name for name in _names("titles", table.pop("titles", [])))
        return replace(_settings(table, rules), root=root, titles=titles)
    except (ConfigError, TitlesError) as error:
        raise ConfigError(f"{path}: {error}") from None


def suggestion(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for a name that is nearly one of the known, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for messages of error

    near = get_close_matches(name, list(known), 1, 0.6)
    return f"; did you mean `{near[0]}`?" if near else ""


def _named(rules: Mapping[str, Rule], names: Iterable[str], *, opt: bool = False) -> set[str]:
    """The rules with these names, or whose names begin with them; those that are off only by their full name."""
    chosen: set[str] = set()
    for name in names:
        found = {
            rule for rule in rules if name in (rule, "ALL") or (rule.startswith(f"{name}-") and (opt or rules[rule].on))
        }
        if not found:
            raise ConfigError(f"there is no rule `{name}`{suggestion(name, rules)}")
        chosen |= found
    return chosen


def _extended(path: Path, below: tuple[Path, ...]) -> dict[str, Any]:
    """The table of a settings file over the table of the file that it extends."""
    if path in below or len(below) > MOST_EXTENDS:
        raise ConfigError(f"{path}: `extend` leads round in a circle")
    table = _read_table(path)
    base = table.pop("extend", None)
    if base is None:
        return table
    if not isinstance(base, str):
        raise ConfigError(f"{path}: `extend` has to be a path")
    return _extended(path.parent / base, (*below, path)) | table


def _read_table(path: Path) -> dict[str, Any]:
    """Our table in a TOML file. Raises ConfigError."""
    data = _parse(path)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("mdlint-zh", {})
        if not isinstance(data, dict):
            raise ConfigError(f"{path}: `tool.mdlint-zh` has to be a table")
    return data


def _parse(path: Path) -> dict[str, Any]:
    """A TOML file. Raises ConfigError, with line and column for broken TOML."""
    try:
        import tomllib  # noqa: PLC0415 - only where there is a file
    except ImportError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef]  # noqa: PLC0415
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8: offset {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: broken TOML: {error}") from None


def _settings(table: Mapping[str, Any], rules: Mapping[str, Rule]) -> Settings:
    known = {
        "select": _names, "extend-select": _names, "ignore": _names, "exclude": _names,
        "per-file-ignores": _table_of_names, "kinds": _kinds,
    }  # fmt: skip
    _check_keys(table, [*known, "profile", "rules", "titles", "extend"], "")
    values: dict[str, Any] = {
        key.replace("-", "_"): known[key](key, value) for key, value in table.items() if key in known
    }
    if "profile" in table:
        values["profile"] = _filled(Profile, table["profile"], "profile")
    values["options"] = _options(table.get("rules", {}), rules)
    settings = Settings(**values)
    settings.plan(rules)
    for names in settings.per_file_ignores.values():
        _named(rules, names, opt=True)
    return settings


def _kinds(key: str, value: object) -> dict[str, tuple[str, ...]]:
    kinds = _table_of_names(key, value)
    _check_keys(kinds, KINDS, f" in {key}")
    return {"index": ("README*.md",)} | kinds


def _options(table: object, rules: Mapping[str, Rule]) -> dict[str, object]:
    """The options of each rule that has a table of its own."""
    if not isinstance(table, dict):
        raise ConfigError("`rules` has to be a table")
    for name in table:
        if name not in rules:
            raise ConfigError(f"there is no rule `{name}`{suggestion(name, rules)}")
    return {name: _filled(rules[name].options, values, f"rules.{name}") for name, values in table.items()}


def _filled(kind: type[Any], table: object, place: str) -> Any:
    """A dataclass filled from a table whose keys are its fields in kebab case."""
    if not isinstance(table, dict):
        raise ConfigError(f"`{place}` has to be a table")
    defaults = {one.name.replace("_", "-"): one.default for one in fields(kind)}
    _check_keys(table, defaults, f" in {place}")
    values = {key.replace("-", "_"): _like(value, defaults[key], f"{place}.{key}") for key, value in table.items()}
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(f"{place}: {error}") from None


def _like(value: object, default: object, place: str) -> object:
    """The value, when it is of the type of the default."""
    if isinstance(default, tuple):
        return _names(place, value)
    if type(value) is int and type(default) is float:
        return float(value)
    if type(value) is not type(default):
        raise ConfigError(f"`{place}` has to be {_TYPES.get(type(default), 'something else')}, like {default!r}")
    return value


_TYPES = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


def _names(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigError(f"`{key}` has to be a list of texts")
    return tuple(value)


def _table_of_names(key: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ConfigError(f"`{key}` has to be a table")
    return {name: _names(f"{key}.{name}", names) for name, names in value.items()}


def _check_keys(table: Iterable[str], known: Iterable[str], place: str) -> None:
    for key in table:
        if key not in (names := list(known)):
            raise ConfigError(f"unknown key `{key}`{place}{suggestion(key, names)}")
