"""The page: a text, its place and kind, and lazily all that rules ask of it."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.page.blocks import read_blocks
from mdlint_zh.page.body import Body, check_length
from mdlint_zh.page.commonheader import read_common
from mdlint_zh.page.cuts import Cut, Replacement, find_cuts, widen
from mdlint_zh.page.evidence import is_of_archive, shows_article
from mdlint_zh.page.frontmatter import front_matter_end, front_parts
from mdlint_zh.page.header import Gap, Header, read_gaps, read_header
from mdlint_zh.page.images import Image, alt_for, read_images
from mdlint_zh.page.inline import Inline, scan_plain
from mdlint_zh.page.lazy import lazy, pattern
from mdlint_zh.page.lines import Lines, Span, covers
from mdlint_zh.page.linkfaults import LinkFault, may_have_faults, read_faults
from mdlint_zh.page.misplaced import Misplaced, find_misplaced, literal_kinds
from mdlint_zh.page.plain import has_marks, has_marks_above, may_have_blocks, may_have_indents, may_have_table
from mdlint_zh.page.profile import Profile
from mdlint_zh.page.program import may_hold_programs, with_programs
from mdlint_zh.page.prose import bare_urls, merged, not_prose, not_read, prose, whole
from mdlint_zh.page.returnlink import is_link_line
from mdlint_zh.page.stars import Stars, read_stars
from mdlint_zh.page.verbatim import may_hold_verbatim
from mdlint_zh.page.visible import Visible
from mdlint_zh.page.wikilinks import Wikilink, pipe_faults, read_barred, read_chains, read_wikilinks, unlinked

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

    from mdlint_zh.page.leaves import Block

UNDERLINE = pattern(r"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
ARTICLE, INDEX, OTHER = "article", "index", "other"


class Page:
    """One Markdown file: `text` in code points as it was read, and what is on it.

    `path` is None for a text that is no file; `kind` is article, index or other, told by the looks of the page when it
    is not given; `titles` are the titles that are known. `asked` holds what `exists` was asked, and what it said;
    `is_file` tells it whether there is a file at a path.
    """

    def __init__(
        self,
        text: str,
        path: Path | None = None,
        *,
        kind: str | None = None,
        profile: Profile | None = None,
        titles: Container[str] = (),
        shortcuts: bool = True,
        is_file: Callable[[str], bool] = os.path.isfile,
    ) -> None:
        self.text = text
        self.path = path
        self.profile = profile or Profile()
        self.titles = titles
        self.shortcuts = shortcuts
        self.asked: dict[str, bool] = {}
        self.is_file = is_file
        self._kind = kind

    @lazy
    def kind(self) -> str:
        """article, index or other. Where no glob has said: an article, when the header shows one."""
        return self._kind or (ARTICLE if shows_article(self) else OTHER)

    @lazy
    def is_of_archive(self) -> bool:
        """Whether the page is known to have the profile's header: by its kind, where that is given, or by its links.

        Elsewhere the profile is a guess, and no fix that follows it is safe.
        """
        return self._kind is not None or is_of_archive(self)

    @lazy
    def front_parts(self) -> frozenset[str]:
        """The parts of the header that stand in front matter: `title`, `byline`."""
        return front_parts(self.text[: self.front_matter.end]) if self.front_matter.end else frozenset()

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
    def header_gaps(self) -> list[Gap]:
        """The gaps between the parts of the header."""
        return read_gaps(self.text, self.header, self.profile)

    @lazy
    def wikilinks(self) -> list[Wikilink]:
        """Every well-formed wikilink, wherever it stands."""
        return read_wikilinks(self.text)

    def wikilinks_in(self, start: int, end: int) -> list[Wikilink]:
        """The wikilinks that lie in [start, end)."""
        links = self.wikilinks
        first = bisect_left(links, start, key=lambda link: link.start)
        return links[first : bisect_right(links, end, first, key=lambda link: link.end)]

    @lazy
    def visible(self) -> Visible:
        """The text with every wikilink read as what it shows."""
        return Visible(self.text, self.wikilinks)

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
    def _programs(self) -> list[Span]:
        """What other programs read as it stands within lines of running text."""
        return list(whole(self.inlines, "program"))

    def is_program(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in running text that another program reads as it stands."""
        return covers(self._programs, offset)

    @lazy
    def images(self) -> list[Image]:
        """All images, each with its caption."""
        return read_images(self.text, self.lines, self.inlines) if "![" in self.text else []

    @lazy
    def link_faults(self) -> list[LinkFault]:
        """What is wrong with the syntax of wikilinks in running text."""
        if not may_have_faults(self.text):
            return []
        taken = list(not_read(self.inlines, "program"))
        faults = read_faults(self.text, self.running, taken, self.inlines, self.profile.known_spaces)
        urls = self._urls if faults else []
        return [one._replace(fixed=None) if covers(urls, one.start) else one for one in faults] if urls else faults

    @lazy
    def misplaced_links(self) -> list[Misplaced]:
        """The wikilinks that stand where none can work, those of one place together."""
        spaces = self.profile.known_spaces
        known = [link for link in self._outside if link.space in spaces or link.space.lower() in spaces]
        if not known:
            return []
        kinds = literal_kinds(self.lines, self.literal_blocks, self.front_matter)
        return list(find_misplaced(self.text, known, self.inlines, kinds))

    @lazy
    def working_links(self) -> list[Wikilink]:
        """The wikilinks that stand where one can work."""
        misplaced = {link for group in self.misplaced_links for link in group.links}
        links = [link for link in self._outside if link not in misplaced] if misplaced else self._outside
        urls = self._urls if links else []
        return [link for link in links if not covers(urls, link.start)] if urls else links

    @property
    def _outside(self) -> list[Wikilink]:
        """The wikilinks that do not stand in programs."""
        programs = self._programs if self.wikilinks else ()
        return [link for link in self.wikilinks if not covers(programs, link.start)] if programs else self.wikilinks

    @lazy
    def _urls(self) -> list[Span]:
        """The URLs that are no link of Markdown's, with all that GitHub takes for a part of them."""
        return bare_urls(self.text, self.inlines)

    @lazy
    def table_faults(self) -> list[tuple[Wikilink, int]]:
        r"""The wikilinks whose `|` is not as its place wants it, `\|` in a table and `|` elsewhere, with its offset."""
        barred = read_barred(self.text, self.working_links) if "|" in self.text else []
        has_table = bool(barred) and may_have_table(self.text, self.header.end)
        return pipe_faults(self.text, self.lines, barred, self.blocks if has_table else [])

    def cuts(self, threshold: float) -> Iterator[Cut]:
        """The wikilinks below the header that cut a word with a confidence of `threshold` or more."""
        links = self.working_links
        return find_cuts(self.visible, links, self.header.end, self.titles, threshold) if links else iter(())

    def widened(self, link: Wikilink, reach: int) -> Replacement | None:
        """The link widened to the longest known title that goes on at most `reach` characters to either side."""
        return widen(self.visible, link, self.titles, reach)

    def link_chains(self, between: int, longest: int) -> Iterator[tuple[Wikilink, Wikilink, str]]:
        """First and last of neighbouring wikilinks of one namespace, what a reader sees of them; longer chains first.

        At most `between` characters that are no punctuation stand between two; all of them show at most `longest`.
        Links with a text of their own are left out: somebody chose it.
        """
        links = [link for link in self.working_links if link.shown == link.target]
        return read_chains(self.text, links, between, longest)

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
        headings = (block for block in self._body.leaves.blocks if block.kind == "heading" and block.first < block.last)
        return any(block.first <= last and first <= block.last for block in headings)

    def stands_above_link(self, offset: int) -> bool:
        """Whether the next line that is written below that of the code point at `offset` is but a link."""
        line = self.lines.below(self.lines.around(offset))
        while line and not self.text[slice(*line)].strip():
            line = self.lines.below(line)
        return line is not None and is_link_line(self.text[slice(*line)])

    def exists(self, target: str) -> bool:
        """Whether the relative link `target` names a file; False for a page that is no file."""
        if self.path is None:
            return False
        name = target.partition("#")[0]
        if name not in self.asked:
            self.asked[name] = self.is_file(os.path.join(os.path.dirname(self.path), name))  # noqa: PTH118, PTH120 - asked for each page, and pathlib is slow
        return self.asked[name]

    @lazy
    def stars(self) -> list[Stars]:
        """The pairs of `**` in running text, whether they are bold to Markdown or not."""
        blocks = self._body.blocks_with("**", plain=self.plain)
        urls = [Inline("autolink", *url) for url in self._urls]
        inlines = sorted([*self.inlines, *urls], key=lambda one: one.start) if urls else self.inlines
        return list(read_stars(self.text, blocks, inlines))

    def unlinked(self, text: str) -> str:
        """A piece of the page's text with its wikilinks read as what they show."""
        return unlinked(text)

    def alt_for(self, image: Image) -> tuple[str, bool]:
        """Alt text for an image that has none, and whether it is sure enough for a safe fix; "" when there is none."""
        return alt_for(self.text, image)

    def is_code(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in a code span, or in what is no running text at all."""
        return covers(self._code, offset)

    def is_markup(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in a code span, a tag or a comment, or in no running text at all."""
        return covers(self._markup, offset)

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
