"""What a caption may be that comes to stand in a paragraph of its own."""

from __future__ import annotations

from mdlint_zh.base.lazy import pattern

_EMPHASIS = pattern(r"[*_~]")
_EMPHASIS_OR_URL = pattern(r"(?P<mark>[*_~])|\]\([^()\s]*\)")
_MOST_ABOVE = 10_000
"""So much of a paragraph is looked at above a caption: many may stand in one."""


def opens_caption(text: str, start: int, end: int) -> bool:
    """Tell whether the marks of emphasis [start, end) are around all of a caption, and can have no other partner.

    With a blank line above them they can open alone; behind the `)` of an image, between two marks of punctuation, they
    could close as well. Nothing is open there to be closed when no such mark stands above in the paragraph.
    """
    marks, line_end = text[start:end], text.find("\n", end)
    caption = text[end : line_end if line_end >= 0 else len(text)].rstrip(" \t")
    if not caption.endswith(marks) or _EMPHASIS.search(caption.removesuffix(marks)):
        return False
    blank = text.rfind("\n\n", max(0, start - _MOST_ABOVE), start)
    if blank < 0 and start > _MOST_ABOVE:
        return False
    return not any(found["mark"] for found in _EMPHASIS_OR_URL.finditer(text, blank + 1, start))
