"""The images of a page: their parts, where they stand, and the caption that belongs to each."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.markdown.running_text import read_inlines
from mdlint_zh.page.images.caption import WEIGHTY, Caption, inline_caption, next_caption
from mdlint_zh.page.images.credit import closing_credit
from mdlint_zh.page.images.forms import caption_forms
from mdlint_zh.page.images.layout import Layout
from mdlint_zh.page.images.sources import in_one_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.markdown.inlines import Inline
    from mdlint_zh.markdown.lines import Lines
    from mdlint_zh.page.images.forms import CaptionForms
    from mdlint_zh.page.subject import Subject

_LEAD = pattern(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]*)*")
_HEADING = pattern(r"[ \t]*#{1,6}[ \t]")
# Behind an image and of it: attributes, an anchor, a comment, a hard break, the end of a link around it.
_BELONGINGS = pattern(
    r"(?:[ \t\u3000\xa0\u200b]|\{[^{}\r\n]{0,300}\}"
    r"|\^[\w-]{1,80}(?=\s|$)|%%[^%\r\n]{0,300}%%|<br[ ]?/?>|\\(?=[\r\n]|$))*"
)
_COMMAS = frozenset("，,、；;")
_SENTENCE_END = pattern(r"[。.！!？?…”」』）)】》：:|]\s*$")
# A line below a paragraph that is none of it.
_BLOCK_BELOW = pattern(r"[ \t]*(?:!\[|#{1,6}[ \t]|[-*+>|][ \t]|\d{1,9}[.)][ \t]|```|~~~|<|(?:[-=*_]\s*){3,}$)")
_UNCAPTIONED = frozenset({"linked", "heading", "table", "sentence"})
_SPACE = " \t\u3000\xa0\u200b"
MOST_DEEP = 8


class Image(NamedTuple):
    """An image [start, end). `alt`, `url` and `title` are spans, the title without its quotes, None when there is none.

    `place`: own-line, with-text (text stands beside it), several (images on the line), list, linked, heading, table,
    sentence (the words around it go on from one side of it to the other).
    `caption` is None when there is none that can be told.
    """

    start: int
    end: int
    alt: Span
    url: Span
    title: Span | None
    place: str
    caption: Caption | None


def read_images(page: Subject) -> list[Image]:
    """Return all images that have a URL of their own, in order; of those in alt texts, the outermost few.

    What reaches over a table's cell is none.
    """
    if "![" not in page.text:
        return []
    text, lines, inlines = page.text, page.lines, page.view(read_inlines)
    found = _outermost([one for one in inlines if one.kind == "image" and one.text and one.target])
    linked = _in_links(found, [one.text for one in inlines if one.kind in ("link", "reference") and one.text])
    forms = caption_forms(page.captions)
    reader = _Reader(text, lines, Layout(text, lines, forms), linked, forms)
    by_line = groupby(found, key=lambda one: lines.around(one.start))
    return [image for line, group in by_line for image in reader.read_line(line, list(group))]


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


class _Reader:
    """Reads the images of one page, line by line."""

    def __init__(self, text: str, lines: Lines, layout: Layout, linked: set[int], forms: CaptionForms) -> None:
        self.text = text
        self.forms = forms
        self.lines = lines
        self.layout = layout
        self.linked = linked
        self.flows: dict[int, bool] = {}
        """Whether the line below may go on from one above, by where that ends: many images may ask on one line."""

    def read_line(self, line: Span, images: list[Inline]) -> Iterator[Image]:
        """Yield the images that begin on a line; the last may end on another."""
        text = self.text
        start, end = line.start, max(line.end, images[-1].end)
        lead = _LEAD.match(text, start, images[0].start)
        at = lead.end() if lead else start
        before = text[at : images[0].start].strip(_SPACE)
        place = self._place(Span(start, end), images, at, before)
        if place == "table":
            images = [one for one in images if not _has_bar(text, one)]
        apart = not before
        for one, after in zip_longest(images, images[1:]):
            assert one.text and one.target  # noqa: S101, PT018 - `read_images` has seen to it
            own = "linked" if one.start in self.linked else place
            title = Span(one.title.start + 1, one.title.end - 1) if one.title else None
            caption = self._caption(one, after.start if after else end, line, own, last=after is None)
            if caption and caption.evidence in WEIGHTY and not (apart and self._is_whole(caption)):
                caption = caption._replace(whole=False)
            apart = not before and after is not None and bool(text[one.end : after.start].strip(_SPACE))
            yield Image(one.start, one.end, one.text, one.target, title, own, caption)

    def _place(self, line: Span, images: list[Inline], at: int, before: str) -> str:
        """Where the images of a line stand that has the text `before`, from `at` on, before the first of them."""
        text, (start, end) = self.text, line
        if _HEADING.match(text, start, end):
            return "heading"
        if "|" in text[start:end] and self.layout.in_table(start):
            return "table"
        if self._in_sentence(start, before):
            return "sentence"
        if text[start:at].strip(_SPACE):
            return "list"
        if len(images) > 1:
            return "several"
        return "with-text" if before or text[images[0].end : end].strip(_SPACE) else "own-line"

    def _in_sentence(self, start: int, before: str) -> bool:
        """Whether a sentence is open before an image: on its line, or where the line above breaks off."""
        if before:
            return not _SENTENCE_END.search(before)
        return self.text[max(0, start - 8) : start].removesuffix("\n").rstrip(" \t\r")[-1:] in _COMMAS

    def _caption(self, one: Inline, end: int, line: Span, place: str, *, last: bool) -> Caption | None:
        """The caption of an image that has the text up to `end` behind it on its line; the last one's may be below."""
        assert one.text  # noqa: S101
        if place in _UNCAPTIONED:
            return None
        text = self.text
        alt = text[slice(*one.text)]
        own = _BELONGINGS.match(text, one.end, end) if one.end < end else None
        at = own.end() if own else one.end
        caption = inline_caption(text, at, end, alt, self.forms) if at < end else None
        if caption is None and last and at >= end:
            line_end = self.lines.around(one.end).end if one.end > line.end else line.end
            caption = next_caption(text, line_end, alt, self.forms)
        return None if caption is None or self._is_other(caption, place) else caption

    def _is_other(self, caption: Caption, place: str) -> bool:
        """Whether it is something else by where it stands: a bullet, the label of an icon in a list, code."""
        indented = caption.place == "next" and self.text[caption.start - 1] in " \t"
        if indented and place != "list" and self._is_code(caption):
            return True
        if caption.evidence == "alt" and caption.place == "inline" and place == "list":
            return True
        return caption.has_triangle(self.text) and self.layout.has_bullets

    def _is_code(self, caption: Caption) -> bool:
        """Whether a caption below an image stands so far in, under a blank line, that it is a block of code."""
        line = self.lines.around(caption.start)
        above = self.lines.above(line)
        indent = self.text[line.start : caption.start]
        return (len(indent) >= 4 or "\t" in indent) and above is not None and not self.text[slice(*above)].strip()

    def _is_whole(self, caption: Caption) -> bool:
        """Whether a caption is all there, and no image's below it."""
        if caption.place == "next" and self.layout.captions_are_above:
            return False
        return not self._goes_on(caption)

    def _goes_on(self, caption: Caption) -> bool:
        """Whether the sentence of a caption goes on in the line below; none does out of an element of HTML."""
        text = self.text
        if caption.evidence == "form" and text.endswith(">", 0, caption.end):
            return False
        if _SENTENCE_END.search(text, max(caption.start, caption.end - 8), caption.end):
            return False
        line = self.lines.around(caption.end)
        if line.end not in self.flows:
            below = self.lines.below(line)
            blank = below is None or not text[slice(*below)].strip()
            self.flows[line.end] = below is not None and not blank and _BLOCK_BELOW.match(text, *below) is None
        return self.flows[line.end] and closing_credit(in_one_spelling(caption.words)) is None


def _has_bar(text: str, one: Inline) -> bool:
    """Whether an image holds a `|` that ends a cell of a table."""
    return "|" in text[one.start : one.end].replace("\\|", "")
