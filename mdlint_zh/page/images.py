"""Images: their parts, where they stand, and the caption that belongs to each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdlint_zh.page.captions import Caption, inline_caption, next_caption
from mdlint_zh.page.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page.inline import Inline
    from mdlint_zh.page.lines import Lines

_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]*)*")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_SPACE = " \t\u3000\xa0\u200b"


@dataclass(frozen=True)
class Image:
    """An image [start, end). `alt`, `url` and `title` are spans, the title without its quotes, None when there is none.

    `place`: own-line, with-text (text stands beside it), several (images on the line), list, linked, heading.
    `caption` is None when there is none that can be told.
    """

    start: int
    end: int
    alt: Span
    url: Span
    title: Span | None
    place: str
    caption: Caption | None


def read_images(text: str, lines: Lines, inlines: Sequence[Inline]) -> list[Image]:
    """All images of a page that have a URL of their own, in order."""
    found = [one for one in inlines if one.kind == "image" and one.text and one.target]
    links = [one for one in inlines if one.kind == "link"]
    return [_image(text, lines, one, before, after, links) for before, one, after in _neighbours(found)]


def _neighbours(found: Sequence[Inline]) -> Iterator[tuple[Inline | None, Inline, Inline | None]]:
    padded = [None, *found, None]
    yield from zip(padded, found, padded[2:], strict=False)


def _image(
    text: str, lines: Lines, one: Inline, before: Inline | None, after: Inline | None, links: Sequence[Inline]
) -> Image:
    assert one.text and one.target  # noqa: S101, PT018 - `read_images` has seen to it
    number = lines.number(one.start)
    start, end = lines.span(number)
    end = max(end, one.end)
    left_end = before.end if before and before.end > start else start
    right_end = after.start if after and after.start < end else end
    place = _place(text, (start, end), one, alone=left_end == start and right_end == end, links=links)
    alt = text[slice(*one.text)]
    caption = None
    if place not in ("linked", "heading"):
        caption = inline_caption(text, one.end, right_end, alt)
        if caption is None and right_end == end and not text[one.end : end].strip(_SPACE):
            caption = next_caption(text, lines, lines.number(one.end), alt)
    title = Span(one.title.start + 1, one.title.end - 1) if one.title else None
    return Image(one.start, one.end, one.text, one.target, title, place, caption)


def _place(text: str, line: tuple[int, int], one: Inline, *, alone: bool, links: Sequence[Inline]) -> str:
    """Where an image stands."""
    start, end = line
    if any(link.text and link.text.start <= one.start and one.end <= link.text.end for link in links):
        return "linked"
    if _HEADING.match(text, start, end):
        return "heading"
    lead = _LEAD.match(text, start, one.start)
    at = lead.end() if lead else start
    if text[start:at].strip(_SPACE):
        return "list"
    if not alone:
        return "several"
    beside = text[at : one.start] + text[one.end : end]
    return "with-text" if beside.strip(_SPACE) else "own-line"
