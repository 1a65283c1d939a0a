"""How much a page may hold to be read safely."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdlint_zh.markdown.lines import Lines

MOST_IN_A_LINE = 1_000_000


class TooComplexError(ValueError):
    """The page is nested too deeply, or a line is too long, to be read safely; the message says where."""


def check_length(text: str, lines: Lines) -> None:
    """Raise TooComplexError when a line of the page is too long to read."""
    if len(text) <= MOST_IN_A_LINE:
        return
    for number, (start, end) in enumerate(zip(lines.starts, lines.ends, strict=True), 1):
        if end - start > MOST_IN_A_LINE:
            raise TooComplexError(f"line {number} has {end - start:,} characters; {MOST_IN_A_LINE:,} is the most")
