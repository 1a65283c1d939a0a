"""Write forests as JSON: a tree is the value of its leaf, or a list of a test and the trees on either side of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_FORESTS: Final = ("forest", "glance")


def write_trees(path: Path, forests: Mapping[str, Mapping[str, Any]], features: Mapping[str, Sequence[str]]) -> None:
    """Write each forest, as `split_forest.exported` has them, with the names of its `features`; a tree a line."""
    path.write_text("{\n" + ",\n".join(_forest(name, forests[name], features[name]) for name in _FORESTS) + "\n}\n")


def no_trees() -> dict[str, Any]:
    """A forest before the fit; its log-odds are zero."""
    return {"base": 0.0, "roots": [], "feature": [], "threshold": [], "below": [], "above": []}


def _forest(name: str, forest: Mapping[str, Any], features: Sequence[str]) -> str:
    trees = ",\n".join(_compact(_tree(forest, root)) for root in forest["roots"])
    return f'"{name}": {{"base": {forest["base"]!r}, "features": {json.dumps(features)}, "trees": [\n{trees}\n]}}'


def _tree(forest: Mapping[str, Any], node: int) -> Any:
    """A node and all below it."""
    tested, value = forest["feature"][node], forest["threshold"][node]
    if tested < 0:
        return value
    return [tested, value, _tree(forest, forest["below"][node]), _tree(forest, forest["above"][node])]


def _compact(tree: Any) -> str:
    return json.dumps(tree, separators=(",", ":"))
