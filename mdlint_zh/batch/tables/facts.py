"""What is known of a page beside its findings: what rules across pages ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdlint_zh.base.digest import digest
from mdlint_zh.page import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdlint_zh.markdown.lines import Span
    from mdlint_zh.page import Page

_LINKS = frozenset({"link", "autolink"})


def facts_of(page: Page) -> Mapping[str, object]:
    """Return the facts of a page by the names of their columns. None is what the page does not have.

    Of a page that is too complex to be read, those of its header.
    """
    header = page.header
    byline, title = header.byline, header.title
    moment = byline.timestamp.moment if byline and byline.timestamp else None
    url = byline.source.url if byline and byline.source else None
    return {
        "title": _shown(page, title.text_start, title.text_end) if title else None,
        "timestamp": moment,
        "author": _shown(page, *byline.author) if byline and byline.author else None,
        "source": _text(page, url),
        "links": _links(page, header.end),
        "images": _images(page),
        "body": _body(page, header.end),
    }


def _text(page: Page, span: Span | None) -> str | None:
    return page.text[span.start : span.end] if span else None


def _shown(page: Page, start: int, end: int) -> str | None:
    """What a reader sees of the code points [start, end); None of nothing."""
    pieces, at = list[str](), start
    for link in page.wikilinks_in(start, end):
        pieces += page.text[at : link.start], link.shown
        at = link.end
    return "".join((*pieces, page.text[at:end])).strip() or None


def _links(page: Page, start: int) -> list[dict[str, str]]:
    """Where links below the header lead, each as often as it stands there, wikilinks first."""
    text = page.text
    wikilinks = [{"kind": "wikilink", "target": link.name} for link in page.wikilinks_in(start, len(text))]
    try:
        inlines = page.inlines
    except TooComplexError:
        return wikilinks
    found = [one for one in inlines if one.start >= start and one.kind in _LINKS]
    targets = [text[slice(*(one.target or (one.start + 1, one.end - 1)))] for one in found]
    others = [{"kind": one.kind, "target": target} for one, target in zip(found, targets, strict=True)]
    return wikilinks + others


def _images(page: Page) -> list[dict[str, Any]]:
    """The images, each with its URL and its alt text, "" for none."""
    try:
        images = page.images
    except TooComplexError:
        return []
    return [{"url": _text(page, image.url), "alt": _shown(page, *image.alt) or ""} for image in images]


def _body(page: Page, start: int) -> str | None:
    """A digest of what a reader sees below the header, in hexadecimal digits, whatever its spaces and line ends."""
    body = _shown(page, start, len(page.text))
    return digest(" ".join(body.split()).encode("utf-8", "surrogatepass")).hex() if body else None
