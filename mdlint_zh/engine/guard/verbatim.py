"""Where text is shown as it stands: fences, HTML that keeps its spaces, math, and the shortcodes of many programs."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdlint_zh.base.lazy import pattern

_FENCE = pattern(r"(?P<fence>`{3,}(?=[^`]*\Z)|~{3,})")
_HTML = pattern(r"<(?P<name>pre|script|style|textarea)(?=[\s>]|\Z)", re.IGNORECASE)
_TAG = pattern(r"\{%-?\s*(?P<name>raw|codeblock|highlight|verbatim|math|mermaid|code|pre|asciinema)\b(?!.*\{%-?\s*end)")
_HUGO = pattern(r"\{\{(?P<open>[<%])-?\s*(?P<name>highlight|code|mermaid|math|raw|katex|mathjax|codes|pre)\b(?!.*/>)")
_COLONS = pattern(
    r"(?P<colons>:{3,})\s*\{?\.?(?:code|v-pre|raw|mermaid|math|pre|plantuml|echarts|flow|demo|playground|html)\b"
)
_MATH = pattern(r"\$\$(?!\$|.*(?:\$\$|`))|\\\[[ \t]*\Z")


class Opener(NamedTuple):
    """What opens a stretch of verbatim text; `fence` holds the marks of a fence, `closer` what else ends it.

    `ends` names what ends it.
    """

    kind: str
    ends: str
    fence: str = ""
    closer: re.Pattern[str] | None = None


_MATH_ENDS = {"$": r"\$\$", "\\": r"\\\]"}
_BEGINS = frozenset("`~<{:$\\")


def opener(content: str) -> Opener | None:
    """Return what a line opens that has this behind the marks of quotes and lists, and does not end on the line."""
    if content[:1] not in _BEGINS:
        return None
    if fence := _FENCE.match(content):
        return Opener("code block", fence["fence"], fence["fence"])
    if content.startswith("<!--"):
        return None if "-->" in content else _ended_by("comment", "-->")
    if html := _HTML.match(content):
        found = _ended_by("HTML", rf"</{html['name']}\s*>", content)
    elif tag := _TAG.match(content):
        found = _ended_by("shortcode", rf"\{{%-?\s*end\s?{tag['name']}\b")
    elif hugo := _HUGO.match(content):
        found = _ended_by("shortcode", rf"\{{\{{[<%]-?\s*/\s*{hugo['name']}\b", content)
    elif colons := _COLONS.match(content):
        found = _ended_by("container", rf"\A:{{{len(colons['colons'])},}}\s*\Z")
    else:
        found = _ended_by("math", _MATH_ENDS[content[0]]) if _MATH.match(content) else None
    return found


def _ended_by(kind: str, ends: str, content: str = "") -> Opener | None:
    """The opener of what this pattern ends; None when that stands in the same line."""
    closer = pattern(ends, re.IGNORECASE)
    return None if closer.search(content) else Opener(kind, ends, closer=closer)


def closes(opened: Opener, content: str, indent: int) -> bool:
    """Tell whether a line ends the stretch; `indent` are the columns before its content within what holds the stretch.

    A fence is closed by as many of its marks, or more, with nothing but spaces and tabs behind them.
    """
    if opened.closer:
        return opened.closer.search(content) is not None
    marks = content.rstrip(" \t")
    return indent < 4 and len(marks) >= len(opened.fence) and not marks.strip(opened.fence[0])
