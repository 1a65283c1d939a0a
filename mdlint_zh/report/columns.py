"""Columns as their readers count them: code points, UTF-8 bytes or UTF-16 code units, from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.markdown.lines import Position
from mdlint_zh.report.format import CODE_POINTS, UTF_8

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from mdlint_zh.engine.file_report import FileReport

_STEP: Final = 1024


def in_unit(unit: str, report: FileReport, text: str | None) -> Callable[[int], Position]:
    """Return what tells line and column of an offset, the column in this unit.

    `text` is the page before its fixes, as formats are given it; code points are told without it.
    """
    return report.position if unit == CODE_POINTS else Columns(unit, report, text).position


class Columns:
    """Tells places on a page in units of an encoding.

    With `of_file` a byte-order mark is part of the first line, as for programs that read bytes; to editors it is none.
    """

    def __init__(self, unit: str, report: FileReport, text: str | None, *, of_file: bool = False) -> None:
        self._text = (text or "") if report.fixed is None else report.fixed
        self._report, self._of_file = report, of_file
        self._encoding, self._size = ("utf-8", 1) if unit == UTF_8 else ("utf-16-le", 2)
        self._upto = [0]

    def position(self, offset: int) -> Position:
        """Return line and column of the code point at `offset`."""
        line, _ = self._report.position(offset)
        start = 0 if line == 1 and self._of_file else self._report.starts[line - 1]
        return Position(line, self._units(max(start, offset)) - self._units(start) + 1)

    def _units(self, offset: int) -> int:
        """How many units stand before an offset: counted once for every so many, so that asking costs little."""
        steps = offset // _STEP
        for step in range(len(self._upto) - 1, steps):
            self._upto.append(self._upto[-1] + self._length(step * _STEP, (step + 1) * _STEP))
        return self._upto[steps] + self._length(steps * _STEP, offset)

    def _length(self, start: int, end: int) -> int:
        return len(self._text[start:end].encode(self._encoding, "surrogatepass")) // self._size
