"""The trees of wikilink-split: what training writes is read as the same sums, to the last bit."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mdlint_zh.wordcut.data import FOLDER, tables
from mdlint_zh.wordcut.features import GLANCE, NAMES
from mdlint_zh.wordcut.forest import HOPELESS, LEVELS, STRIDE, load_forests

if TYPE_CHECKING:
    from types import ModuleType

FEATURES = 7


@pytest.fixture
def split_trees(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "tools")
    import split_trees  # noqa: PLC0415 - a script, not a package

    return split_trees


def drawn(count: int, seed: int, levels: int = LEVELS) -> dict[str, Any]:
    """A forest as training has it: some ways through its trees are short, some are as long as may be."""
    chance = random.Random(seed)
    forest: dict[str, Any] = {
        "base": chance.uniform(-1, 1),
        "roots": [],
        "feature": [],
        "threshold": [],
        "below": [],
        "above": [],
    }

    def grow(level: int) -> int:
        number = len(forest["feature"])
        is_leaf = level == 0 or chance.random() < 0.2
        forest["feature"].append(-1 if is_leaf else chance.randrange(FEATURES))
        forest["threshold"].append(chance.uniform(-0.2, 0.2) if is_leaf else chance.uniform(-1, 1))
        forest["below"].append(-1)
        forest["above"].append(-1)
        if not is_leaf:
            forest["below"][number], forest["above"][number] = grow(level - 1), grow(level - 1)
        return number

    forest["roots"] = [grow(levels) for _ in range(count)]
    return forest


def walked(forest: dict[str, Any], values: list[float]) -> float:
    """The log-odds, node by node."""
    total: float = forest["base"]
    for number, root in enumerate(forest["roots"], 1):
        node = root
        while forest["feature"][node] >= 0:
            is_below = values[forest["feature"][node]] <= forest["threshold"][node]
            node = forest["below" if is_below else "above"][node]
        total += forest["threshold"][node]
        if number % STRIDE == 0 and total < HOPELESS:
            break
    return total


@pytest.mark.parametrize("seed", range(5))
def test_forests_that_training_writes_are_read_as_the_same_sums(
    seed: int, tmp_path: Path, split_trees: ModuleType
) -> None:
    path, chance = tmp_path / "trees.bin", random.Random(seed)
    forests = drawn(3 * STRIDE + 2, seed), drawn(seed, seed + 100)
    split_trees.write_trees(path, *forests)
    ends = []
    for forest, read in zip(forests, load_forests(path), strict=True):
        thresholds = forest["threshold"] or [0.0]  # values that are just thresholds count as below
        for _ in range(200):
            values = [
                chance.choice([chance.uniform(-1, 1), chance.choice(thresholds), chance.randrange(-1, 2)])
                for _ in range(FEATURES)
            ]
            assert read.log_odds(values) == walked(forest, values)
            ends.append(read.log_odds(values) < HOPELESS)
    assert not all(ends)


def test_trees_that_leave_no_doubt_end_the_sum(tmp_path: Path, split_trees: ModuleType) -> None:
    forest = drawn(2 * STRIDE, 0) | {"base": 2 * HOPELESS - 0.2 * STRIDE}
    split_trees.write_trees(tmp_path / "trees.bin", forest, split_trees.no_trees())
    large, small = load_forests(tmp_path / "trees.bin")
    first = forest | {"roots": forest["roots"][:STRIDE]}
    assert large.log_odds([0.0] * FEATURES) == walked(first, [0.0] * FEATURES)
    assert (small.log_odds([]), small.probability([])) == (0.0, 0.5)


def test_a_tree_that_is_too_deep_is_not_written(tmp_path: Path, split_trees: ModuleType) -> None:
    with pytest.raises(SystemExit, match=f"more than {LEVELS} levels"):
        split_trees.write_trees(tmp_path / "trees.bin", drawn(20, 1, LEVELS + 1), split_trees.no_trees())
    assert not (tmp_path / "trees.bin").exists()


def test_the_trees_that_ship_ask_for_features_that_there_are() -> None:
    for forest, names in ((tables().forest, NAMES), (tables().glance, GLANCE)):
        assert forest.log_odds([0.0] * len(names)) != forest.log_odds([1e9] * len(names))
        nodes = [tree for trees in forest._parts for tree in trees]
        while isinstance(nodes[0], tuple):
            assert {node[0] for node in nodes} <= set(range(len(names)))
            nodes = [child for node in nodes for child in node[2:]]
    assert not [path for path in FOLDER.iterdir() if path.suffix == ".py"]
