"""How sure a linear model is that two neighbouring characters belong to one word.

The model was taught by a neural segmenter (see README in the data folder). It reads three characters on either side of
a gap; its features are the n-grams around the gap, hashed into a table of 8-bit weights, and the longest known words
that end at, begin at and span the gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from mdlint_zh.split.text import is_han, is_word_char

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOWS: Final = (
    (-1, 0), (0, 1), (-2, 0), (-1, 1), (0, 2), (-3, 0), (-2, 1),
    (-1, 2), (0, 3), (-3, 1), (-2, 2), (-1, 3), (-3, 2), (-2, 3),
)  # fmt: skip
"""The n-grams that are read, as [first, last) offsets from the gap, in characters."""
LONGEST_WORD: Final = 12
"""No known word is longer, in characters."""
MARGIN: Final = 3
"""How far the model reads on either side, in characters."""
SPAN_CLASSES: Final = 7 * 4 * 4
APART: Final = -12.0
"""The answer between characters that cannot share a word."""

_BYTES: Final = tuple(
    (2 * (MARGIN + first), 2 * (MARGIN + last), seed) for seed, (first, last) in enumerate(WINDOWS, 1)
)


def join(
    around: str, weights: memoryview, step: float, spans: list[float], prefixes: Callable[[str], list[str]]
) -> float:
    """Log-odds that the characters at the middle of `around` are in one word.

    `weights` are of eight bits, in units of `step`, their number a power of two; `spans` the values for each
    `span_class`.
    """
    if not (is_word_char(around[MARGIN - 1]) and is_word_char(around[MARGIN])):
        return APART
    units, mask = around.encode("utf-16-le"), len(weights) - 1
    total = sum([weights[crc32(units[first:last], seed) & mask] for first, last, seed in _BYTES])
    return spans[span_class(around, prefixes)] + total * step


def span_class(around: str, prefixes: Callable[[str], list[str]]) -> int:
    """The longest known words that span, end at and begin at the middle of `around`.

    Their lengths, as one number below SPAN_CLASSES.
    """
    span, end = 0, 1
    for start in range(MARGIN):
        words = prefixes(around[start:]) if is_han(around[start]) else []
        if words:
            longest = len(words[-1])
            if start + longest > MARGIN and longest > span:
                span = longest
            if MARGIN - start > end and around[start:MARGIN] in words:
                end = MARGIN - start
    words = prefixes(around[MARGIN:]) if is_han(around[MARGIN]) else []
    return (span * 4 + end) * 4 + (len(words[-1]) if words else 1)
