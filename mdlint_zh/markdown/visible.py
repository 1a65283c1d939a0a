"""The visible text: every wikilink read as what it shows, with a map of offsets back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.wikilinks import read_wikilinks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.markdown.document import Document
    from mdlint_zh.markdown.wikilinks import Wikilink

# What no title has, as MediaWiki reads one: line ends, brackets, bars; `#` leads to a place on a page, `_` is a space.
_NO_NAME = pattern(r"[\x00-\x1f\x7f#<>\[\]{}|_]")


def read_visible(document: Document) -> Visible:
    """Return the text with every wikilink read as what it shows."""
    return Visible(document.text, document.view(read_wikilinks))


class Visible:
    """The text that a reader sees of a page with these wikilinks, which are all that it has, in order."""

    text: str
    """The visible text itself."""

    def __init__(self, text: str, links: Sequence[Wikilink]) -> None:
        self._links = links
        self._starts = starts = list[int]()  # where what each link shows begins in the visible text
        pieces = list[str]()
        at = length = 0
        for start, end, _, _, shown in links:
            pieces.append(text[at:start])
            pieces.append(shown)
            length += start - at
            starts.append(length)
            length += len(shown)
            at = end
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def origin(self, offset: int) -> int:
        """Return the offset on the page of the code point at `offset` of the visible text."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        link, inside = self._links[index], offset - self._starts[index]
        shown = len(link.shown)
        return link.end - 2 - shown + inside if inside < shown else link.end + inside - shown

    def shown_span(self, link: Wikilink) -> tuple[int, int]:
        """Return where what the link shows stands in the visible text."""
        start = self._starts[bisect_left(self._links, link)]
        return start, start + len(link.shown)

    def starts(self, links: Sequence[Wikilink]) -> Sequence[int]:
        """Return where what each of these links, which are in order, shows begins in the visible text."""
        if len(links) == len(self._links):
            return self._starts
        wanted = {link.start for link in links}
        return [start for link, start in zip(self._links, self._starts, strict=True) if link.start in wanted]

    def links_within(self, start: int, end: int) -> Sequence[Wikilink]:
        """Return the links that reach into the code points [start, end) of the page."""
        first = bisect_left(self._links, start, key=lambda link: link.end - 1)
        last = bisect_left(self._links, end, key=lambda link: link.start)
        return self._links[first:last]

    def linked(self, link: Wikilink, region: tuple[int, int], word: tuple[int, int]) -> Edit | None:
        """Link but this word of a region of the visible text that holds a link; None when another one lies in it, or
        the word can be no name.
        """
        start, end = self.origin(region[0]), self.origin(region[1] - 1) + 1
        start, end = min(start, link.start), max(end, link.end)
        if len(self.links_within(start, end)) != 1 or _NO_NAME.search(self.text, *word):
            return None
        before, shown, after = (self.text[a:b] for a, b in ((region[0], word[0]), word, (word[1], region[1])))
        return Edit(start, end, f"{before}[[{link.to(shown)}]]{after}")
