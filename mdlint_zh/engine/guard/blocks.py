"""What the lines of a page are: an item for each, and one for each stretch of verbatim text.

A line is known by where its text begins, and by what makes a block of it: all that stands before its text (indent,
marks of quotes and lists), whether a blank line stands above it, whether it ends in a line break, and what kind of line
it is. As long as that stays the same for all lines, so do the blocks, and it needs no parser to tell what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.changes.top import front_matter_end
from mdlint_zh.engine.guard.items import Item, Key
from mdlint_zh.engine.guard.verbatim import Opener, closes, opener

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAD = pattern(r"(?:[ \t]|>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|\Z))*")
_UNSEEN = pattern(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*")
_ITEM = pattern(r"(?:[-+*]|\d{1,9}[.)])(?=[ \t]|\Z)")
_BREAK = pattern(r"(?:-[ \t]*){3,}\Z|(?:\*[ \t]*){3,}\Z|(?:_[ \t]*){3,}\Z")
_UNDERLINE = pattern(r"(?:=+|-+)[ \t]*\Z")
_SHAPES = {
    "heading": pattern(r"#{1,6}(?=[ \t]|\Z)"),
    "rule of a table": pattern(r"(?=[^|]*[-|])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?\Z"),
    "definition": pattern(r"\[(?:[^\[\]\\]|\\.){1,999}\]:"),
    "admonition": pattern(r"(?:!!!|\?\?\?\+?|===\+?)(?=[ \t])|\[![A-Za-z]+\]"),
    "HTML": pattern(r"<[A-Za-z/!?]"),
}
"""How the lines look that are more than text."""
_FOOTNOTE = pattern(r"\[\^[^\]\s]+\]:")
MOST_INDENT = 3
_MARKS = frozenset("#-*_=|[!?<:`~{$\\")
_NO_TEXT = frozenset(("heading", "break", "empty"))


def block_items(text: str) -> Iterator[Item]:
    """Yield the lines and the stretches of verbatim text below the front matter, in order."""
    return _Reader(text).items()


class _Reader:
    """Reads a text with LF for all line ends, line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.first = front_matter_end(text)
        self.lines = text[self.first :].split("\n")
        self.unclosed: dict[str, int] = {}
        """The line up to which a stretch was looked for that never ends, by what would end it."""
        self.list_column = 0
        """Where the text of the innermost list item begins, while lines are indented that far."""
        self.footnotes = _Footnotes() if "[^" in text and "]:" in text else None

    def items(self) -> Iterator[Item]:
        """Yield an item for each line or stretch that is not blank."""
        at, number, before = self.first, 0, self.first
        gap: bool | str = True
        while number < len(self.lines):
            line = self.lines[number]
            if not line or not line.strip(" \t"):
                at, number, gap = at + len(line) + 1, number + 1, True
                if self.footnotes and line:
                    self.footnotes.blank(line)
                continue
            lead = self.lead(line)
            content = line[len(lead) :]
            gap = self.footnotes.gap(gap, lead, content, self.list_column) if self.footnotes else gap
            opened = opener(content)
            count = self.stretch(number, lead, opened) if opened else 0
            end = at + len(line) if count < 2 else at + sum(map(len, self.lines[number : number + count])) + count - 1
            key: Key
            if opened and count:
                key = (opened.kind, lead, gap, self.text[at + len(lead) : end].removesuffix("\n"))
            else:
                key = ("line", lead if content else lead.rstrip(" \t"), gap, *self.kind(number, content))
            seen = _UNSEEN.match(line)
            first = seen.end() if seen and seen.end() < len(line) else 0
            yield Item(before, end, at + first, key)
            at, number, gap, before = end + 1, number + max(1, count), False, end

    def lead(self, line: str) -> str:
        """Return what stands before the text of a line; keeps the list's column."""
        first = line[0]
        if first not in " \t>-+*" and not first.isdigit():
            self.list_column = 0
            return ""
        match = _LEAD.match(line)
        lead = match.group() if match else ""
        if lead and _ITEM.search(lead):
            self.list_column = len(lead.expandtabs(4))
        elif len(lead.expandtabs(4)) < self.list_column:
            self.list_column = 0
        return lead

    def stretch(self, number: int, lead: str, opened: Opener) -> int:
        """Return how many lines there are from the one that opens verbatim text to its end, or to that of what holds
        it.

        0 where it is not closed and is no stretch then. A fence needs no end.
        """
        if number < self.unclosed.get(opened.ends, 0):
            return 0
        columns, quotes = len(lead.expandtabs(4)), lead.count(">")
        holds = min(columns, self.list_column) if self.list_column else columns if columns > MOST_INDENT else 0
        last = len(self.lines)
        for index in range(number + 1, len(self.lines)):
            line = self.lines[index]
            if not line.strip(" \t") and not quotes:
                continue
            match = _LEAD.match(line)
            here = match.group() if match else ""
            indent = len(here.expandtabs(4))
            if here.count(">") < quotes or indent < holds:
                last = index
                break
            if closes(opened, line[len(here) :], indent - holds):
                return index + 1 - number
        if opened.fence:
            return self.trimmed(number, last) if last < len(self.lines) else last - number
        self.unclosed[opened.ends] = last
        return 0

    def trimmed(self, number: int, index: int) -> int:
        """Return how many lines there are from one to the last before another that is not blank."""
        while not self.lines[index - 1].strip(" \t"):
            index -= 1
        return index - number

    def kind(self, number: int, content: str) -> tuple[object, ...]:
        """Return what kind of line it is."""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        marked = _marked(content)
        empty = not content and bool(below) and not below.strip(" \t")
        if empty and _ITEM.search(self.lines[number]) and not _BREAK.match(self.lines[number].strip(" \t>")):
            # To cmark, spaces below an empty item are indented as its text would be, and what follows is in the item.
            return (*marked, len(below.expandtabs(4)))
        if not below or (marked and marked[0] in _NO_TEXT):
            return marked
        under = below.lstrip(" \t>")
        if under[:1] in ("-", "=") and _UNDERLINE.match(under) and under[:1] != content[:1]:
            return ("heading by underline", under[0])
        breaks = bool(below.strip(" \t>")) and _breaks(content)
        return (*marked, "line break") if breaks else marked


