r"""Text within a line that other programs than Markdown read as it stands.

Braces (attributes, shortcodes, expressions of MDX), math in `$`, `\(` or `\[`, and the definitions of abbreviations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.inline import Inline
from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span, covers
from mdlint_zh.page.prose import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_QUICK = ("{", "$", "\\(", "\\[", "*[")
_BRACE = pattern(r"\\[{}]|[{}]|[\r\n]")
# Math of dollars has no spaces at its edges; from 5万 to the next dollar it is money.
_MATH = pattern(
    r"(?<![\\$])\$(?![\s$]|\d[^$\r\n]{0,500}[\u3400-\u9fff])[^$\r\n]{0,500}(?<![\s\\])\$(?![\d$])"
    r"|(?<!\\)\\\((?:[^\\\r\n]|\\(?![()])){1,500}\\\)"
    # Not the brackets of a wikilink that a tool took for text.
    r"|(?<![\\\[])\\\[(?!\\?\[)(?:[^\\\r\n]|\\(?![\[\]])){1,500}\\\](?!\\?\])"
    r"|(?:^|(?<=[\r\n\ufeff]))\*\[[^\[\]\r\n]{1,500}\]:[^\r\n]*"
)


def may_hold_programs(text: str) -> bool:
    """Whether any of these can be in the text; a quick look."""
    return any(mark in text for mark in _QUICK)


def with_programs(text: str, blocks: Iterable[Span], inlines: list[Inline]) -> list[Inline]:
    """The inline constructs of the blocks, sorted, with those of kind `program`, in which no other begins."""
    other = merged(_not_read(inlines))
    spans = merged(span for block in blocks for span in _programs(text, block, other))
    if not spans:
        return inlines
    kept = [one for one in inlines if not covers(spans, one.start)]
    return sorted([*kept, *(Inline("program", *span) for span in spans)], key=lambda one: (one.start, -one.end))


def _not_read(inlines: Iterable[Inline]) -> Iterator[Span]:
    """Where no mark of these counts: in code, tags and the URLs and titles of links."""
    for one in inlines:
        if one.kind in ("code", "html", "autolink"):
            yield Span(one.start, one.end)
        elif one.text and one.end > one.text.end:
            yield Span(one.text.end, one.end)


def _programs(text: str, block: Span, other: list[Span]) -> Iterator[Span]:
    """The spans in one block."""
    yield from (Span(*math.span()) for math in _MATH.finditer(text, *block) if not covers(other, math.start()))
    start, depth = 0, 0
    for brace in _BRACE.finditer(text, *block):
        mark = brace.group()
        if mark in "\r\n":
            if depth:
                yield Span(start, brace.start())
            depth = 0
        elif mark == "{" and not covers(other, brace.start()):
            start, depth = start if depth else brace.start(), depth + 1
        elif mark == "}" and depth and not covers(other, brace.start()):
            depth -= 1
            if not depth:
                yield Span(start, brace.end())
    if depth:
        yield Span(start, block.end)
