"""Images: their parts, where they stand, and the caption that belongs to each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.page.captions import Caption, inline_caption, next_caption
from mdlint_zh.page.lazy import pattern
from mdlint_zh.page.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.page.inline import Inline
    from mdlint_zh.page.lines import Lines

_LEAD = pattern(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]*)*")
_HEADING = pattern(r"[ \t]*#{1,6}[ \t]")
# Below a line: it would make a heading or a table of what stands above it.
_UNDERLINE = pattern(r"[ \t]*(?:=+|-+)[ \t]*$|[^\r\n]*\|")
_PAIRED = pattern(r"`+|\*+|_+|~~")
_TARGET = pattern(r"\]\((?:[^\s()]|\([^\s()]*\))*")
_NO_ALT = pattern(r"[\[\]\\`<>\r\n]")
_SPACE = " \t\u3000\xa0\u200b"
MOST_DEEP = 8


class Image(NamedTuple):
    """An image [start, end). `alt`, `url` and `title` are spans, the title without its quotes, None when there is none.

    `place`: own-line, with-text (text stands beside it), several (images on the line), list, linked, heading.
    `caption` is None when there is none that can be told; `caption_may_move`: it stands behind the image, and as a
    paragraph of its own it would be the same text, with nothing left over on the line.
    """

    start: int
    end: int
    alt: Span
    url: Span
    title: Span | None
    place: str
    caption: Caption | None
    caption_may_move: bool = False


def read_images(text: str, lines: Lines, inlines: Sequence[Inline]) -> list[Image]:
    """All images of a page that have a URL of their own, in order; of those in alt texts, the outermost few."""
    found = _outermost([one for one in inlines if one.kind == "image" and one.text and one.target])
    linked = _in_links(found, [one.text for one in inlines if one.kind == "link" and one.text])
    by_line = groupby(found, key=lambda one: lines.around(one.start))
    return [image for line, group in by_line for image in _read_line(text, lines, line, list(group), linked)]


def alt_for(text: str, image: Image) -> tuple[str, bool]:
    """Alt text for an image of this text that has none, and whether it is sure; "" when there is none."""
    caption = image.caption
    if {"\n", "\r"} & set(text[slice(*image.alt)]):
        return "", False
    if caption and not caption.is_credit and not _NO_ALT.search(caption.words):
        return caption.words, caption.sure
    title = text[slice(*image.title)].strip() if image.title else ""
    return ("" if _NO_ALT.search(title) else title), False


def _outermost(images: list[Inline]) -> list[Inline]:
    """The images, sorted, without those in the alt texts of MOST_DEEP others.

    Each alt text holds all those within: a thousand within each other would be read half a million times.
    """
    found: list[Inline] = []
    around: list[Inline] = []
    for one in images:
        while around and around[-1].end <= one.start:
            around.pop()
        if len(around) < MOST_DEEP:
            found.append(one)
            around.append(one)
    return found


def _in_links(images: Sequence[Inline], links: Sequence[Span]) -> set[int]:
    """Where those images begin that stand in a link's text; images and links are sorted, links never lie in links."""
    inside, waiting = set(), iter(links)
    link = next(waiting, None)
    for one in images:
        while link and link.end < one.end:
            link = next(waiting, None)
        if link and link.start <= one.start:
            inside.add(one.start)
    return inside


def _read_line(text: str, lines: Lines, line: Span, images: list[Inline], linked: set[int]) -> Iterator[Image]:
    """The images that begin on a line; the last may end on another."""
    start, end = line.start, max(line.end, images[-1].end)
    kind = _kind(text, start, end, images)
    for one, after in zip(images, [*images[1:], None], strict=True):
        assert one.text and one.target  # noqa: S101, PT018 - `read_images` has seen to it
        place = "linked" if one.start in linked else kind
        title = Span(one.title.start + 1, one.title.end - 1) if one.title else None
        caption = None
        if place not in ("linked", "heading"):
            caption = _caption(text, lines, one, after.start if after else end, last=after is None)
        moves = place == "with-text" and caption is not None and _may_move(text, lines, line, one, caption)
        yield Image(one.start, one.end, one.text, one.target, title, place, caption, moves)


def _caption(text: str, lines: Lines, one: Inline, end: int, *, last: bool) -> Caption | None:
    """The caption of an image that has the text up to `end` behind it on its line; the last one's may be below."""
    assert one.text  # noqa: S101
    alt = text[slice(*one.text)]
    caption = inline_caption(text, one.end, end, alt)
    if caption is None and last and not text[one.end : end].strip(_SPACE):
        caption = next_caption(text, lines.around(one.end).end, alt)
    return caption


def _kind(text: str, start: int, end: int, images: list[Inline]) -> str:
    """Where the images of the line [start, end) stand."""
    if _HEADING.match(text, start, end):
        return "heading"
    first = images[0]
    lead = _LEAD.match(text, start, first.start)
    at = lead.end() if lead else start
    if text[start:at].strip(_SPACE):
        return "list"
    if len(images) > 1:
        return "several"
    return "with-text" if (text[at : first.start] + text[first.end : end]).strip(_SPACE) else "own-line"


def _may_move(text: str, lines: Lines, line: Span, one: Inline, caption: Caption) -> bool:
    """Whether the caption behind an image can be put into a paragraph of its own and nothing else changes."""
    start, end = line
    before, between, after = text[start : one.start], text[one.end : caption.start], text[caption.end : end]
    apart = before in ("", " ") and not after.strip() and not between.strip(" \t\xa0")
    if caption.place != "inline" or one.end > end or not apart:
        return False
    below = text[slice(*(lines.below(line) or (end, end)))]
    paired = _PAIRED.findall(_TARGET.sub("]", text[caption.start : caption.end]))
    return not _UNDERLINE.match(below) and len(paired) % 2 == 0
