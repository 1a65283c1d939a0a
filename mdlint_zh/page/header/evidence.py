"""Whether a page shows that it is an article: by what stands at its top, never by its name alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.header.byline import MOST_CHARACTERS
from mdlint_zh.page.header.readings import read_front_parts, read_header
from mdlint_zh.page.header.source_link import is_own
from mdlint_zh.page.timestamps.timestamp import NO_TIME, find_timestamp

if TYPE_CHECKING:
    from mdlint_zh.page.form import HeaderForm
    from mdlint_zh.page.header.byline import Byline
    from mdlint_zh.page.header.header import Header
    from mdlint_zh.page.subject import Subject

_TICKED_DATE = pattern(
    r"(?:^|(?<=\r))[ \t]*(?:[-*+>][ \t]+)?(?P<ticks>`+)(?P<inner>(?=[^`\d\r\n]*\d)[^`\r\n]*)(?P=ticks)", re.MULTILINE
)
_SPEECH = pattern(r"[:：，。！？；]")


def shows_article(page: Subject) -> bool:
    """Tell whether the header is that of an article. A name that is a number is but a hint, beside a return link."""
    text, header, profile = page.text, page.view(read_header), page.profile
    byline, title = header.byline, header.title
    returns = _returns(text, header, profile)
    if returns and title:
        return True
    titled = "title" in page.view(read_front_parts)
    sourced = byline is not None and _is_own(byline, text, profile)
    if returns and (titled or sourced or (page.path is not None and page.path.stem.isdigit())):
        return True
    if byline is None or not byline.ticked or not (title or titled) or (title and title.start > byline.start):
        return False
    if sourced:
        return True
    above = title.end if title else header.start
    if text[above : byline.start].strip() or not _is_dated(byline, text):
        return False
    return header.return_link is not None or not _is_log(text, byline, profile)


def is_of_archive(page: Subject) -> bool:
    """Tell whether the page has the profile's own source link, or its return link with words and emoji."""
    text, header, profile = page.text, page.view(read_header), page.profile
    if header.byline is not None and _is_own(header.byline, text, profile):
        return True
    link = header.return_link
    return link is not None and _returns(text, header, profile) and link.has_words_and_emoji(profile)


def _returns(text: str, header: Header, profile: HeaderForm) -> bool:
    """Whether the page begins with a return link of the profile's kind."""
    link = header.return_link
    return link is not None and not text[header.start : link.start].strip() and link.is_heading_back(profile)


def _is_own(byline: Byline, text: str, profile: HeaderForm) -> bool:
    """Whether the byline ends in a source link with the label or the host of the profile."""
    return byline.source is not None and is_own(byline.source, text, profile)


def _is_dated(byline: Byline, text: str) -> bool:
    """Whether its code span is a timestamp with a time of day, perhaps with an author, and nothing else stands by."""
    timestamp, code = byline.timestamp, byline.code
    if timestamp is None or code is None or timestamp.doubt == NO_TIME or byline.rest:
        return False
    author = text[slice(*byline.author)] if byline.author else ""
    return not text[code.start : timestamp.start].strip() and not _SPEECH.search(author)


def _is_log(text: str, byline: Byline, profile: HeaderForm) -> bool:
    """Whether more lines begin with a timestamp in a code span: those of a log or a chat."""
    return any(
        find_timestamp(text, *other.span("inner"), assume_utc=profile.assume_utc)
        for other in _TICKED_DATE.finditer(text, byline.end)
        if len(other["inner"]) <= MOST_CHARACTERS
    )
