"""The page: a text, its place and kind, and lazily all that rules ask of it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mdlint_zh.page.blocks import Block, check_size, read_blocks
from mdlint_zh.page.frontmatter import front_matter_end
from mdlint_zh.page.header import Gap, Header, read_gaps, read_header
from mdlint_zh.page.images import Image, read_images
from mdlint_zh.page.inline import Inline, normal_label, scan_inline
from mdlint_zh.page.lines import Lines, Span
from mdlint_zh.page.linkfaults import LinkFault, read_faults
from mdlint_zh.page.misplaced import Place, find_misplaced, literal_kinds
from mdlint_zh.page.profile import Profile
from mdlint_zh.page.stars import Stars, read_stars
from mdlint_zh.page.visible import WIKILINK, Visible, make_visible, shown
from mdlint_zh.page.wikilinks import Wikilink, read_wikilinks

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

ARTICLE, INDEX, OTHER = "article", "index", "other"

# What makes a plain scan ambiguous: code, HTML, an indent that may be code, a definition that may make a link.
_AMBIGUOUS = re.compile(r"[`<\t]|~~~|[\n\r] {4}|\]:")
_DEFINITION = re.compile(r"[\n\r][> \t]*\[((?:[^\[\]\\\n\r]|\\.){1,999})\]:")
_BLOCK_EDGE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|(?:[-=*_][ \t]*)+$)")
_TABLE_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE)
_BARE_URL = re.compile(r"(?:https?|ftp|ipfs|ipns|magnet|file)(?:://|:\?)(?:\[\[[^\[\]\s]*\]\]|[^\s<>\[\]()（）「」『』【】《》“”‘’，。；、！？])+")

_NO_ALT = re.compile(r"[\[\]\\`<>\r\n]")


class Page:
    """One Markdown file: `text` in code points as it was read, and what is on it.

    `path` is None for a text that is no file; `kind` is article, index or other, told by the looks of the page when it
    is not given.
    """

    def __init__(
        self,
        text: str,
        path: Path | None = None,
        *,
        kind: str | None = None,
        profile: Profile | None = None,
        titles: Container[str] = (),
    ) -> None:
        self.text = text
        self.path = path
        self.profile = profile or Profile()
        self.titles = titles
        self._kind = kind

    @cached_property
    def kind(self) -> str:
        """article, index or other. Where no glob has said: a page named by a number, or with title and byline."""
        if self._kind:
            return self._kind
        named = self.path is not None and self.path.stem.isdigit()
        byline = self.header.byline
        written = self.header.title and byline and (byline.ticked or byline.stamp)
        return ARTICLE if named or written else OTHER

    @cached_property
    def lines(self) -> Lines:
        """Where lines begin and end."""
        return Lines(self.text)

    @cached_property
    def front_matter(self) -> Span:
        """The front matter, empty when there is none."""
        return Span(0, front_matter_end(self.text))

    @cached_property
    def header(self) -> Header:
        """The header, as far as there is one."""
        end = self.front_matter.end
        first = self.lines.number(end) + 1 if end else 1
        return read_header(self.text, self.lines, self.profile, first)

    @cached_property
    def header_gaps(self) -> list[Gap]:
        """The gaps between the parts of the header."""
        return read_gaps(self.text, self.header, self.profile)

    @cached_property
    def wikilinks(self) -> list[Wikilink]:
        """Every well-formed wikilink, wherever it stands."""
        return read_wikilinks(self.text)

    def wikilinks_in(self, start: int, end: int) -> list[Wikilink]:
        """The wikilinks that lie in [start, end)."""
        return [link for link in self.wikilinks if start <= link.start and link.end <= end]

    @cached_property
    def visible(self) -> Visible:
        """The text with every wikilink read as what it shows."""
        return make_visible(self.text)

    @cached_property
    def blocks(self) -> list[Block]:
        """All leaf blocks below the front matter, by mistletoe. Raises TooComplexError. Slow: prefer `literal`."""
        check_size(self.text, self.lines)
        end = self.front_matter.end
        return read_blocks(self.text, self.lines, self.lines.number(end) + 1 if end else 1)

    @cached_property
    def plain(self) -> bool:
        """Whether the page below its header holds no character that makes a plain scan ambiguous."""
        return not _AMBIGUOUS.search(self.text, max(0, self.header.end - 1))

    @cached_property
    def literal(self) -> list[Span]:
        """Whole lines that are no running text: front matter, code, HTML. Raises TooComplexError."""
        front = [self.front_matter] if self.front_matter.end else []
        check_size(self.text, self.lines)
        if self.plain:
            return front
        return front + [
            Span(self.lines.starts[block.first - 1], self.lines.ends[block.last - 1])
            for block in self.blocks
            if block.kind in ("code", "html")
        ]

    @cached_property
    def inlines(self) -> list[Inline]:
        """Links, images, code spans, HTML and autolinks in running text, sorted by where they begin."""
        found = [inline for span in self._running() for inline in self._scan(span)]
        return sorted(found, key=lambda inline: (inline.start, -inline.end))

    @cached_property
    def images(self) -> list[Image]:
        """All images, each with its caption."""
        return read_images(self.text, self.lines, self.inlines) if "![" in self.text else []

    @cached_property
    def link_faults(self) -> list[LinkFault]:
        """What is wrong with the syntax of wikilinks in running text."""
        own = (one for one in self.inlines if one.text and one.kind != "code")
        taken = {offset for one in own for offset in (one.text.start - 1, one.text.end) if one.text}
        skipped = {offset for span in self._not_prose() for offset in range(*span)} if self.inlines else set()
        return read_faults(self.text, self._running(), taken | skipped, self.profile.namespaces)

    @cached_property
    def misplaced_links(self) -> list[tuple[Wikilink, Place]]:
        """The wikilinks that stand where none can work."""
        if not self.wikilinks:
            return []
        known = [link for link in self.wikilinks if link.space.lower() in self.profile.namespaces]
        blocks = [] if self.plain else self.blocks
        kinds = literal_kinds(self.lines, blocks, self.front_matter)
        return list(find_misplaced(self.text, known, self.inlines, kinds))

    @cached_property
    def links_in_tables(self) -> list[Wikilink]:
        """The wikilinks with a `|` of their own in a table, where it ends the cell."""
        barred = [link for link in self.wikilinks if "|" in self.text[link.start : link.end] and not link.target.endswith("\\")]
        if not barred or not _TABLE_RULE.search(self.text):
            return []
        tables = [self.lines.reach(block.first, block.last) for block in self.blocks if block.kind == "table"]
        return [link for link in barred if any(start <= link.start < end for start, end in tables)]

    def link_chains(self, between: int, longest: int) -> Iterator[tuple[Wikilink, Wikilink]]:
        """First and last of neighbouring wikilinks of one namespace, longer chains first.

        At most `between` characters that are no punctuation stand between two; all of them show at most `longest`.
        """
        links = self.wikilinks
        for index, first in enumerate(links):
            length, chain = len(first.shown), []
            for before, link in zip(links[index:], links[index + 1 :], strict=False):
                gap = self.text[before.end : link.start]
                length += len(gap) + len(link.shown)
                if len(gap) > between or length > longest or (gap and not gap.isalnum()) or link.space != first.space:
                    break
                chain.append(link)
            yield from ((first, last) for last in reversed(chain))

    @cached_property
    def prose(self) -> list[Span]:
        """The running text itself: without code, HTML, URLs and titles of links, front matter."""
        taken = sorted(self._not_prose())
        return [gap for span in self._running() for gap in _gaps(span, taken)]

    def exists(self, target: str) -> bool:
        """Whether the relative link `target` names a file; False for a page that is no file."""
        if self.path is None:
            return False
        return (self.path.parent / target.partition("#")[0]).is_file()

    @cached_property
    def stars(self) -> list[Stars]:
        """The pairs of `**` in running text, whether they are bold to Markdown or not."""
        return list(read_stars(self.text, self._running())) if "**" in self.text else []

    def unlinked(self, text: str) -> str:
        """A piece of the page's text with its wikilinks read as what they show."""
        return WIKILINK.sub(shown, text)

    def alt_for(self, image: Image) -> tuple[str, bool]:
        """Alt text for an image that has none, and whether it is sure enough for a safe fix; "" when there is none."""
        caption = image.caption
        if caption and not caption.is_credit and not _NO_ALT.search(caption.words):
            return caption.words, caption.sure
        title = self.text[slice(*image.title)].strip() if image.title else ""
        return ("" if _NO_ALT.search(title) else title), False

    def is_code(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in a code span, or in what is no running text at all."""
        return self.is_literal(offset) or any(one.start <= offset < one.end for one in self.inlines if one.kind == "code")

    def is_literal(self, offset: int) -> bool:
        """Whether the code point at `offset` lies in front matter, a code block or an HTML block."""
        return any(span.start <= offset < span.end for span in self.literal)

    def _scan(self, span: Span) -> list[Inline]:
        text = self.text
        if text.find("](", span.start, span.end) < 0 and not (self._labels or not self.plain):
            return []
        return scan_inline(text, span.start, span.end, self._labels)

    @cached_property
    def _labels(self) -> frozenset[str]:
        """The labels of the page's link reference definitions."""
        if "]:" not in self.text:
            return frozenset()
        return frozenset(normal_label(match[1]) for match in _DEFINITION.finditer("\n" + self.text))

    def _running(self) -> Iterator[Span]:
        """The blocks of running text: lines between blank lines, literal blocks and other edges of blocks."""
        literal = iter([*self.literal, Span(len(self.text) + 1, len(self.text) + 1)])
        skip = next(literal)
        start = end = -1
        for line_start, line_end in zip(self.lines.starts, self.lines.ends, strict=True):
            while skip.end < line_start:
                skip = next(literal)
            outside = not skip.start <= line_start < max(skip.end, skip.start + 1)
            line = self.text[line_start:line_end]
            text_here = outside and bool(line) and not line.isspace()
            if start >= 0 and (not text_here or _BLOCK_EDGE.match(line)):
                yield Span(start, end)
                start = -1
            if text_here:
                start, end = (line_start if start < 0 else start), line_end
        if start >= 0:
            yield Span(start, end)

    def _not_prose(self) -> Iterator[Span]:
        for inline in self.inlines:
            if inline.kind in ("code", "html", "autolink"):
                yield Span(inline.start, inline.end)
            elif inline.text and inline.end > inline.text.end:
                yield Span(inline.text.end, inline.end)
        for url in _BARE_URL.finditer(self.text):
            yield Span(*url.span())


def _gaps(span: Span, taken: list[Span]) -> Iterator[Span]:
    """What of the span no other span takes; `taken` is sorted."""
    at = span.start
    for start, end in taken:
        if start >= span.end:
            break
        if end <= at:
            continue
        if start > at:
            yield Span(at, start)
        at = max(at, end)
    if at < span.end:
        yield Span(at, span.end)
