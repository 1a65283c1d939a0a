"""Stars that are left over: shown as they are, whatever they were meant as.

The algorithm is CommonMark's (0.31, section 6.2 and "process emphasis"), of stars alone.
"""

from __future__ import annotations

import sys
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.prose import merged
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.running_text import blocks_with, read_inlines, read_taken
from mdlint_zh.page.emphasis import read_doubtful_stars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.markdown.document import Document

_RUN = pattern(r"\\\*|\*+")
_RULE = pattern(r"(?:\A|(?<=[\r\n]))[ \t>]*\*[ \t]*\*[ \t]*\*[* \t]*(?=[\r\n]|\Z)")
_MOST, _LEAST, _MASK = 4, 2, 3
_MOST_RUNS = 200
"""In a block with more, nothing is said: the search is not linear."""


class _Stars:
    """A run of stars, how many of them are left, and whether it may open or close."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.start, self.end, self.left = start, end, end - start
        before, after = text[start - 1 : start].strip("\ufeff") or " ", text[end : end + 1] or " "
        left = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
        right = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
        self.opens, self.closes = left, right

    def pairs_with(self, closer: _Stars) -> bool:
        """Whether it may be the opener of that closer: what may be both is held to the rule of three."""
        if not (self.opens and self.left):
            return False
        lengths = self.end - self.start, closer.end - closer.start
        both = self.closes or closer.opens
        return not (both and sum(lengths) % 3 == 0 and any(length % 3 for length in lengths))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "P" or character in "$+<=>^`|~"


def _left_in_doubt(page: Document) -> list[Span] | None:
    return _left(page, page.view(read_doubtful_stars))


@reading(quick=_left_in_doubt)
def read_stars_left(page: Document) -> list[Span]:
    """Return the runs of two to four stars of which Markdown leaves two or more, those in links and code aside.

    A block whose stars all find each other as if there were no links and code is not looked at more closely.
    """
    return _left(page, blocks_with(page, "**"))


def _left(page: Document, blocks: Iterable[Span]) -> list[Span]:
    suspects = [block for block in blocks if any(_left_in(page.text, block, []))]
    if not suspects:
        return []
    inner = (Span(one.start, one.end) for one in page.view(read_inlines))
    apart = merged([*page.view(read_taken), *inner])
    return [run for block in suspects for run in _left_in(page.text, block, apart)]


def _left_in(text: str, block: Span, apart: list[Span]) -> Iterator[Span]:
    """Those of one block. Stars in a link are matched among themselves, and those in code are none."""
    if _RULE.search(text, *block):
        return
    marks = [run.span() for run in _RUN.finditer(text, *block) if text[run.start()] == "*"]
    runs = [_Stars(text, *mark) for mark in marks if not _lies_in(mark[0], apart)]
    if len(runs) <= _MOST_RUNS:
        _pair_off(runs)
        yield from (Span(run.start, run.end) for run in runs if _is_seen(text, run, len(runs)))


def _lies_in(offset: int, spans: list[Span]) -> bool:
    index = bisect_right(spans, (offset, sys.maxsize)) - 1
    return index >= 0 and offset < spans[index].end


def _pair_off(runs: list[_Stars]) -> None:
    """Take away what emphasis uses up: each closer with the nearest opener above it."""
    for at, closer in enumerate(runs):
        while closer.closes and closer.left:
            above = next((i for i in range(at - 1, -1, -1) if runs[i].pairs_with(closer)), -1)
            if above < 0:
                break
            used = 2 if runs[above].left >= _LEAST <= closer.left else 1
            runs[above].left -= used
            closer.left -= used
            for between in runs[above + 1 : at]:
                between.opens = False


def _is_seen(text: str, run: _Stars, runs: int) -> bool:
    """Whether the stars are a mark gone wrong: no mask (`f**k`, `是***说`), no sign of its own (`(**)`, `2 ** 3`)."""
    before, after = text[run.start - 1 : run.start], text[run.end : run.end + 1]
    if run.left < _LEAST or run.end - run.start > _MOST or (run.left == _MASK and before not in ("", "\n", "\r")):
        return False
    if (before + after).isascii() and before.isalnum() and after.isalnum():
        return False
    length = run.end - run.start
    alone = length == _LEAST and before in (" ", "\t") and after in (" ", "\t")
    if alone or before in tuple("(（/") or after in tuple(")）/"):
        return False
    return length > _LEAST or runs > 1 or not (before.isalnum() and after.isalnum())
