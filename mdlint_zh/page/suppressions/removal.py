"""What to take out of a page so that a comment is gone, and nothing else: no paragraph, list or table is another."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.suppressions.comment import OPENS, VERBS
from mdlint_zh.page.suppressions.readings import Comment, read_comments, read_open

if TYPE_CHECKING:
    from mdlint_zh.markdown.document import Document
    from mdlint_zh.page.suppressions.comment import Name, Suppression

# How a line begins that may go on with what stands above: an indent, the mark of a list, that of a footnote.
_MAY_GO_ON = pattern(r"[ \t]|[-+*](?:[ \t]|\Z)|\d{1,9}[.)](?:[ \t]|\Z)|\[\^")
_IS_ITEM = pattern(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+[^ \t]")
_CONTENT = pattern(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?")
MOST_LINES = 200
"""How far above a comment a list is looked for."""


def removal_of(document: Document, one: Suppression) -> Edit | None:
    """Return the edit by which the comment is gone; None where the page would not be the same without it."""
    comments = document.view(read_comments)
    index = bisect_left(comments, one.start, key=attrgetter("start"))
    if one.verb not in VERBS or index == len(comments) or comments[index].start != one.start:
        return None
    comment, text, lines = comments[index], document.text, document.lines
    first, last = lines.number(comment.start), lines.number(comment.end - 1)
    if comment.start < document.front_matter.end:
        return Edit(lines.starts[first - 1], lines.starts[last], "")
    if comment.start > document.view(read_open):
        return None  # to a browser, what is open above may end here
    line = lines.reach(first, last)
    before, after = text[line.start : comment.start], text[comment.end : line.end]
    if not comment.block:
        return _out_of_text(comment, before, after)
    if before.strip(" ") or after.strip(" \t") or comment.block != line:
        return None
    rows = _Rows(document, first, last)
    return rows.without_indented(before) if before else rows.without()


def removal_of_name(one: Suppression, name: Name) -> Edit:
    """Return the edit by which a name is gone, one of several, with what divides it from the next."""
    index = one.names.index(name)
    if index + 1 < len(one.names):
        return Edit(name.start, one.names[index + 1].start, "")
    return Edit(one.names[index - 1].end, name.end, "")


def _out_of_text(comment: Comment, before: str, after: str) -> Edit | None:
    """A comment with text beside it goes with the spaces on one side; two spaces at a line's end stay what they are.

    It stays where nothing but marks would be left at its side of the line: they may mean something at the edge.
    """
    above, below = before.rstrip(" \t"), after.lstrip(" \t")
    worded = any(map(str.isalnum, above))
    if not below:
        start = comment.start - (len(before) - len(above))
        return Edit(start, comment.end, "") if worded and above[-1] not in "#\\" else None
    if not worded and not below[0].isalnum():
        return None
    if before[-1:] in (" ", "\t") and after[0] in " \t":
        return Edit(comment.start, comment.end + 1, "")
    return Edit(comment.start, comment.end, "") if before[-1:] in (" ", "\t", "|") or after[0] in " \t|" else None


class _Rows:
    """The lines `first` to `last`, on which nothing stands but a comment, and those around them."""

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.text, self.lines = document.text, document.lines
        self.first, self.last = first, last
        starts = self.lines.starts
        self.start, self.end = self.lines.reach(first, last)
        self.next = starts[last] if last < len(starts) else self.end
        self.is_top = first == 1 or starts[first - 2] < document.front_matter.end
        self.above = "" if self.is_top else self.row(first - 1)
        self.below = "" if last == len(starts) else self.row(last + 1)

    def row(self, number: int) -> str:
        """Return a line; a blank one is "", whatever its spaces."""
        row = self.text[slice(*self.lines.span(number))]
        return row if row.strip(" \t") else ""

    def without(self) -> Edit | None:
        """The comment goes with its lines, and with one of two blank lines; or a blank line comes there."""
        starts = self.lines.starts
        if self.divide():
            return None
        if self.above and self.below:
            return Edit(self.start, self.next, self.text[self.end : self.next])
        if self.above or self.below:
            return Edit(self.start, self.next, "")
        if self.last + 1 < len(starts):
            return Edit(self.start, starts[self.last + 1], "")
        return Edit(self.start if self.is_top else starts[self.first - 2], self.next, "")

    def without_indented(self, indent: str) -> Edit | None:
        """The same in an item of a list, whose paragraphs may stand apart because of the comment.

        One that stands further left than what is above belongs to no item, and may divide two lists.
        """
        if len(indent) < self.content_above():
            return self.without()
        if self.above and (not self.below or (_MAY_GO_ON.match(self.above) and _IS_ITEM.match(self.below))):
            return Edit(self.start, self.next, "")
        goes_on = self.written_below().startswith(indent)
        if self.above or self.is_top or not goes_on:
            return None
        return Edit(self.start, self.next if self.below else self.lines.starts[self.last + 1], "")

    def content_above(self) -> int:
        """Return the column, from 0, where the next written line above begins, behind the mark of an item."""
        above = next((row for number in range(self.first - 1, 0, -1) if (row := self.row(number))), "")
        content = _CONTENT.match(above)
        return content.end() if content else 0

    def written_below(self) -> str:
        """Return the next line below that is not blank."""
        return next((row for number in range(self.last + 1, len(self.lines) + 1) if (row := self.row(number))), "")

    def divide(self) -> bool:
        """Tell whether what stands below may go on with what stands above, once the comment is gone."""
        if not _MAY_GO_ON.match(self.written_below()):
            return False
        written = False
        for number in range(self.first - 1, max(0, self.first - MOST_LINES), -1):
            row = self.row(number)
            if row and (_MAY_GO_ON.match(row) or row.startswith(OPENS)):
                return True
            if written and not row:
                return False
            written = written or bool(row)
        return self.first > MOST_LINES
