"""Sums of decision trees.

A tree is the number that its leaf adds to the log-odds, or a list: the place of a feature, a threshold, the tree for
values up to it, and the tree for those above. The same trees written out as Python would take half the time.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STRIDE: Final = 40
"""After so many trees the sum is looked at."""
HOPELESS: Final = -2.5
"""A sum of log-odds after some trees from which the others have never led to a report."""


class Forest:
    """Gradient-boosted trees over one list of features; `base` are the log-odds before the first tree."""

    def __init__(self, base: float, trees: Sequence[Any]) -> None:
        self._base = base
        self._parts = [trees[first : first + STRIDE] for first in range(0, len(trees), STRIDE)]

    def log_odds(self, values: Sequence[float]) -> float:
        """The log-odds for one list of features; where the first trees leave no doubt, the others are not asked."""
        total = self._base
        for part in self._parts:
            for node in part:
                while node.__class__ is not float:
                    feature, threshold, below, above = node
                    node = below if values[feature] <= threshold else above  # noqa: PLW2901 - one step down
                total += node
            if total < HOPELESS:
                break
        return total

    def probability(self, values: Sequence[float]) -> float:
        """The model's probability, 0..1, for one list of features."""
        return 1 / (1 + math.exp(-self.log_odds(values)))


def load_forests(path: Path) -> tuple[Forest, Forest]:
    """The large forest and the small one of a file that training wrote. Raises OSError when it is missing."""
    forests = json.loads(path.read_text(encoding="utf-8"))
    large, small = (Forest(forests[name]["base"], forests[name]["trees"]) for name in ("forest", "glance"))
    return large, small
