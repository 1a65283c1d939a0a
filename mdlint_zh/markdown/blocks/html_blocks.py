"""How a block of HTML begins and ends, in the seven ways of CommonMark 0.31 section 4.6."""

from __future__ import annotations

import re

from mdlint_zh.base.lazy import pattern

_SPACE = r"[ \t]"
_ATTRIBUTE = rf"""{_SPACE}+[A-Za-z_:][A-Za-z0-9_.:-]*(?:{_SPACE}*={_SPACE}*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?"""
_WHOLE_TAG = pattern(
    rf"<(?:[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*{_SPACE}*/?|/[A-Za-z][A-Za-z0-9-]*{_SPACE}*)>{_SPACE}*$"
)
BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
"""The tags that begin a block, whatever stands behind them, as a piece of a pattern."""
_BLOCK_TAG = pattern(rf"</?(?:{BLOCK_TAGS})(?=[ \t]|/?>|$)", re.IGNORECASE)
# How a block of HTML begins that blank lines do not end, and what ends it.
_HTML = (
    (
        pattern(r"<(?:script|pre|style|textarea)(?=[ \t>]|$)", re.IGNORECASE),
        pattern(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (pattern(r"<!--"), pattern(r"-->")),
    (pattern(r"<\?"), pattern(r"\?>")),
    (pattern(r"<![A-Za-z]"), pattern(r">")),
    (pattern(r"<!\[CDATA\["), pattern(r"\]\]>")),
)


def begins_html(line: str, *, alone: bool) -> bool:
    """Tell whether a block of HTML begins with this line, which begins with `<`; `alone`: not within a paragraph.

    There, a tag that is nothing special is text.
    """
    return bool(_BLOCK_TAG.match(line) or html_end(line) or (alone and _WHOLE_TAG.match(line)))


def html_end(line: str) -> re.Pattern[str] | None:
    """Return what ends the block of HTML that begins with this line; None for a blank line."""
    return next((ends for begins, ends in _HTML if begins.match(line)), None)
