"""Running text: which parts of a page are read as text, and which are code, HTML, URLs or front matter."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.markdown.blocks.leaves import Block
    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Lines

_SCHEME = pattern(r"(?:https?|ftp|ipfs|ipns|magnet|file)\Z")
_URL_MARKS = ("://", "magnet:?", "www.")
# What is not at once seen to be the URL of a link.
_LOOSE_SCHEME = pattern(r"://(?<!\]\(https://)(?<!\]\(http://)")
_LOOSE_WWW = pattern(r"www\.(?<!//www\.)")
# Such a URL of a link that is surely one: no bracket, code or tag is at its edges.
_URL_OF_LINK = "](http"
_SURE_LINK = pattern(r"\[(?<!\\\[)[^\[\]`<>\\\r\n]*\]\(https?://[^\s()<>\\`]*(?: \"[^\"`<>\\\r\n]*\")?\)")
_BEFORE_WWW = frozenset(" \t\r\n*_~(")
_REST_OF_URL = pattern(r"[^ \t\r\n<]+")  # the white space at which GitHub ends one
LONGEST_SCHEME = 6
LITERAL = frozenset(("code", "html", "autolink"))
"""The kinds of inlines that are read letter by letter."""


def running_of(lines: Lines, blocks: Iterable[Block]) -> Iterator[Span]:
    """Yield the blocks of running text among these leaf blocks, as whole lines; each row of a table is one."""
    for kind, first, last in blocks:
        if kind == "table":
            yield from (lines.span(number) for number in range(first, last + 1))
        elif kind not in ("code", "html"):
            yield lines.reach(first, last)


def without(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    """Return the text as long as it was, with `mark` for each code point in the spans."""
    pieces, at = list[str](), 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [text[at:start], mark * (end - max(start, at))]
            at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def whole(inlines: Iterable[Inline], kind: str) -> Iterator[Span]:
    """Yield the inline constructs of one kind."""
    return (Span(one.start, one.end) for one in inlines if one.kind == kind)


def not_read(inlines: Iterable[Inline], *more: str) -> Iterator[Span]:
    """Yield what is read letter by letter: code, tags, autolinks, `more` kinds of inlines, and URLs and titles of
    links.
    """
    for inline in inlines:
        if inline.kind in LITERAL or inline.kind in more:
            yield Span(inline.start, inline.end)
        elif inline.text and inline.end > inline.text.end:
            yield Span(inline.text.end, inline.end)


def bare_urls(text: str, inlines: Sequence[Inline]) -> list[Span]:
    """Return the URLs that are none of a link, as far as GitHub takes them: to a space, `<` or the end of a link's
    text.

    Other programs than GitHub end them sooner, or do not see them at all.
    """
    spans, texts = merged(not_read(inlines)), merged(one.text for one in inlines if one.text)
    starts = sorted(start for mark in _URL_MARKS for start in _url_starts(text, mark, spans))
    ends = [span.end for span in texts]
    found, done = list[Span](), 0
    for start in starts:
        index = bisect_right(ends, start)
        limit = ends[index] if index < len(texts) and texts[index].start <= start else len(text)
        rest = _REST_OF_URL.match(text, start, limit) if start >= done else None
        if rest:
            done = rest.end()
            found.append(Span(start, done))
    return found


def may_hold_urls(text: str) -> bool:
    """Tell whether there can be a URL that is none of a link; a quick look."""
    if _LOOSE_SCHEME.search(text) or ("www." in text and _LOOSE_WWW.search(text)) or "magnet:?" in text:
        return True
    return text.count(_URL_OF_LINK) != len(_SURE_LINK.findall(text))


def _url_starts(text: str, mark: str, spans: Sequence[Span]) -> Iterator[int]:
    """Where the URLs outside of the spans begin that hold this mark."""
    at = text.find(mark)
    ends = [span.end for span in spans]
    while at >= 0:
        index = bisect_right(ends, at)
        if index < len(spans) and spans[index].start <= at:
            at = text.find(mark, spans[index].end)
            continue
        if mark == "://":
            scheme = _SCHEME.search(text, max(0, at - LONGEST_SCHEME), at)
            if scheme:
                yield scheme.start()
        elif mark != "www." or not at or text[at - 1] in _BEFORE_WWW:
            yield at
        at = text.find(mark, at + len(mark))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that lie over each other as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def apart_from(blocks: Iterable[Span], taken: Iterable[Span]) -> Iterator[Span]:
    """Yield what of the blocks none of the other spans takes."""
    rest = sorted(taken)
    first = 0
    for block in blocks:
        while first < len(rest) and rest[first].end <= block.start:
            first += 1
        if first == len(rest) or rest[first].start >= block.end:
            yield block
        else:
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
