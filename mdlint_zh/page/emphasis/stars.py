"""Stars that are left over: shown as they are, whatever they were meant as."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span, covers
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.running_text import blocks_with
from mdlint_zh.page.emphasis.bold import read_doubtful_stars
from mdlint_zh.page.emphasis.runs import runs_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdlint_zh.page.emphasis.runs import Run
    from mdlint_zh.page.renderer import Renderer
    from mdlint_zh.page.subject import Subject


class StarsLeft(NamedTuple):
    """A run of stars [start, end) that is shown, the block that it stands in, and whether it is the first there."""

    start: int
    end: int
    block: Span
    is_first: bool


_RULE = pattern(r"(?:\A|(?<=[\r\n]))[ \t>]*\*[ \t]*\*[ \t]*\*[* \t]*(?=[\r\n]|\Z)")
_MOST, _LEAST, _MASK = 4, 2, 3


def _left_in_doubt(page: Subject) -> list[StarsLeft] | None:
    return _left(page, page.view(read_doubtful_stars))


@reading(quick=_left_in_doubt)
def read_stars_left(page: Subject) -> list[StarsLeft]:
    """Return the runs of two to four stars of which the renderer leaves two or more, those in links and code aside.

    A block whose stars all find each other as if there were no links and code is not looked at more closely.
    """
    return _left(page, blocks_with(page, "**"))


def _left(page: Subject, blocks: Iterable[Span]) -> list[StarsLeft]:
    suspects = [block for block in blocks if any(_left_in(page.text, block, page.renderer, []))]
    if not suspects:
        return []
    from mdlint_zh.page.emphasis.block import read_apart  # noqa: PLC0415 - most pages have none

    apart = page.view(read_apart)
    return [
        StarsLeft(*stars, block, number == 0)
        for block in suspects
        for number, stars in enumerate(_left_in(page.text, block, page.renderer, apart))
    ]


def _left_in(text: str, block: Span, renderer: Renderer, apart: list[Span]) -> Iterator[Span]:
    """Those of one block. Stars in a link are matched among themselves, and those in code are none."""
    if _RULE.search(text, *block):
        return
    runs = runs_in(text, *block, renderer, partial(covers, apart))
    yield from (Span(run.start, run.end) for run in runs if _is_seen(text, run, len(runs)))


def _is_seen(text: str, run: Run, runs: int) -> bool:
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
