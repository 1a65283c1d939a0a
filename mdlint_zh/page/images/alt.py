"""The alt text that an image can be given: its caption, else its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.markdown.lines import Span
from mdlint_zh.page.images.words import is_placeholder, tells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.page.images.image import Image

# What would be markup in an alt text, or is a rest of some: attributes, footnotes, math, comments, highlights, stars.
_MARKUP = pattern(r"[\[\]\\`<>{}^*\r\n\u200b]|\$[^$]*\$|%%|~~|==|\|\||(?<!\w)_|_(?!\w)|!$")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "「": "」", "『": "』", "《": "》", "〈": "〉", "“": "”"}
_BRACKET = pattern(f"[{''.join(_BRACKETS)}{''.join(_BRACKETS.values())}]")
_WIDTHS = str.maketrans("（）", "()")


def alt_for(text: str, image: Image) -> tuple[str, bool]:
    """Alt text for an image of this text that has none, and whether it is sure; "" when there is none.

    It is sure when it is a whole caption by its mark; a title, or a caption by its place alone, are not.
    """
    alt = text[slice(*image.alt)]
    if "\n" in alt or "\r" in alt:
        return "", False
    caption = image.caption
    if caption and caption.tells and _is_sound(caption.words, image):
        return caption.words, caption.evidence in ("mark", "label") and caption.whole
    title = text[slice(*image.title)].strip() if image.title else ""
    return (title if title and tells(title) and _is_sound(title, image) else ""), False


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


def _is_sound(words: str, image: Image) -> bool:
    """Whether a text stays what it is as an alt text, and is all there: its own brackets are in pairs."""
    return not _MARKUP.search(words) and _is_balanced(words) and not (image.place == "table" and "|" in words)


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
