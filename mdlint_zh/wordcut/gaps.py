"""The boundary model and the dictionary, asked about one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.wordcut.boundary import APART, MARGIN, Spans, weigh_ngrams
from mdlint_zh.wordcut.text import is_word_char

if TYPE_CHECKING:
    from mdlint_zh.wordcut.data import Tables


class Gaps(dict[int, float]):
    """For each gap of a normalised text, log-odds that the characters before and after it are in one word.

    They are found when they are first asked for. The text has MARGIN characters or more on either side of every gap
    that is.
    """

    def __init__(self, text: str, tables: Tables) -> None:
        super().__init__()
        self.text = text
        self.words = tables.words_in(text)
        """For each character every known word that begins with it, by length."""
        self._tables = tables
        self._units = text.encode("utf-16-le")
        self._spans = Spans(self.words)

    def __missing__(self, gap: int) -> float:
        """Find the answer and keep it."""
        answer = self[gap] = self._find(gap)
        return answer

    def _find(self, gap: int) -> float:
        if not (is_word_char(self.text[gap - 1]) and is_word_char(self.text[gap])):
            return APART
        tables = self._tables
        total = weigh_ngrams(self._units[2 * (gap - MARGIN) : 2 * (gap + MARGIN)], tables.weights)
        return tables.spans[self._spans.span_class(gap)] + total * tables.step
