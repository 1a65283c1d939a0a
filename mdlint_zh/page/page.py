"""A page, and by name what rules ask of it most. What else can be read of it, they ask for by `view`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import lazy
from mdlint_zh.markdown.document import Above
from mdlint_zh.markdown.glance import UNDERLINE
from mdlint_zh.markdown.lines import covers
from mdlint_zh.markdown.reading import named
from mdlint_zh.markdown.running_text import (
    blocks_around,
    read_code,
    read_inlines,
    read_markup,
    read_programs,
    read_prose,
    read_taken,
)
from mdlint_zh.markdown.structure import read_blocks, read_headings, read_literal, read_running, read_underlined
from mdlint_zh.markdown.visible import read_visible
from mdlint_zh.markdown.wikilinks import Wikilink, read_wikilinks
from mdlint_zh.page.header.evidence import is_of_archive, shows_article
from mdlint_zh.page.header.readings import read_front_parts, read_gaps, read_header
from mdlint_zh.page.header.return_link import is_link_line
from mdlint_zh.page.images.image import read_images
from mdlint_zh.page.links.faults import read_link_faults
from mdlint_zh.page.links.misplaced import read_working_links
from mdlint_zh.page.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.markdown.lines import Span

ARTICLE, INDEX, OTHER = "article", "index", "other"


class Page(Subject):
    """One Markdown file: `text` in code points as it was read, and what is on it.

    `path` is None for a text that is no file; `kind` is told by the looks of the page when it is not given; `profile`
    is the header that articles should have; `titles` are the titles that are known.
    """

    headings = named(read_headings)
    blocks = named(read_blocks)
    literal = named(read_literal)
    running = named(read_running)
    inlines = named(read_inlines)
    prose = named(read_prose)
    wikilinks = named(read_wikilinks)
    visible = named(read_visible)
    header = named(read_header)
    header_gaps = named(read_gaps)
    front_parts = named(read_front_parts)
    images = named(read_images)
    link_faults = named(read_link_faults)
    working_links = named(read_working_links)

    @lazy
    def kind(self) -> str:
        """article, index or other. Where no glob has said: an article, when the header shows one."""
        return self.given_kind or (ARTICLE if self.view(shows_article) else OTHER)

    @lazy
    def is_of_archive(self) -> bool:
        """Whether the page is known to have the profile's header: by its kind, where that is given, or by its links.

        Elsewhere the profile is a guess, and no fix that follows it is safe.
        """
        return self.given_kind is not None or self.view(is_of_archive)

    @lazy
    def above(self) -> Above:  # type: ignore[override] # made when it is asked for
        """The header, which is read before the rest."""
        return Above(self.header.end, self.header.code)

    def wikilinks_in(self, start: int, end: int) -> list[Wikilink]:
        """Return the wikilinks that lie in the code points [start, end)."""
        links = self.wikilinks
        first = bisect_left(links, start, key=lambda link: link.start)
        return links[first : bisect_right(links, end, first, key=lambda link: link.end)]

    def is_prose(self, start: int, end: int) -> bool:
        """Tell whether the code points [start, end), on one line and not blank, are running text itself."""
        taken = self.view(read_taken)
        index = bisect_right(taken, (end - 1, len(self.text))) - 1
        return not self.is_literal(start) and (index < 0 or taken[index].end <= start)

    def is_literal(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in front matter, a code block or an HTML block."""
        return covers(self.literal, offset)

    def is_code(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in a code span, or in what is no running text at all."""
        return covers(self.view(read_code), offset)

    def is_markup(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in a code span, a tag or a comment, or in no running text."""
        return covers(self.view(read_markup), offset)

    def outside_markup(self, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Return those of many spans that do not begin in such; on most pages it ends with the header."""
        markup = self.view(read_markup) if spans else []
        last = markup[-1].end if markup else 0
        return [span for span in spans if span[0] >= last or not covers(markup, span[0])]

    def is_program(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in running text that another program reads as it stands."""
        return covers(self.view(read_programs), offset)

    def blocks_around(self, places: Iterable[int]) -> Iterator[Span]:
        """Yield the blocks of running text, whole lines, that hold the code points at these offsets, in order."""
        return blocks_around(self, places)

    def is_underlined(self, start: int, end: int) -> bool:
        """Tell whether a line of the code points [start, end] is of a heading that is one by the line under it."""
        if UNDERLINE.match(self.text, self.lines.around(end).end):
            return True
        first, last = self.lines.number(start), self.lines.number(end)
        underlined = self.view(read_underlined)
        index = bisect_left(underlined, first, key=attrgetter("last"))
        return index < len(underlined) and underlined[index].first <= last

    def stands_above_link(self, offset: int) -> bool:
        """Tell whether the next line that is written below that of the code point at `offset` is but a link."""
        line = self.lines.below(self.lines.around(offset))
        while line and not self.text[slice(*line)].strip():
            line = self.lines.below(line)
        return line is not None and is_link_line(self.text[slice(*line)])
