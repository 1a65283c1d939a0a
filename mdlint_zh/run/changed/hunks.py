"""Which lines of each file have changed, read off the output of `git diff -U0` while it comes.

Paths with controls, quotes or backslashes stand there in quotes, with escapes; behind those with a space is a tab.
Lines of a file may look like any line of the diff: a hunk is read by the numbers in its head.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = pattern(rb"@@ -\d+(?:,(?P<old>\d+))? \+(?P<first>\d+)(?:,(?P<new>\d+))? @@")
_BLANK = b"-+> \t\r\n"
"""What a line of a diff is made of, its sign too, when nothing is on it."""


class Hunk(NamedTuple):
    """The `lines` from `first` on (from 1), lines that end in LF, are new.

    Where there are none, lines were taken away behind `first`; `cut` tells whether the first and the last one of those
    had something on them.
    """

    first: int
    lines: int
    cut: tuple[bool, bool] = (False, False)


def read_hunks(diff: Iterable[bytes]) -> dict[str, list[Hunk]]:
    """Return the hunks of each file in a diff without context, by its path now."""
    found: dict[str, list[Hunk]] = {}
    lines = iter(diff)
    own: list[Hunk] = []
    for line in lines:
        if line.startswith(b"+++ "):
            own = found.setdefault(_path(line[4:].removesuffix(b"\n")), [])
        elif head := _HEAD.match(line):
            first, old, new = int(head["first"]), int(head["old"] or 1), int(head["new"] or 1)
            own.append(Hunk(first, new, _read_body(lines, old, new)))
    return found


def _read_body(lines: Iterable[bytes], old: int, new: int) -> tuple[bool, bool]:
    """Go over the lines of a hunk; whether the first and the last one of the old lines had something on them."""
    left, taken = old + new, (False, False)
    for line in lines if left else ():
        if line.startswith(b"\\"):  # No newline at end of file
            continue
        if line.startswith(b"-"):
            is_text = bool(line.strip(_BLANK))
            taken = (is_text if left == old + new else taken[0], is_text)
        left -= 1
        if not left:
            break
    return taken


def _path(shown: bytes) -> str:
    """The path behind `+++ `, without `b/`."""
    shown = shown.removesuffix(b"\t")
    if shown.startswith(b'"'):
        shown = shown[1:-1].decode("unicode_escape").encode("latin-1")
    return os.fsdecode(shown.removeprefix(b"b/"))
