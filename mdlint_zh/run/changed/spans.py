"""From changed lines to the parts of a page that they stand for: a paragraph counts as its line.

An item of a list, a row of a table, a heading and a thematic break stand for themselves, so that a change in one leaves
its neighbours alone; blank lines in a row count as one, for nobody can tell which of them is new. A part runs from the
start of its first line to the start of the line behind it; the last line of a page ends behind the end of the page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.run.changed.hunks import Hunk

_BLANK = " \t\r\n>\ufeff"
_ITEM = pattern(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=\s)")
_ALONE = pattern(r"[ \t>\ufeff]*(?:#{1,6}(?=\s)|\||(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?$)")
_DELIMITERS = pattern(r"[ \t>]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+(?:\|[ \t]*)?\r?")


def changed_spans(text: str, hunks: Iterable[Hunk]) -> tuple[Span, ...]:
    """Return the parts of a text that the hunks stand for, sorted and apart."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    units = list(_units(lines))
    wanted = sorted({units[number] for hunk in hunks for number in _numbers(hunk, lines)})
    spans: list[Span] = []
    for first, last in wanted:
        start, end = starts[first], starts[last + 1]
        if spans and spans[-1].end == start:
            start = spans.pop().start
        spans.append(Span(start, end))
    return tuple(spans)


def _numbers(hunk: Hunk, lines: Sequence[str]) -> Iterator[int]:
    """The lines, from 0, that a hunk stands for: the new ones, or what lost something where lines were taken away."""
    if hunk.lines:
        yield from range(max(0, hunk.first - 1), min(len(lines), hunk.first - 1 + hunk.lines))
        if hunk.first + hunk.lines == len(lines) and not lines[-1]:
            yield len(lines) - 1  # what stands behind the last line end belongs to the last line
        return
    above, below = hunk.first - 1, hunk.first
    if above < 0:
        yield below  # what a page begins with
    elif below < len(lines):
        blank = _is_blank(lines[above]), _is_blank(lines[below])
        if blank[0] == blank[1]:
            yield from (above, below)
        elif blank[1] and hunk.cut[0]:
            yield above
        elif blank[0] and hunk.cut[1]:
            yield below


def _units(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """For each line the first and the last line of its part."""
    first = 0
    for first, last in _runs(lines):
        cuts = [first, *_cuts(lines, first, last), last + 1]
        for start, end in pairwise(cuts):
            yield from [(start, end - 1)] * (end - start)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines in runs, all of them blank or none of them."""
    first, blank = 0, [_is_blank(line) for line in lines]
    for number in range(1, len(lines) + 1):
        if number == len(lines) or blank[number] != blank[first]:
            yield first, number - 1
            first = number


def _cuts(lines: Sequence[str], first: int, last: int) -> Iterator[int]:
    """The lines of a run, but for its first, where another part begins."""
    table = any(_DELIMITERS.fullmatch(lines[number]) for number in range(first, last + 1))
    alone = False
    for number in range(first, last + 1):
        line = lines[number]
        before, alone = alone, bool(_ALONE.match(line)) or (table and "|" in line)
        if number > first and (before or alone or _ITEM.match(line)):
            yield number


def _is_blank(line: str) -> bool:
    return not line.strip(_BLANK)
