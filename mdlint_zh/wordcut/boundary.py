"""How sure a linear model is that two neighbouring characters belong to one word.

The model was taught by a neural segmenter (see README in the data folder). It reads three characters on either side of
a gap; its features are the n-grams around the gap, hashed into a table of 8-bit weights, and the longest known words
that end at, begin at and span the gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

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

_PARTS: Final = tuple(
    (slice(2 * (MARGIN + first), 2 * (MARGIN + last)), seed) for seed, (first, last) in enumerate(WINDOWS, 1)
)


def weigh_ngrams(units: bytes, weights: memoryview) -> int:
    """Return the sum of the weights of the n-grams in the 2 * MARGIN characters around a gap, given in UTF-16.

    The number of `weights`, which have eight bits, is a power of two.
    """
    mask = len(weights) - 1
    return sum([weights[crc32(units[part], seed) & mask] for part, seed in _PARTS])


class Spans:
    """For each gap of a text the longest known words that span it, end at it and begin at it, as far as MARGIN.

    `starting` has for each character the words that begin with it, by length; gap n is before character n.
    """

    def __init__(self, starting: Sequence[Sequence[str]]) -> None:
        self._starting = starting

    def span_class(self, gap: int) -> int:
        """Their lengths, as one number below SPAN_CLASSES."""
        spanning, ending, beginning = 0, 1, 1
        for before in range(1, min(MARGIN, gap) + 1):
            for length in map(len, self._starting[gap - before]):
                if before < length <= before + MARGIN and length > spanning:
                    spanning = length
                elif length == before > ending:
                    ending = length
        for length in map(len, self._starting[gap] if gap < len(self._starting) else ()):
            if length <= MARGIN:
                beginning = length
        return (spanning * 4 + ending) * 4 + beginning
