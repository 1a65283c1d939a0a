"""What is set where: the value that each key has, and the file and line that it has it from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from mdlint_zh.config.described.as_toml import dotted, plain
from mdlint_zh.config.described.keys import ANY_NAME, EXTEND, all_keys
from mdlint_zh.config.described.lines import lines_of_keys
from mdlint_zh.config.error import ConfigError, shown, suggestion
from mdlint_zh.config.load import given_values, load_settings
from mdlint_zh.config.presets import PREFIX, is_preset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from mdlint_zh.config.described.keys import Described
    from mdlint_zh.config.flat import Flat
    from mdlint_zh.config.settings import Settings

Place: TypeAlias = "tuple[str, ...]"


class Row(NamedTuple):
    """A key with its value as JSON has it, None for none; the file that gives it, and the line there; None for a
    default.
    """

    place: tuple[str, ...]
    value: Any
    file: Path | None
    line: int | None

    @property
    def key(self) -> str:
        """The path of the key, as it is written."""
        return dotted(self.place)

    @property
    def source(self) -> str:
        """The file that gives it, presets by their names; "" for a default."""
        if self.file is None:
            return ""
        return f"{PREFIX}{self.file.stem}" if is_preset(self.file) else str(self.file)


def effective(file: Path | None, rules: Mapping[str, Described], *, trusted: bool = False) -> list[Row]:
    """Return what is set with this settings file: each key that there is, in the order of the settings page, and what
    people have named. Raises ConfigError.
    """
    flat = given_values(file, rules, trusted=trusted) if file else {}
    if file:
        load_settings(file, rules, trusted=trusted)  # it refuses what no value shows alone
    lines = {one: lines_of_keys(one) for one in {given.file for given in flat.values()}}
    return list(_rows(flat, lines, rules))


def _rows(flat: Flat, lines: Mapping[Path, Mapping[Place, int]], rules: Mapping[str, Described]) -> Iterator[Row]:
    told: set[Place] = set()
    for key in all_keys(rules):
        known = key.place[: key.place.index(ANY_NAME)] if ANY_NAME in key.place else key.place
        under = [place for place in flat if place[: len(known)] == known and place not in told]
        told.update(under)
        for place in under:
            value, file = flat[place]
            yield Row(place, plain(value), file, lines[file].get(place))
        if not under and known == key.place != EXTEND:
            yield Row(known, plain(key.default), None, None)


def value_of(asked: str, rows: Iterable[Row]) -> Any:
    """Return the value of a key, or of a table all that is in it. Raises ConfigError for a key that there is not."""
    under: dict[Place, Any] = {}
    known: list[str] = []
    for row in rows:
        known.append(row.key)
        for count in range(1, len(row.place) + 1):
            if asked in (dotted(row.place[:count]), ".".join(row.place[:count])):
                under[row.place[count:]] = row.value
    if not under:
        raise ConfigError(f"there is no setting {shown(asked)}{suggestion(asked, known)}")
    return under[()] if () in under else _nested(under)


def graded(rows: Iterable[Row], settings: Settings, rules: Mapping[str, Described]) -> Iterator[Row]:
    """Yield the rows, and then for each rule the severity that it has: what is set may be said of several at once."""
    yield from rows
    for name, rule in rules.items():
        yield Row(("severity", name), settings.severity.get(name, str(rule.severity)), None, None)


def _nested(under: Mapping[Place, Any]) -> dict[str, Any]:
    """Values by the paths of their keys as tables in tables."""
    made: dict[str, Any] = {}
    for place, value in under.items():
        table = made
        for name in place[:-1]:
            table = table.setdefault(name, {})
        table[place[-1]] = value
    return made
