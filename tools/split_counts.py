"""Count what the archive and the plain dictionary say about words, pairs of characters and affixes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import marisa_trie
import numpy as np

from mdlint_zh.split.clear import GAP, apart_keys
from mdlint_zh.split.data import COUNT_STEP, LONGEST_WORD
from mdlint_zh.split.text import DOT, is_han, is_word_char

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from split_corpus import Line

_WORD: Final = re.compile(r"[一-鿿·0a]{1,8}")
_PAGES: Final = 3
"""A word of the archive ships only when it occurs on so many pages, a link's target on one less."""
_NAME_TAGS: Final = ("nr", "ns", "nt")
_PAIR_MINIMUM: Final = 4
_PLAIN_MINIMUM: Final = 3
_PLAIN_LONGEST: Final = 8
_NAME_LONGEST: Final = 3
_APART_MINIMUM, _APART_SHARE = 3, 0.04
_PLAIN_EXTRA, _TOKEN_EXTRA = 0.3, 0.02


class Taught(NamedTuple):
    """One line with what the teacher said of it."""

    line: Line
    text: str
    """The line's text, normalised."""
    joins: NDArray[np.uint8]
    """Shape (len(text), 2), in 1/255."""

    def words(self) -> Iterator[str]:
        """The teacher's words."""
        starts = [*np.flatnonzero(self.joins[:, 0] < 128).tolist(), len(self.text)]
        for first, last in pairwise(starts):
            yield self.text[first:last]


def plain_words(lines: Iterable[str], table: dict[int, str]) -> dict[str, int]:
    """The words and counts of a dictionary in jieba's format, in Simplified characters."""
    found: Counter[str] = Counter()
    for line in lines:
        word, count, *_ = line.split(" ")
        if len(word) <= _PLAIN_LONGEST and int(count) >= _PLAIN_MINIMUM:
            found[word.translate(table)] += int(count)
    return dict(found)


def plain_names(lines: Iterable[str], table: dict[int, str]) -> list[str]:
    """The words that such a dictionary tags as names of persons (nr), places (ns) and organisations (nt)."""
    rows = (line.split(" ") for line in lines)
    return sorted({word.translate(table) for word, _, tag in rows if tag[:2] in _NAME_TAGS and len(word) > 1})


class Words(NamedTuple):
    """The dictionary that ships."""

    trie: marisa_trie.Trie
    counts: NDArray[np.uint8]
    """Shape (words, 4), as `mdlint_zh.split.data.COUNTS` says."""
    plain_total: float
    mixed_unknown: float
    """log2 of the plain dictionary's total, and of the probability of an unknown character in the mixture."""


def count_words(corpus: Sequence[Taught], plain: dict[str, int]) -> Words:
    """All words of the plain dictionary, and those of the archive that occur on several pages."""
    pages: defaultdict[str, set[str]] = defaultdict(set)
    targets: defaultdict[str, set[str]] = defaultdict(set)
    tokens: Counter[str] = Counter()
    for taught in corpus:
        for word in filter(_WORD.fullmatch, taught.words()):
            pages[word].add(taught.line.page)
            tokens[word] += 1
        for start, end in taught.line.spans:
            targets[taught.text[start:end]].add(taught.line.page)
    common = {word for word, where in pages.items() if len(where) >= _PAGES}
    linked = {word for word, where in targets.items() if len(where) >= _PAGES - 1 and len(word) <= LONGEST_WORD}
    trie = marisa_trie.Trie(sorted(common | linked | plain.keys()))
    everywhere = _occurrences(corpus, trie)
    keys = [trie.restore_key(key) for key in range(len(trie))]
    table = [(plain.get(key, 0), tokens[key] if key in common else 0, everywhere[key]) for key in keys]
    return _words(trie, np.array(table, dtype=np.float64))


def _occurrences(corpus: Sequence[Taught], trie: marisa_trie.Trie) -> Counter[str]:
    found: Counter[str] = Counter()
    for taught in corpus:
        for start, char in enumerate(taught.text):
            if is_han(char):
                found.update(trie.prefixes(taught.text[start : start + LONGEST_WORD]))
    return found


