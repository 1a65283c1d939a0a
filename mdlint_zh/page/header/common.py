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


def common_header_of(text: str, profile: HeaderForm) -> Header | None:
    """Return the header at the very top of the page, if it is a common one."""
    match = profile.header_pattern.match(text) if profile.header_pattern else None
    if match is None:
        return None
    link = read_return_link(match["link"], match.start("link"), profile)
    byline = _byline(text, match, profile)
    if link is None or byline is None:
        return None
    separator = Separator(*match.span("separator"), match["separator"])
    level = match.start("words") - match.start("title") - 1
    title = Title(*match.span("title"), level, *match.span("words"))
    parts = (link, separator, title, byline)
    return Header(parts, link.start, byline.end, link, separator, title, byline)


def _byline(text: str, match: re.Match[str], profile: HeaderForm) -> Byline | None:
    """The byline; None when there are words on both sides of its timestamp."""
    code = Span(*match.span("code"))
    timestamp = find_timestamp(text, *code, assume_utc=profile.assume_utc)
    author, after = beside(text, code, timestamp)
    if after:
        return None
    source = SourceLink(*match.span("source"), Span(*match.span("label")), Span(*match.span("url")), sound=True)
    return Byline(*match.span("byline"), Span(*match.span("ticked")), code, timestamp, author, source, "")
