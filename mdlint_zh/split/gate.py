"""The cheap test: which edges of links need no closer look.

Two linear models foresee for one edge whether the whole model would report it. The first reads the n-grams of the link
and the character outside; the second, which is asked about what the first does not clear, also looks into the
dictionary. Their answers repeat from page to page, so they are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zlib import crc32

from mdlint_zh.split.rules import is_certain
from mdlint_zh.split.text import IN_NAMES, kinds, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_KNOWN_EDGES: Final = 1 << 17


class Known(dict[str, int]):
    """Answers for a link and the character at one of its edges, found when first asked for."""

    def __init__(self, answer: Callable[[str], int]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: str) -> int:
        """Find the answer and keep it."""
        if len(self) >= _KNOWN_EDGES:
            self.clear()
        answer = self[key] = self._answer(key)
        return answer


class Gate:
    """The two models over `weights`, which clear an edge whose sum is not above the model's bound."""

    def __init__(self, weights: memoryview, bounds: Sequence[int], tables: Tables) -> None:
        size = 1 << BITS
        self._plain, self._informed = (weights[first : first + size] for first in range(0, len(weights), size))
        self._bounds, self._tables = bounds, tables
        self.left, self.right = Known(self._near_left), Known(self._near_right)
        """The answers: by the character before the link and the link, and by both after it."""

    def _near_left(self, key: str) -> int:
        outside, inside = kinds[key[0]], kinds[key[1]]
        if not (outside and inside) or outside == IN_NAMES:
            return CLEAR
        return CERTAIN if is_certain(key[0], key[1]) else self._near(LEFT, key)

    def _near_right(self, key: str) -> int:
        if not (kinds[key[-2]] and kinds[key[-1]]):
            return CLEAR
        return CERTAIN if is_certain(key[-2], key[-1]) else self._near(RIGHT, key)

    def _near(self, side: int, key: str) -> int:
        """The answer of the models for an edge, given in the order of the text."""
        text = normalise(key, self._tables.characters)
        if text in self._tables.wholes:
            return CERTAIN
        edge = text if side == LEFT else text[::-1]
        slots = gram_slots(side, edge)
        if sum([self._plain[slot] for slot in slots]) <= self._bounds[PLAIN]:
            return CLEAR
        slots += word_slots(side, edge, self._tables)
        return sum([self._informed[slot] for slot in slots]) > self._bounds[INFORMED]


def gram_slots(side: int, edge: str) -> list[int]:
    """Where the weights for an edge stand: a normalised character outside and the link, read from outside inward."""
    units, seed = edge.encode("utf-16-le"), _SEEDS * side
    return [
        crc32(units, seed) & _MASK,
        crc32(units[:6], seed + 1) & _MASK,
        crc32(units[:4], seed + 2) & _MASK,
        crc32(units[2:], seed + 3) & _MASK,
    ]


def word_slots(side: int, edge: str, tables: Tables) -> list[int]:
    """The same for what the dictionary says of an edge.

    That is the longest word that crosses it, how often the characters beside it are in one word, and how common the
    link is.
    """
    text, gap = edge[: 1 + _STEM], 1
    if side == RIGHT:
        text, gap = text[::-1], len(text) - 1
    longest = tables.longest_over(text, gap)
    share, count = tables.pair(text[gap - 1 : gap + 1])
    together = 0 if share < 0 else 1 + 4 * int(share * 9.99) + min(3, int(count / 3))
    length, known = min(len(edge) - 1, _LONG), _commonness(edge[1:] if side == LEFT else edge[:0:-1], tables)
    seed = _SEEDS * side + 8
    return [
        crc32(bytes((longest,)), seed) & _MASK,
        crc32(bytes((together,)), seed + 1) & _MASK,
        crc32(bytes((longest, together, length)), seed + 2) & _MASK,
        crc32(bytes((length, *known)), seed + 3) & _MASK,
        crc32(bytes((length, known[1])), seed + 4) & _MASK,
        crc32(edge[0].encode(), seed + length) & _MASK,
    ]


def _commonness(link: str, tables: Tables) -> tuple[int, ...]:
    """How common a link is as a word and as a string, roughly."""
    plain, tokens, everywhere = tables.counts(link)
    return int(plain / 3), int(tokens / 2), int(everywhere / 2)
