"""What stands below the front matter of a page: its leaf blocks, its running text, and what is in that."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from mdlint_zh.lazy import lazy, pattern
from mdlint_zh.page.inline import Inline, scan_inline
from mdlint_zh.page.leaves import Leaves, read_leaves
from mdlint_zh.page.lines import Span
from mdlint_zh.page.plain import may_have_lazy_tag, plain_block
from mdlint_zh.page.prose import LITERAL, merged, prose, running, without
from mdlint_zh.page.verbatim import may_hold_verbatim, read_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.lines import Lines

MOST_IN_A_LINE = 1_000_000
_BAR = pattern(r"\\[\\|]|\[\[[^\[\]\r\n]*\]\]|\|")


class TooComplexError(ValueError):
    """The page is nested too deeply, or a line is too long, to be read safely; the message says where."""


def check_length(text: str, lines: Lines) -> None:
    """Raise TooComplexError when a line of the page is too long to read."""
    if len(text) <= MOST_IN_A_LINE:
        return
    for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True), 1):
        if end - start > MOST_IN_A_LINE:
            raise TooComplexError(f"line {number} has {end - start:,} characters; {MOST_IN_A_LINE:,} is the most")


class Body:
    """The text of a page from line `top` on. Read as it is asked for. Raises TooComplexError."""

    def __init__(self, text: str, lines: Lines, top: int) -> None:
        self.text, self.lines, self.top = text, lines, top

    @lazy
    def leaves(self) -> Leaves:
        """The leaf blocks."""
        check_length(self.text, self.lines)
        return read_leaves(self.text, self.lines, self.top)

    @lazy
    def running(self) -> list[Span]:
        """The blocks of running text, whole lines: paragraphs, headings, rows of tables."""
        return list(prose(running(self.lines, self.leaves.blocks), self.verbatim))

    @lazy
    def verbatim(self) -> list[Span]:
        """What is no running text to other programs than CommonMark: whole lines."""
        lazy = self._code_of_github()
        if not may_hold_verbatim(self.text):
            return lazy
        literal = [block for block in self.leaves.blocks if block.kind in ("code", "html")]
        code = [self.lines.reach(*block[1:]) for block in literal if block.kind == "code"]
        whole = [self.lines.reach(*block[1:]) for block in literal]
        found = read_verbatim(self.text, whole, code, self.lines.starts[self.top - 1] if self.top > 1 else 0)
        return merged([*found, *lazy]) if lazy else list(found)

    def _code_of_github(self) -> list[Span]:
        """What is code to GitHub alone, which ends a list or quote at a tag that goes on with its last paragraph."""
        if not may_have_lazy_tag(self.text) or not self.leaves.has_lazy_tag:
            return []
        blocks = read_leaves(self.text, self.lines, self.top, as_github=True).blocks
        code = {block for block in blocks if block.kind == "code"}.difference(self.leaves.blocks)
        return sorted(self.lines.reach(block.first, block.last) for block in code)

    def inlines(self) -> list[Inline]:
        """The inline constructs of all running text, block by block, in the order in which they end."""
        if self.verbatim:
            return [one for block, pieces in self._cut() for one in self._inlines_of(block, pieces)]
        return [inline for block in self.running for inline in self._inlines(block)]

    def inlines_around(self, offset: int) -> tuple[Span, list[Inline]]:
        """The block of running text that holds the code point at `offset`, on a plain page, and what is in it."""
        block = plain_block(self.text, self.lines, offset)
        if block:
            return block, scan_inline(self.text, *block)
        block = self._running_around(offset)
        return block, self._inlines(block)

    def blocks_with(self, mark: str, *, plain: bool) -> Iterator[Span]:
        """The blocks of running text that hold the mark; on a `plain` page not all need be read for that."""
        at = self.text.find(mark, self.lines.starts[self.top - 1] if self.top > 1 else 0)
        while at >= 0:
            block = plain_block(self.text, self.lines, at) if plain else None
            if block is None:
                yield from (one for one in self.running if one.end > at and self.text.find(mark, *one) >= 0)
                return
            yield block
            at = self.text.find(mark, max(block.end, at + len(mark)))

    def _inlines(self, block: Span) -> list[Inline]:
        """The inline constructs of a block of running text; none reaches over a cell of a table."""
        pieces = cells(self.text, block) if block.start in self._rows else (block,)
        return [one for piece in pieces for one in scan_inline(self._unquoted, *piece, self.leaves.labels)]

    def _cut(self) -> Iterator[tuple[Span, list[Span]]]:
        """Each block of running text, and what verbatim text leaves of it."""
        rest = iter([*self.running, Span(len(self.text), len(self.text))])
        piece = next(rest)
        for block in running(self.lines, self.leaves.blocks):
            pieces = list[Span]()
            while piece.start < block.end:
                pieces.append(piece)
                piece = next(rest)
            yield block, pieces

    def _inlines_of(self, block: Span, pieces: list[Span]) -> list[Inline]:
        """The inline constructs in these pieces of a block of running text.

        To Markdown the block goes on behind what is left out, to other programs it may end there: a link is what both
        read as one, and what one alone reads letter by letter is left to it.
        """
        apart = [one for piece in pieces for one in self._inlines(piece)]
        if not pieces or pieces == [block]:
            return apart
        whole = set(self._inlines(block))
        both, literal = whole.intersection(apart), (one for one in whole.union(apart) if one.kind in LITERAL)
        program = (one._replace(kind="program") for one in literal if one not in both and _touches(one, pieces))
        return sorted([*both, *program], key=lambda one: (one.end, -one.start))

    def _running_around(self, offset: int) -> Span:
        """The block of running text that holds the code point at `offset`, which lies in one."""
        return self.running[bisect_right(self.running, (offset, len(self.text))) - 1]

    @lazy
    def _unquoted(self) -> str:
        """The text without the marks of quotes within paragraphs, each code point in its place."""
        return without(self.text, self.leaves.quoted, " ")

    @lazy
    def _rows(self) -> set[int]:
        """Where the rows of tables begin."""
        tables = (block for block in self.leaves.blocks if block.kind == "table")
        return {self.lines.starts[number - 1] for block in tables for number in range(block.first, block.last + 1)}


def _touches(one: Inline, pieces: list[Span]) -> bool:
    """Whether it lies over one of the pieces, which are sorted."""
    index = bisect_left(pieces, (one.end,)) - 1
    return index >= 0 and pieces[index].end > one.start


def cells(text: str, row: Span) -> list[Span]:
    """The cells of a row of a table; what stands in a wikilink divides none here, though GFM has it otherwise."""
    bars = [bar.end() for bar in _BAR.finditer(text, *row) if bar.group() == "|"]
    return [Span(*cell) for cell in pairwise([row.start, *bars, row.end])]
