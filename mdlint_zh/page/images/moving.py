"""Captions that run on in the line of their image: whether one may stand in a paragraph of its own, and by which edits.

What is told of a line counts for all captions on it. In the item of a list and in a quote the paragraph stays in there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.images.image import read_images
from mdlint_zh.page.images.mark import begins_block

if TYPE_CHECKING:
    from mdlint_zh.markdown.lines import Lines
    from mdlint_zh.page.images.caption import Caption
    from mdlint_zh.page.images.image import Image
    from mdlint_zh.page.subject import Subject

# What a line begins with: spaces, and the marks of lists and quotes.
_LEAD = pattern(r"[ \t]*(?:(?:(?:[-*+]|\d{1,9}[.)])[ \t]|>)[ \t]*)*")
# Below a line: it would make a heading or a table of what stands above it.
_UNDERLINE = pattern(r"[ \t]*(?:=+|-+)[ \t]*$|[^\r\n]*\|")
_MARK = pattern(r"[`*_~]")
_PAIRED = pattern(r"`+|\*+|_+|~+")
_TARGET = pattern(r"\]\((?:[^\s()]|\([^\s()]*\))*")
_ITEM = pattern(r"[-*+\d]")
# What may begin a list right below a paragraph, and what only goes on with one.
_FIRST = pattern(r"[ >]*(?:[-*+]|1[.)])")
_NUMBER = pattern(r" *\d")
_MARKER = pattern(r"[^ >\t]")
# A mark of a quote without the space that it may have: the next one would be taken for that.
_TIGHT = pattern(r">(?=[^ >])")
_OF_CODE = 4
"""So many spaces further in, a line is code, or goes on from the one above."""
_BLANKS = " \t\xa0"


class InlineCaption(NamedTuple):
    """A caption that stands behind its image, for certain; the edits that put it into a paragraph of its own, none
    where something else would change; and whether they leave all else as it looks. In a list they may set its items
    apart.
    """

    caption: Caption
    edits: tuple[tuple[Span, str], ...]
    safe: bool


def read_inline_captions(page: Subject) -> list[InlineCaption]:
    """Return the captions that run on in the lines of their images, in the order of the page."""
    images = [one for one in page.view(read_images) if (told := one.caption) and told.place == "inline" and told.sure]
    mover = _Mover(page) if images else None
    return [mover.moved(one) for one in images] if mover else []


class _Above(NamedTuple):
    """What stands above a line in its paragraph: the `lead` of the nearest line that begins the item of a list or is of
    a quote, where none does that of the first; and whether all marks of emphasis and code are `closed` on their lines.
    """

    lead: str
    closed: bool


class _Mover:
    """Knows of each line whether its captions may move."""

    def __init__(self, page: Subject) -> None:
        self.text: str = page.text
        self.lines: Lines = page.lines
        self.above: dict[int, _Above | None] = {}
        """What `_above` has found, by where the line begins."""
        self.breaks: dict[int, tuple[str, bool]] = {}
        """What `_line_break` and `_is_apart` have found, in the same way."""

    def moved(self, image: Image) -> InlineCaption:
        """Return the caption of an image, with the edits that move it."""
        caption = image.caption
        assert caption  # noqa: S101 - it was asked for
        text, line = self.text, self.lines.around(image.start)
        after = caption.end
        while after < line.end and text[after] in _BLANKS:
            after += 1
        followed = text.startswith("![", after)
        written = text[caption.start : caption.end]
        alone = image.end <= line.end and not text[image.end : caption.start].strip(_BLANKS)
        if not alone or not (followed or after == line.end) or begins_block(written) or not _is_closed(written):
            return InlineCaption(caption, (), safe=False)
        if line.start not in self.breaks:
            self.breaks[line.start] = self._line_break(line), self._is_apart(line)
        newline, apart = self.breaks[line.start]
        edits = [(Span(image.end, caption.start), newline), (Span(caption.end, after), newline)]
        return InlineCaption(caption, tuple(edits[: 1 + followed]) if newline else (), apart)

    def _line_break(self, line: Span) -> str:
        """What begins a new paragraph in the item of a list or the quote that a line stands in; "" where there may be
        none.
        """
        lead = self._lead(line)
        below = self.text[slice(*(self.lines.below(line) or (line.end, line.end)))]
        if not self.text.startswith("![", line.start + len(lead)) or _UNDERLINE.match(below):
            return ""
        outer = self._outer(line, lead)
        if outer is None or ("\t" in outer and outer.strip()):
            return ""
        inside, newline = _inside(outer), self.lines.newline_at(line.start)
        return f"{newline}{inside.rstrip()}{newline}{inside}"

    def _outer(self, line: Span, lead: str) -> str | None:
        """The lead of the line that begins what a line with this lead stands in; None where that cannot be told."""
        above = self._above(line)
        if above is None:
            return lead
        begins_item, goes_on = _ITEM.search(lead), lead == above.lead or not above.lead.strip()
        if begins_item:
            may_begin = _FIRST.match(lead) or (_NUMBER.match(lead) and _NUMBER.match(above.lead))
            return lead if may_begin and _indent(lead) < _indent(above.lead) + _OF_CODE else None
        if lead.strip():
            return lead if above.closed and goes_on and _indent(lead) < _OF_CODE else None
        is_lazy = ">" in above.lead or (above.lead.strip() and len(lead) < len(above.lead))
        return above.lead if above.closed and not is_lazy else None

    def _lead(self, line: Span) -> str:
        found = _LEAD.match(self.text, *line)
        return found.group() if found else ""

    def _above(self, line: Span) -> _Above | None:
        """What stands above a line in the same paragraph; None where nothing does."""
        passed = []
        while line.start not in self.above:
            above = self.lines.above(line)
            if above is None or not self.text[slice(*above)].strip():
                self.above[line.start] = None
            else:
                passed.append(line)
                line = above
        found = self.above[line.start]
        for below in reversed(passed):
            lead = self._lead(line)
            closed = (found is None or found.closed) and _is_closed(self.text[line.start + len(lead) : line.end])
            found = _Above(lead if found is None or lead.strip() else found.lead, closed)
            self.above[below.start] = found
            line = below
        return found

    def _is_apart(self, line: Span) -> bool:
        """Whether a line is of no list, or its item has blank lines around it, as items have that stand apart."""
        above = self._above(line)
        if not (self._lead(line) + (above.lead if above else "")).strip():
            return True
        near = (self.lines.above(line), self.lines.below(line))
        return not any(one and self.text[slice(*one)].strip(" \t>") for one in near)


def _indent(lead: str) -> int:
    """How many spaces a lead begins with."""
    return len(lead) - len(lead.lstrip(" "))


def _inside(outer: str) -> str:
    """What the other lines begin with in an item or a quote whose first line begins so; one space means nothing."""
    return "" if outer == " " else _MARKER.sub(" ", _TIGHT.sub("> ", outer))


def _is_closed(text: str) -> bool:
    """Whether each mark of emphasis or code in a text has its partner, and Markdown takes one for the other's."""
    if not _MARK.search(text):
        return True
    waiting = set[str]()
    text = _TARGET.sub("]", text)
    for mark in _PAIRED.finditer(text):
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        inside, outside = (before, after) if mark.group() in waiting else (after, before)
        if mark.group()[0] == "_" and before.isalnum() and after.isalnum():
            continue  # within a word
        if mark.group()[0] != "`" and (not inside.strip() or (outside.isalnum() and not inside.isalnum())):
            return False
        waiting ^= {mark.group()}
    return not waiting
