"""The visible text: every wikilink read as what it shows, with a map of offsets back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mdlint_zh.page.wikilinks import Wikilink


class Visible:
    """The text that a reader sees of a page with these wikilinks, which are all that it has, in order."""

    def __init__(self, text: str, links: Sequence[Wikilink]) -> None:
        self._links = links
        # Where each unbroken stretch begins: in the visible text, and on the page.
        starts, origins, pieces = [0], [0], list[str]()
        at = length = 0
        for start, end, _, _, shown in links:
            pieces += (text[at:start], shown)
            length += start - at
            starts += (length, length := length + len(shown))
            origins += (end - 2 - len(shown), end)
            at = end
        pieces.append(text[at:])
        self.text = "".join(pieces)
        self._starts, self._origins = starts, origins

    def origin(self, offset: int) -> int:
        """The offset on the page of the code point at `offset` of the visible text."""
        index = bisect_right(self._starts, offset) - 1
        return self._origins[index] + offset - self._starts[index]

    def shown_span(self, link: Wikilink) -> tuple[int, int]:
        """Where what the link shows stands in the visible text."""
        start = self._starts[2 * bisect_left(self._links, link) + 1]
        return start, start + len(link.shown)

    def shown_spans(self, links: Sequence[Wikilink]) -> Iterable[tuple[Wikilink, tuple[int, int]]]:
        """These links, in order, each with where what it shows stands in the visible text."""
        spans = zip(self._starts[1::2], self._starts[2::2], strict=True)
        pairs = zip(self._links, spans, strict=True)
        if len(links) == len(self._links):
            return pairs
        wanted = {link.start for link in links}
        return (pair for pair in pairs if pair[0].start in wanted)

    def links_within(self, start: int, end: int) -> Sequence[Wikilink]:
        """The links that reach into the code points [start, end) of the page."""
        first = bisect_left(self._links, start, key=lambda link: link.end - 1)
        last = bisect_left(self._links, end, key=lambda link: link.start)
        return self._links[first:last]
