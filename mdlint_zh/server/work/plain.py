"""What is told in Markdown, as plain text: for editors that show no Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from re import Match

_MARK: Final = pattern(
    r"^```.*\n(?P<block>(?:.*\n)*?)```$|(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<text>[^\[\]\n]*)\]\((?P<url>[^()\s]*)\)|^\#+[ ]|\*\*",
    re.MULTILINE,
)


def plain(markdown: str) -> str:
    """Return the text without the marks of headings, bold text, links and code; what stands in code stays."""
    return _MARK.sub(_unmarked, markdown)


def _unmarked(found: Match[str]) -> str:
    if found["block"] is not None:
        return found["block"].rstrip("\n")
    if found["code"]:
        inside = found["code"]
        return inside[1:-1] if inside[0] == inside[-1] == " " and inside.strip() else inside
    if found["text"] is not None:
        return f"{found['text']} ({found['url']})"
    return ""
