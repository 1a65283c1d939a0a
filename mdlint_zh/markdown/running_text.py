"""What is in the running text of a document: links, code spans and the like; what of it is prose, and what is code.

All raise TooComplexError.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.glance import is_plain, plain_block, read_marks
from mdlint_zh.markdown.inlines import OPENERS, Inline, in_order, scan_inline, scan_plain
from mdlint_zh.markdown.lines import Span, holding
from mdlint_zh.markdown.programs import may_hold_programs, with_programs
from mdlint_zh.markdown.prose import (
    LITERAL,
    apart_from,
    bare_urls,
    may_hold_urls,
    merged,
    not_read,
    running_of,
    whole,
    without,
)
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.structure import read_leaves, read_literal, read_running, read_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.markdown.document import Document

_BAR = pattern(r"\\[\\|]|\[\[[^\[\]\r\n]*\]\]|\|")


def read_unquoted(document: Document) -> str:
    """Return the text without the marks of quotes within paragraphs, each code point in its place."""
    return without(document.text, document.view(read_leaves).quoted, " ")


def read_rows(document: Document) -> frozenset[int]:
    """Return the offsets where the rows of tables begin."""
    tables = (block for block in document.view(read_leaves).blocks if block.kind == "table")
    starts = document.lines.starts
    return frozenset(starts[number - 1] for block in tables for number in range(block.first, block.last + 1))


def inlines_of(document: Document, block: Span) -> list[Inline]:
    """Return the inline constructs of a block of running text, in the order in which they end; none reaches over a
    cell of a table.
    """
    pieces = _cells(document.text, block) if block.start in document.view(read_rows) else (block,)
    text, labels = document.view(read_unquoted), document.view(read_leaves).labels
    return [one for piece in pieces for one in scan_inline(text, *piece, labels)]


def inlines_around(document: Document, offset: int) -> tuple[Span, list[Inline]]:
    """Return the block of running text that holds the code point at `offset`, on a plain page, and what is in it."""
    block = plain_block(document.text, document.lines, offset)
    if block:
        return block, scan_inline(document.text, *block)
    block = _running_around(document, offset) or Span(offset, offset)
    return block, inlines_of(document, block)


def _scanned_plainly(document: Document) -> list[Inline] | None:
    """Scan a plain page for links and images alone."""
    if not document.view(is_plain):
        return None
    return scan_plain(document.text, partial(inlines_around, document), document.above.end)


@reading(quick=_scanned_plainly)
def read_markdown_inlines(document: Document) -> list[Inline]:
    """Return the inline constructs of Markdown in running text, sorted by where they begin.

    Of a plain page, those of what was read above need not be among them.
    """
    if document.view(read_verbatim):
        return in_order([one for block, pieces in _cut(document) for one in _inlines_of_cut(document, block, pieces)])
    blocks = holding(OPENERS, document.text, document.view(read_running))
    return in_order([inline for block in blocks for inline in inlines_of(document, block)])


def _cut(document: Document) -> Iterator[tuple[Span, list[Span]]]:
    """Each block of running text, and what verbatim text leaves of it."""
    end = len(document.text)
    rest = iter([*document.view(read_running), Span(end, end)])
    piece = next(rest)
    for block in running_of(document.lines, document.view(read_leaves).blocks):
        pieces = list[Span]()
        while piece.start < block.end:
            pieces.append(piece)
            piece = next(rest)
        yield block, pieces


def _inlines_of_cut(document: Document, block: Span, pieces: list[Span]) -> list[Inline]:
    """The inline constructs in these pieces of a block of running text.

    To Markdown the block goes on behind what is left out, to other programs it may end there: a link is what both
    read as one, and what one alone reads letter by letter is left to it.
    """
    apart = [one for piece in pieces for one in inlines_of(document, piece)]
    if not pieces or pieces == [block]:
        return apart
    whole = set(inlines_of(document, block))
    both, literal = whole.intersection(apart), (one for one in whole.union(apart) if one.kind in LITERAL)
    program = (one._replace(kind="program") for one in literal if one not in both and _touches(one, pieces))
    return sorted([*both, *program], key=lambda one: (one.end, -one.start))


def _touches(one: Inline, pieces: list[Span]) -> bool:
    """Whether it lies over one of the pieces, which are sorted."""
    index = bisect_left(pieces, (one.end,)) - 1
    return index >= 0 and pieces[index].end > one.start


def _cells(text: str, row: Span) -> list[Span]:
    """The cells of a row of a table; what is in a wikilink divides none here, though GFM has it otherwise."""
    bars = [bar.end() for bar in _BAR.finditer(text, *row) if bar.group() == "|"]
    return [Span(*cell) for cell in pairwise([row.start, *bars, row.end])]


def _without_programs(document: Document) -> list[Inline] | None:
    """Tell that no other program can read any of it; or look for what one reads, on a plain page, in one go."""
    text = document.text
    if not may_hold_programs(text, document.view(read_marks)):
        return document.view(read_markdown_inlines)
    if not document.view(is_plain):
        return None
    return with_programs(text, [Span(document.above.end, len(text))], document.view(read_markdown_inlines))


@reading(quick=_without_programs)
def read_inlines(document: Document) -> list[Inline]:
    """Return links, images, code spans, HTML, autolinks and programs in running text, sorted by where they begin."""
    return with_programs(document.text, document.view(read_running), document.view(read_markdown_inlines))


def read_urls(document: Document) -> list[Span]:
    """Return the URLs that are no link of Markdown's, with all that GitHub takes for a part of them."""
    return bare_urls(document.text, document.view(read_inlines)) if may_hold_urls(document.text) else []


