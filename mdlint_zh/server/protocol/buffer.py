"""The text of a page as an editor has it: its lines, and places in it counted as the editor counts them.

Lines end at LF, CRLF and CR alone, as the protocol says; pygls splits at U+2028, form feed and others, too, and would
put an edit into another line. A text is a list of lines and never changes: an edit makes a new one, which shares them.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.base.lazy import lazy, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE: Final = pattern(r"[^\r\n]*(?:\r\n|\r|\n)")
_SURROGATE_PASS: Final = "surrogatepass"


class Encoding(Enum):
    """What a column counts: bytes of UTF-8, units of UTF-16, or code points."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def units(self, text: str) -> int:
        """Return how many units a text has."""
        if self is Encoding.UTF32 or text.isascii():
            return len(text)
        if self is Encoding.UTF8:
            return len(text.encode("utf-8", _SURROGATE_PASS))
        return len(text.encode("utf-16-le", _SURROGATE_PASS)) // 2

    def code_points(self, text: str, units: int) -> int:
        """Return how many code points of a text have so many units; those of a half one that begins there are none."""
        if self is Encoding.UTF32 or text.isascii():
            return min(units, len(text))
        if self is Encoding.UTF8:
            data = text.encode("utf-8", _SURROGATE_PASS)
            while units < len(data) and data[units] & 0xC0 == 0x80:
                units -= 1
            return len(data[:units].decode("utf-8", _SURROGATE_PASS))
        data = text.encode("utf-16-le", _SURROGATE_PASS)[: 2 * units]
        count = len(data.decode("utf-16-le", _SURROGATE_PASS))
        return count - (count > 0 and text[count - 1] > "\uffff" and data[-1] & 0xFC == 0xD8)


class Place(NamedTuple):
    """A place as editors tell it: line and column from 0, the column in units of the encoding."""

    line: int
    column: int


class Range(NamedTuple):
    """What stands from one place to another."""

    start: Place
    end: Place


class Buffer:
    """A text as lines, each with its end; the last has none, and may be empty."""

    def __init__(self, lines: Sequence[str], encoding: Encoding) -> None:
        self.lines, self.encoding = lines, encoding
        self._last = (0, 0, 0)
        """Line, code points and units of the place that was told last: from there the next one is counted."""

    @classmethod
    def of(cls, text: str, encoding: Encoding) -> Buffer:
        """Return a buffer with this text."""
        return cls(split(text), encoding)

    @lazy
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    @lazy
    def starts(self) -> list[int]:
        """The offset, in code points, at which each line begins."""
        return [0, *accumulate(map(len, self.lines[:-1]))]

    def offset(self, place: Place) -> int:
        """Return the offset of a place. What lies outside of the text is taken for its nearest place."""
        line, column = self._within(place)
        return self.starts[line] + column

    def place(self, offset: int) -> Place:
        """Return the place of an offset; between CR and LF there is none, and the line's end is taken."""
        number = bisect_right(self.starts, offset) - 1
        line = self.lines[number]
        column = min(offset - self.starts[number], len(_content(line)))
        if self.encoding is Encoding.UTF32 or line.isascii():
            return Place(number, column)
        last, points, units = self._last
        if last != number or points > column:
            points = units = 0
        units += self.encoding.units(line[points:column])
        self._last = number, column, units
        return Place(number, units)

    def range(self, start: int, end: int) -> Range:
        """Return where the code points [start, end) stand."""
        return Range(self.place(start), self.place(end))

    def changed(self, where: Range, text: str) -> Buffer:
        """Return the buffer with this text in the place of a range; where its ends are turned round, as if not."""
        start, end = sorted((self._within(where.start), self._within(where.end)))
        first = start.line
        before, after = self.lines[first][: start.column], self.lines[end.line][end.column :]
        if first and not before and self.lines[first - 1].endswith("\r"):
            first, before = first - 1, self.lines[first - 1]  # an LF put behind it ends the same line
        new = split(before + text + after)
        if end.line + 1 < len(self.lines):
            new.pop()  # nothing: what was left of the last line has its end
        return Buffer([*self.lines[:first], *new, *self.lines[end.line + 1 :]], self.encoding)

    def _within(self, place: Place) -> Place:
        """Line and column, in code points, of a place, or of the nearest one in the text."""
        if place.line < 0:
            return Place(0, 0)
        if place.line >= len(self.lines):
            return Place(len(self.lines) - 1, len(self.lines[-1]))
        line = _content(self.lines[place.line])
        return Place(place.line, self.encoding.code_points(line, max(0, place.column)))


def split(text: str) -> list[str]:
    """Return the lines of a text, each with its end; the last has none, and may be empty."""
    if "\r" not in text:
        lines = text.split("\n")
        return [*(f"{line}\n" for line in lines[:-1]), lines[-1]]
    lines = _LINE.findall(text)
    return [*lines, text[sum(map(len, lines)) :]]


def _content(line: str) -> str:
    """A line without its end."""
    return line.rstrip("\r\n") if line[-1:] in ("\r", "\n") else line
