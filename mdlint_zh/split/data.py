"""The data the model reads, opened in place: nothing is copied into memory until a page of a file is touched.

The files are made by `tools/train_split.py`; `data/README.md` says where their contents come from.
"""

from __future__ import annotations

import json
import mmap
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import marisa_trie

from mdlint_zh.split.boundary import Logits, join
from mdlint_zh.split.forest import Forest
from mdlint_zh.split.text import character_table, is_word_char

FOLDER: Final = Path(__file__).parent / "data"
COUNT_STEP: Final = 8
"""Counts are stored as log2(1 + count) in steps of 1 / COUNT_STEP."""
COUNTS: Final = 4
"""Bytes a word.

Its count in the plain dictionary, tokens and all occurrences in the archive, and -log2 of its probability.
"""
PAIR_COUNTS: Final = 2
"""Bytes a pair of characters: share inside a word in 1/255, count."""
LONGEST_WORD: Final = 12
_NOT_A_WORD: Final = -100.0
_KNOWN_JOINS: Final = 1 << 16
_NOTHING: Final = (0.0, 0.0, 0.0)


class Scores(NamedTuple):
    """What `model.json` holds besides the forest."""

    step: float
    spans: list[tuple[float, float]]
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


class Tables:
    """Everything the model looks up. Raises OSError when a file of `folder` is missing."""

    def __init__(self, folder: Path = FOLDER) -> None:
        model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        scores = Scores(**model["scores"])
        self.forest, self.glance = Forest(**model["forest"]), Forest(**model["glance"])
        self._weights, self._step = _mapped(folder / "weights.bin").cast("b"), scores.step
        self._spans = [(word, name) for word, name in scores.spans]
        self.characters = character_table(scores.traditional, scores.simplified)
        self.surnames, self.foreign = frozenset(scores.surnames), scores.foreign
        self.suffixes, self.prefixes = scores.suffixes, scores.prefixes
        self._priors = {int(step): table for step, table in scores.priors.items()}
        self._usual_prior = scores.usual_prior
        self._words, self._counts = _trie(folder / "words.marisa"), _mapped(folder / "words.bin")
        self._pairs, self._pair_counts = _trie(folder / "pairs.marisa"), _mapped(folder / "pairs.bin")
        self.names = _trie(folder / "names.marisa")
        self.good, self.apart = _trie(folder / "good.marisa"), _trie(folder / "apart.marisa")
        self.join = lru_cache(maxsize=_KNOWN_JOINS)(self._join)
        """The boundary model's answer for 2 * MARGIN normalised characters around a gap."""
        self._plain_total, self.plain_unknown = scores.plain_total, -scores.plain_total
        self.mixed_unknown = scores.mixed_unknown

    def _join(self, around: str) -> Logits:
        return join(around, self._weights, self._step, self._spans, self._words.prefixes)

    def words_at(self, text: str, start: int) -> list[tuple[int, int]]:
        """(length in characters, id) of every known word that begins at `start`."""
        words = self._words
        return [(len(word), words[word]) for word in words.prefixes(text[start : start + LONGEST_WORD])]

    def counts(self, word: str) -> tuple[float, float, float]:
        """log2(1 + count) of a word: in the plain dictionary, as a word and as a string in the archive.

        Zeros when it is unknown.
        """
        key = self._words.get(word)
        if key is None:
            return _NOTHING
        first = COUNTS * key
        plain, tokens, everywhere = self._counts[first : first + 3]
        return plain / COUNT_STEP, tokens / COUNT_STEP, everywhere / COUNT_STEP

    def plain_cost(self, key: int) -> float:
        """log2 of the probability of the word with this id, in the plain dictionary."""
        return (self._counts[COUNTS * key] / COUNT_STEP or -1.0) - self._plain_total

    def dictionary_cost(self, key: int) -> float:
        """The same, where words that the plain dictionary does not have are out of the question."""
        return self.plain_cost(key) if self._counts[COUNTS * key] else _NOT_A_WORD

    def mixed_cost(self, key: int) -> float:
        """The same in the dictionary and the archive, half and half."""
        return -self._counts[COUNTS * key + 3] / COUNT_STEP

    def pair(self, pair: str) -> tuple[float, float]:
        """How often two neighbouring characters are in one word (0..1), and log2(1 + count) of the pair.

        (-1, 0) when the pair is unknown.
        """
        if not (is_word_char(pair[0]) and is_word_char(pair[1])):
            return 0.0, 0.0
        key = self._pairs.get(pair)
        if key is None:
            return -1.0, 0.0
        return self._pair_counts[PAIR_COUNTS * key] / 255, self._pair_counts[PAIR_COUNTS * key + 1] / COUNT_STEP

    def prior(self, char: str, step: int) -> float:
        """How often labels say cut where `char` stands outside a suspicious edge.

        `step` is 1 at the right edge and -1 at the left one.
        """
        return self._priors[step].get(char, self._usual_prior)


@cache
def tables() -> Tables:
    """The tables that ship with the package, opened at the first call."""
    return Tables()


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _trie(path: Path) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    trie.mmap(str(path))
    return trie