def read_taken(document: Document) -> list[Span]:
    """Return what of running text is no prose: code, tags, programs, URLs, titles; none over another."""
    return merged([*not_read(document.view(read_inlines), "program"), *document.view(read_urls)])


def read_prose(document: Document) -> list[Span]:
    """Return the running text itself: without code, HTML, URLs and titles of links, front matter."""
    return list(apart_from(document.view(read_running), document.view(read_taken)))


def read_programs(document: Document) -> list[Span]:
    """Return what other programs read as it stands within lines of running text."""
    return list(whole(document.view(read_inlines), "program"))


def _code_above(document: Document) -> list[Span] | None:
    """Tell that a plain page has no code but what was read above."""
    return merged([*document.view(read_literal), *document.above.code]) if document.view(is_plain) else None


@reading(quick=_code_above)
def read_code(document: Document) -> list[Span]:
    """Return what is no running text, and the code spans in it."""
    return merged([*document.view(read_literal), *whole(document.view(read_inlines), "code")])


def read_markup(document: Document) -> list[Span]:
    """Return what is code, and tags and comments."""
    code, tags = document.view(read_code), list(whole(document.view(read_inlines), "html"))
    return merged([*code, *tags]) if tags else code


def blocks_with(document: Document, mark: str) -> Iterator[Span]:
    """Yield the blocks of running text that hold the mark."""
    return (block for block in document.view(read_running) if document.text.find(mark, *block) >= 0)


def block_around(document: Document, offset: int) -> Span | None:
    """Return the block of running text that holds the code point at `offset`; None where none does.

    Of a plain page, not all blocks need be read for that.
    """
    plain = document.shortcuts and document.view(is_plain) and offset >= document.front_matter.end
    block = plain_block(document.text, document.lines, offset) if plain else None
    return block or _running_around(document, offset)


def _running_around(document: Document, offset: int) -> Span | None:
    """The same of all blocks, which are read for it."""
    running = document.view(read_running)
    index = bisect_right(running, (offset, len(document.text))) - 1
    return running[index] if index >= 0 and offset < running[index].end else None


def blocks_around(document: Document, places: Iterable[int]) -> Iterator[Span]:
    """Yield the blocks of running text that hold the code points at these offsets, which are sorted."""
    done = 0
    for at in places:
        if at >= done and (block := block_around(document, at)):
            done = block.end
            yield block
