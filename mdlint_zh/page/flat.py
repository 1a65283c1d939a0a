"""Blocks of code outside of quotes and lists, on a page without HTML, found line by line: that needs no parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.page.blocks import Block
from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.plain import may_have_fences, may_have_html, may_have_indents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.page.lines import Lines

_FENCE = pattern(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)")
_CONTAINER = pattern(r" {0,3}(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))")
# What may be no paragraph: below it, an indent may be code.
_ODD = pattern(r" {0,3}[#=_*\[-]|.*\|")


def read_flat(text: str, lines: Lines, first: int) -> list[Block] | None:
    """The blocks of code and HTML from line `first` on.

    None where it takes a parser to tell: there may be HTML, definitions of links, code below the first quote or list,
    an indent below what may be no paragraph, a fence in code, or one that is never closed.
    """
    if "]:" in text or may_have_html(text):
        return None
    rows = [_expanded(text[slice(*lines.span(number))]) for number in range(first, len(lines) + 1)]
    blocks: list[Block] = []
    at, above = 0, ""  # the line above, "" where an indent begins a block of code
    while at < len(rows):
        row, end = rows[at], at
        opening = _FENCE.match(row)
        if opening:
            end = _fence_end(rows, at, opening[1])
        elif row.startswith("    ") and row.strip() and not above:
            end = _indent_end(rows, at)
        elif _CONTAINER.match(row):
            rest = text[lines.starts[first + at - 1] :]
            return None if may_have_fences(rest) or may_have_indents(rest) else blocks
        elif row.startswith("    ") and _ODD.match(above):
            return None
        if end < 0:
            return None
        if end > at:
            blocks.append(Block("code", first + at, first + end - 1))
        above = "" if end > at or not row.strip() else row
        at = max(end, at + 1)
    return blocks


def _expanded(line: str) -> str:
    return line.expandtabs(4) if "\t" in line else line


def _fence_end(rows: Sequence[str], start: int, fence: str) -> int:
    """The row behind the one that closes the fence of the row `start`; -1 when that is in doubt."""
    for number in range(start + 1, len(rows)):
        closing = _FENCE.match(rows[number])
        if closing and closing[1].startswith(fence):
            return -1 if closing[2].strip() else number + 1
    return -1


def _indent_end(rows: Sequence[str], start: int) -> int:
    """The row behind the last one of the indented code that begins on the row `start`."""
    end = start + 1
    for number in range(end, len(rows)):
        if not rows[number].strip():
            continue
        if not rows[number].startswith("    "):
            break
        end = number + 1
    return end
