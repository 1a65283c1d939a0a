"""Draw docs/architecture.svg: the packages, floor above floor as pyproject.toml has them, each in its own words."""

from __future__ import annotations

import ast
import re
import textwrap
from html import escape
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LAYERS = re.compile(r'containers = \["mdlint_zh"\].*?layers = \[\n(.*?)\n\]', re.DOTALL)
EDGE, GAP, WIDTH, NAME, LINE, CHARACTER = 30, 14, 740, 34, 18, 6.6
"""In pixels: around all, between two boxes, of a floor, of a name with the edges, of a line, of a wide character."""
RULES = (200, "rules/", "One rule a file, found by its entry point; they know the public names and no other.")
STYLE = """\
rect { fill: #f6f8fa; stroke: #57606a; }
.rule rect { fill: #ddf4ff; stroke: #0969da; }
text { font: 13px sans-serif; fill: #57606a; }
.name { font: bold 15px monospace; fill: #1f2328; }
path { fill: none; stroke: #0969da; stroke-width: 1.5; }"""


class Box(NamedTuple):
    """A package: its name, what it says of itself, where it begins from the left, and how wide it is."""

    name: str
    lines: list[str]
    x: int
    width: int

    def drawn(self, y: int, height: int) -> str:
        """Its elements, at this height."""
        texts = "".join(
            f'<text x="{self.x + 14}" y="{y + 41 + LINE * number}">{escape(line)}</text>'
            for number, line in enumerate(self.lines)
        )
        rect = f'<rect x="{self.x}" y="{y}" width="{self.width}" height="{height}" rx="6"/>'
        return f'{rect}<text class="name" x="{self.x + 14}" y="{y + 22}">{self.name}</text>{texts}'


def drawing() -> str:
    """The SVG: a floor for each layer, and beside them the rules, with an arrow to the one package that they know."""
    floors = [floor(names) for names in layers()]
    heights = [NAME + LINE * max(len(box.lines) for box in boxes) for boxes in floors]
    tops = list(accumulate((height + GAP for height in heights), initial=EDGE))
    elements = [box.drawn(y, height) for boxes, y, height in zip(floors, tops, heights, strict=False) for box in boxes]
    width, name, says = RULES
    rules = boxed(name, says, EDGE + WIDTH + 2 * GAP, width)
    height = NAME + LINE * len(rules.lines)
    public = next(number for number, boxes in enumerate(floors) if boxes[-1].name == "public")
    y = tops[public]
    arrow = f'<path d="M{rules.x} {y + 26} h{-2 * GAP} m6 -4 l-6 4 l6 4"/>'
    elements += [f'<g class="rule">{rules.drawn(y, height)}</g>', arrow]
    return svg(rules.x + width + EDGE, tops[-1] - GAP + EDGE, elements)


def svg(width: int, height: int, elements: list[str]) -> str:
    """The SVG with these elements."""
    label = "The packages of mdlint-zh, one floor above the other; each knows those below it"
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
    return "\n".join([start, f"<style>\n{STYLE}\n</style>", *elements, "</svg>", ""])


def layers() -> list[list[str]]:
    """The names on each floor, from the roof down; what only starts the command is on none."""
    found = LAYERS.search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if not found:
        raise ValueError("pyproject.toml has no layers of mdlint_zh")
    floors = [line.strip(' ",').split(" | ") for line in found[1].splitlines()]
    return [names for names in floors if names != ["__main__"]]


def floor(names: list[str]) -> list[Box]:
    """The boxes of a floor, side by side, all of one width."""
    width = (WIDTH - GAP * (len(names) - 1)) // len(names)
    return [boxed(name, said(name), EDGE + (width + GAP) * number, width) for number, name in enumerate(names)]


def boxed(name: str, says: str, x: int, width: int) -> Box:
    """A box with its text in lines."""
    return Box(name, textwrap.wrap(says, int((width - 28) / CHARACTER)), x, width)


def said(name: str) -> str:
    """What a package or module says of itself first."""
    path = ROOT / "mdlint_zh" / name
    code = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    told = ast.get_docstring(ast.parse(code.read_text(encoding="utf-8"))) or ""
    return told.partition("\n")[0].replace("`", "")
