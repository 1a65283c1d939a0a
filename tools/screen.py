"""Draw docs/server-neovim.svg and docs/server-vscode.svg: a page in an editor, with what the server says of it.

    python tools/screen.py

Neovim is run in an emulated terminal, and its screen is read cell by cell. VS Code is not run: its picture is drawn, in
its manner, of what the server answers when it is asked as VS Code asks. Needs Neovim 0.7 or newer, and pyte, which is
the terminal (`pip install pyte`).
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from picture import CELL, EDGE, GROUND, LINE, PLAIN, Cell, Style, drawing, texts
from wcwidth import wcwidth

pyte: Any = import_module("pyte")  # it has no types, and is in no group

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))
DOCS, LUA, SETUP = ROOT / "docs", ROOT / "tools" / "screen.lua", ROOT / "editors" / "neovim" / "mdlint_zh_server.lua"
COLUMNS, LINES, HOVER_LINES, SECONDS = 100, 18, 7, 60
HOVERED = "[[zh:天机]]"
PAGE = f"""\
###  [:house:返回](README.md)
---


## 湖边修起了新步道
`8/2/2024 9:40 AM UTC  江边` [轉載自GNews](https://gnews.org/articles/1)

💡夜里亮着灯，[[zh：水鸟]]照样睡在芦苇里&hellip;

![img](https://img.example.org/lake.jpg "湖边的步道")

坐[[zh:上]][[zh:海地]]铁可以到。

😀县里的人说：公园装上了聊{HOVERED}器人，问路不用等。
"""
FILES = {
    "1.md": PAGE,
    "README.md": "# 湖边\n",
    "titles.txt": "天机\n水鸟\n海地\n上海\n",
    ".mdlint-zh.toml": 'titles = ["titles.txt"]\n',
}
SERVER = [sys.executable, "-m", "mdlint_zh", "server"]
PULLS = {"textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown", "plaintext"]}}}
MARKS = re.compile(r"\*\*|`|^#+ ")
GREY, PANEL, BORDER = "#8b949e", "#181b20", "#454c56"
SEVERITIES = {1: ("error", "#f14c4c"), 2: ("warning", "#cca700"), 3: ("info", "#3794ff"), 4: ("hint", GREY)}


class Box(NamedTuple):
    """A place on the screen, in cells."""

    line: int
    column: int
    lines: int
    columns: int

    def filled(self, colour: str, border: str = "none") -> str:
        """The element that fills it."""
        x, y = EDGE + self.column * CELL, EDGE + self.line * LINE - 1
        size = f'width="{self.columns * CELL:.1f}" height="{self.lines * LINE}"'
        return f'<rect x="{x:.1f}" y="{y}" {size} fill="{colour}" stroke="{border}"/>'


def main() -> None:
    """Draw both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        for editor, draw in (("neovim", neovim), ("vscode", vscode)):
            (DOCS / f"server-{editor}.svg").write_text(draw(folder), encoding="utf-8", newline="\n")


def neovim(folder: Path) -> str:
    """Neovim's screen: each cell with the colours it has there."""
    screen = pyte.Screen(COLUMNS, LINES)
    _show(folder, pyte.ByteStream(screen))
    elements = list[str]()
    for line in range(LINES):
        cells, over = list[Cell](), list[str]()
        for column in range(COLUMNS):
            seen = screen.buffer[line][column]
            if not seen.data:  # the right half of a wide one
                continue
            front, back = _colour(seen.fg, PLAIN), _colour(seen.bg, GROUND)
            if seen.reverse:
                front, back = back, front
            cell = Cell(seen.data, column, Style(front, seen.bold))
            cells.append(cell)
            if back != GROUND:
                elements.append(Box(line, column, 1, cell.width).filled(back, back))
            if seen.underscore:
                over.append(wave(line, column, cell.width, front))
        elements += [*texts(cells, line), *over]
    return drawing(COLUMNS, LINES, elements)


def _show(folder: Path, stream: Any) -> None:
    """Run Neovim in a terminal, and feed what it writes there until all is shown. Raises TimeoutError."""
    shown, (ours, its) = folder / "shown", pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    wanted = {"SETUP": str(SETUP), "PAGE": "1.md", "AT": "天机", "SHOWN": str(shown)}
    environment = {**os.environ, **wanted, "PATH": path, "TERM": "xterm-256color", "HOME": str(folder)}
    colours = ["--cmd", "set termguicolors background=dark"]
    command = ["nvim", "-u", "NONE", "-i", "NONE", *colours, "-c", f"luafile {LUA}"]
    running = subprocess.Popen(command, cwd=folder, env=environment, stdin=its, stdout=its, stderr=its)
    end = time.monotonic() + SECONDS
    try:
        while time.monotonic() < end:
            if select.select([ours], [], [], 1)[0]:
                stream.feed(os.read(ours, 65536))
            elif shown.exists():
                return
    finally:
        running.kill()
        running.wait()
    message = f"Neovim has not shown the page in {SECONDS} seconds"
    raise TimeoutError(message)


def _colour(name: str, other: str) -> str:
    """A colour as SVG names it: a terminal has "default", names, and six digits."""
    if name == "default":
        return other
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else name


def vscode(folder: Path) -> str:
    """A page as VS Code shows it: wavy lines under what is found, a hover, and the list of problems."""
    found, hover = _answers(folder)
    lines, number = PAGE.splitlines(), 5
    elements = list[str]()
    for line, text in enumerate(lines):
        elements += [*written(f"{line + 1:>3}", line, 0, GREY), *written(text, line, number)]
    for one in reversed(found):  # the first on top, as it is at the top of the list
        elements += _underlined(one, lines, number)
    at = next(line for line, text in enumerate(lines) if HOVERED in text)
    elements += _hover(hover, at + 1, number + _cells(lines[at].partition(HOVERED)[0]))
    elements += _problems(found, len(lines) + HOVER_LINES + 1)
    return drawing(COLUMNS, len(lines) + HOVER_LINES + 2 + len(found), elements)


def _answers(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """The diagnostics of the page by their places, and the hover on a wikilink; both counted in UTF-16."""
    from lsp import Server

    uri = (folder / "1.md").as_uri()
    line = next(number for number, text in enumerate(PAGE.splitlines()) if HOVERED in text)
    before = PAGE.splitlines()[line].partition(HOVERED)[0]
    place = {"line": line, "character": len(before.encode("utf-16-le")) // 2 + 1}
    server = Server(SERVER, folder, PULLS)
    try:
        server.open(uri, PAGE)
        found = server.request("textDocument/diagnostic", textDocument={"uri": uri})["items"]
        hover = server.request("textDocument/hover", textDocument={"uri": uri}, position=place)
    finally:
        server.stop()
    return sorted(found, key=lambda one: tuple(one["range"]["start"].values())), hover["contents"]["value"]


def _underlined(one: dict[str, Any], lines: list[str], column: int) -> list[str]:
    """The wave under a finding, on the line it begins in; a cell wide where it is empty."""
    start, end = one["range"]["start"], one["range"]["end"]
    text = lines[start["line"]]
    first = _cells(_until(text, start["character"]))
    last = _cells(_until(text, end["character"])) if end["line"] == start["line"] else _cells(text)
    return [wave(start["line"], column + first, max(1, last - first), SEVERITIES[one["severity"]][1])]


def _hover(text: str, line: int, column: int) -> list[str]:
    """A box with the first lines of a hover, as much as VS Code shows before one scrolls."""
    parts = [MARKS.sub("", part) for part in text.splitlines() if part.strip("- ")]
    rows = [row for part in parts for row in folded(part, COLUMNS - column - 4)][:HOVER_LINES]
    box = Box(line, column, len(rows), max(map(_cells, rows)) + 2)
    return [
        box.filled("#2b3038", BORDER),
        *(t for n, row in enumerate(rows) for t in written(row, line + n, column + 1)),
    ]


def _problems(found: list[dict[str, Any]], line: int) -> list[str]:
    """The list of what was found, with its severity, rule and place, in UTF-16 as VS Code counts."""
    counts = Counter(SEVERITIES[one["severity"]][0] for one in found)
    head = ", ".join(f"{count} {name}{'s' * (count > 1)}" for name, count in counts.items())
    elements = [
        Box(line, 0, len(found) + 1, COLUMNS).filled(PANEL, BORDER),
        *written(f"PROBLEMS  1.md  {head}", line, 1),
    ]
    for number, one in enumerate(found, line + 1):
        start = one["range"]["start"]
        place = f"[Ln {start['line'] + 1}, Col {start['character'] + 1}]"
        behind = f" {one['source']}({one['code']}) {place}"
        message = shortened(one["message"].splitlines()[0], COLUMNS - 4 - _cells(behind))
        elements += written("●", number, 1, SEVERITIES[one["severity"]][1])
        elements += [*written(message, number, 3), *written(behind, number, 3 + _cells(message), GREY)]
    return elements


def wave(line: int, column: int, columns: int, colour: str) -> str:
    """A wavy line under some cells of a line: two waves a cell."""
    x, y = EDGE + column * CELL, EDGE + line * LINE + 17.5
    waves = f"q{CELL / 8:.2f} -2 {CELL / 4:.2f} 0 t{CELL / 4:.2f} 0" + f" t{CELL / 4:.2f} 0" * (4 * columns - 2)
    return f'<path d="M{x:.1f} {y} {waves}" fill="none" stroke="{colour}"/>'


def written(text: str, line: int, column: int, colour: str = PLAIN) -> list[str]:
    """The elements of a text that begins at a cell."""
    cells = list[Cell]()
    for character in text:
        cells.append(Cell(character, column, Style(colour)))
        column += cells[-1].width
    return list(texts(cells, line))


def folded(text: str, columns: int) -> list[str]:
    """A text in lines of so many columns; broken at a space where one is near."""
    rows = list[str]()
    while _cells(text) > columns:
        part = _fitting(text, columns)
        space = part.rfind(" ")
        part = part[: space + 1] if space > len(part) // 2 else part
        rows.append(part.rstrip())
        text = text[len(part) :]
    return [*rows, text]


def shortened(text: str, columns: int) -> str:
    """A text within so many columns, with … at its end where some of it is left out."""
    return text if _cells(text) <= columns else _fitting(text, columns - 1) + "…"


def _fitting(text: str, columns: int) -> str:
    """The longest beginning of a text that is no wider."""
    while _cells(text) > columns:
        text = text[:-1]
    return text


def _until(text: str, units: int) -> str:
    """What stands before a place that is counted in UTF-16."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le")


def _cells(text: str) -> int:
    return sum(max(0, wcwidth(character)) for character in text)


if __name__ == "__main__":
    main()
