"""The cheap test: which edges of links need no closer look.

Two linear models foresee for one edge whether the whole model would report it. The first reads the n-grams of the link
and the character outside; the second, which is asked about what the first does not clear, also looks into the
dictionary. Links repeat from page to page, and so do their edges: both are kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zlib import crc32

from mdlint_zh.split.rules import is_certain
from mdlint_zh.split.text import IN_NAMES, kinds, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.split.data import Tables

CLEAR, OPEN, CERTAIN = 0, 1, 2
"""What the cheap test says of an edge: nothing is cut, look closer, a rule may apply."""
LEFT, RIGHT = 0, 1
PLAIN, INFORMED = 0, 1
"""The two models."""
BITS: Final = 17
"""Each model has 2 ** BITS weights of eight bits."""
_MASK: Final = (1 << BITS) - 1
_SEEDS: Final = 32
_STEM: Final = 3
_LONG: Final = 4
_KNOWN_LINKS: Final = 1 << 14


class Gate:
    """The two models over `weights`, which clear an edge whose sum is not above the model's bound."""

    def __init__(self, weights: memoryview, bounds: Sequence[int], tables: Tables) -> None:
        size = 1 << BITS
        self.weights = tuple(weights[first : first + size] for first in range(0, len(weights), size))
        self.bounds, self.tables = bounds, tables
        self.link = lru_cache(maxsize=_KNOWN_LINKS)(self._link)
        """The left and the right edge of the link that shows a text."""

    def _link(self, shown: str) -> tuple[Edge, Edge]:
        text = normalise(shown, self.tables.characters)
        return Edge(self, LEFT, shown[0], text), Edge(self, RIGHT, shown[-1], text)


class Edge(dict[str, int]):
    """What the cheap test says of one edge of one link, by the character outside; found when it is first asked for.

    `nearest` is the character of the link at the edge, `text` the normalised link.
    """

    __slots__ = ("_far", "_gate", "_known", "_nearest", "_seed", "_side", "_text", "_units")

    def __init__(self, gate: Gate, side: int, nearest: str, text: str) -> None:
        super().__init__()
        self._gate, self._side, self._nearest, self._text = gate, side, nearest, text
        self._seed = _SEEDS * side
        self._units = (text if side == LEFT else text[::-1]).encode("utf-16-le")
        self._far = crc32(self._units, self._seed + 3) & _MASK
        self._known: tuple[int, ...] = ()

    def __missing__(self, outside: str) -> int:
        """Find the answer and keep it."""
        answer = self[outside] = self._find(outside)
        return answer

    def _find(self, outside: str) -> int:
        kind, nearest = kinds[outside], self._nearest
        if not kind or not kinds[nearest] or (kind == IN_NAMES and self._side == LEFT):
            return CLEAR
        if is_certain(outside, nearest) if self._side == LEFT else is_certain(nearest, outside):
            return CERTAIN
        tables = self._gate.tables
        char = normalise(outside, tables.characters)
        if (char + self._text if self._side == LEFT else self._text + char) in tables.wholes.edges:
            return CERTAIN
        return self._is_open(char)

    def _is_open(self, char: str) -> bool:
        """The answer of the models, for a normalised character outside."""
        weights, bounds = self._gate.weights, self._gate.bounds
        slots = self.gram_slots(char)
        if sum([weights[PLAIN][slot] for slot in slots]) <= bounds[PLAIN]:
            return False
        slots += self.word_slots(char)
        return sum([weights[INFORMED][slot] for slot in slots]) > bounds[INFORMED]

    def gram_slots(self, char: str) -> list[int]:
        """Where the weights for the n-grams stand, read from the normalised character outside inward."""
        units, seed = char.encode("utf-16-le") + self._units, self._seed
        return [
            crc32(units, seed) & _MASK,
            crc32(units[:6], seed + 1) & _MASK,
            crc32(units[:4], seed + 2) & _MASK,
            self._far,
        ]

    def word_slots(self, char: str) -> list[int]:
        """The same for what the dictionary says.

        That is the longest word over the edge, how often the characters beside it are in one word, and how common the
        link is.
        """
        longest, together = self._over(char)
        length, seed = min(len(self._text), _LONG), self._seed + 8
        return [
            crc32(bytes((longest,)), seed) & _MASK,
            crc32(bytes((together,)), seed + 1) & _MASK,
            crc32(bytes((longest, together, length)), seed + 2) & _MASK,
            *(self._known or self._find_known(length, seed)),
            crc32(char.encode(), seed + length) & _MASK,
        ]

    def _over(self, char: str) -> tuple[int, int]:
        """The length of the longest word over the edge, and a class for how often its two sides are in one word."""
        if self._side == LEFT:
            text, gap = char + self._text[:_STEM], 1
        else:
            text = self._text[-_STEM:] + char
            gap = len(text) - 1
        share, count = self._gate.tables.pair(text[gap - 1 : gap + 1])
        together = 0 if share < 0 else 1 + 4 * int(share * 9.99) + min(3, int(count / 3))
        return self._gate.tables.longest_over(text, gap), together

    def _find_known(self, length: int, seed: int) -> tuple[int, ...]:
        """Where the weights stand for how common the link is as a word and as a string."""
        plain, tokens, everywhere = self._gate.tables.counts(self._text)
        known = int(plain / 3), int(tokens / 2), int(everywhere / 2)
        self._known = (
            crc32(bytes((length, *known)), seed + 3) & _MASK,
            crc32(bytes((length, known[1])), seed + 4) & _MASK,
        )
        return self._known
