"""The words that a dictionary allows around a link, weighed by how common they are.

Every path through the lattice is one segmentation. Two passes give, for each place, the best segmentation with a
boundary there, and for each word the best segmentation that contains it; what a boundary or a crossing costs is the
difference to the best of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.wordcut.text import is_word_char

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.wordcut.gaps import Gaps

RUN_COST: Final = -12.0
BROKEN_RUN_COST: Final = -20.0
WORST: Final = -40.0
_NEVER: Final = -1e9

Arc = tuple[int, int, float]


class Crossing(NamedTuple):
    """The best segmentation that has a word over an edge of the link."""

    cost: float
    """log2 of its likelihood relative to the best segmentation of all, 0 or less."""
    start: int
    end: int
    """The word: [start, end) in code points; start = end where no known word lies over the edge."""


class Lattice(NamedTuple):
    """What the edges of a link cost.

    log2 of likelihoods relative to the best segmentation: 0 is free, less is worse.
    """

    boundary_left: float
    boundary_right: float
    both: float
    inside: Crossing
    left: Crossing
    right: Crossing


def weigh(gaps: Gaps, start: int, end: int, cost: Callable[[str], float], unknown: float) -> Lattice:
    """Return the lattice around the link [start, end).

    `cost` gives log2 of a known word's probability, `unknown` that of an unknown character.
    """
    arcs, low, high = _arcs(gaps, start, end, cost, unknown)
    before = _best_before(arcs, low, high)
    after = _best_after(arcs, high)
    within = _best_before([arc for arc in arcs if arc[0] >= start and arc[1] <= end], start, end)
    best = before[high]

    def relative(value: float) -> float:
        return max(value - best, WORST)

    left, right, inside = _crossings(arcs, start, end, before, after)
    return Lattice(
        relative(before[start] + after[start]),
        relative(before[end] + after[end]),
        relative(before[start] + within[end] + after[end]),
        *(Crossing(relative(value), *word) for value, word in (inside, left, right)),
    )


def best_words(gaps: Gaps, start: int, end: int, cost: Callable[[str], float], unknown: float) -> list[tuple[int, int]]:
    """Cut the stretch around the link [start, end) into its most likely words, as [first, last) in code points."""
    arcs, low, high = _arcs(gaps, start, end, cost, unknown)
    before = _best_before(arcs, low, high)
    words: list[tuple[int, int]] = []
    place = high
    while place > low:
        first = next(first for first, last, value in arcs if last == place and before[first] + value == before[place])
        words.append((first, place))
        place = first
    return words[::-1]


def _arcs(gaps: Gaps, start: int, end: int, cost: Callable[[str], float], unknown: float) -> tuple[list[Arc], int, int]:
    """All words of the stretch of word characters around the link, by their start; and the stretch."""
    text, low, high = gaps.text, start, end
    while low > 0 and is_word_char(text[low - 1]):
        low -= 1
    while high < len(text) and is_word_char(text[high]):
        high += 1
    arcs: list[Arc] = []
    for place in range(low, high):
        if text[place] in "0a":
            arcs += _run(text, place, high)
            continue
        words = [(place, place + len(word), cost(word)) for word in gaps.words[place] if place + len(word) <= high]
        if not words or words[0][1] > place + 1:
            arcs.append((place, place + 1, unknown))
        arcs += words
    return arcs, low, high


def _run(text: str, place: int, high: int) -> list[Arc]:
    """A run of digits or letters is one word; to break it is possible, and dear."""
    last = place + 1
    while last < high and text[last] == text[place]:
        last += 1
    whole = (place, last, RUN_COST)
    return [whole] if last == place + 1 else [(place, place + 1, BROKEN_RUN_COST), whole]


def _best_before(arcs: list[Arc], low: int, high: int) -> list[float]:
    """For each place up to `high`, log2 of the best segmentation from `low` up to it."""
    best = [_NEVER] * (high + 1)
    best[low] = 0.0
    for first, last, cost in arcs:
        value = best[first] + cost
        if value > best[last]:  # noqa: PLR1730 - max() takes twice as long
            best[last] = value
    return best


def _best_after(arcs: list[Arc], high: int) -> list[float]:
    """For each place up to `high`, log2 of the best segmentation from it up to `high`."""
    best = [_NEVER] * (high + 1)
    best[high] = 0.0
    for first, last, cost in reversed(arcs):
        value = best[last] + cost
        if value > best[first]:  # noqa: PLR1730 - max() takes twice as long
            best[first] = value
    return best


_Scored = tuple[float, tuple[int, int]]


def _crossings(
    arcs: list[Arc], start: int, end: int, before: list[float], after: list[float]
) -> tuple[_Scored, _Scored, _Scored]:
    """The best words over the left edge only, over the right edge only, and around the whole link."""
    left: _Scored = (_NEVER, (start, start))
    right: _Scored = (_NEVER, (end, end))
    inside: _Scored = (_NEVER, (start, end))
    for first, last, cost in arcs:
        if last <= start or first >= end or (first >= start and last <= end):
            continue
        scored = (before[first] + cost + after[last], (first, last))
        if first <= start and last >= end:
            inside = max(inside, scored)
        elif first < start:
            left = max(left, scored)
        else:
            right = max(right, scored)
    return left, right, inside
