"""Brackets paired as their writer meant them: `[[` with `]]`, also where one is missing, doubled or full-width.

A pattern for `[[...]]` sees no link that is not closed; so brackets are read one after the other, and paired on a stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_TOKEN = re.compile(r"\\.|[\[［【]+|「{2,}|[\]］】]+|」{2,}", re.DOTALL)
OPENING = "[［【「"


class Pair(NamedTuple):
    """An opening run at [start, inner_start) and a closing run at [inner_end, end); an empty run is missing."""

    start: int
    inner_start: int
    inner_end: int
    end: int

    def opening(self, text: str) -> str:
        """The opening brackets."""
        return text[self.start : self.inner_start]

    def closing(self, text: str) -> str:
        """The closing brackets."""
        return text[self.inner_end : self.end]

    def inner(self, text: str) -> str:
        """What stands between them."""
        return text[self.inner_start : self.inner_end]


class _Run(NamedTuple):
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def read_pairs(
    text: str, start: int, end: int, taken: Collection[int], is_link: Callable[[int], bool]
) -> Iterator[Pair]:
    """The pairs in the running text [start, end), inner ones first, then what has no partner.

    `taken`: offsets of brackets that belong to Markdown's own links; `is_link(offset)`: whether a wikilink's namespace
    begins there.
    """
    stack: list[_Run] = []
    for run in _runs(text, start, end, taken):
        if text[run.start] in OPENING:
            stack.append(run)
        else:
            yield from _close(run, stack, is_link)
    for run in stack:
        yield Pair(run.start, run.end, end, end)


def _runs(text: str, start: int, end: int, taken: Collection[int]) -> Iterator[_Run]:
    """Runs of opening or of closing brackets, without those that are taken and those behind a backslash."""
    for match in _TOKEN.finditer(text, start, end):
        if match.group()[0] == "\\":
            continue
        at = match.start()
        for offset in range(match.start(), match.end() + 1):
            if offset == match.end() or offset in taken:
                if offset > at:
                    yield _Run(at, offset)
                at = offset + 1


def _close(run: _Run, stack: list[_Run], is_link: Callable[[int], bool]) -> Iterator[Pair]:
    """Pair a closing run with the opening runs on the stack; what is left of it has no partner."""
    at = run.start
    while at < run.end and stack:
        opener = stack.pop()
        here, there = _shares(opener, run.end - at, alone=not stack, link=is_link(opener.end))
        if opener.length > here:
            stack.append(_Run(opener.start, opener.end - here))
        yield Pair(opener.end - here, opener.end, at, at + there)
        at += there
    if at < run.end:
        yield Pair(at, at, at, run.end)


def _shares(opener: _Run, closers: int, *, alone: bool, link: bool) -> tuple[int, int]:
    """How many opening and how many closing brackets belong together."""
    if opener.length == closers:
        return closers, closers
    if link and closers == 1 and opener.length == 2:  # noqa: PLR2004
        return 2, 1
    if link and opener.length == 1 and closers == 2 and alone:
        return 1, 2
    both = min(opener.length, closers, 2)
    return both, both
