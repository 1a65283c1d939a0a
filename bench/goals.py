"""What was asked of this tool's speed, held against what was measured. Nothing fails on it: it is only told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peers import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from measure import Result


class Goal(NamedTuple):
    """A figure of this tool, of the group `group`, that has a limit.

    With `over` (group, tool) it is a ratio: this tool's wall time over the other's, or, `upside` down, the other's over
    this tool's, which has to be the limit at least. Without, it is `unit`: ms of wall time, or MB of memory.
    """

    what: str
    group: str
    limit: float
    over: tuple[str, str] | None = None
    upside: bool = False
    unit: str = "×"

    def measured(self, found: Mapping[tuple[str, str], Result]) -> float | None:
        """The figure, or None when it was not measured."""
        own = found.get((self.group, OURS))
        if own is None:
            return None
        if self.over is None:
            return own.memory.median / 1e6 if self.unit == "MB" else own.wall.median * 1000
        other = found.get(self.over)
        if other is None:
            return None
        return other.ratio(own).median if self.upside else own.ratio(other).median


GOALS = (
    Goal("cold, over rumdl cold", "cold", 1.2, ("cold", "rumdl")),
    Goal("4,000 pages cold, over rumdl cold", "4,000 pages", 2.0, ("4,000 pages", "rumdl")),
    Goal("cold, memory of all processes", "cold", 250, unit="MB"),
    Goal("warm, over its own cold", "warm", 0.2, ("cold", OURS)),
    Goal("warm, over rumdl warm", "warm", 0.25, ("warm", "rumdl")),
    Goal("1 % of pages changed, over its own cold", "changed", 0.1, ("cold", OURS)),
    Goal("warm `--fix` of clean pages, over its own cold", "warm `--fix`", 0.2, ("cold", OURS)),
    Goal("`check` of one page", "one page", 100, unit="ms"),
    Goal("`check` of one page with HTML", "one page with HTML", 120, unit="ms"),
    Goal("`format -` of one page", "one page, `format -`", 100, unit="ms"),
    Goal("`--version`", "`--version`", 50, unit="ms"),
    Goal("10 MB in one page, over rumdl", "10,000,000 bytes", 1.0, ("10,000,000 bytes", "rumdl")),
    Goal("markdownlint-cli2, over this", "cold, 1 in 10", 10, ("cold, 1 in 10", "markdownlint-cli2"), upside=True),
    Goal("mdformat, over this", "cold, 1 in 10", 10, ("cold, 1 in 10", "mdformat"), upside=True),
    Goal("pymarkdown, over this", "cold, 1 in 160", 100, ("cold, 1 in 160", "pymarkdown"), upside=True),
)


def held_against(found: Mapping[tuple[str, str], Result]) -> list[tuple[str, str, str, str]]:
    """A row for every goal that was measured: what, asked, measured, reached. `found` is by group and tool."""
    rows = []
    for goal in GOALS:
        value = goal.measured(found)
        if value is not None:
            reached = value >= goal.limit if goal.upside else value <= goal.limit
            asked = f"{'≥' if goal.upside else '≤'} {goal.limit:g} {goal.unit}"
            rows.append((goal.what, asked, f"{value:.3g} {goal.unit}", "yes" if reached else "no"))
    return rows
