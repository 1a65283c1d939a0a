r"""Text within a line that other programs than Markdown read as it stands.

Braces (attributes, shortcodes, expressions of MDX), math in `$`, `\(` or `\[`, and the definitions of abbreviations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.inlines import Inline
from mdlint_zh.markdown.lines import Span, covers, holding
from mdlint_zh.markdown.prose import LITERAL, merged, not_read

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_MARKS = pattern(r"[{$]|\\[(\[]|\*\[")
_BRACE = pattern(r"\\[{}]|[{}]|[\r\n]")
# By what they begin with. Math of dollars has no spaces at its edges; from 5万 to the next dollar it is money; and the
# brackets of a wikilink that a tool took for text are no math.
_FORMS = {
    "$": pattern(r"\$(?<![\\$]\$)(?![\s$]|\d[^$\r\n]{0,500}[\u3400-\u9fff])[^$\r\n]{0,500}(?<![\s\\])\$(?![\d$])"),
    "\\(": pattern(r"\\\((?<!\\\\\()(?:[^\\\r\n]|\\(?![()])){1,500}\\\)"),
    "\\[": pattern(r"\\\[(?<![\\\[]\\\[)(?!\\?\[)(?:[^\\\r\n]|\\(?![\[\]])){1,500}\\\](?!\\?\])"),
    "*[": pattern(r"\*\[(?:(?<=[\r\n\ufeff]\*\[)|(?<=\A\*\[))[^\[\]\r\n]{1,500}\]:[^\r\n]*"),
}


def may_hold_programs(text: str, marks: Container[str]) -> bool:
    """Tell whether any of these can be in the text, which holds these marks; a quick look."""
    if "{" in marks or "$" in marks or ("\\" in marks and ("\\(" in text or "\\[" in text)):
        return True
    return "*[" in text and "]:" in text


def with_programs(text: str, blocks: Iterable[Span], inlines: list[Inline]) -> list[Inline]:
    """Return the inline constructs of the blocks, sorted, with those of kind `program`, in which no link begins.

    Code, tags and autolinks may: they are ones to Markdown, whatever another program makes of them.
    """
    other = merged(not_read(inlines))
    spans = merged(span for block in holding(_MARKS, text, blocks) for span in _programs(text, block, other))
    if not spans:
        return inlines
    kept = [one for one in inlines if one.kind in LITERAL or not covers(spans, one.start)]
    return sorted([*kept, *(Inline("program", *span) for span in spans)], key=lambda one: (one.start, -one.end))


def _programs(text: str, block: Span, other: list[Span]) -> Iterator[Span]:
    """The spans in one block."""
    for mark, form in _FORMS.items():
        if text.find(mark, *block) >= 0:
            yield from (Span(*one.span()) for one in form.finditer(text, *block) if not covers(other, one.start()))
    if text.find("{", *block) >= 0:
        yield from _braces(text, block, other)


def _braces(text: str, block: Span, other: list[Span]) -> Iterator[Span]:
    """What stands in braces; one that is not closed on its line takes the rest of it."""
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
