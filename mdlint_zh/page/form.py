"""The expected form of an article's header."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from mdlint_zh.page.template import (
    AT_FOOT,
    CLASSIC,
    IN_TITLE,
    SOURCE,
    UNDER_TITLE,
    BylineForm,
    compiled,
    optional,
    parts,
    variants,
    without,
)
from mdlint_zh.page.timestamps.form import shape_of
from mdlint_zh.page.urls import loose

if TYPE_CHECKING:
    from collections.abc import Mapping

    T = TypeVar("T")

_END = r"(?:\r\n|\n)"
# Codes of ISO 639 that are seen as prefixes of wikis, and the few prefixes beside them.
_CODES = (
    "zh zh-hans zh-hant zh-cn zh-tw zh-hk zh-classical zh-yue zh-min-nan lzh yue wuu hak nan gan en simple ja ko "
    "de fr es it pt ru uk pl nl sv no nb nn da fi is cs sk hu ro bg sr hr sl el tr ar fa he hi bn ta te th vi id "
    "ms tl mn bo ug kk ka hy az uz la eo ca eu gl et lv lt mk sq"
)
NAMESPACES = tuple(_CODES.split())
"""What may stand before the colon of a wikilink where nothing else is set."""
SEVERAL = "several"
"""In the metadata of a field that takes one value or several: a value like each."""


def _several(default: Any, each: object) -> Any:
    """A field that takes one value, or a tuple of those that fit, the first of which is what a fix writes."""
    return field(default=default, metadata={SEVERAL: each})


@dataclass(frozen=True)
class HeaderForm:
    """The header that every article should have. The defaults are the form of a large archive of GNews pages.

    Where several values are given each of them fits, and the first is what a fix writes. Nothing is checked here:
    `Profile` does.
    """

    return_link: str | tuple[str, ...] = _several("###  [:house:返回](README.md)", "")
    """The link back to the index, as it is written: a heading with one link; "" for none, beside others for one that
    may be missing."""
    separator: str | tuple[str, ...] = _several("---", "")
    """The thematic break under the return link; "" as there."""
    blank_lines_above_separator: int | tuple[int, ...] = _several(0, 0)
    """How many blank lines stand between return link and separator."""
    blank_lines_above_title: int | tuple[int, ...] = _several(2, 0)
    """How many blank lines stand above the title, or above the byline where there is no title."""
    blank_lines_above_byline: int | tuple[int, ...] = _several(0, 0)
    """How many blank lines stand between title and byline."""
    blank_lines_below_byline: int | tuple[int, ...] = _several(1, 0)
    """How many blank lines stand below the byline."""
    title_level: int | tuple[int, ...] = _several(2, 0)
    """The level of the title's heading; 0 for no title, beside others for one that may be missing."""
    empty_title: bool = False
    """Whether a title may be without words."""
    byline: str | tuple[str, ...] = _several(CLASSIC, "")
    """Templates of what stands under the title, of {timestamp} {author} {source} {name} {any}, with ? where one may be
    missing; "" for none, beside others for one that may be missing."""
    byline_in_title: str | tuple[str, ...] = _several((), "")
    """Templates of the words of a title that holds the byline: {title} and the same parts."""
    byline_at_foot: str | tuple[str, ...] = _several((), "")
    """Templates of the last lines of the page, of the same parts."""
    timestamp: str = "M/D/YYYY h:mm A UTC"
    """How a timestamp is written, of YYYY MM M DD D HH H hh h mm ss A, in the zone that it names, or in UTC."""
    assume_utc: bool = True
    """Whether a time without a zone is read as UTC."""
    source_label: str | tuple[str, ...] = _several("轉載自GNews", "")
    """The words of the source link; [] for any, "" for no source link."""
    source_urls: tuple[str, ...] = ("https://gnews.org/articles/{name}", "https://gnews.org/zh-hans/{name}/")
    """Where the source link leads: {name} is the page's own name, {date} a date, {any} anything; [] for anywhere."""
    timestamped_urls: tuple[str, ...] = ("https://gnews.org/articles/{name}",)
    """The forms of source URLs whose articles have a timestamp."""
    line_ends: Literal["", "lf", "crlf", "mixed"] = ""
    """The line ends that a page has: lf, crlf, or "" for one kind throughout; mixed says nothing of them."""
    final_newline: bool = True
    """Whether a page has to end with a line end."""
    front_matter: Mapping[str, str] = field(default_factory=dict)
    """Front matter in the place of a header: its keys with their types, out of text, number, boolean, date, list, table
    and any, with | between several and ? where the key may be missing."""
    front_matter_dates: tuple[str, ...] = ()
    """The forms of dates in front matter; [] for any that names a real date."""
    first_heading: Literal["any", "title", "none"] = "any"
    """What the first heading of level 1 is below front matter: the same as its title, none, or any."""

    namespaces: tuple[str, ...] = NAMESPACES
    """What may stand before the colon of a wikilink: codes of languages and prefixes of wikis."""

    def __post_init__(self) -> None:
        """Take all values as they are."""

    @cached_property
    def known_spaces(self) -> frozenset[str]:
        """The namespaces, to be looked up in."""
        return frozenset(self.namespaces)

    @cached_property
    def return_links(self) -> tuple[str, ...]:
        """The forms of the return link, of which the first is what a fix writes."""
        return self._written(self.return_link)

    @cached_property
    def separators(self) -> tuple[str, ...]:
        """The forms of the separator."""
        return self._written(self.separator)

    @cached_property
    def title_levels(self) -> tuple[int, ...]:
        """The levels that a title may have."""
        return self._written(self.title_level)

    @cached_property
    def placed(self) -> Mapping[str, tuple[str, ...]]:
        """The templates of bylines by the places that they are for."""
        given = {UNDER_TITLE: self.byline, IN_TITLE: self.byline_in_title, AT_FOOT: self.byline_at_foot}
        return {place: self._written(templates) for place, templates in given.items()}

    @cached_property
    def bylines(self) -> tuple[str, ...]:
        """The templates of bylines that stand under the title."""
        return self.placed[UNDER_TITLE]

    @cached_property
    def source_labels(self) -> tuple[str, ...]:
        """The labels that a source link may have; any, when there are none and a source link is wanted."""
        return self._written(self.source_label)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The parts of the header that no page may do without: return link, separator, title, byline."""
        given = {
            "return link": several(self.return_link),
            "separator": several(self.separator),
            "title": several(self.title_level),
            "byline": tuple(one and without(one, optional(one)) for one in self._templates),
        }
        return frozenset(name for name, forms in given.items() if forms and all(forms) and not self.front_matter)

    @cached_property
    def is_classic(self) -> bool:
        """Whether the byline is the one that is read tolerantly, part by part, and not by templates."""
        return self._templates == (CLASSIC,) and not self.front_matter

    @cached_property
    def byline_forms(self) -> tuple[BylineForm, ...]:
        """Each way to write a byline that the templates allow: those without parts that may be missing come last."""
        labels = _one_of(self.source_labels) if self.source_labels else r"[^\[\]\r\n]{1,100}"
        source = rf"\[(?P<label>{labels})\]\((?P<url>https?://[^\s()<>\[\]`\\]{{1,300}})\)"
        return tuple(
            BylineForm(place, template, shape, compiled(shape, source, shape_of(self.timestamp)))
            for place, templates in self.placed.items()
            for template in templates
            for shape, _ in variants(template, optional(template))
        )

    @cached_property
    def has_source(self) -> bool:
        """Whether a byline may have a source link."""
        if self.is_classic:
            return self.source_label != ""
        return any(SOURCE in parts(one) for one in self._templates)

    @cached_property
    def _templates(self) -> tuple[str, ...]:
        """All templates as they are given."""
        return several(self.byline) + several(self.byline_in_title) + several(self.byline_at_foot)

    def _written(self, value: T | tuple[T, ...]) -> tuple[T, ...]:
        """Those of a field's values that are not empty; none where front matter stands in the place of a header."""
        return () if self.front_matter else tuple(filter(None, several(value)))

    @cached_property
    def header_pattern(self) -> re.Pattern[str] | None:
        """A pattern of the whole header as it should be. It has no title with # and no byline with odd brackets.

        None where a part is not wanted, or there are templates: such headers are read line by line.
        """
        if len(self.needed) < 4 or not self.byline_pattern:
            return None
        return re.compile(
            f"{self._above_title}{self._of_title}(?P<byline>{self.byline_pattern.pattern})(?={_END}{_END}|\\Z)"
        )

    @property
    def _above_title(self) -> str:
        """The source of a pattern of return link and separator."""
        blank = rf"{_END}{{0,9}}" if any(several(self.blank_lines_above_separator)) else ""
        link, separator = _one_of(self.return_links), _one_of(self.separators)
        return rf"\ufeff?(?P<link>{link}){_END}{blank}(?P<separator>{separator}){_END}{_END}{{0,9}}"

    @property
    def _of_title(self) -> str:
        """The source of a pattern of a title without #."""
        blank = rf"{_END}{{0,9}}" if any(several(self.blank_lines_above_byline)) else ""
        marks = "|".join("#" * level for level in self.title_levels)
        return rf"(?P<title>(?:{marks}) (?P<words>[^\s#](?:[^\r\n#]*[^\s#])?)){_END}{blank}"

    @cached_property
    def top_pattern(self) -> re.Pattern[str] | None:
        """A pattern of what stands above a byline that has templates: return link, separator, title where there is one.

        None where a page may do without one of these, or may have its byline elsewhere.
        """
        titled = "title" in self.needed
        elsewhere = self.placed[IN_TITLE] or self.placed[AT_FOOT]
        if not {"return link", "separator"} <= self.needed or elsewhere or titled != bool(self.title_levels):
            return None
        return re.compile(self._above_title + (self._of_title if titled else ""))

    @cached_property
    def byline_pattern(self) -> re.Pattern[str] | None:
        """A pattern of a byline as it should be, with no link in its code span; None where no source link is wanted,
        or where it has templates.
        """
        if not (self.is_classic and self.has_source and self.source_labels):
            return None
        return re.compile(
            rf"(?P<ticked>`(?P<code>[^`\[\r\n]{{1,200}})`) "
            rf"(?P<source>\[(?P<label>{_one_of(self.source_labels)})\]\((?P<url>https?://[^\s()<>\[\]`\\]{{1,150}})\))"
        )

    @cached_property
    def gaps(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """How many blank lines may stand between two parts of the header; the first number is what a fix writes."""
        above_title = several(self.blank_lines_above_title)
        gaps: dict[tuple[str, str], tuple[int, ...]] = {
            ("top", "return link"): (0,),
            ("return link", "separator"): several(self.blank_lines_above_separator),
            ("separator", "title"): above_title,
            ("title", "byline"): several(self.blank_lines_above_byline),
            ("byline", "article"): several(self.blank_lines_below_byline),
        }
        if "separator" not in self.needed:
            gaps["return link", "title"] = above_title
        if "title" not in self.needed:
            gaps["separator", "byline"] = above_title
        if not self.needed & {"separator", "title"}:
            gaps["return link", "byline"] = above_title
        return gaps

    @cached_property
    def return_target(self) -> str:
        """Where the first form of the return link leads."""
        return target_of(self.return_links[0]) if self.return_links else ""

    @cached_property
    def source_hosts(self) -> frozenset[str]:
        """The hosts of the source URLs."""
        return frozenset(url.partition("//")[2].partition("/")[0] for url in self.source_urls)

    @cached_property
    def source_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Each form of source URL with a pattern that reads `name` off a URL written more or less in that form."""
        return tuple((url, loose(url)) for url in self.source_urls)

    @cached_property
    def timestamped_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The same for the forms of URL whose articles have a timestamp."""
        return tuple((url, loose(url)) for url in self.timestamped_urls)


_OF_PARTS = {"empty_title", "timestamp", "assume_utc", "source_urls", "timestamped_urls"}
HEADER_KEYS = frozenset(
    one.name.replace("_", "-") for one in fields(HeaderForm) if SEVERAL in one.metadata or one.name in _OF_PARTS
)
"""The keys of what pages with front matter have none of."""


def several(value: T | tuple[T, ...]) -> tuple[T, ...]:
    """Return the values of a field that takes one or several."""
    return value if isinstance(value, tuple) else (value,)


def target_of(return_link: str) -> str:
    """Return where a return link of a profile leads."""
    return return_link.rpartition("](")[2].rstrip(") \t")


def _one_of(forms: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, forms))})" if len(forms) > 1 else re.escape(forms[0])
