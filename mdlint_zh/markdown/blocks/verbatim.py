"""Text that other programs than CommonMark take as it stands: shortcodes of Hugo and Jekyll, math, fences in tabs, the
template strings, tags and expressions of MDX.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import lazy, pattern
from mdlint_zh.markdown.blocks.tags import Tags
from mdlint_zh.markdown.lines import Span, covers

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_NAMES = "raw|codeblock|highlight|verbatim|math|mermaid|code|codes|katex|mathjax|pre|asciinema"
_OPENER = pattern(
    r"(?:^\ufeff?|(?<=\r))(?P<lead>[ \t>]*)(?:"
    rf"\{{%-?\s*(?P<tag>{_NAMES})\b"
    rf"|\{{\{{[<%]-?\s*(?P<shortcode>{_NAMES})\b"
    r"|(?P<math>\$\$(?!\$|[^\r\n]*`)|\\\[(?=[ \t]*[\r\n]))"
    r"|(?P<call>\{\{[<%]|\{%)(?![^\r\n]*[>%]\})|\\begin\{(?P<env>[a-z]+\*?)\}"
    r"|(?P<colons>:{3,})\s*\{?\.?(?:code|v-pre|raw|mermaid|math|pre|plantuml|echarts|flow|demo|playground|html)\b"
    r"|(?:<[A-Z]|export\b)[^`\r\n]{0,500}[={(][ \t]*(?P<template>`)(?=[^`\r\n]*[\r\n])"
    r"|(?P<tag_over_lines><[A-Za-z][\w.:-]*(?=[ \t\r\n])[^>\r\n]*(?=[\r\n]))"
    r"|(?:(?:export|import)\b[^{}\r\n]{0,500})?(?P<brace>\{)(?=[^}\r\n]*[\r\n])"
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
}
_RUN = pattern(r"[\r\n][ \t>]*(?P<run>`{3,}|~{3,}|:{3,})[ \t]*(?=[\r\n]|\Z)")
_MIRROR = {"$$": r"\$\$", "\\[": r"\\\]"}
# What most of them begin with, by the first character of that: most pages have none of those.
_QUICK = {
    "$": ("$$",),
    "{": ("{%", "{{", "{`"),
    "\\": ("\\[\n", "\\[\r", "\\[ ", "\\[\t", "\\begin{"),
}
_END = pattern(r"[\r\n]|\Z")
_OPEN = pattern(
    r"(?:\A\ufeff?|[\r\n])[ \t>]*(?:<[A-Za-z][^>\r\n]*|(?:(?:export|import)\b[^{}\r\n]{0,500})?\{[^}\r\n]*)[\r\n]"
)


def may_hold_verbatim(text: str, marks: Container[str]) -> bool:
    """Tell whether anything of this kind can be on the page, which holds these marks; a quick look."""
    for first, openers in _QUICK.items():
        if first in marks and any(opener in text for opener in openers):
            return True
    if ":::" in text or (("<" in marks or "{" in marks) and _OPEN.search(text)):
        return True
    return ("\t" in marks or "    " in text) and ("```" in text or "~~~" in text)


def verbatim_of(text: str, literal: list[Span], code: list[Span], start: int = 0) -> Iterator[Span]:
    """Yield the stretches from offset `start` on that are closed and reach over more than a line, in order.

    They are whole lines, and do not begin within `literal`, of which `code` is no HTML: a tag may begin there.
    """
    done = 0
    closers = _Closers(text)
    for opener in _OPENER.finditer(text, start):
        if opener.start() < done or covers(code if opener["tag_over_lines"] else literal, opener.end() - 1):
            continue
        closer = closers.of(opener)
        if closer is None:
            continue
        done = _line_end(text, closer.end)
        if _line_end(text, opener.end()) < closer.start or opener["fence"] or opener["colons"]:
            yield Span(opener.start(), done)


class _Closers:
    """Finds what ends a stretch. Asked for one opener after the other, it reads the text no more than once a kind."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.never: set[str] = set()
        self.first = 0
        """The line of colons up to which none is asked for any more."""

    def of(self, opener: re.Match[str]) -> Span | None:
        """Return the next that ends what opens here, with the line end above it where it has a line of its own."""
        kind = str(opener.lastgroup)
        mark = opener[kind]
        if kind in ("tag_over_lines", "brace"):
            find = self.tags.end_of_brace if kind == "brace" else self.tags.end_of_tag
            end = find(opener.start(kind))
            return Span(end - 1, end) if end else None
        if kind == "fence":
            same = self.runs.get(mark, [])
            index = bisect_left(same, (opener.end(),))
            return same[index] if index < len(same) else None
        return self.colons(len(mark), opener.end()) if kind == "colons" else self.named(kind, mark, opener.end())

    def named(self, kind: str, mark: str, offset: int) -> Span | None:
        """Return the next that ends a shortcode of this name, math or a template string."""
        source = _CLOSERS[kind].format(_MIRROR.get(mark, re.escape(mark)))
        closer = None if source in self.never else pattern(source).search(self.text, offset)
        if closer is None:
            self.never.add(source)
        return Span(*closer.span()) if closer else None

    def colons(self, length: int, offset: int) -> Span | None:
        """Return the next line of so many colons or more."""
        lines, longest = self.lines_of_colons
        while self.first < len(lines) and lines[self.first][0].start < offset:
            self.first += 1
        if self.first == len(lines) or longest[self.first] < length:
            return None
        while lines[self.first][1] < length:
            self.first += 1
        return lines[self.first][0]

    @lazy
    def tags(self) -> Tags:
        """What finds the ends of tags and braces."""
        return Tags(self.text)

    @lazy
    def runs(self) -> dict[str, list[Span]]:
        """The lines of nothing but ticks, tildes or colons, each with the line end above it, by their marks."""
        found: dict[str, list[Span]] = {}
        for run in _RUN.finditer(self.text):
            found.setdefault(run["run"], []).append(Span(*run.span()))
        return found

    @lazy
    def lines_of_colons(self) -> tuple[list[tuple[Span, int]], list[int]]:
        """The lines of colons with how many each has, and the most that any from each on has."""
        lines = sorted((span, len(mark)) for mark, spans in self.runs.items() if mark[0] == ":" for span in spans)
        longest = list(accumulate((length for _, length in reversed(lines)), max))[::-1]
        return lines, longest


def _line_end(text: str, offset: int) -> int:
    end = _END.search(text, offset)
    return end.start() if end else len(text)
