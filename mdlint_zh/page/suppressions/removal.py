"""What to take out of a page so that a comment is gone, and nothing else: no paragraph, list or table is another."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.suppressions.comment import VERBS
from mdlint_zh.page.suppressions.readings import Comment, read_comments

if TYPE_CHECKING:
    from mdlint_zh.markdown.document import Document
    from mdlint_zh.page.suppressions.comment import Name, Suppression

# How a line begins that may go on with what stands above: an indent, the mark of a list, that of a footnote.
_MAY_GO_ON = pattern(r"[ \t]|[-+*](?:[ \t]|\Z)|\d{1,9}[.)](?:[ \t]|\Z)|\[\^")
MOST_LINES = 200
"""How far above a comment a list is looked for."""


def removal_of(document: Document, one: Suppression) -> Span | None:
    """Return what to take out so that the comment is gone; None where the page would not be the same without it."""
    comments = document.view(read_comments)
    index = bisect_left(comments, one.start, key=attrgetter("start"))
    if one.verb not in VERBS or index == len(comments) or comments[index].start != one.start:
        return None
    comment = comments[index]
    text, lines = document.text, document.lines
    first, last = lines.number(comment.start), lines.number(comment.end - 1)
    if comment.start < document.front_matter.end:
        return Span(lines.starts[first - 1], lines.starts[last])
    line = lines.reach(first, last)
    before, after = text[line.start : comment.start], text[comment.end : line.end]
    if not comment.block:
        return _out_of_text(comment, before, after)
    if before or after.strip(" \t") or comment.block != line:
        return None
    return _out_of_lines(document, first, last)


def removal_of_name(one: Suppression, name: Name) -> Span:
    """Return what to take out so that a name is gone, one of several, with what divides it from the next."""
    index = one.names.index(name)
    if index + 1 < len(one.names):
        return Span(name.start, one.names[index + 1].start)
    return Span(one.names[index - 1].end, name.end)


def _out_of_text(comment: Comment, before: str, after: str) -> Span | None:
    """A comment with text beside it goes with the spaces on one side; two spaces at a line's end stay what they are."""
    if not before.strip(" \t"):
        return None
    start = comment.start - (len(before) - len(before.rstrip(" \t")))
    if not after.strip(" \t"):
        return Span(start, comment.end)
    if before[-1] in " \t" and after[0] in " \t":
        return Span(comment.start, comment.end + 1)
    return Span(comment.start, comment.end) if before[-1] in " \t|" or after[0] in " \t|" else None


def _out_of_lines(document: Document, first: int, last: int) -> Span | None:
    """A comment alone on its lines goes with them, and with one of two blank lines; or a blank line comes there."""
    text, lines = document.text, document.lines
    if _divides(document, first, last):
        return None
    start, end = lines.reach(first, last)
    top = document.front_matter.end
    is_top = first == 1 or lines.starts[first - 2] < top
    blank_above = is_top or not text[slice(*lines.span(first - 1))].strip(" \t")
    blank_below = last == len(lines) or not text[slice(*lines.span(last + 1))].strip(" \t")
    below = lines.starts[last] if last < len(lines) else end
    if not blank_above and not blank_below:
        return Span(start, end)
    if not blank_above or not blank_below:
        return Span(start, below)
    if last + 1 < len(lines):
        return Span(start, lines.starts[last + 1])
    return Span(start if is_top else lines.starts[first - 2], below)


def _divides(document: Document, first: int, last: int) -> bool:
    """Whether what stands below may go on with what stands above, once the comment is gone."""
    text, lines = document.text, document.lines
    rows = (text[slice(*lines.span(number))] for number in range(last + 1, len(lines) + 1))
    below = next((row for row in rows if row.strip(" \t")), "")
    if not _MAY_GO_ON.match(below):
        return False
    written = False
    for number in range(first - 1, max(0, first - MOST_LINES), -1):
        row = text[slice(*lines.span(number))]
        if row.strip(" \t"):
            written = True
            if _MAY_GO_ON.match(row) or row.startswith("<!--"):
                return True
        elif written:
            return False
    return first > MOST_LINES
