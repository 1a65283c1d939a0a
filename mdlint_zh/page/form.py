"""The expected form of an article's header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

NAME = re.escape("{name}")

# Codes of ISO 639 that are seen as prefixes of wikis, and the few prefixes beside them.
_CODES = (
    "zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-classical zh-yue zh-min-nan lzh yue wuu hak nan gan en simple ja ko "
    "de fr es it pt ru uk pl nl sv no nb nn da fi is cs sk hu ro bg sr hr sl el tr ar fa he hi bn ta te th vi id "
    "ms tl mn bo ug kk ka hy az uz la eo ca eu gl et lv lt mk sq"
)
NAMESPACES = tuple(_CODES.split())


@dataclass(frozen=True)
class HeaderForm:
    """The header that every article should have. The defaults are the form of a large archive of GNews pages.

    Nothing is checked here: `Profile` does.
    """

    return_link: str = "###  [:house:返回](README.md)"
    """The link back to the index, as it is written: a heading with one link; empty for none."""
    separator: str = "---"
    """The thematic break under the return link; empty for none."""
    blank_lines_above_title: int = 2
    """How many blank lines stand above the title."""
    blank_lines_below_byline: int = 1
    """How many blank lines stand below the byline."""
    title_level: int = 2
    """The level of the title's heading; 0 for no title."""
    timestamp: str = "M/D/YYYY h:mm A UTC"
    """How a timestamp is written, of YYYY MM M DD D HH H hh h mm ss A, in the zone that it names, or in UTC."""
    assume_utc: bool = True
    """Whether a time without a zone is read as UTC."""
    source_label: str = "轉載自GNews"
    """The words of the source link; empty for no source link."""
    source_urls: tuple[str, ...] = ("https://gnews.org/articles/{name}", "https://gnews.org/zh-hans/{name}/")
    """Where the source link leads, `{name}` being the page's own name without its suffix; none for any URL."""
    timestamped_urls: tuple[str, ...] = ("https://gnews.org/articles/{name}",)
    """The forms of source URLs whose articles have a timestamp."""

    namespaces: tuple[str, ...] = NAMESPACES
    """What may stand before the colon of a wikilink: codes of languages and prefixes of wikis."""

    @cached_property
    def known_spaces(self) -> frozenset[str]:
        """The namespaces, to be looked up in."""
        return frozenset(self.namespaces)

    @cached_property
    def header_pattern(self) -> re.Pattern[str] | None:
        """A pattern of the whole header as it should be. It has no title with # and no byline with odd brackets.

        None where a part is not wanted: such headers are read line by line.
        """
        if not (self.return_link and self.separator and self.title_level and self.byline_pattern):
            return None
        end = r"(?:\r\n|\n)"
        return re.compile(
            rf"\ufeff?(?P<link>{re.escape(self.return_link)}){end}"
            rf"(?P<separator>{re.escape(self.separator)}){end}{end}{{0,9}}"
            rf"(?P<title>{'#' * self.title_level} (?P<words>[^\s#](?:[^\r\n#]*[^\s#])?)){end}"
            rf"(?P<byline>{self.byline_pattern.pattern})(?={end}{end}|\Z)"
        )

    @cached_property
    def byline_pattern(self) -> re.Pattern[str] | None:
        """A pattern of a byline as it should be, with no link in its code span; None where no source link is wanted."""
        if not self.source_label:
            return None
        return re.compile(
            rf"(?P<ticked>`(?P<code>[^`\[\r\n]{{1,200}})`) "
            rf"(?P<source>\[(?P<label>{re.escape(self.source_label)})\]\((?P<url>https?://[^\s()<>\[\]`\\]{{1,150}})\))"
        )

    @cached_property
    def gaps(self) -> dict[tuple[str, str], int]:
        """How many blank lines stand between two parts of the header, by their names."""
        gaps = {
            ("top", "return link"): 0,
            ("return link", "separator"): 0,
            ("separator", "title"): self.blank_lines_above_title,
            ("title", "byline"): 0,
            ("byline", "article"): self.blank_lines_below_byline,
        }
        if not self.separator:
            gaps["return link", "title"] = self.blank_lines_above_title
        return gaps

    @cached_property
    def return_target(self) -> str:
        """Where the return link leads."""
        return self.return_link.rpartition("](")[2].rstrip(") \t")

    @cached_property
    def source_hosts(self) -> frozenset[str]:
        """The hosts of the source URLs."""
        return frozenset(url.partition("//")[2].partition("/")[0] for url in self.source_urls)

    @cached_property
    def source_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Each form of source URL with a pattern that reads `name` off a URL written more or less in that form."""
        return tuple((url, _loose(url)) for url in self.source_urls)

    @cached_property
    def timestamped_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The same for the forms of URL whose articles have a timestamp."""
        return tuple((url, _loose(url)) for url in self.timestamped_urls)


def _loose(url: str) -> re.Pattern[str]:
    host, _, path = re.escape(url.partition("//")[2].rstrip("/")).partition("/")
    path = path.replace(NAME, "(?P<name>[^/?#]+)")
    return re.compile(rf"(?i:(?:https?[:：]//)?(?:www\.)?{host})/{path}/?(?:[?#].*)?")
