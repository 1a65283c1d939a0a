"""The page: a text, its place and kind, and lazily all that rules ask of it."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from mdlint_zh.lazy import lazy
from mdlint_zh.page.cuts import Cut, Replacement, find_cuts, widen
from mdlint_zh.page.evidence import is_of_archive, shows_article
from mdlint_zh.page.frontmatter import front_parts
from mdlint_zh.page.header import Gap, read_gaps
from mdlint_zh.page.images import Image, alt_for, read_images
from mdlint_zh.page.inline import Inline
from mdlint_zh.page.lines import Span, covers
from mdlint_zh.page.linkfaults import LinkFault, may_have_faults, read_faults
from mdlint_zh.page.misplaced import Misplaced, find_misplaced, literal_kinds
from mdlint_zh.page.plain import may_have_table
from mdlint_zh.page.profile import Profile
from mdlint_zh.page.prose import not_read, whole
from mdlint_zh.page.reading import Reading
from mdlint_zh.page.stars import Stars, read_stars
from mdlint_zh.page.visible import Visible
from mdlint_zh.page.wikilinks import Wikilink, pipe_faults, read_barred, read_chains, read_wikilinks, unlinked

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path


ARTICLE, INDEX, OTHER = "article", "index", "other"


class Page(Reading):
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
        super().__init__(text, profile or Profile(), shortcuts=shortcuts)
        self.path = path
        self.titles = titles
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
        """The wikilinks of known namespaces that stand where none can work, those of one place together."""
        return self._misplaced(self._by_space[0])

    def _misplaced(self, links: list[Wikilink]) -> list[Misplaced]:
        """Those of these links that stand where none can work."""
        if not links:
            return []
        kinds = literal_kinds(self.lines, self.literal_blocks, self.front_matter)
        return list(find_misplaced(self.text, links, self.inlines, kinds))

    @lazy
    def _by_space(self) -> tuple[list[Wikilink], list[Wikilink]]:
        """The wikilinks outside of programs: those of namespaces that are known, and those of others."""
        spaces, outside = self.profile.known_spaces, self._outside
        known = [link for link in outside if link.space in spaces or link.space.lower() in spaces]
        if len(known) == len(outside):
            return known, []
        return known, [link for link in outside if link.space not in spaces and link.space.lower() not in spaces]

    @lazy
    def working_links(self) -> list[Wikilink]:
        """The wikilinks that stand where one can work."""
        others = self._misplaced(self._by_space[1])
        misplaced = {link for group in (*self.misplaced_links, *others) for link in group.links}
        links = [link for link in self._outside if link not in misplaced] if misplaced else self._outside
        urls = self._urls if links else []
        return [link for link in links if not covers(urls, link.start)] if urls else links

    @property
    def _outside(self) -> list[Wikilink]:
        """The wikilinks that do not stand in programs."""
        programs = self._programs if self.wikilinks else ()
        return [link for link in self.wikilinks if not covers(programs, link.start)] if programs else self.wikilinks

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
