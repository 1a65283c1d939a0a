"""Text that other programs than CommonMark show as it stands: shortcodes of Hugo and Jekyll, math, fences in tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span, covers
from mdlint_zh.page.prose import merged

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = "raw|codeblock|highlight|verbatim|math|mermaid|code|codes|katex|mathjax|pre|asciinema"
_OPENER = pattern(
    r"(?:^\ufeff?|(?<=\r))(?P<lead>[ \t>]*)(?:"
    rf"\{{%-?\s*(?P<tag>{_NAMES})\b"
    rf"|\{{\{{[<%]-?\s*(?P<shortcode>{_NAMES})\b"
    r"|(?P<math>\$\$(?!\$|[^\r\n]*`)|\\\[(?=[ \t]*[\r\n]))"
    r"|(?P<colons>:{3,})\s*\{?\.?(?:code|v-pre|raw|mermaid|math|pre|plantuml|echarts|flow|demo|playground|html)\b"
    r"|(?:(?<= {4})|(?<=\t))(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,}))",
    re.MULTILINE,
)
_CLOSERS = {
    "tag": r"\{{%-?\s*end\s?{}\b",
    "shortcode": r"\{{\{{[<%]-?\s*/\s*{}\b",
    "math": r"{}",
    "colons": r"[\r\n][ \t>]*{}:*[ \t]*(?=[\r\n]|\Z)",
    "fence": r"[\r\n][ \t>]*{}[ \t]*(?=[\r\n]|\Z)",
}
_MIRROR = {"$$": r"\$\$", "\\[": r"\\\]"}
_END = pattern(r"[\r\n]|\Z")


def may_hold_verbatim(text: str) -> bool:
    """Whether anything of this kind can be on the page; a quick look."""
    if "$$" in text or "{%" in text or "{{" in text or ":::" in text or "\\[" in text:
        return True
    return ("    " in text or "\t" in text) and ("```" in text or "~~~" in text)


def with_verbatim(text: str, literal: list[Span]) -> list[Span]:
    """What is literal on a page, and what of this kind is, too."""
    return merged([*literal, *read_verbatim(text, literal)]) if may_hold_verbatim(text) else literal


def read_verbatim(text: str, literal: list[Span]) -> Iterator[Span]:
    """The stretches that are closed and reach over more than a line, in order; whole lines, outside of `literal`."""
    done = 0
    never: set[str] = set()
    for opener in _OPENER.finditer(text):
        if opener.start() < done or covers(literal, opener.end() - 1):
            continue
        source = _closer(opener)
        closer = None if source in never else pattern(source).search(text, opener.end())
        if closer is None:
            never.add(source)
            continue
        done = _line_end(text, closer.end())
        if _line_end(text, opener.end()) < closer.start() or opener["fence"] or opener["colons"]:
            yield Span(opener.start(), done)


def _closer(opener: re.Match[str]) -> str:
    """The pattern of what ends the stretch that opens here."""
    kind = str(opener.lastgroup)
    mark = opener[kind]
    return _CLOSERS[kind].format(_MIRROR.get(mark, mark))


def _line_end(text: str, offset: int) -> int:
    end = _END.search(text, offset)
    return end.start() if end else len(text)
