"""Lines of a text. Only LF, CRLF and CR end a line: never U+2028 or form feed, as `str.splitlines` has it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import lazy, pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

BOM = "\ufeff"
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
    """Where the lines of `text` begin and end; `starts` where that is known. A byte-order mark belongs to no line."""

    def __init__(self, text: str, starts: Sequence[int] | None = None) -> None:
        self._text = text
        self._first = 1 if text.startswith(BOM) else 0
        if starts:
            self.starts = starts

    def __len__(self) -> int:
        return len(self.starts)

    @lazy
    def starts(self) -> Sequence[int]:
        """Where each line begins."""
        ends = (_LF if self.have_lf else _END).finditer(self._text)
        return [self._first, *[end.end() for end in ends]]

    @lazy
    def ends(self) -> list[int]:
        """Where each line ends, without its line end."""
        text = self._text
        return [*[end - 2 if text.startswith("\r\n", end - 2) else end - 1 for end in self.starts[1:]], len(text)]

    def end(self, number: int) -> int:
        """Return where line `number` (from 1) ends, without its line end."""
        if number >= len(self.starts):
            return len(self._text)
        end = self.starts[number]
        return end - 2 if self._text.startswith("\r\n", end - 2) else end - 1

    def span(self, number: int) -> Span:
        """Return the code points of line `number` (from 1) without its line end."""
        return Span(self.starts[number - 1], self.end(number))

    def reach(self, first: int, last: int) -> Span:
        """Return the code points of the lines `first` to `last`, without the line end of the last."""
        return Span(self.starts[first - 1], self.end(last))

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
        kinds = [end for end, count in self.kinds.items() if count]
        return kinds[0] if len(kinds) == 1 else "\n"

    @property
    def have_lf(self) -> bool:
        """Whether every line end is LF or CRLF."""
        return not self.kinds["\r"]

    @lazy
    def kinds(self) -> dict[str, int]:
        """How many line ends there are of each kind: LF, CR and CRLF."""
        text = self._text
        lf, cr = text.count("\n"), text.count("\r")
        crlf = text.count("\r\n") if cr else 0
        return {"\n": lf - crlf, "\r": cr - crlf, "\r\n": crlf}


def covers(spans: list[Span], offset: int) -> bool:
    """Tell whether one of these spans, sorted and apart from each other, holds the code point at `offset`."""
    if not spans or offset >= spans[-1].end:
        return False
    index = bisect_right(spans, (offset, float("inf"))) - 1
    return index >= 0 and offset < spans[index].end


def holding(marks: re.Pattern[str], text: str, blocks: Iterable[Span]) -> Iterator[Span]:
    """Yield those of the blocks, which are sorted, in which one of these marks begins: of a large page few hold any."""
    at = -1
    for block in blocks:
        if at < block.start:
            found = marks.search(text, block.start)
            if found is None:
                return
            at = found.start()
        if at < block.end:
            yield block


def stripped(text: str, span: tuple[int, int], marks: str) -> Span:
    """Return the span without those of these characters that it begins and ends with."""
    start, end = span
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end)
