"""Name the words that a link cuts, for the message."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mdlint_zh.wordcut.lattice import best_words, weigh
from mdlint_zh.wordcut.text import REACH, is_word_char

if TYPE_CHECKING:
    from mdlint_zh.wordcut.data import Tables
    from mdlint_zh.wordcut.features import Window

SEPARATOR: Final = " | "


def cut_words(seen: Window, tables: Tables) -> tuple[str, bool, bool]:
    """Return the words that lie over the edges, with SEPARATOR between them, and whether the left and the right edge
    cuts one.

    They are the plain dictionary's most likely words, where those cross all edges that the boundary model sees inside a
    word; else the words of the boundary model; and where that sees none either, the dictionary's best crossing word.
    """
    left, right = _joined(seen, seen.start), _joined(seen, seen.end)
    words = best_words(seen.gaps, seen.start, seen.end, tables.plain_cost, tables.plain_unknown)
    over_left, over_right = (any(first < edge < last for first, last in words) for edge in (seen.start, seen.end))
    if (over_left or over_right) and over_left >= left and over_right >= right:
        places = {place for word in words if word[0] < seen.end and word[1] > seen.start for place in word}
        return _show(seen, _mended(seen, sorted(places), tables)), over_left, over_right
    if not (left or right):
        return _by_dictionary(seen, tables)
    first = _reach(seen, seen.start, -1) if left else seen.start
    last = _reach(seen, seen.end, 1) if right else seen.end
    breaks = [gap for gap in range(first + 1, last) if not _joined(seen, gap)]
    return _show(seen, [first, *breaks, last]), left, right


def _mended(seen: Window, places: list[int], tables: Tables) -> list[int]:
    """A single character that a crossing word leaves over in the link is shown with the word it makes outside."""
    text = seen.gaps.text
    if places[0] == seen.start and places[1] == seen.start + 1 and tables.counts(text[seen.start - 1 : places[1]])[0]:
        places = [seen.start - 1, *places[1:]]
    if places[-1] == seen.end and places[-2] == seen.end - 1 and tables.counts(text[places[-2] : seen.end + 1])[0]:
        places = [*places[:-1], seen.end + 1]
    return places


def _joined(seen: Window, gap: int) -> bool:
    return seen.gaps[gap] > 0


def _reach(seen: Window, edge: int, step: int) -> int:
    """The end of the word over the edge, outside the link."""
    return next((edge + step * k for k in range(1, REACH) if not _joined(seen, edge + step * k)), edge + step * REACH)


def _by_dictionary(seen: Window, tables: Tables) -> tuple[str, bool, bool]:
    found = weigh(seen.gaps, seen.start, seen.end, tables.mixed_cost, tables.mixed_unknown)
    crossings = (found.left, found.right, found.inside)
    word = max(crossings, key=lambda crossing: (crossing.end > crossing.start, crossing.cost))
    left, right = word.start < seen.start, word.end > seen.end
    places = {min(word.start, seen.start), word.start, word.end, max(word.end, seen.end)}
    return _show(seen, sorted(places)), left, right


def _show(seen: Window, places: list[int]) -> str:
    pieces = (seen.shown[first:last] for first, last in pairwise(places))
    return SEPARATOR.join(piece for piece in pieces if any(map(is_word_char, piece)) or piece.isalnum())
