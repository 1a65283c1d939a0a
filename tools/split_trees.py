"""Write forests as `mdlint_zh.wordcut.forest` reads them, all trees complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mdlint_zh.wordcut.forest import HEAD, LEVELS, body

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class _Node(NamedTuple):
    """A test, or a leaf: its feature is -1 and its value is what it adds."""

    feature: int
    value: float
    below: int
    above: int


def write_trees(path: Path, *forests: Mapping[str, Any]) -> None:
    """Write the forests, as `split_forest.exported` has them, one after the other."""
    path.write_bytes(b"".join(map(_packed, forests)))


def no_trees() -> dict[str, Any]:
    """A forest before the fit; its log-odds are zero."""
    return {"base": 0.0, "roots": [], "feature": [], "threshold": [], "below": [], "above": []}


def _packed(forest: Mapping[str, Any]) -> bytes:
    columns = (forest[name] for name in ("feature", "threshold", "below", "above"))
    nodes = [_Node(*node) for node in zip(*columns, strict=True)]
    tests: list[_Node] = []
    level = [nodes[root] for root in forest["roots"]]
    for _ in range(LEVELS):
        # A leaf that stands higher than others goes down, below a test that decides nothing.
        tests += [_Node(0, 0.0, -1, -1) if node.feature < 0 else node for node in level]
        level = [child for node in level for child in _children(node, nodes)]
    if any(leaf.feature >= 0 for leaf in level):
        message = f"split_trees: a tree has more than {LEVELS} levels"
        raise SystemExit(message)
    count = len(forest["roots"])
    numbers = (*(test.feature for test in tests), *(test.value for test in tests), *(leaf.value for leaf in level))
    return HEAD.pack(forest["base"], count) + body(count).pack(*numbers)


def _children(node: _Node, nodes: Sequence[_Node]) -> tuple[_Node, _Node]:
    return (node, node) if node.feature < 0 else (nodes[node.below], nodes[node.above])
