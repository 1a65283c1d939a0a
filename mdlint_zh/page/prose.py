"""Running text: which parts of a page are read as text, and which are code, HTML, URLs or front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.page.inline import Inline
    from mdlint_zh.page.lines import Lines

# Where a block of running text ends although no blank line follows: headings, list items, quotes, breaks.
_EDGE = r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|(?:[-=*_][ \t]*)+(?=[\r\n]|\Z))"
_STARTS = pattern(_EDGE)
_LINE = r"[^\r\n]*\S[^\r\n]*"
_BLOCK = pattern(rf"(?:(?<=[\r\n])|(?<![\s\S])|(?<=\ufeff)){_LINE}(?:(?:\r\n|\n|\r)(?!{_EDGE}){_LINE})*")
# What nearly always stands above a paragraph, and below it.
_BLANK_ABOVE, _BLANK_BELOW = ("\n\n", "\n\r\n"), ("\n\n", "\r\n\r\n", "\n\r\n", "\r\n\n")
# The line under the head of a table.
TABLE_RULE = pattern(r"(?:^|(?<=\r))(?=[^|\n\r]*\|)[ \t>|:]*-[-:|> \t]*(?=\r|$)", re.MULTILINE)
_BARE_URL = pattern(
    r"(?:https?|ftp|ipfs|ipns|magnet|file)(?:://|:\?)"
    r"(?:\[\[[^\[\]\s]*\]\]|[^\s<>\[\]()（）「」『』【】《》“”‘’，。；、！？])+"
)


def running(text: str, literal: Sequence[Span], start: int) -> Iterator[Span]:
    """The blocks of running text from offset `start`, where a line begins: what stands between blank lines, literal
    blocks and other edges of blocks.
    """
    at = start
    for span in (*literal, Span(len(text), len(text))):
        yield from (Span(*block.span()) for block in _BLOCK.finditer(text, at, max(at, span.start)))
        at = max(at, span.end)


def blocks_around(text: str, lines: Lines, mark: str, start: int) -> Iterator[Span]:
    """The blocks of running text that hold `mark`, from offset `start` on; for a text without literal blocks."""
    at = text.find(mark, start)
    while at >= 0:
        block = block_around(text, lines, at)
        yield block
        at = text.find(mark, max(block.end, at + len(mark)))


def block_around(text: str, lines: Lines, offset: int) -> Span:
    """The block of running text with the line of `offset`, which is not blank."""
    first = last = lines.around(offset)
    if not text.endswith(_BLANK_ABOVE, 0, first.start):
        while not _STARTS.match(text, *first) and (above := lines.above(first)) and text[slice(*above)].strip():
            first = above
    if not text.startswith(_BLANK_BELOW, last.end):
        while (below := lines.below(last)) and text[slice(*below)].strip() and not _STARTS.match(text, *below):
            last = below
    return Span(first.start, last.end)


def whole(inlines: Iterable[Inline], kind: str) -> Iterator[Span]:
    """The inline constructs of one kind."""
    return (Span(one.start, one.end) for one in inlines if one.kind == kind)


def not_prose(text: str, inlines: Iterable[Inline]) -> Iterator[Span]:
    """What of running text is no prose: code, tags, URLs, titles."""
    for inline in inlines:
        if inline.kind in ("code", "html", "autolink"):
            yield Span(inline.start, inline.end)
        elif inline.text and inline.end > inline.text.end:
            yield Span(inline.text.end, inline.end)
    if ":" in text:
        yield from (Span(*url.span()) for url in _BARE_URL.finditer(text))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that lie over each other as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def prose(blocks: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """What of the blocks none of the other spans takes."""
    rest = sorted(taken)
    first = 0
    for block in blocks:
        while first < len(rest) and rest[first].end <= block.start:
            first += 1
        yield from _gaps(block, rest, first)


def _gaps(block: Span, taken: Sequence[Span], first: int) -> Iterator[Span]:
    """What of the block no span takes, from the `first` on."""
    at = block.start
    for index in range(first, len(taken)):
        start, end = taken[index]
        if start >= block.end:
            break
        if start > at:
            yield Span(at, start)
        at = max(at, end)
    if at < block.end:
        yield Span(at, block.end)
