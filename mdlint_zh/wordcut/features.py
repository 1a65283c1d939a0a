"""What the model knows about a link: numbers about its two edges, the words around them and the link itself.

Both edges are described by the same functions, read outward from the link. The edge that looks more like the inside of
a word comes first in the list ("worse"), with more detail; the other follows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.wordcut.boundary import MARGIN
from mdlint_zh.wordcut.gaps import Gaps
from mdlint_zh.wordcut.lattice import Crossing, Lattice, weigh
from mdlint_zh.wordcut.text import DIGIT, DOT, LETTER, PAD, REACH, is_word_char, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.wordcut.data import Tables

_OUTWARD: Final = 6
_NO_INNER: Final = 9.0
_NUMERALS: Final = frozenset("零〇一二三四五六七八九十百千万亿两0")
_FUNCTION_WORDS: Final = frozenset("的了在是和与及或之")

_SHAPE: Final = (
    "join", "next_join", "second_join", "third_join", "outside_length", "inside_length",
    "inner_breaks", "weakest_inner_join", "first_inner_join",
)  # fmt: skip
_COST: Final = (
    "boundary", "crossing", "crossing_outside", "crossing_inside", "around_outside",
)  # fmt: skip
_CHARACTERS: Final = ("foreign_outside", "foreign_inside", "pair_join", "pair_count", "kind", "numerals")
_COUNTS: Final = ("plain", "tokens", "all")
_PIECES: Final = tuple(
    f"{piece}_{count}" for piece in ("rest", "stub", "across", "whole", "stem", "beyond") for count in _COUNTS
)
_CROSSED: Final = tuple(
    f"{piece}_{count}" for piece in ("crosser", "crossed_stem", "crossed_rest", "around") for count in _COUNTS
)
_AFFIX: Final = ("affix_char", "affix_rest", "function_word", "prior")
_LINK: Final = (
    "right_is_worse", "length", "link_plain", "link_tokens", "link_all", "foreign_least", "foreign_mean",
    "digits", "dot", "surname", "both", "inside", "is_name", "inside_name",
)  # fmt: skip
NAMES: Final = (
    *_LINK,
    *(f"worse_{name}" for name in (*_SHAPE, *_COST, *_CHARACTERS, *_PIECES, *_CROSSED, *_AFFIX)),
    *(f"other_{name}" for name in (*_SHAPE, *_COST, *_CHARACTERS)),
)
"""The names of the features, in the order in which `features` gives them."""
GLANCE: Final = (
    "right_is_worse", "length", "link_plain", "link_tokens", "link_all", "foreign_least", "foreign_mean",
    "worse_join", "worse_next_join", "worse_first_inner_join", "worse_weakest_inner_join", "other_join",
    "worse_foreign_outside", "worse_pair_join", "worse_affix_char", "worse_prior", "other_pair_join",
)  # fmt: skip
"""Those that are cheap, in the order in which `glance` gives them."""


class Window(NamedTuple):
    """A link and what the model sees around it."""

    gaps: Gaps
    start: int
    end: int
    """The link is [start, end) in `gaps.text`, in code points."""
    shown: str
    """The same text, not normalised."""


class Edge(NamedTuple):
    """One edge of a link, read outward."""

    window: Window
    place: int
    """The gap at the edge."""
    step: int
    """1 at the right edge, -1 at the left one."""
    far: int
    """The gap at the other edge."""

    def cut(self, first: int, last: int) -> str:
        """Return the text between two gaps, in either order."""
        return self.window.gaps.text[min(first, last) : max(first, last)]

    def char(self, distance: int) -> str:
        """Return the character `distance` places outward (0: just outside), inward where negative."""
        return self.window.gaps.text[self.place + (distance if self.step > 0 else -distance - 1)]

    def pair(self) -> str:
        """Return the two characters at the edge, in the order of the text."""
        return self.window.gaps.text[self.place - 1 : self.place + 1]

    def join(self, distance: int) -> float:
        """Log-odds that the characters at the gap `distance` places outward are one word."""
        return self.window.gaps[self.place + self.step * distance]


def window(left: str, link: str, right: str, tables: Tables) -> Window:
    """Return the window of a link between the up to REACH characters on either side."""
    around = f"{PAD * (MARGIN + _OUTWARD)}{left[-REACH:]}{link}{right[:REACH]}{PAD * (MARGIN + _OUTWARD)}"
    start = MARGIN + _OUTWARD + len(left[-REACH:])
    return Window(Gaps(normalise(around, tables.characters), tables), start, start + len(link), around)


def features(seen: Window, tables: Tables) -> list[float]:
    """Return the numbers named by NAMES."""
    gaps, start, end, _ = seen
    mixed = weigh(gaps, start, end, tables.mixed_cost, tables.mixed_unknown)
    worse, other = worse_first(seen)
    outer, inner = _outer(worse), _inner(worse)
    return [
        worse.step > 0,
        *_about_link(seen, mixed, tables),
        *_shape(worse, outer, inner),
        *_cost(worse, mixed),
        *_characters(worse, tables),
        *_pieces(worse, outer, inner, tables),
        *_crossed(worse, mixed, tables),
        *_affix(worse, outer, tables),
        *_shape(other, _outer(other), _inner(other)),
        *_cost(other, mixed),
        *_characters(other, tables),
    ]


def glance(seen: Window, tables: Tables) -> list[float]:
    """Return the numbers named by GLANCE, for a first opinion."""
    worse, other = worse_first(seen)
    link = seen.gaps.text[seen.start : seen.end]
    foreign = [tables.foreign.get(char, 0.0) for char in link]
    joins = _inner_joins(worse)
    outside = worse.char(0)
    affixes = tables.suffixes if worse.step > 0 else tables.prefixes
    return [
        *(worse.step > 0, len(link), *tables.counts(link), min(foreign), sum(foreign) / len(link)),
        *(worse.join(0), worse.join(1), joins[0], min(joins), other.join(0)),
        *(tables.foreign.get(outside, 0.0), tables.pair(worse.pair())[0], math.log2(1 + affixes.get(outside, 0))),
        *(tables.prior(outside, worse.step), tables.pair(other.pair())[0]),
    ]


def worse_first(seen: Window) -> tuple[Edge, Edge]:
    """Return the two edges, first the one that looks more like the inside of a word."""
    right, left = Edge(seen, seen.end, 1, seen.start), Edge(seen, seen.start, -1, seen.end)
    return (right, left) if seen.gaps[seen.end] >= seen.gaps[seen.start] else (left, right)


def _inner_joins(edge: Edge) -> list[float]:
    """The joins inside the link, from the edge inward; a link of one character has none that is weak."""
    gaps, place, step = edge.window.gaps, edge.place, edge.step
    return [gaps[gap] for gap in range(place - step, edge.far, -step)] or [_NO_INNER]


def _about_link(seen: Window, mixed: Lattice, tables: Tables) -> tuple[float, ...]:
    link = seen.gaps.text[seen.start : seen.end]
    foreign = [tables.foreign.get(char, 0.0) for char in link]
    return (
        len(link),
        *tables.counts(link),
        min(foreign),
        sum(foreign) / len(link),
        DIGIT in link,
        DOT in link,
        link[0] in tables.surnames,
        mixed.both,
        mixed.inside.cost,
        link in tables.names,
        seen.gaps.text[mixed.inside.start : mixed.inside.end] in tables.names,
    )


def _outer(edge: Edge) -> int:
    """How many characters outward the word over the edge would reach."""
    gaps, place, step = edge.window.gaps, edge.place, edge.step
    for distance in range(1, _OUTWARD):
        if gaps[place + step * distance] < 0:
            return distance
    return _OUTWARD


def _inner(edge: Edge) -> int:
    """How many characters inward it would reach, at most to the other edge."""
    gaps, place, step, length = edge.window.gaps, edge.place, edge.step, abs(edge.far - edge.place)
    for distance in range(1, length):
        if gaps[place - step * distance] < 0:
            return distance
    return length


def _shape(edge: Edge, outer: int, inner: int) -> tuple[float, ...]:
    gaps, place, step = edge.window.gaps, edge.place, edge.step
    joins = _inner_joins(edge)
    breaks = inner < abs(edge.far - place)
    return (
        *(gaps[place], gaps[place + step], gaps[place + 2 * step], gaps[place + 3 * step]),
        *(outer, inner, breaks, min(joins), joins[0]),
    )


def _cost(edge: Edge, mixed: Lattice) -> tuple[float, ...]:
    word = _crossing(edge, mixed)
    outside, inside = _parts(edge, word)
    around = mixed.inside.end - edge.place if edge.step > 0 else edge.place - mixed.inside.start
    return (
        mixed.boundary_right if edge.step > 0 else mixed.boundary_left,
        word.cost,
        outside,
        inside,
        around,
    )


def _crossing(edge: Edge, lattice: Lattice) -> Crossing:
    return lattice.right if edge.step > 0 else lattice.left


def _parts(edge: Edge, word: Crossing) -> tuple[int, int]:
    """How many characters of the word lie outside and inside the edge."""
    before, after = edge.place - word.start, word.end - edge.place
    return (after, before) if edge.step > 0 else (before, after)


def _characters(edge: Edge, tables: Tables) -> tuple[float, ...]:
    outside, inside = edge.char(0), edge.char(-1)
    mean, count = tables.pair(edge.pair())
    return (
        tables.foreign.get(outside, 0.0),
        tables.foreign.get(inside, 0.0),
        mean,
        count,
        _kind(outside),
        (outside in _NUMERALS) + 2 * (inside in _NUMERALS),
    )


def _kind(char: str) -> int:
    return (DIGIT, LETTER, DOT).index(char) + 1 if char in (DIGIT, LETTER, DOT) else 4 * is_word_char(char)


def _pieces(edge: Edge, outer: int, inner: int, tables: Tables) -> tuple[float, ...]:
    """How common the pieces are into which the edge and the gaps of the model cut the text."""
    place, step, far = edge.place, edge.step, edge.far
    outermost, innermost = place + step * outer, place - step * inner
    rest, stub, across = (place, outermost), (place, innermost), (outermost, innermost)
    spans = (rest, stub, across, (outermost, far), (innermost, far), (place + step, far))
    return _counts(edge, spans, tables)


def _crossed(edge: Edge, mixed: Lattice, tables: Tables) -> tuple[float, ...]:
    """The same for the pieces that the best dictionary word over the edge makes, and for the word around the link."""
    place, step = edge.place, edge.step
    outside, inside = _parts(edge, _crossing(edge, mixed))
    outermost, innermost = place + step * outside, place - step * inside
    spans = ((outermost, innermost), (innermost, edge.far), (place, outermost), (mixed.inside.start, mixed.inside.end))
    return _counts(edge, spans, tables)


def _counts(edge: Edge, spans: Iterable[tuple[int, int]], tables: Tables) -> tuple[float, ...]:
    """How common the texts between these gaps are."""
    text, counts, found = edge.window.gaps.text, tables.counts, list[float]()
    for first, last in spans:
        found += counts(text[first:last] if first < last else text[last:first])
    return tuple(found)


def _affix(edge: Edge, outer: int, tables: Tables) -> tuple[float, ...]:
    affixes = tables.suffixes if edge.step > 0 else tables.prefixes
    rest = edge.cut(edge.place, edge.place + edge.step * outer)
    outside = edge.char(0)
    productive, whole = (math.log2(1 + affixes.get(part, 0)) for part in (outside, rest))
    return productive, whole, outside in _FUNCTION_WORDS, tables.prior(outside, edge.step)
