"""A failing case made small: pieces are left out, then characters, as long as it fails in the same way."""

from __future__ import annotations

import time
from typing import Any

from pool import guarded

LONGEST = 60.0
"""Seconds that are spent on one case."""
OF_PAGES = ("pages", "repairs")
"""The targets whose cases are the pieces of a page."""


def smaller(target: str, case: Any, why: str) -> Any:
    """The smallest case found that fails like this one."""
    until = time.monotonic() + LONGEST
    kind = why.partition(":")[0]

    def fails(other: list[Any]) -> bool:
        return time.monotonic() < until and guarded(target, other).partition(":")[0] == kind

    case = _without_pieces(list(case), fails)
    if all(isinstance(piece, str) for piece in case) and target in OF_PAGES:
        return "".join(_without_pieces(list("".join(case)), fails))
    return case


def _without_pieces(case: list[Any], fails: Any) -> list[Any]:
    """Leave out halves, quarters, ... single pieces, again and again."""
    size = max(1, len(case) // 2)
    while True:
        at, shorter = 0, False
        while at < len(case):
            rest = case[:at] + case[at + size :]
            if rest and fails(rest):
                case, shorter = rest, True
            else:
                at += size
        if size == 1 and not shorter:
            return case
        size = max(1, size // 2)
