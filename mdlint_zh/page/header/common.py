"""The header that nearly every article of an archive has, read by one pattern.

What it reads, `header.header_of` reads alike; it reads nothing but headers in which every part is where the profile
has it, and leaves all others to that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.header.byline import Byline, beside
from mdlint_zh.page.header.header import Header, Separator, Title
from mdlint_zh.page.header.return_link import read_return_link
from mdlint_zh.page.header.source_link import SourceLink
from mdlint_zh.page.timestamps.timestamp import find_timestamp

if TYPE_CHECKING:
    import re

    from mdlint_zh.page.form import HeaderForm
    from mdlint_zh.page.header.header import Part


def common_header_of(text: str, profile: HeaderForm) -> Header | None:
    """Return the header at the very top of the page, if it is a common one."""
    match = profile.header_pattern.match(text) if profile.header_pattern else None
    byline = _byline(text, match, profile) if match else None
    return common_header(match, byline, profile) if match and byline else None


def common_header(
    match: re.Match[str], byline: Byline, profile: HeaderForm, codes: tuple[Span, ...] = ()
) -> Header | None:
    """Return the header of this byline, with the parts above it that a pattern of the profile has found."""
    link = read_return_link(match["link"], match.start("link"), profile)
    if link is None:
        return None
    separator, title = Separator(*match.span("separator"), match["separator"]), None
    if "title" in match.re.groupindex:
        level = match.start("words") - match.start("title") - 1
        title = Title(*match.span("title"), level, *match.span("words"))
    parts: tuple[Part, ...] = (link, separator, title, byline) if title else (link, separator, byline)
    return Header(parts, link.start, byline.end, link, separator, title, byline, codes)


def _byline(text: str, match: re.Match[str], profile: HeaderForm) -> Byline | None:
    """The byline; None when there are words on both sides of its timestamp."""
    code = Span(*match.span("code"))
    timestamp = find_timestamp(text, *code, assume_utc=profile.assume_utc)
    author, after = beside(text, code, timestamp)
    if after:
        return None
    source = SourceLink(*match.span("source"), Span(*match.span("label")), Span(*match.span("url")), sound=True)
    return Byline(*match.span("byline"), Span(*match.span("ticked")), code, timestamp, author, source, "")
