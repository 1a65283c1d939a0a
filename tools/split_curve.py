"""Draw a precision-recall curve as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from split_labels import Measure

_SIZE, _MARGIN, _LOW = 400, 50, 0.5
_TICKS: Final = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_STYLE: Final = (
    "text{font:12px sans-serif;fill:#444}.grid{stroke:#ddd}"
    ".curve{fill:none;stroke:#0b6e4f;stroke-width:2}.here{fill:#c1121f}"
)


def draw(measures: Sequence[Measure], here: Measure, title: str) -> str:
    """The SVG text: recall to the right and precision upward, both from 0.5 to 1; `here` is marked."""
    drawn = (measure for measure in measures if measure.recall >= _LOW and measure.precision >= _LOW)
    points = " ".join(f"{_x(measure.recall):.1f},{_y(measure.precision):.1f}" for measure in drawn)
    middle = _MARGIN + _SIZE / 2
    side = _SIZE + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">',
        f"<title>Precision and recall on {title}</title>",
        f"<style>{_STYLE}</style>",
        *(_grid(tick) for tick in _TICKS),
        f'<polyline class="curve" points="{points}"/>',
        f'<circle class="here" cx="{_x(here.recall):.1f}" cy="{_y(here.precision):.1f}" r="5"/>',
        _text(
            _x(here.recall) - 8,
            _y(here.precision) + 20,
            "end",
            f"precision {here.precision:.2f}, recall {here.recall:.2f}",
        ),
        _text(middle, side - 10, "middle", f"recall ({title})"),
        f'<g transform="rotate(-90 15 {middle})">{_text(15, middle, "middle", "precision")}</g>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(recall: float) -> float:
    return _MARGIN + (recall - _LOW) / (1 - _LOW) * _SIZE


def _y(precision: float) -> float:
    return _MARGIN + (1 - precision) / (1 - _LOW) * _SIZE


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="grid" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _grid(tick: float) -> str:
    x, y, low, high = _x(tick), _y(tick), _MARGIN, _MARGIN + _SIZE
    label = str(tick)
    lines = _line(x, low, x, high) + _line(low, y, high, y)
    return lines + _text(x, high + 16, "middle", label) + _text(low - 6, y + 4, "end", label)


def plane(title: str, axes: tuple[str, str], points: Sequence[tuple[float, float, str]]) -> str:
    """Return points with a word each on a plane from 0 to 1, with the line on which both values are the same."""
    side, middle, size = _SIZE + 2 * _MARGIN, _MARGIN + _SIZE / 2, _SIZE

    def place(x: float, y: float) -> tuple[float, float]:
        return _MARGIN + x * size, _MARGIN + (1 - y) * size

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}</style>",
        _line(*place(0, 0), *place(1, 1)),
    ]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [_line(*place(tick, 0), *place(tick, 1)), _line(*place(0, tick), *place(1, tick))]
        (x, low), (left, y) = place(tick, 0), place(0, tick)
        parts += [_text(x, low + 16, "middle", str(tick)), _text(left - 6, y + 4, "end", str(tick))]
    for told, right, words in points:
        x, y = place(told, right)
        parts += [f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="4"/>', _text(x - 8, y + 4, "end", words)]
    upward = f'<g transform="rotate(-90 15 {middle})">{_text(15, middle, "middle", axes[1])}</g>'
    return "\n".join([*parts, _text(middle, side - 10, "middle", axes[0]), upward, "</svg>"]) + "\n"
