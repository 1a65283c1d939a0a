"""Sums of decision trees.

All trees are complete: LEVELS tests stand on each way from the root to a leaf. In a file, a forest is the HEAD and then
each TREE: the features and the thresholds of its tests, level by level from the root, and its leaves from left to
right. A value up to the threshold goes to the left.
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
TREE: Final = Struct(f"<{TESTS}B{TESTS}d{TESTS + 1}d")
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
        """The model's probability, 0..1, for one list of features."""
        return 1 / (1 + math.exp(-self.log_odds(values)))


def load_forests(path: Path) -> tuple[Forest, Forest]:
    """The large forest and the small one of a file that training wrote. Raises OSError when it is missing."""
    data = path.read_bytes()
    large, end = _read(data, 0)
    small, _ = _read(data, end)
    return large, small


def _read(data: bytes, start: int) -> tuple[Forest, int]:
    """The forest that stands at an offset in bytes, and where it ends."""
    base, count = HEAD.unpack_from(data, start)
    first = start + HEAD.size
    end = first + count * TREE.size
    return Forest(base, [_tree(numbers) for numbers in TREE.iter_unpack(data[first:end])]), end


def _tree(numbers: tuple[Any, ...]) -> Any:
    """A tree, put together from its leaves up."""
    features, thresholds, nodes = numbers[:TESTS], numbers[TESTS : 2 * TESTS], numbers[2 * TESTS :]
    for level in reversed(range(LEVELS)):
        first, last = 2**level - 1, 2 ** (level + 1) - 1
        nodes = tuple(zip(features[first:last], thresholds[first:last], nodes[::2], nodes[1::2], strict=True))
    return nodes[0]
