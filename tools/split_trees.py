"""Write forests as Python: a tree is a conditional expression, nearly three times as fast as a walk over nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_STRIDE: Final = 40
_HOPELESS: Final = -2.5
"""A sum of log-odds after some trees from which the others have never led to a report."""
_HEAD: Final = '''"""The forests of wikilink-split. Made by tools/train_split.py; not to be edited.

Each function gives the log-odds that its forest has for one list of features. A tree is one line. Where the first trees
leave no doubt that a link is fine, the others are not asked.
"""
'''


def write_trees(path: Path, forests: Mapping[str, Mapping[str, Any]], features: Mapping[str, Sequence[str]]) -> None:
    """Write a function for each forest, as `split_forest.exported` has them; `features` are their arguments by name."""
    functions = ("\n".join(_function(name, forests[name], features[name])) for name in forests)
    path.write_text("\n\n".join((_HEAD, *functions)), encoding="utf-8")


def no_trees() -> dict[str, Any]:
    """A forest before the fit; its log-odds are zero."""
    return {"base": 0.0, "roots": [], "feature": [], "threshold": [], "below": [], "above": []}


def _function(name: str, forest: Mapping[str, Any], features: Sequence[str]) -> Iterator[str]:
    yield f"def {name}(values):"
    yield f"    {', '.join(features)} = values"
    yield f"    total = {forest['base']!r}"
    for number, root in enumerate(forest["roots"], 1):
        yield f"    total += {_expression(forest, root, features)}"
        if number % _STRIDE == 0 and number < len(forest["roots"]):
            yield f"    if total < {_HOPELESS}:"
            yield "        return total"
    yield "    return total\n"


def _expression(forest: Mapping[str, Any], node: int, features: Sequence[str]) -> str:
    """A node and all below it."""
    tested, value = forest["feature"][node], forest["threshold"][node]
    if tested < 0:
        return repr(value)
    below, above = (_expression(forest, forest[side][node], features) for side in ("below", "above"))
    return f"({below} if {features[tested]} <= {value!r} else {above})"
