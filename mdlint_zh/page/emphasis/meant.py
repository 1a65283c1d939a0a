"""Two marks on a line that were meant as emphasis and are shown: what is between them, and what would mend them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.running_text import block_around
from mdlint_zh.page.emphasis.block import edits_between, masked, read_apart, runs_of, shows_stars
from mdlint_zh.page.emphasis.bold import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match

    from mdlint_zh.page.renderer import Renderer
    from mdlint_zh.page.subject import Subject

_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
_OPENING = "“「『《【（"
_MEANT = pattern(rf"(?:\w|[{_OPENING}])(?:[^*]*[^*\s])?")
_NAMES_A_STAR = frozenset("号號为為是表")
"""What a sentence on stars goes on with behind one: `*号`, `*为必填`, `*表示`."""
_IN_LINE = pattern(r"\*+|_+")
_MOST = 20
"""So many marks of a block are looked at: each takes a look at the whole block."""


class MeantPair(NamedTuple):
    """Two marks [start, end) with the text between that was meant as `what`, and the edits that make it so, or ()."""

    start: int
    end: int
    what: str
    repair: tuple[Edit, ...]


def meant_pairs(page: Subject, marks: Iterable[Match[str]]) -> list[MeantPair]:
    """Return the pairs that these marks are of, one a line; in a block with many, of the first alone."""
    found = dict[int, MeantPair]()
    block, left = Span(0, 0), 0
    for mark in marks:
        line, at = page.lines.around(mark.start()), mark.start()
        if not block.start <= at < block.end:
            block, left = block_around(page, at) or Span(at, at), _MOST
        left -= 1
        if line.start not in found and left >= 0 and at < block.end:
            pair = _pair(page, block, line, mark.group())
            if pair:
                found[line.start] = pair
    return sorted(found.values())


def _pair(page: Subject, block: Span, line: Span, mark: str) -> MeantPair | None:
    """The pair of marks on this line of the block, when it has but these two and they are shown."""
    text = masked(page.text, block, page.view(read_apart))
    marks = [one.span() for one in _IN_LINE.finditer(text, line.start - block.start, line.end - block.start)]
    if [text[slice(*one)] for one in marks] != [mark, mark]:
        return None
    pair = _Marks(text, marks[0][0], marks[1][1], mark)
    if not pair.are_meant(page.renderer):
        return None
    new = pair.rewritten()
    if new == text or shows_stars(new, page.renderer):
        edits: tuple[Edit, ...] = ()
    elif mark == "__":
        edits = tuple(Edit(block.start + start, block.start + end, "**") for start, end in marks)
    else:
        edits = edits_between(text, new, block.start)
    what = "bold" if mark == "__" else "italic"
    return MeantPair(block.start + pair.start, block.start + pair.end, what, edits)


class _Marks(NamedTuple):
    """Two marks in a masked block, and what stands between and beside them."""

    text: str
    start: int
    end: int
    mark: str

    @property
    def inner(self) -> str:
        return self.text[self.start + len(self.mark) : self.end - len(self.mark)]

    @property
    def beside(self) -> tuple[str, str]:
        before, after = self.text[max(0, self.start - 1) : self.start], self.text[self.end : self.end + 1]
        return before.strip("\r\n"), after.strip("\r\n")

    def are_meant(self, renderer: Renderer) -> bool:
        """Whether both are shown, and stand at the edges of a phrase and not beside letters."""
        before, after = self.beside
        inner = self.inner
        has_han = any(_FIRST_HAN <= character <= _LAST_HAN for character in inner)
        if not has_han or not _MEANT.fullmatch(inner) or _NAMES_A_STAR & {inner[0], after}:
            return False
        if self.mark == "__":
            return True
        if before.isalnum() and inner[0] not in _OPENING:
            return False
        shown = {run.start for run in runs_of(self.text, renderer) if run.left}
        return {self.start, self.end - 1} <= shown

    def rewritten(self) -> str:
        """The block with the pair as emphasis; the block itself where that cannot be."""
        before, after = self.beside
        if self.mark == "__":
            return f"{self.text[: self.start]}**{self.inner}**{self.text[self.end :]}"
        way = rewritten(before, self.inner, after, self.mark)
        return f"{self.text[: self.start]}{''.join(way)}{self.text[self.end :]}" if way else self.text
