"""Name the words that a link cuts, for the message."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.wordcut.certain.names import is_name, reach
from mdlint_zh.wordcut.certain.persons import LINKED, SURNAMES
from mdlint_zh.wordcut.lattice import best_words, weigh
from mdlint_zh.wordcut.text import REACH, is_word_char

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.wordcut.data import Tables
    from mdlint_zh.wordcut.features import Window

SEPARATOR: Final = " | "


class Cut(NamedTuple):
    """The words that lie over the edges of a link, with SEPARATOR between them, and the edges that they cross."""

    words: str
    left: bool
    right: bool


def cut_words(seen: Window, tables: Tables) -> Cut | None:
    """Return the words that lie over the edges, or None when there is none.

    They are the plain dictionary's most likely words, where those cross all edges that the boundary model sees inside a
    word; else the words of the boundary model; where that sees none either, the dictionary's best crossing word; and at
    last the transliterated name that the link is a piece of.
    """
    return (
        _by_plain_words(seen, tables) or _by_boundaries(seen) or _by_dictionary(seen, tables) or _by_name(seen, tables)
    )


def _by_plain_words(seen: Window, tables: Tables) -> Cut | None:
    left, right = _joined(seen, seen.start), _joined(seen, seen.end)
    words = best_words(seen.gaps, seen.start, seen.end, tables.plain_cost, tables.plain_unknown)
    over_left, over_right = (any(first < edge < last for first, last in words) for edge in (seen.start, seen.end))
    if not ((over_left or over_right) and over_left >= left and over_right >= right):
        return None
    places = {place for word in words if word[0] < seen.end and word[1] > seen.start for place in word}
    return _shown(seen, _mended(seen, sorted(places), tables))


def _by_boundaries(seen: Window) -> Cut | None:
    left, right = _joined(seen, seen.start), _joined(seen, seen.end)
    first = _reach(seen, seen.start, -1) if left else seen.start
    last = _reach(seen, seen.end, 1) if right else seen.end
    breaks = [gap for gap in range(first + 1, last) if not _joined(seen, gap)]
    return _shown(seen, [first, *breaks, last])


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


def _by_dictionary(seen: Window, tables: Tables) -> Cut | None:
    found = weigh(seen.gaps, seen.start, seen.end, tables.mixed_cost, tables.mixed_unknown)
    crossings = (found.left, found.right, found.inside)
    word = max(crossings, key=lambda crossing: (crossing.end > crossing.start, crossing.cost))
    places = {min(word.start, seen.start), word.start, word.end, max(word.end, seen.end)}
    return _shown(seen, sorted(places))


def _by_name(seen: Window, tables: Tables) -> Cut | None:
    text, facts = seen.gaps.text, tables.certain.facts
    return (
        _shown(seen, reach(text, seen.start, seen.end, facts)) if is_name(text[seen.start : seen.end], facts) else None
    )


def _is_person(seen: Window, words: Sequence[str]) -> bool:
    """Whether the words are a surname and a given name of two characters."""
    return seen.gaps.text[seen.start] in SURNAMES and list(map(len, words)) == [1, 2]


def _shown(seen: Window, places: Sequence[int]) -> Cut | None:
    """The words between these places, when they go beyond the link."""
    left, right = places[0] < seen.start, places[-1] > seen.end
    pieces = (seen.shown[first:last] for first, last in pairwise(places))
    words = [piece for piece in pieces if any(map(is_word_char, piece)) or piece.isalnum()]
    if places[0] == seen.start and seen.end - seen.start == LINKED and _is_person(seen, words):
        words = ["".join(words)]
    return Cut(SEPARATOR.join(words), left, right) if left or right else None
