"""The boundary model and the dictionary, asked about one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.split.boundary import APART, MARGIN, Spans, weigh_ngrams
from mdlint_zh.split.text import is_word_char

if TYPE_CHECKING:
    from mdlint_zh.split.data import Tables


class Gaps:
    """A normalised text with at least MARGIN characters on either side of every gap asked for."""

    def __init__(self, text: str, tables: Tables) -> None:
        self.text = text
        self.words = tables.words_in(text)
        """For each character every known word that begins with it, by length, with its id."""
        self._tables = tables
        self._units = text.encode("utf-16-le")
        self._spans = Spans(self.words)
        self._joins: dict[int, float] = {}

    def join(self, gap: int) -> float:
        """Log-odds that the characters before and after `gap` are in one word."""
        found = self._joins.get(gap)
        if found is None:
            found = self._joins[gap] = self._find_join(gap)
        return found

    def _find_join(self, gap: int) -> float:
        if not (is_word_char(self.text[gap - 1]) and is_word_char(self.text[gap])):
            return APART
        tables = self._tables
        total = weigh_ngrams(self._units[2 * (gap - MARGIN) : 2 * (gap + MARGIN)], tables.weights)
        return tables.spans[self._spans.span_class(gap)] + total * tables.step
