"""The cheap test: which edges of links need no closer look.

Two linear models foresee for one edge whether the whole model would report it. The first knows the link and the
character outside; the second, which is asked about what the first does not clear, also looks into the dictionary. Their
weights stand where hashes say. What depends on the link alone is added up once a link; an n-gram over the edge is found
by the hash of its part in the link and that of the character, so that either is hashed once. Links repeat from page to
page, and so do their edges: both are kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from zlib import crc32

from mdlint_zh.wordcut.certain.numbers import is_certain, may_count
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
_FAR_BEFORE: Final = bytes(256)
"""A character is hashed as if so much stood between it and the link: two sums of CRC at one place know no order."""
_STEM: Final = 3
_LONG: Final = 4
_KNOWN_LINKS: Final = 1 << 14
_KNOWN_EDGES: Final = 1 << 17
"""So many answers are kept; then all are forgotten, so that memory does not grow with the number of pages."""


class Outside(NamedTuple):
    """A character beside a link: its kind, itself normalised, and the hash of that."""

    kind: int
    text: str
    hash: int


class OfLink(NamedTuple):
    """What the models know of a link at one of its edges."""

    hashes: tuple[int, int, int, int]
    """Of what stands in the three n-grams over the edge, and of the link's length."""
    own: tuple[int, int, int]
    """Where the weights stand of the link itself and of how common it is as a word and as a string."""
    plain: int
    informed: int
    """The sums of those in the two models."""
    length: int
    seed: int

    def gram_slots(self, outside: Outside) -> tuple[int, ...]:
        """Return where the weights stand for the n-grams over the edge, and for the character beside such a link."""
        return tuple(part ^ outside.hash for part in self.hashes)


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
        self.of_counts = lru_cache(maxsize=None)(self._of_counts)
        """What the models say of a link's length and counts; there are few of those."""
        self.of_words = lru_cache(maxsize=None)(self._of_words)
        """The informed model's weight for what the dictionary says; there are few answers."""

    def forget(self) -> None:
        """Forget all links and what was found about their edges."""
        self.kept = 0
        self.link.cache_clear()

    def _link(self, shown: str) -> tuple[EdgeTest, EdgeTest]:
        text = normalise(shown, self.tables.characters)
        return EdgeTest(self, LEFT, shown[0], text), EdgeTest(self, RIGHT, shown[-1], text)

    def of_link(self, text: str, side: int) -> OfLink:
        """Return what the models know of a normalised link at one of its edges."""
        units, seed = (text if side == LEFT else text[::-1]).encode("utf-16-le"), _SEEDS * side
        length = min(len(text), _LONG)
        slots, beside, plain, informed = self.of_counts(length, self.tables.counts(text), seed)
        hashes = (
            crc32(units, seed) & _MASK,
            crc32(units[:4], seed + 1) & _MASK,
            crc32(units[:2], seed + 2) & _MASK,
            beside,
        )
        link = crc32(units, seed + 4) & _MASK
        own = (link, *slots)
        return OfLink(hashes, own, plain + self.plain[link], informed + self.informed[link], length, seed)

    def _of_counts(
        self, length: int, counts: tuple[float, float, float], seed: int
    ) -> tuple[tuple[int, int], int, int, int]:
        """Where the weights stand of how common a link is, the hash of its length, and the sums in both models."""
        plain, tokens, everywhere = counts
        common = bytes((length, int(plain / 3), int(tokens / 2), int(everywhere / 2)))
        first, second = crc32(common, seed + 5) & _MASK, crc32(common[::2], seed + 6) & _MASK
        in_plain, in_informed = (weights[first] + weights[second] for weights in (self.plain, self.informed))
        return (first, second), crc32(common[:1], seed + 3) & _MASK, in_plain, in_informed

    def _outside(self, char: str) -> Outside:
        text = normalise(char, self.tables.characters)
        return Outside(kinds[char], text, crc32(text.encode("utf-16-le") + _FAR_BEFORE) & _MASK)

    def _of_words(self, longest: int, together: int, length: int, seed: int) -> int:
        return sum([self.informed[slot] for slot in word_slots(longest, together, length, seed)])


def word_slots(longest: int, together: int, length: int, seed: int) -> tuple[int, int, int]:
    """Return where the informed model's weights stand for what the dictionary says of an edge."""
    return (
        crc32(bytes((longest,)), seed + 8) & _MASK,
        crc32(bytes((together,)), seed + 9) & _MASK,
        crc32(bytes((longest, together, length)), seed + 10) & _MASK,
    )


class EdgeTest(dict[str, int]):
    """What the cheap test says of one edge of one link, by the character outside; found when it is first asked for.

    `nearest` is the character of the link at the edge, `text` the normalised link.
    """

    __slots__ = ("_counts", "_gate", "_kind", "_models", "_nearest", "_ruled", "_side", "_text")

    def __init__(self, gate: Gate, side: int, nearest: str, text: str) -> None:
        super().__init__()
        self._gate, self._side, self._nearest, self._text = gate, side, nearest, text
        self._kind, self._counts = kinds[nearest], may_count(nearest)
        self._ruled = gate.tables.certain.beside(text, left=side == LEFT)
        self._models: OfLink | None = None

    @property
    def models(self) -> OfLink:
        """What the models know of the link at this edge."""
        if self._models is None:
            self._models = self._gate.of_link(self._text, self._side)
        return self._models

    def __missing__(self, char: str) -> int:
        """Find the answer and keep it. In one go: half of all edges of links come by here."""
        gate = self._gate
        kind, text, char_hash = gate.outside(char)
        if text in self._ruled or (self._counts and self._is_number(char)):
            answer = CERTAIN
        elif not (kind and self._kind) or (kind == IN_NAMES and self._side == LEFT):
            answer = CLEAR
        else:
            hashes, _, plain, informed, length, seed = self._models or self.models
            first, second, third, fourth = hashes
            first, second, third, fourth = first ^ char_hash, second ^ char_hash, third ^ char_hash, fourth ^ char_hash
            answer, weights = CLEAR, gate.plain
            if plain + weights[first] + weights[second] + weights[third] + weights[fourth] > gate.bounds[PLAIN]:
                weights = gate.informed
                total = informed + weights[first] + weights[second] + weights[third] + weights[fourth]
                if total + gate.of_words(*self.over(text), length, seed) > gate.bounds[INFORMED]:
                    answer = OPEN
        self[char] = answer
        gate.kept += 1
        if gate.kept > _KNOWN_EDGES:
            gate.forget()
        return answer

    def _is_number(self, char: str) -> bool:
        """Whether the edge lies in a number or a Latin word."""
        return is_certain(char, self._nearest) if self._side == LEFT else is_certain(self._nearest, char)

    def over(self, char: str) -> tuple[int, int]:
        """Return what the dictionary says of the edge.

        The length of the longest word over it, with at most _STEM characters of the link, and a class, 0..40, for how
        often its two sides are in one word.
        """
        tables = self._gate.tables
        if self._side == LEFT:
            text = char + self._text[:_STEM]
            longest, pair = tables.longest_from(text), text[:2]
        else:
            text = self._text[-_STEM:] + char
            longest, pair = tables.longest_to(text), text[-2:]
        share, count = tables.pair(pair)
        return longest, 0 if share < 0 else 1 + 4 * int(share * 9.99) + min(3, int(count / 3))
