"""A terminal's output as an SVG. Every run of characters of one width has a fixed place and length, so that columns
are right in whatever font the reader has: Han, two columns wide, would be squeezed or stretched else.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from wcwidth import wcwidth

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL, LINE, SIZE, EDGE = 8.4, 20, 14, 16
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#f2cc60", "34": "#79c0ff", "36": "#76e3ea"}
PLAIN, GROUND = "#d0d7de", "#1f2329"
SGR = re.compile(r"\x1b\[([0-9;]*)m")
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', 'PingFang SC', monospace"


class Style(NamedTuple):
    """How a character is shown."""

    colour: str = PLAIN
    bold: bool = False


class Cell(NamedTuple):
    """A character, and the column it begins in."""

    character: str
    column: int
    style: Style

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return max(0, wcwidth(self.character))

    @property
    def run(self) -> tuple[Style, int, bool]:
        """What the characters of one run have in common; spaces stand apart, so that none is lost at an edge."""
        return self.style, self.width, self.character == " "


def render(output: str) -> str:
    """The SVG of what a command wrote to a terminal."""
    rows = [list(_cells(line)) for line in _lines(output)]
    columns = max(cell.column + cell.width for row in rows for cell in row)
    return drawing(columns, len(rows), [text for number, row in enumerate(rows) for text in texts(row, number)])


def drawing(columns: int, lines: int, elements: list[str]) -> str:
    """The SVG of a screen of that size, with these elements on it, the last on top."""
    width, height = round(columns * CELL + 2 * EDGE), lines * LINE + 2 * EDGE
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>',
        f'<g font-family="{FONTS}" font-size="{SIZE}" fill="{PLAIN}">',
        *elements,
        "</g>",
        "</svg>",
        "",
    ])  # fmt: skip


def _lines(output: str) -> Iterator[list[tuple[str, Style]]]:
    """Each line as its characters with their styles."""
    style, line = Style(), list[tuple[str, Style]]()
    for index, part in enumerate(SGR.split(output.rstrip("\n"))):
        if index % 2:
            style = _styled(style, part)
            continue
        for character in part:
            if character == "\n":
                yield line
                line = []
            else:
                line.append((character, style))
    yield line


def _styled(style: Style, codes: str) -> Style:
    for code in codes.split(";"):
        if code in ("", "0"):
            style = Style()
        elif code == "1":
            style = style._replace(bold=True)
        else:
            style = style._replace(colour=COLOURS.get(code, style.colour))
    return style


def _cells(line: list[tuple[str, Style]]) -> Iterator[Cell]:
    column = 0
    for character, style in line:
        cell = Cell(character, column, style)
        yield cell
        column += cell.width


def texts(row: list[Cell], line: int) -> Iterator[str]:
    """An element for each run of a line, the first being 0, that is not spaces."""
    y = EDGE + line * LINE + SIZE
    for (style, width, blank), group in groupby(row, key=lambda cell: cell.run):
        cells = list(group)
        if blank:
            continue
        length = sum(cell.width for cell in cells) * CELL
        text = escape("".join(cell.character for cell in cells), quote=False)
        x = EDGE + cells[0].column * CELL
        yield f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}"{_look(style, width)}>{text}</text>'


def _look(style: Style, width: int) -> str:
    """The attributes of a run. A Han character is as wide as its font is high, so the font is two cells high."""
    size = f' font-size="{2 * CELL:.1f}"' if width == 2 else ""
    colour = f' fill="{style.colour}"' if style.colour != PLAIN else ""
    return size + colour + (' font-weight="bold"' if style.bold else "")
