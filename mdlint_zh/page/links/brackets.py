"""Brackets paired as their writer meant them: `[[` with `]]`, also where one is missing, doubled or full-width.

A pattern for `[[...]]` sees no link that is not closed. So brackets are read one after the other: well-formed wikilinks
as they are, the others in runs that are paired on a stack. Linear in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.wikilinks import WIKILINK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Single full-width brackets and corner brackets are punctuation, and no part of a link.
_TOKEN = pattern(r"\\.|[\[［【]{2,}|[\]］】]{2,}|「{2,}|」{2,}|[\[\]]", re.DOTALL)
_OPENING = "[［【「"
MIRROR = str.maketrans("[［【「", "]］】」")


class Pair(NamedTuple):
    """An opening run at [start, inner_start) and a closing run at [inner_end, end); an empty run is missing."""

    start: int
    inner_start: int
    inner_end: int
    end: int

    def opening(self, text: str) -> str:
        """Return the opening brackets."""
        return text[self.start : self.inner_start]

    def closing(self, text: str) -> str:
        """Return the closing brackets."""
        return text[self.inner_end : self.end]


class _Run(NamedTuple):
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def read_pairs(text: str, start: int, end: int, is_link: Callable[[int], bool]) -> Iterator[Pair]:
    """Yield the pairs in the running text [start, end), inner ones first, then what has no partner.

    `is_link(offset)`: whether a wikilink's namespace begins there.
    """
    stack: list[_Run] = []
    for token in _tokens(text, start, end):
        if isinstance(token, Pair):
            yield token
        elif text[token.start] in _OPENING:
            stack.append(token)
        else:
            yield from _close(text, token, stack, is_link)
    for run in stack:
        yield Pair(run.start, run.end, end, end)


def _tokens(text: str, start: int, end: int) -> Iterator[Pair | _Run]:
    """Well-formed wikilinks, and runs of opening or of closing brackets that are in none and behind no backslash."""
    at = start
    while token := _TOKEN.search(text, at, end):
        at = token.end()
        link = WIKILINK.match(text, at - 2, end) if token.group().endswith("[[") else None
        run = _Run(token.start(), at - 2 if link else at)
        if run.length and text[run.start] != "\\":
            yield run
        if link:
            at = link.end()
            yield Pair(link.start(), link.start() + 2, at - 2, at)


def _close(text: str, run: _Run, stack: list[_Run], is_link: Callable[[int], bool]) -> Iterator[Pair]:
    """Pair a closing run with the opening runs on the stack; what is left of it has no partner."""
    at = run.start
    while at < run.end and stack:
        opener = stack.pop()
        link = is_link(opener.end)
        here, there = _shares(text, opener, _Run(at, run.end), alone=not stack, link=link)
        if opener.length > here and (here or link):
            stack.append(_Run(opener.start, opener.end - here))
        if here:
            yield Pair(opener.end - here, opener.end, at, at + there)
            at += there
        elif link:
            break
    if at < run.end:
        yield Pair(at, at, at, run.end)


def _shares(text: str, opener: _Run, closer: _Run, *, alone: bool, link: bool) -> tuple[int, int]:
    """How many opening and how many closing brackets belong together; none when they are of different kinds."""
    wanted = text[opener.end - 1].translate(MIRROR)
    if wanted != text[closer.start]:
        return (2, 2) if link and opener.length == closer.length == 2 else (0, 0)
    if opener.length == closer.length:
        return opener.length, closer.length
    if link and (opener.length, closer.length) == (2, 1):
        return 2, 1
    if link and opener.length == 1 and alone and text[closer.start : closer.end] == wanted * 2:
        return 1, 2
    both = min(opener.length, closer.length, 2)
    return both, both
