"""Running text: which parts of a page are read as text, and which are code, HTML, URLs or front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.page.inline import Inline
    from mdlint_zh.page.leaves import Block
    from mdlint_zh.page.lines import Lines

_BARE_URL = pattern(
    r"(?:https?|ftp|ipfs|ipns|magnet|file)(?:://|:\?)"
    r"(?:\[\[[^\[\]\s]*\]\]|[^\s<>\[\]()（）「」『』【】《》“”‘’，。；、！？]+)+"
)


def running(lines: Lines, blocks: Iterable[Block]) -> Iterator[Span]:
    """The blocks of running text among these leaf blocks, as whole lines; each row of a table is one."""
    for kind, first, last in blocks:
        if kind == "table":
            yield from (lines.span(number) for number in range(first, last + 1))
        elif kind not in ("code", "html"):
            yield lines.reach(first, last)


def without(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """The text as long as it was, with `mark` for each code point in the spans."""
    pieces, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [text[at:start], mark * (end - max(start, at))]
            at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def whole(inlines: Iterable[Inline], kind: str) -> Iterator[Span]:
    """The inline constructs of one kind."""
    return (Span(one.start, one.end) for one in inlines if one.kind == kind)


def not_prose(text: str, inlines: Iterable[Inline]) -> Iterator[Span]:
    """What of running text is no prose: code, tags, programs, URLs, titles."""
    for inline in inlines:
        if inline.kind in ("code", "html", "autolink", "program"):
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
