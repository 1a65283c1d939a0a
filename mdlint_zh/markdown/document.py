"""A text as it is read: its lines, header, blocks and inline constructs; what of it is prose, and what is code."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import lazy, pattern
from mdlint_zh.markdown.blocks.verbatim import may_hold_verbatim
from mdlint_zh.markdown.blocks.with_mistletoe import read_blocks
from mdlint_zh.markdown.body import Body, check_length
from mdlint_zh.markdown.front_matter import front_matter_end
from mdlint_zh.markdown.glance import has_marks, has_marks_above, may_have_blocks, may_have_indents
from mdlint_zh.markdown.inlines import Inline, scan_plain
from mdlint_zh.markdown.lines import Lines, Span, covers
from mdlint_zh.markdown.programs import may_hold_programs, with_programs
from mdlint_zh.markdown.prose import bare_urls, merged, not_prose, prose, whole
from mdlint_zh.page.header.common import read_common
from mdlint_zh.page.header.header import Header, read_header
from mdlint_zh.page.header.return_link import is_link_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.markdown.blocks.leaves import Block
    from mdlint_zh.page.header.profile import Profile

UNDERLINE = pattern(r"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")


class Reading:
    """`text` in code points as it was read, and what stands where in it, lazily."""

    def __init__(self, text: str, profile: Profile, *, shortcuts: bool) -> None:
        self.text = text
        self.profile = profile
        self.shortcuts = shortcuts

    @lazy
    def lines(self) -> Lines:
        """Where lines begin and end."""
        return Lines(self.text)

    @lazy
    def front_matter(self) -> Span:
        """The front matter, empty when there is none."""
        return Span(0, front_matter_end(self.text))

    @lazy
    def _top(self) -> int:
        """The first line below the front matter."""
        return self.lines.number(self.front_matter.end) + 1 if self.front_matter.end else 1

    @lazy
    def header(self) -> Header:
        """The header, as far as there is one."""
        common = read_common(self.text, self.profile) if self.shortcuts else None
        return common or read_header(self.text, self.lines, self.profile, self._top)

    @lazy
    def blocks(self) -> list[Block]:
        """All leaf blocks below the front matter, by mistletoe. Raises TooComplexError. Slow: prefer `literal`."""
        check_length(self.text, self.lines)
        return read_blocks(self.text, self.lines, self._top, self.literal_blocks)

    @lazy
    def _body(self) -> Body:
        """All below the front matter."""
        return Body(self.text, self.lines, self._top)

    @lazy
    def literal_blocks(self) -> list[Block]:
        """The blocks of code and HTML below the front matter. Raises TooComplexError."""
        if self.blockless:
            check_length(self.text, self.lines)
            return []
        return [block for block in self._body.leaves.blocks if block.kind in ("code", "html")]

    @lazy
    def plain(self) -> bool:
        """Whether the page holds no character that makes a plain scan ambiguous but the code span of its byline."""
        start = self.header.end if self.header.parts else 0
        if not self.shortcuts or has_marks(self.text, start) or self._indented or may_hold_verbatim(self.text):
            return False
        return not has_marks_above(self.text, start, self.header.code)

    @lazy
    def blockless(self) -> bool:
        """Whether it is seen without parsing that the page below its front matter has no block of code or HTML."""
        return self.plain or (self.shortcuts and not self._indented and not may_have_blocks(self.text))

    @lazy
    def _indented(self) -> bool:
        return may_have_indents(self.text)

    @lazy
    def literal(self) -> list[Span]:
        """Whole lines that are no running text: front matter, code, HTML, shortcodes. Raises TooComplexError."""
        front = [self.front_matter] if self.front_matter.end else []
        found = front + [self.lines.reach(block.first, block.last) for block in self.literal_blocks]
        verbatim = () if self.plain else self._body.verbatim
        return merged([*found, *verbatim]) if verbatim else found

    @property
    def running(self) -> list[Span]:
        """The blocks of running text, whole lines: paragraphs, headings, rows of tables. Raises TooComplexError."""
        return self._body.running

    @lazy
    def inlines(self) -> list[Inline]:
        """Links, images, code spans, HTML, autolinks and programs in running text, sorted by where they begin."""
        if self.plain:
            found = scan_plain(self.text, self._body.inlines_around, self.header.end)
        else:
            found = self._body.inlines()
        found = sorted(found, key=lambda inline: (inline.start, -inline.end)) if len(found) > 1 else found
        if not may_hold_programs(self.text):
            return found
        return with_programs(self.text, [Span(self.header.end, len(self.text))] if self.plain else self.running, found)

    @lazy
    def _urls(self) -> list[Span]:
        """The URLs that are no link of Markdown's, with all that GitHub takes for a part of them."""
        return bare_urls(self.text, self.inlines)

    @lazy
    def prose(self) -> list[Span]:
        """The running text itself: without code, HTML, URLs and titles of links, front matter."""
        return list(prose(self.running, not_prose(self.text, self.inlines)))

    def is_prose(self, start: int, end: int) -> bool:
        """Whether the code points [start, end), which lie on one line and are not blank, are running text itself."""
        index = bisect_right(self._taken, (end - 1, len(self.text))) - 1
        return not self.is_literal(start) and (index < 0 or self._taken[index].end <= start)

    @lazy
    def _taken(self) -> list[Span]:
        """What of running text is no prose, none over another."""
        return merged(not_prose(self.text, self.inlines))

    def is_underlined(self, start: int, end: int) -> bool:
        """Whether a line of the code points [start, end] is of a heading that is one by the line under it."""
        if UNDERLINE.match(self.text, self.lines.around(end).end):
            return True
        first, last = self.lines.number(start), self.lines.number(end)
        index = bisect_left(self._underlined, first, key=attrgetter("last"))
        return index < len(self._underlined) and self._underlined[index].first <= last

    @lazy
    def _underlined(self) -> list[Block]:
        """The headings that are ones by the line under them, in their order."""
        return [block for block in self._body.leaves.blocks if block.kind == "heading" and block.first < block.last]

    def stands_above_link(self, offset: int) -> bool:
        """Whether the next line that is written below that of the code point at `offset` is but a link."""
        line = self.lines.below(self.lines.around(offset))
        while line and not self.text[slice(*line)].strip():
            line = self.lines.below(line)
        return line is not None and is_link_line(self.text[slice(*line)])

    def is_code(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in a code span, or in what is no running text at all."""
        return covers(self._code, offset)

    def is_markup(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in a code span, a tag or a comment, or in no running text at all."""
        return covers(self._markup, offset)

    def outside_markup(self, spans: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Those of many spans that do not begin in such; on most pages it ends with the header."""
        last = self._markup[-1].end if spans and self._markup else 0
        return [span for span in spans if span[0] >= last or not self.is_markup(span[0])]

    def is_literal(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in front matter, a code block or an HTML block."""
        return covers(self.literal, offset)

    @lazy
    def _code(self) -> list[Span]:
        """What is literal, and the code spans."""
        code = self.header.code if self.plain else whole(self.inlines, "code")
        return merged([*self.literal, *code])

    @lazy
    def _markup(self) -> list[Span]:
        """What is code, and tags and comments."""
        return self._code if self.plain else merged([*self._code, *whole(self.inlines, "html")])
