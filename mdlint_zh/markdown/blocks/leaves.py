"""The leaf blocks of a page, line by line, as CommonMark 0.31 (sections 4 and 5) and the tables of GFM have them.

Where code and HTML begin and end must be right to the line, in quotes and lists, too: mistletoe and other parsers err
there. So containers and leaves are read as the specification's appendix reads them: each line closes containers, opens
others, and goes on with the leaf that is open or begins one. Linear in the text, and nothing is too deep for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.definitions import Pending
from mdlint_zh.markdown.blocks.html_blocks import begins_html, html_end
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from mdlint_zh.markdown.lines import Lines

QUOTE = 0
"""A quote among the open containers; an item of a list is there as the columns that its lines are indented by."""
FENCE = pattern(r"(`{3,})(?=[^`]*$)|~{3,}")
_CLOSING = {"`": pattern(r" {0,3}(`{3,}) *$"), "~": pattern(r" {0,3}(~{3,}) *$")}
_HEADING = pattern(r"#{1,6}(?= |$)")
_RULE = pattern(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_UNDERLINE = pattern(r"(?:=+|-+) *$")
_ITEM = pattern(r"(?:[-+*]|(\d{1,9})[.)])(?= |$)")
_DELIMITERS = pattern(r"(?!- )\|? *:?-+:? *(?:\| *:?-+:? *)*(?:\| *)?$")
_PIPE = pattern(r"(?<!\\)(?:\\\\)*\|")
_MARKS = frozenset(" \t#>`~<-+*=_|:0123456789")  # what a line begins with that may be more than text


class Block(NamedTuple):
    """A leaf block on the lines `first` to `last` (from 1, both included).

    `kind`: heading, paragraph, code, html, table, break, definition.
    """

    kind: str
    first: int
    last: int


class Leaves(NamedTuple):
    """The leaf blocks of a page, in order.

    `labels`: the labels that definitions of links define, normalized; `quoted`: the marks of quotes at the beginnings
    of lines that go on with a paragraph: no part of its text; `has_lazy_tag`: whether a tag goes on with that of
    a quote or item which its line is not in, where GitHub begins a block of HTML.
    """

    blocks: list[Block]
    labels: frozenset[str]
    quoted: list[Span]
    has_lazy_tag: bool


def leaves_of(text: str, lines: Lines, first: int, *, as_github: bool = False) -> Leaves:
    """Return the leaf blocks from line `first` on."""
    reader = _Reader(text, defines="]:" in text, as_github=as_github)
    marks = _MARKS | {"["} if reader.defines else _MARKS
    for number, start, end in zip(
        range(first, len(lines) + 1), lines.starts[first - 1 :], lines.ends[first - 1 :], strict=True
    ):
        row = text[start:end]
        if reader.open or reader.leaf not in ("", "paragraph"):
            reader.line(number, row.expandtabs(4) if "\t" in row else row, start)
        elif not row:
            reader.shut(0)
        elif row[0] not in marks and not reader.pending:
            reader.text_line(number, row)
        else:
            reader.line(number, row.expandtabs(4) if "\t" in row else row, start)
    reader.shut(0)
    return Leaves(reader.blocks, frozenset(reader.labels), reader.quoted, reader.has_lazy_tag)


class _Reader:
    """The containers and the leaf that are open, and the leaves that are closed."""

    def __init__(self, text: str, *, defines: bool, as_github: bool) -> None:
        self.text, self.defines, self.as_github, self.has_lazy_tag = text, defines, as_github, False
        self.blocks: list[Block] = []
        self.labels: set[str] = set()
        self.quoted: list[Span] = []
        self.open: list[int] = []
        self.quotes: list[int] = []  # which of the open containers are quotes
        self.hollow = False  # whether the innermost container is an item in which nothing stands yet
        self.leaf, self.first, self.last = "", 0, 0
        self.header = ""  # the last line of the paragraph: perhaps the first row of a table
        self.ends: re.Pattern[str] | None = None  # what ends the open block of code or HTML
        self.fence = 0  # how long a closing fence has to be
        self.pending: Pending | None = None  # the definition that the open paragraph may be

    def shut(self, depth: int) -> None:
        """Close the open leaf, and the containers from `depth` on."""
        if self.leaf:
            kind = {"fence": "code", "indent": "code"}.get(self.leaf, self.leaf)
            if self.pending and self.pending.complete:
                kind = "definition"
                self.labels.add(self.pending.label)
            self.blocks.append(Block(kind, self.first, self.last))
        self.leaf, self.pending = "", None
        del self.open[depth:]
        while self.quotes and self.quotes[-1] >= depth:
            self.quotes.pop()

    def begin(self, leaf: str, number: int, depth: int) -> None:
        """Open a leaf on this line, in the innermost of the first `depth` containers."""
        self.shut(depth)
        self.leaf, self.first, self.last = leaf, number, number

    def text_line(self, number: int, row: str) -> None:
        """A line that can be nothing but text, where no container is open."""
        if not self.leaf:
            self.leaf, self.first = "paragraph", number
        self.last, self.header = number, row

    def line(self, number: int, row: str, start: int) -> None:
        """Any line; its tabs are spaces by now."""
        depth, at = self.matched(row)
        inside = depth == len(self.open)
        self.hollow = False
        if not inside or not self.goes_on(number, row[at:]):
            if at + _indent(row, at) < len(row):
                self.open_blocks(number, row, at, depth)
            elif not inside or self.leaf != "indent":
                self.shut(depth)
        if (
            self.leaf == "paragraph"
            and self.first < number == self.last
            and (quotes := bisect_left(self.quotes, depth))
        ):
            self.hide(start, quotes)

    def matched(self, row: str) -> tuple[int, int]:
        """Return how many of the open containers go on with this line, and where in it the inner ones begin."""
        at = 0
        if not row.strip(" "):  # items go on with it, unless nothing stands in them; they may be many
            items = self.quotes[0] if self.quotes else len(self.open) - self.hollow
            return items, len(row) if items else 0
        for depth, needed in enumerate(self.open):
            indent = _indent(row, at)
            if needed == QUOTE:
                if indent > 3 or not row.startswith(">", at + indent):
                    return depth, at
                at += indent + 1
                at += row.startswith(" ", at)
                continue
            blank = at + indent == len(row)
            if (blank and self.hollow and depth == len(self.open) - 1) or (indent < needed and not blank):
                return depth, at
            at += min(indent, needed)
        return len(self.open), at

    def goes_on(self, number: int, rest: str) -> bool:
        """Tell whether the open leaf is code or HTML that goes on with this line, or ends on it."""
        if self.leaf == "fence":
            self.last = number
            closing = self.ends.match(rest) if self.ends else None
            if closing and len(closing[1]) >= self.fence:
                self.shut(len(self.open))
            return True
        blank = not rest.strip(" ")
        if self.leaf == "html" and not (blank and self.ends is None):
            self.last = number
            if self.ends and self.ends.search(rest):
                self.shut(len(self.open))
            return True
        if self.leaf == "indent" and not blank and rest.startswith("    "):
            self.last = number
            return True
        return False

    def open_blocks(self, number: int, row: str, at: int, depth: int) -> None:
        """Open the containers that begin on this line, and then its leaf."""
        if self.pending and self.pending.ends_before(row[at:].lstrip(" ")):
            self.shut(len(self.open))
        while (indent := _indent(row, at)) < 4:
            mark = at + indent
            if row.startswith(">", mark):
                self.shut(depth)
                self.quotes.append(len(self.open))
                self.open.append(QUOTE)
                at = mark + 1 + row.startswith(" ", mark + 1)
            elif (item := _ITEM.match(row, mark)) and self.is_item(row, item, depth):
                self.shut(depth)
                space = _indent(row, item.end())
                self.hollow = item.end() + space == len(row)
                space = 1 if space > 4 or self.hollow else space
                self.open.append(item.end() - at + space)
                at = item.end() + space
            else:
                break
            depth += 1
            if at + _indent(row, at) >= len(row):
                return
        if indent < 4:
            self.begin_leaf(number, row[at + indent :], depth)
        elif self.leaf == "paragraph":
            self.go_on(number, row[at:].strip(" "))
        else:
            self.begin("indent", number, depth)

    def is_item(self, row: str, item: re.Match[str], depth: int) -> bool:
        """Tell whether an item begins here: no thematic break, no underline, and in a paragraph 1 alone, with text."""
        if _RULE.match(row, item.start()):
            return False
        if not self.in_paragraph(depth):
            return True
        return item[1] in (None, "1") and item.end() + _indent(row, item.end()) < len(row)

    def in_paragraph(self, depth: int) -> bool:
        """Tell whether a paragraph is open in the innermost of the first `depth` containers: those of this line."""
        return self.leaf == "paragraph" and depth == len(self.open)

    def begin_leaf(self, number: int, rest: str, depth: int) -> None:
        """Begin the leaf that this line begins, or go on with the open one."""
        goes_on = self.in_paragraph(depth)
        if fence := FENCE.match(rest):
            self.begin("fence", number, depth)
            self.ends, self.fence = _CLOSING[rest[0]], len(fence.group())
        elif _HEADING.match(rest):
            self.alone("heading", number, depth)
        elif rest[0] == "<" and self.is_html(rest, depth):
            self.begin_html(number, rest, depth)
        elif goes_on and _UNDERLINE.match(rest):
            self.leaf, self.last = "heading", number
            self.shut(depth)
        elif _RULE.match(rest):
            self.alone("break", number, depth)
        elif goes_on and "|" in self.header and _DELIMITERS.match(rest) and _columns(rest) == _columns(self.header):
            self.begin_table(number, depth)
        elif self.leaf == "paragraph" or (self.leaf == "table" and depth == len(self.open)):
            self.go_on(number, rest)
        else:
            self.begin("paragraph", number, depth)
            self.header = rest
            if self.defines and rest[0] == "[":
                self.pending = Pending(rest)

    def is_html(self, rest: str, depth: int) -> bool:
        """Whether a block of HTML begins with this text, which begins with `<`."""
        lazy = self.leaf == "paragraph" and depth < len(self.open)
        self.has_lazy_tag |= lazy and begins_html(rest, alone=True)
        return begins_html(rest, alone=self.leaf not in ("paragraph", "table") or (lazy and self.as_github))

    def alone(self, leaf: str, number: int, depth: int) -> None:
        """A leaf of one line."""
        self.begin(leaf, number, depth)
        self.shut(depth)

    def begin_html(self, number: int, rest: str, depth: int) -> None:
        """Begin the block of HTML that begins here; it may end here, too."""
        self.begin("html", number, depth)
        self.ends = html_end(rest)
        if self.ends and self.ends.search(rest):
            self.shut(depth)

    def begin_table(self, number: int, depth: int) -> None:
        """Begin the table of which this line is the second row; what of the paragraph stands above it is closed."""
        first = self.last
        if self.first < first:
            self.last -= 1
            self.shut(depth)
        self.leaf, self.first, self.last, self.pending = "table", first, number, None

    def go_on(self, number: int, rest: str) -> None:
        """Go on with the open paragraph or table."""
        self.last, self.header = number, rest
        if self.pending and not self.pending.goes_on(rest):
            self.pending = None

    def hide(self, start: int, quotes: int) -> None:
        """Remember the marks of this many quotes at the beginning of the line that begins at offset `start`."""
        at = start
        for _ in range(quotes):
            at = self.text.index(">", at) + 1
        self.quoted.append(Span(start, at))


def _indent(row: str, at: int) -> int:
    """How many spaces stand at this place of the row."""
    end = at
    while row.startswith(" ", end):
        end += 1
    return end - at


def _columns(row: str) -> int:
    """How many cells a row of a table has."""
    row = row.strip(" ")
    edges = row.startswith("|") + (len(row) > 1 and bool(re.search(r"(?<!\\)(?:\\\\)*\|\Z", row)))
    return len(_PIPE.findall(row)) + 1 - edges
