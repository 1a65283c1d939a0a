"""What stands on a page, for an outline: its header with its parts, and its headings, each in the one above it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.page.header.header import PART_NAMES
from mdlint_zh.page.page import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page import Page
    from mdlint_zh.page.header.header import Part

MOST_OF_A_NAME = 100
HEADER = "header"


class Entry(NamedTuple):
    """What is called `name` is the code points [start, end); its name stands at [name_start, name_end).

    `level` is that of a heading; 0 for the header and its parts.
    """

    name: str
    level: int
    start: int
    end: int
    name_start: int
    name_end: int
    children: tuple[Entry, ...] = ()


def outline_of(page: Page) -> list[Entry]:
    """Return the entries of a page, in order."""
    header = page.header
    parts = tuple(map(partial(_part, page.text), header.parts)) if page.kind == ARTICLE else ()
    top = [Entry(HEADER, 0, parts[0].start, header.end, parts[0].start, parts[0].end, parts)] if parts else []
    below = [one for one in page.headings if one.start >= header.end or not parts]
    starts = [page.lines.around(one.start).start for one in below]
    ends = [*starts[1:], len(page.text)]
    flat = [
        Entry(_name(page.text[one.start : one.end]), one.level, start, end, one.start, one.end)
        for one, start, end in zip(below, starts, ends, strict=False)
    ]
    return [*top, *_nested(flat)]


def _part(text: str, part: Part) -> Entry:
    name = _name(text[part.start : part.end]) or PART_NAMES[type(part)]
    return Entry(name, 0, part.start, part.end, part.start, part.end)


def _name(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= MOST_OF_A_NAME else f"{words[: MOST_OF_A_NAME - 1]}…"


def _nested(flat: Sequence[Entry]) -> Iterator[Entry]:
    """The headings, each with those below it that have a greater level."""
    open_: list[list[Entry]] = [[]]
    for one in flat:
        _close(open_, one.level)
        open_[-1].append(one)
        open_.append([])
    _close(open_, 0)
    yield from open_[0]


def _close(open_: list[list[Entry]], level: int) -> None:
    """Give each heading that ends here what stands below it. `open_[n + 1]` is below the last of `open_[n]`."""
    while len(open_) > 1 and open_[-2][-1].level >= level:
        below = open_.pop()
        last = open_[-1][-1]
        end = max((last.end, *(one.end for one in below)))
        open_[-1][-1] = last._replace(children=tuple(below), end=end)
