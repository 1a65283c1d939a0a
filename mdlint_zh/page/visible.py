"""The visible text: every wikilink read as what it shows, with a map of offsets back to the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

WIKILINK = re.compile(r"\[\[(?P<space>[A-Za-z][A-Za-z-]{1,11}):(?P<target>[^\[\]|\r\n]+)(?:\|(?P<shown>[^\[\]|\r\n]+))?\]\]")


def shown(link: re.Match[str]) -> str:
    """What a reader sees of a wikilink."""
    return link["shown"] or link["target"]


class Visible(NamedTuple):
    """The text that a reader sees, and where each unbroken stretch of it begins: in it, and on the page."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, offset: int) -> int:
        """The offset on the page of the code point at `offset` of the visible text."""
        index = bisect_right(self.starts, offset) - 1
        return self.origins[index] + offset - self.starts[index]


def make_visible(text: str) -> Visible:
    """The visible text of a page."""
    pieces, starts, origins = [], [0], [0]
    at = length = 0
    for link in WIKILINK.finditer(text):
        for start, end in ((at, link.start()), link.span("shown" if link["shown"] else "target")):
            pieces.append(text[start:end])
            starts.append(length)
            origins.append(start)
            length += end - start
        at = link.end()
    pieces.append(text[at:])
    starts.append(length)
    origins.append(at)
    return Visible("".join(pieces), tuple(starts), tuple(origins))
