"""The boundary model and the dictionary, asked about one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.split.boundary import LONGEST_WORD, MARGIN
from mdlint_zh.split.text import is_han

if TYPE_CHECKING:
    from mdlint_zh.split.data import Tables


class Gaps:
    """A normalised text with at least MARGIN characters on either side of every gap asked for."""

    def __init__(self, text: str, tables: Tables) -> None:
        self.text = text
        self._tables = tables
        self._words: dict[int, list[tuple[int, int]]] = {}

    def words(self, start: int) -> list[tuple[int, int]]:
        """(length in characters, id) of every known word that begins at `start`."""
        found = self._words.get(start)
        if found is None:
            text = self.text[start : start + LONGEST_WORD]
            found = self._tables.words_in(text) if is_han(text[0]) else []
            self._words[start] = found
        return found

    def join(self, gap: int) -> float:
        """Log-odds that the characters before and after `gap` are in one word."""
        return self._tables.join(self.text[gap - MARGIN : gap + MARGIN])
