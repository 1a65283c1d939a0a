"""Text that other programs than CommonMark take as it stands: shortcodes of Hugo and Jekyll, math, fences in tabs, the
template strings of MDX.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span, covers

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = "raw|codeblock|highlight|verbatim|math|mermaid|code|codes|katex|mathjax|pre|asciinema"
_OPENER = pattern(
    r"(?:^\ufeff?|(?<=\r))(?P<lead>[ \t>]*)(?:"
    rf"\{{%-?\s*(?P<tag>{_NAMES})\b"
    rf"|\{{\{{[<%]-?\s*(?P<shortcode>{_NAMES})\b"
    r"|(?P<math>\$\$(?!\$|[^\r\n]*`)|\\\[(?=[ \t]*[\r\n]))"
    r"|(?P<call>\{\{[<%]|\{%)(?![^\r\n]*[>%]\})|\\begin\{(?P<env>[a-z]+\*?)\}"
    r"|(?P<colons>:{3,})\s*\{?\.?(?:code|v-pre|raw|mermaid|math|pre|plantuml|echarts|flow|demo|playground|html)\b"
    r"|(?:<[A-Z]|export\b)[^`\r\n]{0,500}[={(][ \t]*(?P<template>`)(?=[^`\r\n]*[\r\n])"
    r"|(?:(?<= {4})|(?<=\t))(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,}))",
    re.MULTILINE,
)
_CLOSERS = {
    "tag": r"\{{%-?\s*end\s?{}\b",
    "shortcode": r"\{{\{{[<%]-?\s*/\s*{}\b",
    "call": r"[>%]\}}",
    "env": r"\\end\{{{}\}}",
    "math": r"{}",
    "template": r"{}",
    "colons": r"[\r\n][ \t>]*{}:*[ \t]*(?=[\r\n]|\Z)",
    "fence": r"[\r\n][ \t>]*{}[ \t]*(?=[\r\n]|\Z)",
}
_MIRROR = {"$$": r"\$\$", "\\[": r"\\\]"}
_QUICK = ("$$", "{%", "{{", ":::", "\\[", "{`", "\\begin{")
_END = pattern(r"[\r\n]|\Z")


def may_hold_verbatim(text: str) -> bool:
    """Whether anything of this kind can be on the page; a quick look."""
    if any(mark in text for mark in _QUICK):
        return True
    return ("    " in text or "\t" in text) and ("```" in text or "~~~" in text)


def read_verbatim(text: str, literal: list[Span], start: int = 0) -> Iterator[Span]:
    """The stretches from offset `start` on that are closed and reach over more than a line, in order.

    They are whole lines, and do not begin within `literal`.
    """
    done = 0
    never: set[str] = set()
    for opener in _OPENER.finditer(text, start):
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
    return _CLOSERS[kind].format(_MIRROR.get(mark, re.escape(mark)))


def _line_end(text: str, offset: int) -> int:
    end = _END.search(text, offset)
    return end.start() if end else len(text)
