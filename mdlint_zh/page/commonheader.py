"""The header that nearly every article of an archive has, read by one pattern.

What it reads, `header.read_header` reads alike; it reads nothing but headers in which every part is where the profile
has it, and leaves all others to that one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mdlint_zh.page.byline import Byline, beside
from mdlint_zh.page.header import Header, Separator, Title
from mdlint_zh.page.lines import Span
from mdlint_zh.page.returnlink import ReturnLink, read_return_link
from mdlint_zh.page.sourcelink import SourceLink
from mdlint_zh.page.stamp import find_stamp

if TYPE_CHECKING:
    from mdlint_zh.page.profile import Profile

_END = r"(?:\r\n|\n)"


def read_common(text: str, profile: Profile) -> Header | None:
    """The header at the very top of the page, if it is a common one."""
    match = _pattern(profile).match(text)
    if match is None:
        return None
    link = _return_link(profile, match.start("link"))
    byline = _byline(text, match, profile)
    if link is None or byline is None:
        return None
    separator = Separator(*match.span("separator"), match["separator"])
    title = Title(*match.span("title"), profile.title_level, *match.span("words"))
    parts = (link, separator, title, byline)
    return Header(parts, link.start, byline.end, link, separator, title, byline)


@lru_cache(maxsize=8)
def _pattern(profile: Profile) -> re.Pattern[str]:
    """The pattern of the profile's header. A title has no # and a byline no bracket that could mean something else."""
    return re.compile(
        rf"\ufeff?(?P<link>{re.escape(profile.return_link)}){_END}"
        rf"(?P<separator>{re.escape(profile.separator)}){_END}{_END}{{0,9}}"
        rf"(?P<title>{'#' * profile.title_level} (?P<words>[^\s#](?:[^\r\n#]*[^\s#])?)){_END}"
        rf"(?P<byline>(?P<ticked>`(?P<code>[^`\r\n]{{1,200}})`) "
        rf"(?P<source>\[(?P<label>{re.escape(profile.source_label)})\]\((?P<url>https?://[^\s()<>\[\]`\\]{{1,150}})\)))"
        rf"(?={_END}{_END}|\Z)"
    )


@lru_cache(maxsize=8)
def _return_link(profile: Profile, start: int) -> ReturnLink | None:
    """The profile's own return link, as it stands at an offset."""
    return read_return_link(profile.return_link, start, profile)


def _byline(text: str, match: re.Match[str], profile: Profile) -> Byline | None:
    """The byline; None when there are words on both sides of its timestamp."""
    code = Span(*match.span("code"))
    stamp = find_stamp(text, *code, assume_utc=profile.assume_utc)
    author, after = beside(text, code, stamp)
    if after:
        return None
    source = SourceLink(*match.span("source"), Span(*match.span("label")), Span(*match.span("url")), sound=True)
    return Byline(*match.span("byline"), Span(*match.span("ticked")), code, stamp, author, source, "")
