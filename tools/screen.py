"""Draw docs/server-neovim.svg: a page in Neovim, with what the server says of it.

    python tools/screen.py

Neovim is run in an emulated terminal, and its screen is read cell by cell. Needs Neovim 0.7 or newer, and pyte, which
is the terminal (`pip install pyte`).
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
from importlib import import_module
from pathlib import Path
from typing import Any

from picture import CELL, EDGE, GROUND, LINE, PLAIN, Cell, Style, drawing, texts

pyte: Any = import_module("pyte")  # it has no types, and is in no group

ROOT = Path(__file__).resolve().parents[1]
DOCS, LUA, SETUP = ROOT / "docs", ROOT / "tools" / "screen.lua", ROOT / "editors" / "neovim" / "mdlint_zh_server.lua"
COLUMNS, LINES, SECONDS = 100, 18, 60
PAGE = """\
###  [:house:返回](README.md)
---


## 湖边修起了新步道
`8/2/2024 9:40 AM UTC  江边` [轉載自GNews](https://gnews.org/articles/1)

💡夜里亮着灯，[[zh：水鸟]]照样睡在芦苇里&hellip;

![img](https://img.example.org/lake.jpg "湖边的步道")

坐[[zh:上]][[zh:海地]]铁可以到。

😀县里的人说：公园装上了聊[[zh:天机]]器人，问路不用等。
"""
FILES = {
    "1.md": PAGE,
    "README.md": "# 湖边\n",
    "titles.txt": "天机\n水鸟\n海地\n上海\n",
    ".mdlint-zh.toml": 'titles = ["titles.txt"]\n',
}


def main() -> None:
    """Draw it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        (DOCS / "server-neovim.svg").write_text(neovim(folder), encoding="utf-8", newline="\n")


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
                elements.append(filled(line, column, cell.width, back))
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


def filled(line: int, column: int, columns: int, colour: str) -> str:
    """The element that fills some cells of a line."""
    x, y = EDGE + column * CELL, EDGE + line * LINE - 1
    return f'<rect x="{x:.1f}" y="{y}" width="{columns * CELL:.1f}" height="{LINE}" fill="{colour}" stroke="{colour}"/>'


def wave(line: int, column: int, columns: int, colour: str) -> str:
    """A wavy line under some cells of a line: two waves a cell."""
    x, y = EDGE + column * CELL, EDGE + line * LINE + 17.5
    waves = f"q{CELL / 8:.2f} -2 {CELL / 4:.2f} 0 t{CELL / 4:.2f} 0" + f" t{CELL / 4:.2f} 0" * (4 * columns - 2)
    return f'<path d="M{x:.1f} {y} {waves}" fill="none" stroke="{colour}"/>'


if __name__ == "__main__":
    main()
