"""What one file adds to the output of a run, as plain data: it travels between processes, and is kept in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.model import ERROR, INFO, WARNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.run import Outcome


class Piece(NamedTuple):
    """`text` is what is printed, `problems` what is complained of; the rest is counted.

    `read`: whether the file could be read; `changed`: whether its text was, or would be, another after the fixes;
    `found`: findings by severity from error down; `safe` and `unsafe`: those with such a fix; `repaired`: those mended.
    """

    path: str
    text: str
    problems: tuple[str, ...]
    read: bool
    changed: bool
    found: tuple[int, int, int]
    safe: int
    unsafe: int
    repaired: int


def make_piece(path: str, outcome: Outcome, render: Callable[[Outcome], str]) -> Piece:
    """The piece of an outcome; `render` makes its text."""
    severities = [finding.severity for finding in outcome.findings]
    safe = [finding.fix.safe for finding in outcome.findings if finding.fix and not finding.fix.refused]
    return Piece(
        path,
        render(outcome) if outcome.page else "",
        tuple(outcome.problems),
        read=outcome.page is not None,
        changed=outcome.page is not None and outcome.page.text != outcome.before,
        found=(severities.count(ERROR), severities.count(WARNING), severities.count(INFO)),
        safe=safe.count(True),
        unsafe=safe.count(False),
        repaired=sum(outcome.repaired.values()),
    )
