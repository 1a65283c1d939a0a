"""Bar and line charts as SVG, readable on light and on dark pages."""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple

WIDTH, MARGIN, TOP = 760, 24, 64
LABEL, VALUE, ROW, BAR = 150, 120, 30, 18
ABOVE, PLOT, LEFT, RIGHT, BOTTOM = 92, 250, 34, 120, 56
LINE_GAP = 15
MOST_TICKS, NEARLY = 6, 0.02
STYLE = """
.ground { fill: #ffffff; stroke: #d1d9e0 }
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #59636e; font-size: 12px }
.own { fill: #0969da } .peer { fill: #9aa4af }
.own-line { stroke: #0969da } .peer-line { stroke: #818b98 }
.own-line, .peer-line { fill: none; stroke-width: 2; stroke-linejoin: round }
.grid { stroke: #d1d9e0; stroke-width: 1 }
.cut { stroke: #ffffff; stroke-width: 3 }
@media (prefers-color-scheme: dark) {
  .ground { fill: #0d1117; stroke: #3d444d }
  text { fill: #f0f6fc }
  .quiet { fill: #9198a1 }
  .own { fill: #58a6ff } .peer { fill: #656c76 }
  .own-line { stroke: #58a6ff } .peer-line { stroke: #8b949e }
  .grid { stroke: #2a3038 }
  .cut { stroke: #0d1117 }
}
"""


class Bar(NamedTuple):
    """A bar: how long it is, and what stands behind it. `own`: it is this tool's."""

    label: str
    value: float
    shown: str
    own: bool = False


class Line(NamedTuple):
    """A line through points (x, y). `own`: it is this tool's."""

    label: str
    points: list[tuple[float, float]]
    own: bool = False


class Axes(NamedTuple):
    """What the axes say; `log`: both are logarithmic, else both begin at 0."""

    across: str
    up: str
    log: bool = False


def bars(title: str, about: str, rows: list[Bar], limit: float = math.inf) -> str:
    """A chart of bars. One longer than `limit` is cut there, and marked as cut."""
    longest = min(limit, max((row.value for row in rows), default=1.0)) or 1.0
    room = WIDTH - 2 * MARGIN - LABEL - VALUE
    parts = _heading(title, about)
    for number, row in enumerate(rows):
        middle = TOP + number * ROW + ROW / 2
        length = max(2.0, room * min(row.value, longest) / longest)
        start = MARGIN + LABEL
        weight = ' font-weight="600"' if row.own else ""
        parts += [
            f'<text x="{start - 10}" y="{middle + 4.5:.1f}" text-anchor="end"{weight}>{escape(row.label)}</text>',
            _box(row, start, middle - BAR / 2, length),
            f'<text x="{start + length + 8:.1f}" y="{middle + 4.5:.1f}"{weight}>{escape(row.shown)}</text>',
        ]
        if row.value > longest:
            at = start + length - 26
            parts.append(f'<path class="cut" d="M{at:.1f} {middle + 12:.1f}l8 -24m6 24l8 -24"/>')
    return _drawing(parts, TOP + len(rows) * ROW + MARGIN / 2, title)


def lines(title: str, about: str, axes: Axes, drawn: list[Line]) -> str:
    """A chart of lines, each with its name at its end."""
    points = [point for line in drawn for point in line.points]
    across = _Scale([x for x, _ in points], LEFT + MARGIN, WIDTH - MARGIN - RIGHT, log=axes.log)
    up = _Scale([y for _, y in points], ABOVE + PLOT, ABOVE, log=axes.log)
    parts = _heading(title, about)
    for tick in up.ticks():
        y = up.place(tick)
        parts.append(f'<path class="grid" d="M{across.start:.1f} {y:.1f}H{across.end:.1f}"/>')
        parts.append(_quiet(across.start - 8, y + 4, "end", _number(tick)))
    for tick in across.ticks():
        parts.append(_quiet(across.place(tick), ABOVE + PLOT + 20, "middle", _number(tick)))
    parts.append(_quiet((across.start + across.end) / 2, ABOVE + PLOT + 42, "middle", axes.across))
    parts.append(_quiet(MARGIN, ABOVE - 14, "start", axes.up))
    parts += _curves(drawn, across, up)
    return _drawing(parts, ABOVE + PLOT + BOTTOM, title)


class _Scale:
    """Places values between two edges of the drawing, from 0 or from the decade below the smallest on."""

    def __init__(self, values: list[float], start: float, end: float, *, log: bool) -> None:
        most = max(values, default=1.0) or 1.0
        least = min((value for value in values if value > 0), default=1.0)
        self.start, self.end, self._log = start, end, log
        if log:
            self._low, self._high = math.floor(math.log10(least) + NEARLY), math.ceil(math.log10(most) - NEARLY)
            self._high = max(self._high, self._low + 1)
            self._step = 1.0
        else:
            self._step = _step(most)
            self._low, self._high = 0, math.ceil(most / self._step - 1e-9)

    def place(self, value: float) -> float:
        """Where a value stands."""
        at = math.log10(max(value, 10.0**self._low)) if self._log else value / self._step
        return self.start + (self.end - self.start) * (at - self._low) / (self._high - self._low)

    def ticks(self) -> list[float]:
        """The values to name at the axis."""
        steps = range(self._low, self._high + 1)
        return [10.0**step if self._log else step * self._step for step in steps]


def _step(most: float) -> float:
    """A round distance between ticks, for at most six of them."""
    power = 10.0 ** math.floor(math.log10(most / MOST_TICKS))
    return next(power * factor for factor in (1, 2, 5, 10) if most / (power * factor) <= MOST_TICKS)


def _curves(drawn: list[Line], across: _Scale, up: _Scale) -> list[str]:
    """The lines with their points, and their names, none over another."""
    parts = []
    ends: list[tuple[float, float, Line]] = []
    for line in sorted(drawn, key=lambda line: line.own):
        places = [(across.place(x), up.place(y)) for x, y in line.points]
        if not places:
            continue
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(f'<path class="{_kind(line.own)}-line" d="M{path}"/>')
        parts += [f'<circle class="{_kind(line.own)}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in places]
        ends.append((places[-1][1], places[-1][0], line))
    below = -math.inf
    for y, x, line in sorted(ends, key=lambda end: end[0]):
        below = max(y, below + LINE_GAP)
        weight = ' font-weight="600"' if line.own else ""
        parts.append(f'<text x="{x + 10:.1f}" y="{below + 4.5:.1f}"{weight}>{escape(line.label)}</text>')
    return parts


def _number(value: float) -> str:
    """A value at an axis: 0, 0.5, 20, 10k, 1M."""
    for size, mark in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{mark}"
    return f"{value:g}"


def _box(row: Bar, x: float, y: float, length: float) -> str:
    place = f'x="{x}" y="{y:.1f}" width="{length:.1f}" height="{BAR}"'
    return f'<rect class="{_kind(row.own)}" {place} rx="2"/>'


def _kind(own: bool) -> str:
    return "own" if own else "peer"


def _quiet(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text class="quiet" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _heading(title: str, about: str) -> list[str]:
    return [f'<text class="title" x="{MARGIN}" y="28">{escape(title)}</text>', _quiet(MARGIN, 46, "start", about)]


def _drawing(parts: list[str], height: float, title: str) -> str:
    """The whole SVG."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}"'
        f' height="{height:.0f}" role="img">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n'
    )
    ground = f'<rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:.0f}" rx="8"/>\n'
    return head + ground + "\n".join(parts) + "\n</svg>\n"
