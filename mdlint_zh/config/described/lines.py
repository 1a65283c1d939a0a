"""On which lines of a settings file its keys stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.config.key_places import spans_of_keys
from mdlint_zh.config.toml import read_text, table_place

if TYPE_CHECKING:
    from pathlib import Path


def lines_of_keys(path: Path) -> dict[tuple[str, ...], int]:
    """Return the line of each key of our table in a settings file that is sound, by the path of the key; lines count
    from 1. A table stands where it first has its name. Raises ConfigError.
    """
    text, ours = read_text(path), table_place(path)
    lines: dict[tuple[str, ...], int] = {}
    line, last = 1, 0
    for place, (start, _) in spans_of_keys(text).items():
        names = tuple(key for key in place if isinstance(key, str))
        line, last = line + text.count("\n", last, start), start
        if len(names) == len(place) > len(ours) and names[: len(ours)] == ours:
            lines[names[len(ours) :]] = line
    return lines
