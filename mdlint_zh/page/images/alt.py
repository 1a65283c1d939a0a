"""The alt text that an image can be given: what the settings say, else its caption, else its title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.images.caption import WEIGHTY
from mdlint_zh.page.images.words import is_placeholder, tells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.images.image import Image
    from mdlint_zh.page.subject import Subject

# What would be markup in an alt text, or is a rest of some: attributes, footnotes, math, comments, highlights, stars.
_MARKUP = pattern(r"[\[\]\\`<>{}^*\r\n\u200b]|\$[^$]*\$|%%|~~|==|\|\||(?<!\w)_|_(?!\w)|!$")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "「": "」", "『": "』", "《": "》", "〈": "〉", "“": "”"}
_BRACKET = pattern(f"[{''.join(_BRACKETS)}{''.join(_BRACKETS.values())}]")
_WIDTHS = str.maketrans("（）", "()")


class NewAlt(NamedTuple):
    """An alt text that an image can be given, "" where there is none; whether that is safe, and what it is from, for a
    message: "" where it is the title.
    """

    words: str
    safe: bool
    source: str


def wants_alt(page: Subject, image: Image) -> bool:
    """Tell whether an image is to have an alt text: it has a URL, and no settings say that it needs none.

    A picture that is written out in its URL is asked for nothing.
    """
    start, end = image.url
    return start < end and page.text[start : start + 5].lower() != "data:" and page.alt_of(page.text[start:end]) != ""


def new_alt(page: Subject, image: Image) -> NewAlt:
    """Return what the settings give, else what `alt_for` finds on the page."""
    start, end = image.alt
    given = page.alt_of(page.text[slice(*image.url)])
    if given and not {"\n", "\r"} & set(page.text[start:end]):
        return NewAlt(given, safe=True, source="the settings give")
    words, safe = alt_for(page.text, image)
    return NewAlt(words, safe, "its caption is" if words and image.caption else "")


def alt_for(text: str, image: Image) -> tuple[str, bool]:
    """Alt text for an image of this text that has none, and whether it is sure; "" when there is none.

    It is sure when it is a whole caption by its mark, or by a form that the settings name; a title, or a caption by its
    place alone, are not.
    """
    alt = text[slice(*image.alt)]
    if "\n" in alt or "\r" in alt:
        return "", False
    caption = image.caption
    if caption and caption.tells and _may_be_alt(caption.words, image):
        return caption.words, caption.evidence in WEIGHTY and caption.whole
    title = text[slice(*image.title)].strip() if image.title else ""
    return (title if title and tells(title) and _may_be_alt(title, image) else ""), False


def refilled(text: str, image: Image, words: str) -> Iterator[tuple[Span, str]]:
    """Yield where to write what, so that an image has `words` as its alt text.

    A title that repeats the old alt text, or is a placeholder itself, goes with it.
    """
    yield image.alt, words
    if image.title is None:
        return
    old, title = (text[slice(*span)].strip() for span in (image.alt, image.title))
    quote = next((mark for mark in "\"'" if mark not in words), "")
    if quote and title and (title == old or is_placeholder(title)):
        yield Span(image.title.start - 1, image.title.end + 1), f"{quote}{words}{quote}"


def is_sound(words: str) -> bool:
    """Tell whether a text stays what it is as an alt text, and is all there: its own brackets are in pairs."""
    return not _MARKUP.search(words) and _is_balanced(words)


def _may_be_alt(words: str, image: Image) -> bool:
    return is_sound(words) and not (image.place == "table" and "|" in words)


def _is_balanced(words: str) -> bool:
    """Whether every bracket and quotation mark is closed; （ and ( are one."""
    waiting: list[str] = []
    if words.count('"') % 2:
        return False
    for character in _BRACKET.findall(words.translate(_WIDTHS)):
        if character in _BRACKETS:
            waiting.append(_BRACKETS[character])
        elif not waiting or waiting.pop() != character:
            return False
    return not waiting