def _words(trie: marisa_trie.Trie, table: NDArray[np.float64]) -> Words:
    plain_total, token_total, _ = table.sum(axis=0)
    mixed = 0.5 * (table[:, 0] + _PLAIN_EXTRA) / plain_total + 0.5 * (table[:, 1] + _TOKEN_EXTRA) / token_total
    columns = np.concatenate([np.log2(1 + table), -np.log2(mixed)[:, None]], axis=1)
    return Words(
        trie,
        np.round(columns * COUNT_STEP).clip(0, 255).astype(np.uint8),
        float(np.log2(plain_total)),
        float(np.log2(_PLAIN_EXTRA / plain_total)),
    )


def count_pairs(corpus: Sequence[Taught]) -> tuple[marisa_trie.Trie, NDArray[np.uint8]]:
    """Pairs of word characters, and an array of shape (pairs, 2) as `mdlint_zh.split.data.PAIR_COUNTS` says."""
    counts: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for taught in corpus:
        text, joins = taught.text, taught.joins[:, 0].tolist()
        for place in range(1, len(text)):
            if is_word_char(text[place]) and is_word_char(text[place - 1]):
                pair = text[place - 1 : place + 1]
                counts[pair] += 1
                joined[pair] += joins[place]
    trie = marisa_trie.Trie(sorted(pair for pair, count in counts.items() if count >= _PAIR_MINIMUM))
    keys = [trie.restore_key(key) for key in range(len(trie))]
    table = [(joined[key] / counts[key], np.log2(1 + counts[key]) * COUNT_STEP) for key in keys]
    return trie, np.round(table).astype(np.uint8)


def apart(corpus: Sequence[Taught]) -> list[str]:
    """N-grams around gaps that are nearly always boundaries, as keys of the cheap test.

    They have one or two characters on either side; those that a shorter one implies are left out.
    """
    counts: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    first_page: dict[str, str] = {}
    several: set[str] = set()
    for taught in corpus:
        text, joins, page = taught.text, taught.joins[:, 0].tolist(), taught.line.page
        for place in range(1, len(text)):
            if is_word_char(text[place]) and is_word_char(text[place - 1]):
                for key in apart_keys(text[max(place - 2, 0) : place], text[place : place + 2]):
                    counts[key] += 1
                    joined[key] += joins[place]
                    if first_page.setdefault(key, page) != page:
                        several.add(key)
    sure = {key for key in several if counts[key] >= _APART_MINIMUM and joined[key] < _APART_SHARE * 255 * counts[key]}
    return sorted(key for key in sure if not any(part in sure for part in apart_keys(*key.split(GAP)) if part != key))


def count_affixes(corpus: Sequence[Taught]) -> tuple[dict[str, int], dict[str, int]]:
    """(suffixes, prefixes) of up to three characters.

    With each, how many different words of the archive it makes of other words.
    """
    words = Counter(word for taught in corpus for word in taught.words())
    suffixes: Counter[str] = Counter()
    prefixes: Counter[str] = Counter()
    for word in words:
        for length in range(max(1, len(word) - 5), min(3, len(word) - 2) + 1):
            suffixes[word[-length:]] += words[word[:-length]] > 1
            prefixes[word[:length]] += words[word[length:]] > 1
    return _several(suffixes), _several(prefixes)


def _several(counts: Counter[str]) -> dict[str, int]:
    return {part: count for part, count in sorted(counts.items()) if count > 1}


def count_foreign(corpus: Sequence[Taught]) -> dict[str, float]:
    """For each character the share of its occurrences that lie in names with a dot.

    So transliterated names are written.
    """
    everywhere: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for taught in corpus:
        for word in taught.words():
            everywhere.update(word)
            if DOT in word and len(word) > _NAME_LONGEST:
                foreign.update(word)
    return {char: round(count / (everywhere[char] + 5), 4) for char, count in sorted(foreign.items()) if count > 1}
