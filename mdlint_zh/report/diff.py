"""What the fixes change, as a unified diff that `patch` and `git apply` take."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_NEWLINE = "\\ No newline at end of file\n"


def render(shown: str, before: str, after: str) -> str:
    """The diff of one page; "" when nothing changes."""
    return "".join(_lines(shown, before, after))


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
    name = shown if shown.startswith("/") else f"{side}/{shown}"
    return f"{name}\t" if " " in name else name


def _split(text: str) -> list[str]:
    """Lines with their LF. Only LF: a diff has no other line end, and a CR before it is part of the line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
