"""A small sum of decision trees."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_STRIDE: Final = 40
_HOPELESS: Final = -2.5
"""A sum of log-odds after some trees from which the others have never led to a report."""


class Nodes(NamedTuple):
    """The nodes of all trees, in common lists.

    A node tests `values[feature] <= threshold` and goes to `below`, or else to `above`; both come after it. A leaf has
    feature -1 and its value in `threshold`.
    """

    roots: list[int]
    feature: list[int]
    threshold: list[float]
    below: list[int]
    above: list[int]


class Forest:
    """Gradient-boosted trees."""

    def __init__(self, base: float, nodes: Nodes) -> None:
        self._base, self._nodes = base, nodes
        self._linked: list[Any] = []

    def _trees(self) -> list[Any]:
        """The roots; a node is (threshold, feature, below, above) and a leaf (value, -1), which is quick to walk."""
        if not self._linked:
            linked: list[Any] = [None] * len(self._nodes.feature)
            for node, rest in reversed(list(enumerate(zip(*self._nodes[1:], strict=True)))):
                tested, value, below, above = rest
                linked[node] = (value, -1) if tested < 0 else (value, tested, linked[below], linked[above])
            self._linked = [linked[root] for root in self._nodes.roots]
        return self._linked

    def probability(self, values: Sequence[float]) -> float:
        """The model's probability, 0..1, for one list of features.

        Where the first trees leave no doubt that it is small, the others are not asked.
        """
        trees, total = self._trees(), self._base
        for first in range(0, len(trees), _STRIDE):
            for node in trees[first : first + _STRIDE]:
                tested = node[1]
                while tested >= 0:
                    node = node[2] if values[tested] <= node[0] else node[3]  # noqa: PLW2901
                    tested = node[1]
                total += node[0]
            if total < _HOPELESS:
                break
        return 1 / (1 + math.exp(-total))
