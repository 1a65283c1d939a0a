"""TOML files of settings: opened, parsed, and our table in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.base.opening import MIB, OpenError, read_file
from mdlint_zh.config.error import ConfigError, Spot

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT = "pyproject.toml"
MOST_PARTS = 100
_PART = r"""(?:[\w-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
# The parser takes a quarter of a minute for a key of 32,000 parts, and four times as long for twice as many.
_AT = pattern(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_KEY = pattern(rf"(?<![\w.'\"-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_PARTS}}}")


def read_table(path: Path) -> dict[str, Any]:
    """Our table in a settings file, empty when a pyproject.toml has none. Raises ConfigError."""
    data = parse_file(path)
    return _table(_table(data, "tool", path), "mdlint-zh", path) if path.name == PYPROJECT else data


def table_place(path: Path) -> tuple[str, ...]:
    """Return the path of our table in a settings file."""
    return ("tool", "mdlint-zh") if path.name == PYPROJECT else ()


def in_file(path: Path, error: ConfigError) -> ConfigError:
    """Return an error about a key of our table in a file that could be parsed, with the file and where that stands."""
    from mdlint_zh.config.key_places import spot_of  # noqa: PLC0415 - only for messages of error

    return ConfigError.at(path, str(error), spot_of(read_text(path), (*table_place(path), *error.place)), error.place)


def has_table(path: Path) -> bool:
    """Tell whether a pyproject.toml has a table of ours: a project may depend on us and be configured elsewhere."""
    data = _read(path)
    return b"mdlint-zh" in data and "mdlint-zh" in _table(parse_text(path, _decoded(path, data)), "tool", path)


def parse_file(path: Path) -> dict[str, Any]:
    """Return a TOML file. Raises ConfigError."""
    return parse_text(path, read_text(path))


def read_text(path: Path) -> str:
    """Return the text of a file. Raises ConfigError."""
    return _decoded(path, _read(path))


def _table(data: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise in_file(path, ConfigError(f"`{'tool.' * (key != 'tool')}{key}` has to be a table"))
    return table


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MIB).data
    except OpenError as error:
        raise ConfigError(f"{path}: {error}") from None


def _decoded(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lead = data[: error.start].decode("utf-8-sig").rpartition("\n")
        spot = Spot(lead[0].count("\n") + len(lead[1]) + 1, lead[2])
        raise ConfigError.at(path, f"is not UTF-8: offset {error.start}", spot) from None


def parse_text(path: Path, text: str) -> dict[str, Any]:
    """Return the tables of a text in TOML. Raises ConfigError, with line and column for what is none."""
    try:
        import tomllib  # noqa: PLC0415 - only where there is a file
    except ImportError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef]  # noqa: PLC0415
    try:
        if found := _LONG_KEY.search(text):
            spot = Spot(text.count("\n", 0, found.start()) + 1, text[: found.start()].rpartition("\n")[2])
            raise ConfigError.at(path, f"a key has more than {MOST_PARTS} parts", spot)
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError.at(path, "is nested too deep", None) from None
    except tomllib.TOMLDecodeError as error:
        raise _broken(path, text, str(error)) from None
    except (ValueError, OverflowError):  # Python reads no number of more than 4,300 digits
        told = "broken TOML: a number has too many digits, or a date does not exist"
        raise ConfigError.at(path, told, None) from None


def _broken(path: Path, text: str, told: str) -> ConfigError:
    """What the parser says of a text that is no TOML, with the place that it tells at its end."""
    found = _AT.search(told)
    if found is None:
        return ConfigError.at(path, f"broken TOML: {told}", None)
    lines = text.split("\n")
    line = int(found[1] or len(lines))
    lead = lines[line - 1][: int(found[2]) - 1] if found[2] else lines[-1]
    return ConfigError.at(path, f"broken TOML: {told[: found.start()]}", Spot(line, lead))
