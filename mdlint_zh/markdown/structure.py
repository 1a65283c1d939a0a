"""The blocks of a document, each kind read once. All raise TooComplexError."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.blocks.leaves import Block, Leaves, leaves_of
from mdlint_zh.markdown.blocks.limits import check_length
from mdlint_zh.markdown.blocks.verbatim import verbatim_of
from mdlint_zh.markdown.blocks.with_mistletoe import blocks_of
from mdlint_zh.markdown.glance import is_blockless, is_plain, may_be_verbatim, may_have_lazy_tag, may_have_table
from mdlint_zh.markdown.prose import apart_from, merged, running_of
from mdlint_zh.markdown.reading import reading

if TYPE_CHECKING:
    from mdlint_zh.markdown.document import Document
    from mdlint_zh.markdown.lines import Span

_LEAD = pattern(r"(?:[ \t>]|(?:[-+*]|\d{1,9}[.)])[ \t])*")
_MARKS = pattern(r"#{1,6}")


class Heading(NamedTuple):
    """A heading: its words [start, end), which may be none, and its level, 1 to 6."""

    start: int
    end: int
    level: int


def read_top(document: Document) -> int:
    """Return the first line below the front matter."""
    end = document.front_matter.end
    return document.lines.number(end) + 1 if end else 1


def read_leaves(document: Document) -> Leaves:
    """Return the leaf blocks below the front matter, by our own reader."""
    check_length(document.text, document.lines)
    return leaves_of(document.text, document.lines, document.view(read_top))


def read_blocks(document: Document) -> list[Block]:
    """Return all leaf blocks below the front matter, by mistletoe. Slow: prefer `literal`."""
    text, lines = document.text, document.lines
    check_length(text, lines)
    return blocks_of(text, lines, document.view(read_top), document.view(read_literal_blocks))


def _no_literal_blocks(document: Document) -> list[Block] | None:
    if not document.view(is_blockless):
        return None
    check_length(document.text, document.lines)
    return []


@reading(quick=_no_literal_blocks)
def read_literal_blocks(document: Document) -> list[Block]:
    """Return the blocks of code and HTML below the front matter."""
    return [block for block in document.view(read_leaves).blocks if block.kind in ("code", "html")]


def _no_lazy_tag(document: Document) -> list[Span] | None:
    return None if may_have_lazy_tag(document.text) else []


@reading(quick=_no_lazy_tag)
def read_code_of_github(document: Document) -> list[Span]:
    """Return what is code to GitHub alone, which ends a list or quote at a tag that goes on with its last paragraph."""
    leaves, lines = document.view(read_leaves), document.lines
    if not leaves.has_lazy_tag:
        return []
    blocks = leaves_of(document.text, lines, document.view(read_top), as_github=True).blocks
    code = {block for block in blocks if block.kind == "code"}.difference(leaves.blocks)
    return sorted(lines.reach(block.first, block.last) for block in code)


def _nothing_verbatim(document: Document) -> list[Span] | None:
    return None if document.view(may_be_verbatim) else document.view(read_code_of_github)


@reading(quick=_nothing_verbatim)
def read_verbatim(document: Document) -> list[Span]:
    """Return what is no running text to other programs than CommonMark: whole lines."""
    lines, blocks = document.lines, document.view(read_literal_blocks)
    code = [lines.reach(block.first, block.last) for block in blocks if block.kind == "code"]
    literal = [lines.reach(block.first, block.last) for block in blocks]
    found = list(verbatim_of(document.text, literal, code, document.front_matter.end))
    lazy = document.view(read_code_of_github)
    return merged([*found, *lazy]) if lazy else found


def _front_matter_alone(document: Document) -> list[Span] | None:
    """Tell that a plain page has no other."""
    if not document.view(is_plain):
        return None
    check_length(document.text, document.lines)
    return [document.front_matter] if document.front_matter.end else []


@reading(quick=_front_matter_alone)
def read_literal(document: Document) -> list[Span]:
    """Return the whole lines that are no running text, in order: front matter, code, HTML, shortcodes."""
    front = [document.front_matter] if document.front_matter.end else []
    lines = document.lines
    found = front + [lines.reach(block.first, block.last) for block in document.view(read_literal_blocks)]
    verbatim = document.view(read_verbatim)
    return merged([*found, *verbatim]) if verbatim else found


def read_running(document: Document) -> list[Span]:
    """Return the blocks of running text, whole lines: paragraphs, headings, rows of tables."""
    blocks = running_of(document.lines, document.view(read_leaves).blocks)
    return list(apart_from(blocks, document.view(read_verbatim)))


def read_underlined(document: Document) -> list[Block]:
    """Return the headings that are ones by the line under them, in their order."""
    blocks = document.view(read_leaves).blocks
    return [block for block in blocks if block.kind == "heading" and block.first < block.last]


def read_headings(document: Document) -> list[Heading]:
    """Return the headings below the front matter, in order, those in quotes and lists too."""
    blocks = document.view(read_leaves).blocks
    return [_heading(document, block) for block in blocks if block.kind == "heading"]


def _heading(document: Document, block: Block) -> Heading:
    text, lines = document.text, document.lines
    start, end = lines.reach(block.first, max(block.first, block.last - 1))
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if block.first < block.last:  # one by the line under it
        underline = text[slice(*lines.span(block.last))]
        return Heading(start, start + len(text[start:end].rstrip()), 1 if "=" in underline else 2)
    marks = _MARKS.match(text, start, end)
    level = len(marks.group()) if marks else 1
    words = text[start + level : end].rstrip(" \t")
    opened = words.rstrip("#")
    words = words if opened[-1:] not in ("", " ", "\t") else opened.rstrip(" \t")
    first = start + level + len(words) - len(words.lstrip(" \t"))
    return Heading(first, start + level + len(words), level)


def read_table_lines(document: Document) -> frozenset[int]:
    """Return the numbers, from 1, of the lines that are in tables, or would be but for a `|` in a wikilink."""
    if not may_have_table(document.text, document.above.end):
        return frozenset()
    tables = (block for block in document.view(read_blocks) if block.kind == "table")
    return frozenset(line for block in tables for line in range(block.first, block.last + 1))
