"""On which lines of a TOML file its keys stand: the parser does not say.

The file is cut into statements, headers of tables and pairs of key and value, which takes no more than knowing where
strings, comments and brackets end; each of them is then read by the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.toml import PYPROJECT, parse_text, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PIECE = pattern(
    r""""{3}(?:\\.|"{1,2}(?!")|[^"\\])*"{3,5}|'{3}(?:'{1,2}(?!')|[^'])*'{3,5}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<end>\n)""",
    re.DOTALL,
)


def lines_of_keys(path: Path) -> dict[tuple[str, ...], int]:
    """Return the line of each key of our table in a settings file that is sound, by the path of the key; lines count
    from 1. A table stands where it first has its name. Raises ConfigError.
    """
    ours = ("tool", "mdlint-zh") if path.name == PYPROJECT else ()
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for line, statement in _statements(read_text(path)):
        given = parse_text(path, statement)
        is_header = statement.lstrip().startswith("[")
        places = list(_places(given, () if is_header else table))
        if is_header:
            table = places[-1]
        for place in places:
            if place[: len(ours)] == ours:
                lines.setdefault(place[len(ours) :], line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements of a TOML file, each with its line. One ends with its line, unless a bracket is open."""
    start = line = depth = 0
    for piece in _PIECE.finditer(text + "\n"):
        if piece["opens"]:
            depth += 1
        elif piece["closes"]:
            depth -= 1
        elif piece["end"] and not depth:
            statement = text[start : piece.end()]
            yield line + 1, statement
            line += statement.count("\n") or 1
            start = piece.end()


def _places(given: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths of the keys in what was read of a statement, a table before what it holds."""
    waiting = [(above, given)]
    while waiting:
        place, value = waiting.pop()
        if place != above:
            yield place
        if isinstance(value, list) and len(value) == 1:  # the header of one of several tables
            value = value[0]
        if isinstance(value, dict):
            waiting += [((*place, key), one) for key, one in reversed(value.items())]
