"""Sums of decision trees.

All trees are complete: LEVELS tests stand on each way from the root to a leaf; a value up to the threshold goes to the
left. In a file, a forest is the HEAD and then, as `body` has them, the features of all tests, their thresholds, and the
leaves. They stand level by level: the roots of all trees, then what is below those from left to right, and so on.
"""

from __future__ import annotations

import math
from struct import Struct
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LEVELS: Final = 5
TESTS: Final = 2**LEVELS - 1
HEAD: Final = Struct("<dI")
"""The log-odds before the first tree, and how many trees there are."""
STRIDE: Final = 40
HOPELESS: Final = -2.5
"""A sum of log-odds after some times STRIDE trees from which the others have never led to a report."""


class Forest:
    """Gradient-boosted trees over one list of features.

    A tree is the place of a feature, a threshold, and what is below and above it: two such trees, or two leaves.
    """

    def __init__(self, base: float, trees: Sequence[Any]) -> None:
        self._base = base
        self._parts = [trees[first : first + STRIDE] for first in range(0, len(trees), STRIDE)]

    def log_odds(self, values: Sequence[float]) -> float:
        """The log-odds for one list of features; where the first trees leave no doubt, the others are not asked."""
        total = self._base
        for trees in self._parts:
            for tree in trees:
                # LEVELS times the same: a loop over them takes a third longer, one that ends at a leaf two thirds.
                feature, threshold, below, above = tree
                feature, threshold, below, above = below if values[feature] <= threshold else above
                feature, threshold, below, above = below if values[feature] <= threshold else above
                feature, threshold, below, above = below if values[feature] <= threshold else above
                feature, threshold, below, above = below if values[feature] <= threshold else above
                total += below if values[feature] <= threshold else above
            if total < HOPELESS:
                break
        return total

    def probability(self, values: Sequence[float]) -> float:
        """Return the model's probability, 0..1, for one list of features."""
        return 1 / (1 + math.exp(-self.log_odds(values)))


def load_forests(path: Path) -> tuple[Forest, Forest]:
    """Return the large forest and the small one of a file that training wrote. Raises OSError when it is missing."""
    data = path.read_bytes()
    large, end = _read(data, 0)
    small, _ = _read(data, end)
    return large, small


def body(count: int) -> Struct:
    """Return how the numbers of so many trees stand in a file."""
    return Struct(f"<{count * TESTS}B{count * TESTS}d{count * (TESTS + 1)}d")


def _read(data: bytes, start: int) -> tuple[Forest, int]:
    """The forest that stands at an offset in bytes, and where it ends. Trees are put together from their leaves up."""
    base, count = HEAD.unpack_from(data, start)
    form, start = body(count), start + HEAD.size
    numbers, size = form.unpack_from(data, start), count * TESTS
    features, thresholds, nodes = numbers[:size], numbers[size : 2 * size], numbers[2 * size :]
    for level in reversed(range(LEVELS)):
        tests = slice(count * (2**level - 1), count * (2 ** (level + 1) - 1))
        nodes = tuple(zip(features[tests], thresholds[tests], nodes[::2], nodes[1::2], strict=True))
    return Forest(base, nodes), start + form.size
