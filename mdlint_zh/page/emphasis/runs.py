"""Runs of stars in a block of text: what stands beside each, and how many of its stars are shown as they stand.

Where flanks decide, the algorithm is CommonMark's (0.31, section 6.2 and "process emphasis"), of stars alone: a run
opens when it is left-flanking and closes when it is right-flanking. `kinds` are the categories of Unicode that count
as punctuation, as `Renderer.punctuation` has them; "" where none does.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from mdlint_zh.page.renderer import Renderer

RUN = pattern(r"\\\*|\*+")
_STARS = pattern(r"\*+")  # the same where nothing is escaped, found fast
_ASCII = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LEAST = 2
_MOST_RUNS, _MOST_STARS = 200, 1000
"""In a block with more, nothing is said: the search is not linear."""


def opens(before: str, after: str, kinds: str) -> bool:
    """Tell whether a run between these two characters is left-flanking; "" is the edge of the text."""
    if not after or after.isspace():
        return False
    return not _is_mark(after, kinds) or not before or before.isspace() or _is_mark(before, kinds)


def closes(before: str, after: str, kinds: str) -> bool:
    """Tell whether it is right-flanking."""
    return opens(after, before, kinds)


def _is_mark(character: str, kinds: str) -> bool:
    return bool(kinds) and (character in _ASCII or unicodedata.category(character)[0] in kinds)


@lru_cache(maxsize=1024)  # the same few characters stand beside most stars
def _flanks(before: str, after: str, kinds: str) -> tuple[bool, bool]:
    """Whether a run between these two characters may open, and whether it may close."""
    return opens(before, after, kinds), closes(before, after, kinds)


class Run:
    """A run of stars, how many of them are left, and whether it may open or close."""

    def __init__(self, text: str, start: int, end: int, kinds: str) -> None:
        self.start, self.end, self.left = start, end, end - start
        self.opens, self.closes = _flanks(text[start - 1 : start].strip("\ufeff"), text[end : end + 1], kinds)

    def pairs_with(self, closer: Run) -> bool:
        """Whether it may be the opener of that closer: what may be both is held to the rule of three."""
        if not (self.opens and self.left):
            return False
        lengths = self.end - self.start, closer.end - closer.start
        both = self.closes or closer.opens
        return not (both and sum(lengths) % 3 == 0 and any(length % 3 for length in lengths))


def runs_in(text: str, start: int, end: int, renderer: Renderer, apart: Callable[[int], bool]) -> list[Run]:
    """Return the runs of the block [start, end) with what the renderer leaves of them.

    `apart`: whether the star at an offset is none of the text's. [] where there are too many of them.
    """
    found = (RUN if text.find("\\", start, end) >= 0 else _STARS).finditer(text, start, end)
    marks = [run.span() for run in found if text[run.start()] == "*"]
    runs = [Run(text, *mark, renderer.punctuation) for mark in marks if not apart(mark[0])]
    if len(runs) > _MOST_RUNS:
        return []
    if renderer.pairing == "flanks":
        _pair_off(runs)
    elif sum(run.left for run in runs) <= _MOST_STARS:
        _leave(runs, text[start:end], start, renderer)
    else:
        return []
    return runs


def _pair_off(runs: list[Run]) -> None:
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


def _leave(runs: list[Run], block: str, start: int, renderer: Renderer) -> None:
    """Take away what a renderer with a way of its own uses up; to it, stars that are no runs are letters."""
    pieces, at = list[str](), 0
    for run in runs:
        pieces += [block[at : run.start - start].replace("*", "x"), "*" * run.left]
        at = run.end - start
    shown = _shown(renderer)("".join([*pieces, block[at:].replace("*", "x")]))
    for run in runs:
        run.left = sum(offset - start in shown for offset in range(run.start, run.end))


def _shown(renderer: Renderer) -> Callable[[str], Container[int]]:
    """What tells the offsets of stars that are shown; few pages are read so."""
    if renderer.pairing == "stack":
        from mdlint_zh.page.emphasis import python_markdown  # noqa: PLC0415 - few archives are shown so

        return python_markdown.stars_shown
    from mdlint_zh.page.emphasis import kramdown  # noqa: PLC0415 - few archives are shown so

    return kramdown.stars_shown
