"""What is true of a page as a whole: which lines are in tables, and whether its marks stand under its images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import lazy, pattern
from mdlint_zh.markdown.lines import Span, covers
from mdlint_zh.page.images.credit import is_credit
from mdlint_zh.page.images.mark import TRIANGLE, weight
from mdlint_zh.page.images.sources import in_one_spelling
from mdlint_zh.page.images.words import plain_words

if TYPE_CHECKING:
    from mdlint_zh.markdown.lines import Lines
    from mdlint_zh.page.images.forms import CaptionForms

_DELIMITERS = pattern(r"(?:^|(?<=\r))(?=[^\r\n]*\|)[ \t>|:]*-[-:|> \t]*(?=\r|$)", 8)  # re.MULTILINE
_BLANK_LINE = pattern(r"(?:\r\n|\n|\r(?!\n))[ \t>]*(?=\r|\n|$)")
_TRIANGLES = pattern(r"(?:^|(?<=\r))[ \t\xa0\u3000*_（(▼▽]*[▲△]", 8)
_IS_IMAGE = pattern(r"!\[|<img|<figure|<video|<iframe", 2)  # re.IGNORECASE
MOST_ABOVE = 3
MOST_OF_A_CAPTION = 200


class Layout:
    """How the text of a page is laid out around its images."""

    def __init__(self, text: str, lines: Lines, forms: CaptionForms) -> None:
        self._text = text
        self._forms = forms
        self._lines = lines

    def in_table(self, offset: int) -> bool:
        """Tell whether the code point at `offset` lies in the row of a table."""
        return covers(self._tables, offset)

    @lazy
    def _tables(self) -> list[Span]:
        """The tables: from the line above a row of delimiters to the next blank line."""
        found: list[Span] = []
        for row in _DELIMITERS.finditer(self._text):
            above = self._lines.above(self._lines.around(row.start()))
            if above is None or "|" not in self._text[slice(*above)] or (found and found[-1].end > row.start()):
                continue
            blank = _BLANK_LINE.search(self._text, row.end())
            found.append(Span(above.start, blank.start() if blank else len(self._text)))
        return found

    @lazy
    def has_bullets(self) -> bool:
        """Whether ▲ is a bullet here: a line that begins with one stands under something else than an image."""
        return any(
            not self._is_image(self.above(self._lines.around(match.end()))) for match in _TRIANGLES.finditer(self._text)
        )

    @lazy
    def captions_are_above(self) -> bool:
        """Whether captions stand above their images here: a marked line above one has no image above itself."""
        at = self._text.find("![")
        while at >= 0:
            line = self._lines.around(at)
            above = self.above(line)
            if above and self._is_caption(above) and not self._is_image(self.above(above)):
                return True
            at = self._text.find("![", max(line.end, at + 2))
        return False

    def above(self, line: Span) -> Span | None:
        """Return the next line above that is not blank; None when there is none near."""
        for _ in range(MOST_ABOVE + 1):
            found = self._lines.above(line)
            if found is None or self._text[slice(*found)].strip():
                return found
            line = found
        return None

    def _is_image(self, line: Span | None) -> bool:
        return line is not None and _IS_IMAGE.search(self._text, *line) is not None

    def _is_caption(self, line: Span) -> bool:
        """Whether a line looks like a caption: by its form, a label, or the credit of a picture at its end."""
        written = self._text[slice(*line)]
        if self._forms.below(self._text, *line, MOST_OF_A_CAPTION):
            return True
        if len(written) > MOST_OF_A_CAPTION or _IS_IMAGE.search(written) or TRIANGLE.match(written):
            return False
        words = plain_words(written)
        written, words = in_one_spelling(written), in_one_spelling(words)
        return not is_credit(words) and weight(written, words) in ("mark", "label")
