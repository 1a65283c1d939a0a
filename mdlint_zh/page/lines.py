"""Lines of a text. Only LF, CRLF and CR end a line: never U+2028 or form feed, as `str.splitlines` has it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

BOM = "\ufeff"
_END = re.compile(r"\r\n|\n|\r")


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
        first = 1 if text.startswith(BOM) else 0
        if text.count("\r") == text.count("\r\n"):
            lines = text.split("\n")
            self.starts = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
            self.ends = [
                start + len(line) - line.endswith("\r") for start, line in zip(self.starts, lines, strict=True)
            ]
            self.ends[-1] = len(text)
            self.starts[0] = first
        else:
            matches = list(_END.finditer(text))
            self.starts = [first, *(match.end() for match in matches)]
            self.ends = [*(match.start() for match in matches), len(text)]

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, number: int) -> Span:
        """The code points of line `number` (from 1) without its line end."""
        return Span(self.starts[number - 1], self.ends[number - 1])

    def reach(self, first: int, last: int) -> Span:
        """The code points of the lines `first` to `last`, without the line end of the last."""
        return Span(self.starts[first - 1], self.ends[last - 1])

    def number(self, offset: int) -> int:
        """The line (from 1) that holds the code point at `offset`; a line end belongs to the line it ends."""
        return max(1, bisect_right(self.starts, offset))

    def position(self, offset: int) -> Position:
        """Line and column, from 1, of the code point at `offset`."""
        line = self.number(offset)
        return Position(line, max(1, offset - self.starts[line - 1] + 1))

    def newline_at(self, offset: int) -> str:
        """The line end of the line that holds the code point at `offset`; of a last line without one, `newline`."""
        number = self.number(offset)
        return self._text[self.ends[number - 1] : self.starts[number]] if number < len(self) else self.newline

    @cached_property
    def newline(self) -> str:
        """The line end to write: the page's own when it has but one kind, else LF."""
        kinds = set(_END.findall(self._text)) if "\r" in self._text else set()
        return kinds.pop() if len(kinds) == 1 else "\n"


def covers(spans: list[Span], offset: int) -> bool:
    """Whether one of these spans, sorted and apart from each other, holds the code point at `offset`."""
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return index >= 0 and offset < spans[index].end
