"""Bare URLs that take in what stands behind them: to GitHub, one goes on up to the next space or `<`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.edit import Edit
from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import covers
from mdlint_zh.markdown.prose import merged
from mdlint_zh.markdown.reading import reading
from mdlint_zh.markdown.running_text import read_inlines, read_markup, read_programs, read_urls
from mdlint_zh.page.header.readings import read_header
from mdlint_zh.page.links.url_faults import CLOSING, FOREIGN, HAN, OPENING, PAUSES, SHOUTS, UrlFault, cut, wakes_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page.subject import Subject

# What comes first in a URL that is not of ASCII, or an opening bracket, or a backslash.
_ODD = r"[!-Z^-~]{0,1000}[^ \t\r\n<\]!-Z^-~]"
_ODD_PART = pattern(_ODD)
# Such a URL that is at once seen to be none of a link.
_ODD_URL = pattern(rf"://(?<!\]\(https://)(?<!\]\(http://){_ODD}")
_ODD_WWW = pattern(rf"www\.(?<!//www\.){_ODD}")
_HOST = pattern(r"(?:https?://|www\.)[A-Za-z0-9_-]+(?:[.:][A-Za-z0-9_-]+)*")
# What stands before the URL of a definition, and of what was meant as a link.
_OWN = pattern(r"[\]】］](?::|[ \t]*[(（])[ \t]*<?\Z")
_ESCAPE = pattern(r"\\[!-/:-@\[-`{-~]")
_UNDERSCORES = pattern(r"(?<=[A-Za-z0-9])(?:\\_)+(?=[A-Za-z0-9])")
# Where angle brackets make no link, or where readers do not agree on what they show.
_NOT_IN_ANGLES = pattern(r"(?<!//)www\.|&#?[A-Za-z0-9]+;|\\")
_DELIMITERS = frozenset("*_~'\"\\")
_TRIMMED = ".,:;!?"
_WITHIN_PATH = frozenset("/=_-%#&?")
_COMPLETE = pattern(r"\.(?:html?|shtml|php|aspx?|jpe?g|png|gif|pdf|mp4|com|org|net|cn)\Z")
_PAUSE = pattern(rf"[{PAUSES}{SHOUTS}]")
_COMMA = pattern("[，。]")
_HAS_HAN = pattern(f"[{HAN}]")
LOOK_BACK = 20
ENOUGH = 2
"""So many marks make a sentence of what might be a path in Chinese."""


def _all_sound(page: Subject) -> list[UrlFault] | None:
    """Tell that no bare URL has anything odd in it."""
    text = page.text
    return None if _ODD_URL.search(text) or ("www." in text and _ODD_WWW.search(text)) else []


@reading(quick=_all_sound)
def read_bare_url_faults(page: Subject) -> list[UrlFault]:
    """Return the bare URLs below the header that go on into what stands behind them, or have a backslash, in order."""
    odd = [url for url in page.view(read_urls) if _ODD_PART.match(page.text, *url)]
    return list(_faults(page, odd)) if odd else []


def _faults(page: Subject, urls: list[Span]) -> Iterator[UrlFault]:
    """The faults of these URLs, those aside that are none of running text."""
    inlines, top = page.view(read_inlines), page.view(read_header).end
    texts = merged(one.text for one in inlines if one.text)
    hidden = (texts, page.view(read_markup), page.view(read_programs))
    links = {one.start: one for one in inlines if one.text}
    for url in urls:
        own = _OWN.search(page.text, max(0, url.start - LOOK_BACK), url.start)
        if url.start >= top and not own and not any(covers(spans, url.start) for spans in hidden):
            yield from _judged(page.text, url, links)


def _judged(text: str, url: Span, links: Mapping[int, Inline]) -> Iterator[UrlFault]:
    """What is wrong with a bare URL, the first thing first."""
    host = _HOST.match(text, *url)
    if not host:
        return
    found = _escaped(text, url) or _into_link(text, url, links) or _into_text(text, url, host.end())
    if found:
        yield found


def _escaped(text: str, url: Span) -> UrlFault | None:
    r"""`https://e.org/a\_b`: no backslash goes with a bare URL."""
    first = FOREIGN.search(text, *url)
    end = min(first.start() if first else url.end, text.find("[", *url) % (url.end + 1))
    escapes = [one.start() for one in _ESCAPE.finditer(text, url.start, end)]
    if not escapes:
        return None
    sure = [at for run in _UNDERSCORES.finditer(text, *url) for at in range(run.start(), run.end(), 2)]
    edits = tuple(Edit(at, at + 1, "") for at in escapes) if set(escapes) <= set(sure) else ()
    return UrlFault(url.start, end, "a bare URL has a backslash in it, which goes into the link", edits, safe=True)


def _into_link(text: str, url: Span, links: Mapping[int, Inline]) -> UrlFault | None:
    """`https://e.org/1[题](https://e.org/2)`: to GitHub, the second is none."""
    at = text.find("[", *url)
    if at < 0 or FOREIGN.search(text, url.start, at):
        return None
    at -= text[at - 1] == "!" and at - 1 in links
    if at not in links:
        return None
    link = links[at]
    words = text[slice(*link.text)] if link.text else ""
    edits = () if wakes_marks(f"{words} {text[link.end : url.end]}") else (_space_at(text, at),)
    return UrlFault(url.start, at, "a bare URL runs into the link behind it; expected a space", edits, safe=True)


def _space_at(text: str, at: int) -> Edit:
    """Put a space behind a URL that ends there; the edit touches it."""
    return Edit(at - 1, at, f"{text[at - 1]} ")


def _into_text(text: str, url: Span, least: int) -> UrlFault | None:
    """`https://e.org/1。`, `https://e.org/1详见下文，…`: to GitHub, all of it is the URL."""
    first = FOREIGN.search(text, *url)
    if not first or first.start() < least or text.find("[[", url.start, first.start()) >= 0:
        return None
    at, mark = first.start(), first.group()
    if mark in PAUSES + SHOUTS + CLOSING or (mark in OPENING and text[at - 1] not in _WITHIN_PATH):
        return _into_mark(text, url, at)
    if _HAS_HAN.match(mark) and _is_sentence(text[url.start : at], text[at : url.end]):
        stuck = text[at - 1] in _DELIMITERS or wakes_marks(text[at : url.end])
        edits = () if stuck else (_space_at(text, at),)
        message = "a bare URL runs into the sentence behind it; expected a space between them"
        return UrlFault(url.start, at, message, edits)
    return None


def _into_mark(text: str, url: Span, at: int) -> UrlFault:
    """A bare URL with a Chinese mark at offset `at`: in angle brackets it ends where it should."""
    end = _end_of_url(text, url.start, at)
    message = f"a bare URL runs into the `{text[at]}` behind it"
    stuck = _DELIMITERS & set(text[end - 1 : at]) or _NOT_IN_ANGLES.search(text, url.start, end)
    if stuck or wakes_marks(text[at : url.end]):
        return UrlFault(url.start, at, f"{message}; expected a space between them")
    edits = Edit(url.start, url.start, "<"), Edit(end - 1, end, f"{text[end - 1]}>")
    return UrlFault(url.start, at, f"{message}; expected `<{cut(text[url.start : end])}>`", edits)


def _end_of_url(text: str, start: int, at: int) -> int:
    """Where a URL ends for certain that has a Chinese mark behind it: before stops, and `)` that it does not open."""
    unopened = text.count(")", start, at) - text.count("(", start, at)
    while text[at - 1] in _TRIMMED or (text[at - 1] == ")" and unopened > 0):
        unopened -= text[at - 1] == ")"
        at -= 1
    return at


def _is_sentence(url: str, rest: str) -> bool:
    """Whether the Chinese text behind a URL is a sentence, and no part of its path."""
    marks = len(_PAUSE.findall(rest))
    if _COMPLETE.search(url) or rest[-1] in PAUSES:
        return True
    if url[-1] in _WITHIN_PATH:
        return marks >= ENOUGH and _COMMA.search(rest) is not None
    return marks > 0