class _Footnotes:
    """Where cmark-gfm, and so GitHub, ends a footnote that other programs go on with.

    It does at a blank line that is not empty, unless that is indented as the footnote's text is. In a quote all blank
    lines have the mark of the quote, and so are not empty.
    """

    def __init__(self) -> None:
        self.column: int | None = None
        """How far the text of the open footnote is indented."""
        self.ended = False

    def blank(self, line: str) -> None:
        """Take a line of nothing but spaces and marks of quotes."""
        if self.column is not None:
            self.ended |= len(line.expandtabs(4)) < self.column

    def gap(self, gap: bool | str, lead: str, content: str, list_column: int) -> bool | str:  # noqa: FBT001 - what it is
        """Return what stands above the line: a blank line or not, or one that cuts the line off from its footnote."""
        if not content:
            self.blank(lead)
        elif content.startswith("[^") and _FOOTNOTE.match(content):
            self.column = MOST_INDENT + 1 + max(list_column, lead.rfind(">") + 2 if ">" in lead else 0)
            self.ended = False
        elif self.column is not None:
            inside, ended = len(lead.expandtabs(4)) >= self.column, self.ended
            if ended or (gap and not inside):
                self.column, self.ended = None, False
            return "behind a footnote" if ended and inside else gap
        return gap


def _breaks(content: str) -> bool:
    """Whether a line ends in a line break: two spaces or more, or a backslash that is not escaped itself."""
    return content.endswith("  ") or (len(content) - len(content.rstrip("\\"))) % 2 == 1


def _marked(content: str) -> tuple[object, ...]:
    """What the first characters of a line make of it."""
    if not content:
        return ("empty",)
    if content[0] not in _MARKS:
        return ()
    if _BREAK.match(content) or _UNDERLINE.match(content):
        return ("break", content[0], len(content.rstrip(" \t")) > 2)
    for kind, shape in _SHAPES.items():
        if match := shape.match(content):
            return (kind, match.group().rstrip(" \t"))
    return ()
