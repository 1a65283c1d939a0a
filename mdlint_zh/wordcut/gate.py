"""The cheap test: which edges of links need no closer look.

Two linear models foresee for one edge whether the whole model would report it. The first reads the n-grams of the link
and the character outside; the second, which is asked about what the first does not clear, also looks into the
dictionary. Links repeat from page to page, and so do their edges: both are kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from zlib import crc32

from mdlint_zh.wordcut.text import IN_NAMES, kinds, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.wordcut.certain.certain import Certain

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
_KNOWN_EDGES: Final = 1 << 17
"""So many answers are kept; then all are forgotten, so that memory does not grow with the number of pages."""


class Outside(NamedTuple):
    """A character beside a link: its kind, and itself normalised, as text and in UTF-16."""

    kind: int
    text: str
    units: bytes


class Lookups(Protocol):
    """What the test looks up in the tables of the model."""

    characters: dict[int, str]
    certain: Certain

    def longest_from(self, text: str) -> int:
        """Return the length of the longest known word that a text begins with."""

    def longest_to(self, text: str) -> int:
        """Return the length of the longest known word that a text ends with."""

    def pair(self, pair: str) -> tuple[float, float]:
        """Return how often two neighbouring characters are in one word, and how often the pair was seen."""

    def counts(self, word: str) -> tuple[float, float, float]:
        """Return how often a word was seen."""


class Gate:
    """The two models over `weights`, which clear an edge whose sum is not above the model's bound."""

    def __init__(self, weights: memoryview, bounds: Sequence[int], tables: Lookups) -> None:
        size = 1 << BITS
        self.plain, self.informed = (weights[first : first + size] for first in range(0, len(weights), size))
        self.bounds, self.tables = bounds, tables
        self.link = lru_cache(maxsize=_KNOWN_LINKS)(self._link)
        """The left and the right edge of the link that shows a text."""
        self.kept = 0
        """How many answers the edges keep."""
        self.outside = lru_cache(maxsize=None)(self._outside)
        """What is known of one character."""

    def forget(self) -> None:
        """Forget all links and what was found about their edges."""
        self.kept = 0
        self.link.cache_clear()

    def _link(self, shown: str) -> tuple[EdgeTest, EdgeTest]:
        text = normalise(shown, self.tables.characters)
        return EdgeTest(self, LEFT, shown[0], text), EdgeTest(self, RIGHT, shown[-1], text)

    def _outside(self, char: str) -> Outside:
        text = normalise(char, self.tables.characters)
        return Outside(kinds[char], text, text.encode("utf-16-le"))


class EdgeTest(dict[str, int]):
    """What the cheap test says of one edge of one link, by the character outside; found when it is first asked for.

    `nearest` is the character of the link at the edge, `text` the normalised link.
    """

    __slots__ = ("_far", "_gate", "_kind", "_known", "_nearest", "_seed", "_side", "_text", "_units")

    def __init__(self, gate: Gate, side: int, nearest: str, text: str) -> None:
        super().__init__()
        self._gate, self._side, self._nearest, self._text = gate, side, nearest, text
        self._kind = kinds[nearest]
        self._seed = _SEEDS * side
        self._units = (text if side == LEFT else text[::-1]).encode("utf-16-le")
        self._far = crc32(self._units, self._seed + 3) & _MASK
        self._known: tuple[int, ...] = ()

    def __missing__(self, char: str) -> int:
        """Find the answer and keep it."""
        answer = self[char] = self._find(char)
        self._gate.kept += 1
        if self._gate.kept > _KNOWN_EDGES:
            self._gate.forget()
        return answer

    def _find(self, char: str) -> int:
        outside, is_left = self._gate.outside(char), self._side == LEFT
        pair = (char, self._nearest) if is_left else (self._nearest, char)
        if self._gate.tables.certain.touches(*pair, self._text, outside.text, left=is_left):
            return CERTAIN
        if not (outside.kind and self._kind) or (outside.kind == IN_NAMES and is_left):
            return CLEAR
        return self._is_open(outside)

    def _is_open(self, outside: Outside) -> bool:
        """The answer of the models."""
        gate, grams = self._gate, self.gram_slots(outside)
        first, second, third, fourth = grams
        weights = gate.plain
        if weights[first] + weights[second] + weights[third] + weights[fourth] <= gate.bounds[PLAIN]:
            return False
        return sum([gate.informed[slot] for slot in grams + self.word_slots(outside)]) > gate.bounds[INFORMED]

    def gram_slots(self, outside: Outside) -> tuple[int, ...]:
        """Return where the weights for the n-grams stand, read from the character outside inward."""
        units, seed = outside.units + self._units, self._seed
        return (
            crc32(units, seed) & _MASK,
            crc32(units[:6], seed + 1) & _MASK,
            crc32(units[:4], seed + 2) & _MASK,
            self._far,
        )

    def word_slots(self, outside: Outside) -> tuple[int, ...]:
        """Return the same for what the dictionary says.

        That is the longest word over the edge, how often the characters beside it are in one word, and how common the
        link is.
        """
        longest, together = self._over(outside.text)
        length, seed = min(len(self._text), _LONG), self._seed + 8
        return (
            crc32(bytes((longest,)), seed) & _MASK,
            crc32(bytes((together,)), seed + 1) & _MASK,
            crc32(bytes((longest, together, length)), seed + 2) & _MASK,
            *(self._known or self._find_known(length, seed)),
            crc32(outside.text.encode(), seed + length) & _MASK,
        )

    def _over(self, char: str) -> tuple[int, int]:
        """The length of the longest word over the edge, and a class for how often its two sides are in one word."""
        tables = self._gate.tables
        if self._side == LEFT:
            text = char + self._text[:_STEM]
            longest, pair = tables.longest_from(text), text[:2]
        else:
            text = self._text[-_STEM:] + char
            longest, pair = tables.longest_to(text), text[-2:]
        share, count = tables.pair(pair)
        return longest, 0 if share < 0 else 1 + 4 * int(share * 9.99) + min(3, int(count / 3))

    def _find_known(self, length: int, seed: int) -> tuple[int, ...]:
        """Where the weights stand for how common the link is as a word and as a string."""
        plain, tokens, everywhere = self._gate.tables.counts(self._text)
        known = int(plain / 3), int(tokens / 2), int(everywhere / 2)
        self._known = (
            crc32(bytes((length, *known)), seed + 3) & _MASK,
            crc32(bytes((length, known[1])), seed + 4) & _MASK,
        )
        return self._known
