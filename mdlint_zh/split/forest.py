"""A small sum of decision trees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Forest:
    """Gradient-boosted trees; the nodes of all trees stand in common lists.

    A node tests `values[feature] <= threshold` and goes to `below`, or else to `above`; a leaf has feature -1 and its
    value in `threshold`.
    """

    base: float
    roots: list[int]
    feature: list[int]
    threshold: list[float]
    below: list[int]
    above: list[int]

    def probability(self, values: Sequence[float]) -> float:
        """The model's probability, 0..1, for one list of features."""
        feature, threshold, below, above = self.feature, self.threshold, self.below, self.above
        total = self.base
        for node in self.roots:
            tested = feature[node]
            while tested >= 0:
                node = below[node] if values[tested] <= threshold[node] else above[node]  # noqa: PLW2901
                tested = feature[node]
            total += threshold[node]
        return 1 / (1 + math.exp(-total))
