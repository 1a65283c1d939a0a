"""The visible text: every wikilink read as what it shows, with a map of offsets back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.page.wikilinks import Wikilink


class Visible:
    """The text that a reader sees of a page with these wikilinks, which are all that it has, in order."""

    def __init__(self, text: str, links: Sequence[Wikilink]) -> None:
        self._links = links
        self._starts = [0]  # where each unbroken stretch begins: in the visible text ...
        self._origins = [0]  # ... and on the page
        pieces: list[str] = []
        at = length = 0
        for link in links:
            shown_start = link.end - 2 - len(link.shown)
            pieces += (text[at : link.start], link.shown)
            self._starts += (length + link.start - at, length := length + link.start - at + len(link.shown))
            self._origins += (shown_start, link.end)
            at = link.end
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def origin(self, offset: int) -> int:
        """The offset on the page of the code point at `offset` of the visible text."""
        index = bisect_right(self._starts, offset) - 1
        return self._origins[index] + offset - self._starts[index]

    def shown_span(self, link: Wikilink) -> tuple[int, int]:
        """Where what the link shows stands in the visible text."""
        start = self._starts[2 * bisect_left(self._links, link) + 1]
        return start, start + len(link.shown)

    def shown_spans(self, links: Iterable[Wikilink]) -> Iterator[tuple[Wikilink, tuple[int, int]]]:
        """These links, in order, each with where what it shows stands in the visible text."""
        places = zip(self._links, zip(self._starts[1::2], self._starts[2::2], strict=True), strict=True)
        for link in links:
            yield next(place for place in places if place[0] is link)

    def links_within(self, start: int, end: int) -> Sequence[Wikilink]:
        """The links that reach into the code points [start, end) of the page."""
        first = bisect_left(self._links, start, key=lambda link: link.end - 1)
        last = bisect_left(self._links, end, key=lambda link: link.start)
        return self._links[first:last]
