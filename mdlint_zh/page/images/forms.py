"""The forms of captions that the settings name: what the line below an image, or the text behind it, looks like.

A form is one of these:

- an element of HTML: `<figcaption>`, or with attributes that it has to have, `<p align="center">`;
- a word for how all of the text is set: `italic`, `bold`, `brackets`;
- a template: `图 {n}：{text}`, `▲{text}`. {text} is the caption, {n} a number such as 1, 1-2 or 三; all else is
  literal, but for spaces, which may be more or none; between {n} and {text} there has to be one.

No form is a regular expression, so that no settings make one that takes forever: each is held against a text once, from
its beginning to its end.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.page.images.sources import in_one_spelling
from mdlint_zh.page.images.words import without_emphasis

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FORMS, LONGEST_FORM = 50, 100
"""How many forms there may be, for each is held against each text; and how long one may be."""
TEMPLATE, BOLD = "template", "bold"
CERTAIN = frozenset((TEMPLATE, "figcaption"))
"""The kinds of form that are nothing but captions. What is slanted may be a desk's line as well; what is bold, the head
of a section.
"""
SET = {
    "italic": pattern(r"(?:\*(?![\s*])(?P<a>[^*]+)(?<!\s)\*|_(?![\s_])(?P<b>[^_]+)(?<!\s)_)"),
    BOLD: pattern(r"(?:\*\*(?![\s*])(?P<a>[^*]+)(?<!\s)\*\*|__(?![\s_])(?P<b>[^_]+)(?<!\s)__)"),
    "brackets": pattern(r"(?:（(?P<a>[^（）]+)）|\((?P<b>[^()]+)\))"),
}
_PART = pattern(r"(\{[^{}]*\}|\s+)")
_RUN_ON = pattern(r"\{n\}\{text\}|\{text\}\{n\}")
_TEXT, _NUMBER = "{text}", "{n}"
_PARTS = {
    _TEXT: r"(?P<text>\S(?:.*\S)?)",
    _NUMBER: r"(?:\d{1,3}(?:[-.–—]\d{1,3}){0,2}|[一二三四五六七八九十]{1,3})",
}
_ELEMENT = pattern(r"<(?P<name>[a-z][a-z0-9-]{0,30})(?P<attributes>\s[^<>]*)?>")
_TAG = pattern(r"</?[A-Za-z][^<>]*>")
_PICTURE = pattern(r"!\[|<(?:img|picture|video|iframe|svg)\b", re.IGNORECASE)
_LONGEST_TAG = 300
_LINE_END = pattern(r"[ \t]*(?=[\r\n]|\Z)")


class Fitted(NamedTuple):
    """What fits a form: where it ends in the text, what of it is the caption, and what kind of form that is: template,
    the name of an element, or the word for how it is set.
    """

    end: int
    caption: str
    kind: str


class CaptionForms:
    """Forms, ready to be held against texts."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self._elements = [_element(form) for form in forms if form.startswith("<")]
        self._set = [(form, SET[form]) for form in forms if form in SET]
        self._templates = [_template(form) for form in forms if not form.startswith("<") and form not in SET]

    def in_line(self, text: str, start: int, end: int) -> Fitted | None:
        """Return what of the text [start, end), without spaces at its edges, has one of the forms and is no element."""
        if not (self._set or self._templates):
            return None
        written = text[start:end]
        for fits in self._templates:
            if (caption := fits(written)) is not None:
                return Fitted(end, caption, TEMPLATE)
        for kind, form in self._set:
            if found := form.fullmatch(written):
                return Fitted(end, found["a"] or found["b"], kind)
        return None

    def below(self, text: str, start: int, end: int, most: int) -> Fitted | None:
        """Return what has one of the forms on the line [start, end) of a text; an element may reach over more lines,
        to `most` code points.
        """
        if not text.startswith("<", start):
            return self.in_line(text, start, end) if end - start <= most else None
        found = (element.fitted(text, start, most) for element in self._elements)
        fitted = next((one for one in found if one), None)
        within = (fits(fitted.caption) for fits in self._templates) if fitted else ()
        return next((fitted._replace(caption=one) for one in within if fitted and one is not None), fitted)


@lru_cache(maxsize=64)
def caption_forms(forms: tuple[str, ...]) -> CaptionForms:
    """Return the forms that settings name, ready to be used."""
    return CaptionForms(forms)


def check_form(form: str) -> None:
    """Raise ValueError for what is no form: it says so behind the name of its key."""
    if form in SET or _ELEMENT.fullmatch(form):
        return
    parts = [part for part in _PART.split(form) if part.startswith("{")]
    literal = _PART.sub("", form)
    if len(form) > LONGEST_FORM or form.startswith("<") or parts.count(_TEXT) != 1 or parts.count(_NUMBER) > 1:
        known = ", ".join(SET)
        raise ValueError(f"has to hold {known}, elements like <figcaption>, or templates like `图 {{n}}：{{text}}`")
    if unknown := set(parts) - set(_PARTS):
        raise ValueError(f"has a template with {min(unknown)}; there are {{n}} and {{text}}")
    if not literal or _RUN_ON.search(form):
        raise ValueError("has a template without a mark or a space beside {text}; it would fit sentences, too")


def _template(form: str) -> Callable[[str], str | None]:
    """A function from a text to the caption in it, by a template. Width and spelling of literals make no difference."""
    parts = [part for part in _PART.split(form) if part]
    fits = re.compile(
        "".join(_regex(part, around) for part, *around in zip(parts, ["", *parts], [*parts[1:], ""], strict=False))
    )
    marked = "*" in form or "_" in form

    def caption(written: str) -> str | None:
        words = written if marked else without_emphasis(written)
        found = fits.fullmatch(in_one_spelling(words))
        return words[slice(*found.span("text"))] if found else None

    return caption


def _regex(part: str, around: list[str]) -> str:
    """A regular expression for one part of a template, which stands between two others."""
    if part.isspace():
        return r"\s+" if around == [_NUMBER, _TEXT] else r"\s*"
    return _PARTS.get(part) or re.escape(in_one_spelling(part))


class _Element(NamedTuple):
    """An element of HTML: its name, the attributes that it has to have, and what opens and closes it."""

    name: str
    attributes: str
    opens: re.Pattern[str]
    closes: re.Pattern[str]

    def fitted(self, text: str, start: int, most: int) -> Fitted | None:
        """Return the element at `start`, when it is this one, without a picture in it or text behind it on its line."""
        opened = self.opens.match(text, start, start + _LONGEST_TAG)
        closed = self.closes.search(text, opened.end(), start + most) if opened else None
        if not opened or not closed or self.attributes not in opened.group() or not _LINE_END.match(text, closed.end()):
            return None
        within = text[opened.end() : closed.start()]
        return (
            None if _PICTURE.search(within) else Fitted(closed.end(), " ".join(_TAG.sub("", within).split()), self.name)
        )


def _element(form: str) -> _Element:
    """The element that a form names."""
    name, *rest = form[1:-1].split(None, 1)
    opens, closes = pattern(rf"<{name}(?:\s[^<>]*)?>", re.IGNORECASE), pattern(rf"</{name}\s*>", re.IGNORECASE)
    return _Element(name, "".join(rest).strip(), opens, closes)
