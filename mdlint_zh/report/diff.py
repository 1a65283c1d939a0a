"""What the fixes change, as a unified diff that `patch` and `git apply` take.

Controls near what changes, bidirectional ones too, are shown as pictures. Such a diff is for reading; so that nobody
applies it, its header says so in the place of the page's name. A carriage return that ends a line is no such control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

FOR_READING = " (for reading: it has pictures of controls)"
NO_NEWLINE = "\\ No newline at end of file\n"


def render(shown: str, before: str, after: str) -> str:
    """The diff of one page; "" when nothing changes."""
    diff = "".join(_lines(shown, before, after))
    pictured = escape.lines(diff)
    if pictured == diff:
        return diff
    body = pictured.split("\n", 2)[2]
    old, new = (_name(side, shown + FOR_READING) for side in "ab")
    return f"--- {old}\n+++ {new}\n{body}"


def _lines(shown: str, before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff  # noqa: PLC0415 - slow to import

    for line in unified_diff(_split(before), _split(after), _name("a", shown), _name("b", shown)):
        if line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n"
            yield NO_NEWLINE


def _name(side: str, shown: str) -> str:
    """The page's name as `git diff` has it: below `a` or `b`, and before a tab when there is a space in it."""
    name = escape.quoted(shown if shown.startswith("/") else f"{side}/{shown}")
    return f"{name}\t" if " " in name and not name.startswith('"') else name


def _split(text: str) -> list[str]:
    """Lines with their LF. Only LF: a diff has no other line end, and a CR before it is part of the line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
