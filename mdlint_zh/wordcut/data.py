"""The data the model reads, opened in place: nothing is copied into memory until a page of a file is touched.

The files are made by `tools/train_split.py`; `data/README.md` says where their contents come from.
"""

from __future__ import annotations

import json
import math
import mmap
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import marisa_trie

from mdlint_zh.wordcut.boundary import LONGEST_WORD
from mdlint_zh.wordcut.certain.certain import Certain
from mdlint_zh.wordcut.certain.facts import read_facts
from mdlint_zh.wordcut.forest import Forest, load_forests
from mdlint_zh.wordcut.gate import Gate
from mdlint_zh.wordcut.text import HAN_FIRST, HAN_LAST, character_table, is_word_char

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER: Final = Path(__file__).parent / "data"
COUNT_STEP: Final = 8
"""Counts are stored as log2(1 + count) in steps of 1 / COUNT_STEP."""
COUNTS: Final = 4
"""Bytes a word.

Its count in the plain dictionary, tokens and all occurrences in the archive, and -log2 of its probability.
"""
PAIR_COUNTS: Final = 2
"""Bytes a pair of characters: share inside a word in 1/255, count."""
_KNOWN_JOINS: Final = 1 << 14
_NOT_A_WORD: Final = -100.0
_NOTHING: Final = (0.0, 0.0, 0.0)


class Scores(NamedTuple):
    """What `model.json` holds."""

    step: float
    spans: list[float]
    traditional: str
    simplified: str
    plain_total: float
    mixed_unknown: float
    surnames: str
    foreign: dict[str, float]
    suffixes: dict[str, int]
    prefixes: dict[str, int]
    priors: dict[str, dict[str, float]]
    usual_prior: float
    gate: list[int]
    calibration: tuple[float, float]


class Tables:
    """Everything the model looks up. Raises OSError when a file of `folder` is missing."""

    def __init__(self, folder: Path = FOLDER) -> None:
        scores = Scores(**json.loads((folder / "model.json").read_text(encoding="utf-8")))
        self._folder = folder
        self.weights, self.step, self.spans = _mapped(folder / "weights.bin").cast("b"), scores.step, scores.spans
        """The boundary model: weights of n-grams in units of a step, and the values of the classes of words."""
        self.characters = character_table(scores.traditional, scores.simplified)
        self.surnames, self.foreign = frozenset(scores.surnames), scores.foreign
        self.suffixes, self.prefixes = scores.suffixes, scores.prefixes
        self._priors = {int(step): table for step, table in scores.priors.items()}
        self._usual_prior = scores.usual_prior
        self._slope, self._offset = scores.calibration
        self._words, self._counts = _trie(folder / "words.marisa"), _mapped(folder / "words.bin")
        self._pairs, self._pair_counts = _trie(folder / "pairs.marisa"), _mapped(folder / "pairs.bin")
        self.names = _trie(folder / "names.marisa")
        self.certain = Certain(read_facts(folder / "facts.json"), self.characters, self.is_word, self.is_used)
        self.gate = Gate(_mapped(folder / "gate.bin").cast("b"), scores.gate, self)
        self.pair = lru_cache(maxsize=_KNOWN_JOINS)(self._pair)
        """How often two neighbouring characters are in one word (0..1), and log2(1 + count) of the pair.

        (-1, 0) when the pair is unknown.
        """
        self.counts = lru_cache(maxsize=_KNOWN_JOINS)(self._find)
        """log2(1 + count) of a word: in the plain dictionary, as a word and as a string in the archive.

        Zeros when it is unknown.
        """
        self.mixed_cost = lru_cache(maxsize=_KNOWN_JOINS)(self._mixed_cost)
        """log2 of the probability of a known word, in the dictionary and the archive, half and half."""
        self.mixed_unknown, self.plain_unknown = scores.mixed_unknown, -scores.plain_total

    @cached_property
    def _forests(self) -> tuple[Forest, Forest]:
        """Read when a link is first in doubt."""
        return load_forests(self._folder / "trees.bin")

    @property
    def forest(self) -> Forest:
        """The large forest, which looks at all that there is."""
        return self._forests[0]

    def confidence(self, values: Sequence[float]) -> float:
        """Return how sure the large forest is, 0..1, for a list of features: as often as that, a reader says cut."""
        return 1 / (1 + math.exp(-(self._slope * self.forest.log_odds(values) + self._offset)))

    @property
    def glance(self) -> Forest:
        """The small one, which clears most links at a glance."""
        return self._forests[1]

    def words_in(self, text: str) -> list[list[str]]:
        """For each character of a text every known word that begins with it, by length."""
        found, reach = self._words.prefixes, LONGEST_WORD
        return [
            found(text[start : start + reach]) if HAN_FIRST <= char <= HAN_LAST else []
            for start, char in enumerate(text)
        ]

    def longest_from(self, text: str) -> int:
        """Return the length of the longest known word of two characters or more that a text begins with; 0 for none."""
        words = self._words.prefixes(text)
        return len(words[-1]) if words and len(words[-1]) > 1 else 0

    def longest_to(self, text: str) -> int:
        """Return the same for the end of a short text."""
        return next((len(text) - start for start in range(len(text) - 1) if text[start:] in self._words), 0)

    def is_word(self, text: str) -> bool:
        """Tell whether the plain dictionary has a word."""
        return self.counts(text)[0] > 0

    def is_used(self, text: str) -> bool:
        """Tell whether the archive has a word on several pages."""
        return self.counts(text)[1] > 0

    def _find(self, word: str) -> tuple[float, float, float]:
        key = self._words.get(word)
        if key is None:
            return _NOTHING
        first = COUNTS * key
        plain, tokens, everywhere = self._counts[first : first + 3]
        return plain / COUNT_STEP, tokens / COUNT_STEP, everywhere / COUNT_STEP

    def plain_cost(self, word: str) -> float:
        """log2 of the probability of a known word in the plain dictionary; others are out of the question."""
        return (self.counts(word)[0] or _NOT_A_WORD) + self.plain_unknown

    def _mixed_cost(self, word: str) -> float:
        return -self._counts[COUNTS * self._words[word] + 3] / COUNT_STEP

    def _pair(self, pair: str) -> tuple[float, float]:
        if not (is_word_char(pair[0]) and is_word_char(pair[1])):
            return 0.0, 0.0
        key = self._pairs.get(pair)
        if key is None:
            return -1.0, 0.0
        return self._pair_counts[PAIR_COUNTS * key] / 255, self._pair_counts[PAIR_COUNTS * key + 1] / COUNT_STEP

    def prior(self, char: str, step: int) -> float:
        """Return how often labels say cut where `char` stands outside a suspicious edge.

        `step` is 1 at the right edge and -1 at the left one.
        """
        return self._priors[step].get(char, self._usual_prior)


@cache
def tables() -> Tables:
    """Return the tables that ship with the package, opened at the first call."""
    return Tables()


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _trie(path: Path) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(path))
    return trie
