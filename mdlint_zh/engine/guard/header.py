"""What no edit of a header may do: put a header between two return links, of which the lower one has its own below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.engine.changes.change import Change
from mdlint_zh.engine.guard.step import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.engine.guard.step import Step

_LINK_LINE = pattern(r"[ \t]*(?:#{1,6}[ \t]*)?[\[【［][^\n]*[)）][ \t]*")
_BREAK = pattern(r"[ \t]*(?:[-*_][ \t]*){3,}")


def doubled_headers(step: Step) -> Iterator[Breach]:
    """Yield a breach for each separator that would come to stand between two lines that are but a link."""
    for one, (start, end) in zip(step.edits, step.news, strict=True):
        if one.change is Change.HEADER and any(map(_BREAK.fullmatch, one.edit.text.split("\n"))):
            above = _last_line(step.after[max(0, start - 2000) : start] + one.edit.text)
            below = _next_line(step.after, end)
            if _LINK_LINE.fullmatch(above) and _LINK_LINE.fullmatch(below):
                yield Breach(f"{one.rule} would stand between two return links", frozenset((one.fix,)), sure=True)


def _last_line(text: str) -> str:
    """The last line that is neither blank nor a separator."""
    lines = (line for line in reversed(text.split("\n")) if line.strip() and not _BREAK.fullmatch(line))
    return next(lines, "")


def _next_line(text: str, offset: int) -> str:
    """The next line that is not blank."""
    lines = (line for line in text[offset : offset + 2000].split("\n") if line.strip())
    return next(lines, "")
