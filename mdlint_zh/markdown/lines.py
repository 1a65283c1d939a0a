"""Lines of a text. Only LF, CRLF and CR end a line: never U+2028 or form feed, as `str.splitlines` has it."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from mdlint_zh.base.lazy import lazy, pattern

BOM = "\ufeff"
NEAR = 4096
"""Line ends are counted up to this offset, so that many questions about one page take no more than linear time."""
_END = pattern(r"\r\n|\n|\r")
_LF = pattern(r"\n")  # one character is found ten times as fast as one of two


class Span(NamedTuple):
    """The code points [start, end) of a page."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people and editors count it: line and column from 1, columns in code points."""

    line: int
    column: int


class Lines:
    """Where the lines of `text` begin and end. A byte-order mark belongs to no line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first = 1 if text.startswith(BOM) else 0

    def __len__(self) -> int:
        return len(self.starts)

    @lazy
    def starts(self) -> list[int]:
        """Where each line begins."""
        ends = (_LF if self.have_lf else _END).finditer(self._text)
        return [self._first, *[end.end() for end in ends]]

    @lazy
    def ends(self) -> list[int]:
        """Where each line ends, without its line end."""
        text, nexts = self._text, self.starts[1:]
        if not self.have_lf:
            return [*(match.start() for match in _END.finditer(text)), len(text)]
        if "\r" in text:
            return [*(end - 1 - (text[end - 2 : end - 1] == "\r") for end in nexts), len(text)]
        return [*(end - 1 for end in nexts), len(text)]

    def span(self, number: int) -> Span:
        """Return the code points of line `number` (from 1) without its line end."""
        return Span(self.starts[number - 1], self.ends[number - 1])

    def reach(self, first: int, last: int) -> Span:
        """Return the code points of the lines `first` to `last`, without the line end of the last."""
        return Span(self.starts[first - 1], self.ends[last - 1])

    def number(self, offset: int) -> int:
        """Return the line (from 1) that holds the code point at `offset`; a line end belongs to the line it ends."""
        return max(1, bisect_right(self.starts, offset))

    def around(self, offset: int) -> Span:
        """Return the line that holds the code point at `offset`, without its line end."""
        return self.span(self.number(offset))

    def above(self, line: Span) -> Span | None:
        """Return the line above a line; None when it is the first."""
        return self.around(line.start - 1) if line.start > self._first else None

    def below(self, line: Span) -> Span | None:
        """Return the line below a line; None when it is the last."""
        return None if line.end == len(self._text) else self.around(line.end + len(self._line_end(line)))

    def position(self, offset: int) -> Position:
        """Return line and column, from 1, of the code point at `offset`."""
        line = self.number(offset)
        return Position(line, max(1, offset - self.starts[line - 1] + 1))

    def newline_at(self, offset: int) -> str:
        """Return the line end of the line that holds the code point at `offset`; `newline` for a last one without."""
        return self._line_end(self.around(offset)) or self.newline

    def _line_end(self, line: Span) -> str:
        """What ends a line; "" for the last."""
        return "\r\n" if self._text.startswith("\r\n", line.end) else self._text[line.end : line.end + 1]

    @lazy
    def newline(self) -> str:
        """The line end to write: the page's own when it has but one kind, else LF."""
        kinds = set(_END.findall(self._text)) if "\r" in self._text else set()
        return kinds.pop() if len(kinds) == 1 else "\n"

    @lazy
    def have_lf(self) -> bool:
        """Whether every line end is LF or CRLF."""
        last = self._text.rfind("\r") + 1
        return not last or self._text.count("\r", 0, last) == self._text.count("\r\n", 0, last + 1)


class LinesNearTop(Lines):
    """The same, counted near the top of a text, where most pages are asked about a few places and no more.

    The table of all lines is made when more is asked.
    """

    def number(self, offset: int) -> int:
        """Count the line ends above."""
        if offset < NEAR and self._counts:
            return self._text.count("\n", 0, offset) + 1
        return super().number(offset)

    def around(self, offset: int) -> Span:
        """Look for the line ends on both sides."""
        if offset < NEAR and self._counts:
            text = self._text
            end = text.find("\n", offset, offset + NEAR)
            start = text.rfind("\n", 0, offset) + 1 or self._first
            if end >= 0:
                return Span(start, end - (end > start and text[end - 1] == "\r"))
            if len(text) <= offset + NEAR:
                return Span(start, len(text))
        return super().around(offset)

    def position(self, offset: int) -> Position:
        """Count the line ends above, and the characters of the line."""
        if offset < NEAR and self._counts:
            start = self._text.rfind("\n", 0, offset) + 1 or self._first
            return Position(self._text.count("\n", 0, offset) + 1, max(1, offset - start + 1))
        return super().position(offset)

    @property
    def _counts(self) -> bool:
        """Whether lines are to be found by counting: there is no table yet, and every line end has an LF."""
        return "starts" not in self.__dict__ and self.have_lf


def covers(spans: list[Span], offset: int) -> bool:
    """Tell whether one of these spans, sorted and apart from each other, holds the code point at `offset`."""
    if not spans or offset >= spans[-1].end:
        return False
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return index >= 0 and offset < spans[index].end
