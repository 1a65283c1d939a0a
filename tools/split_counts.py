"""Count what the archive and the plain dictionary say about words, pairs of characters and affixes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import marisa_trie
import numpy as np

from mdlint_zh.wordcut.data import COUNT_STEP, LONGEST_WORD
from mdlint_zh.wordcut.text import DOT, is_han, is_word_char

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
_SHORTEST_PIECE: Final = 2
_KIND_OF_PLACE: Final = re.compile("(?:州|群岛|共和国|大公国)$")
_PLAIN_EXTRA, _TOKEN_EXTRA = 0.3, 0.02


class Regional(NamedTuple):
    """A word and the form that it has in another region."""

    usual: str
    form: str


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


def plain_words(lines: Iterable[str], regional: Iterable[Regional], table: dict[int, str]) -> dict[str, int]:
    """The words and counts of a dictionary in jieba's format, in Simplified characters, and their regional forms.

    A regional form is taken to be as common as the usual one.
    """
    found: Counter[str] = Counter()
    for line in lines:
        word, count, *_ = line.split(" ")
        if len(word) <= _PLAIN_LONGEST and int(count) >= _PLAIN_MINIMUM:
            found[word.translate(table)] += int(count)
    for usual, form in regional:
        found.setdefault(form.translate(table), found.get(usual.translate(table), 0) or _PLAIN_MINIMUM)
    return dict(found)


def plain_names(lines: Iterable[str], regional: Iterable[Regional], table: dict[int, str]) -> list[str]:
    """The words that such a dictionary tags as names of persons (nr), places (ns) and organisations (nt).

    With them the regional forms of those names.
    """
    rows = (line.split(" ") for line in lines)
    names = {word.translate(table) for word, _, tag in rows if tag[:2] in _NAME_TAGS and len(word) > 1}
    forms = {form.translate(table) for usual, form in regional if usual.translate(table) in names}
    return sorted(names | forms)


def wholes(lines: Iterable[str], regional: Iterable[Regional], table: dict[int, str]) -> dict[str, list[str]]:
    """The regional names of places, with their pieces that have no sense there.

    Those are pieces that the usual name lacks (狮子 of 狮子山, which is 塞拉利昂 elsewhere), and names of other places
    where what is left is no word (几内亚 of 巴布亚纽几内亚).
    """
    rows = [line.split(" ") for line in lines]
    words = {word.translate(table) for word, _, _ in rows}
    places = {word.translate(table) for word, _, tag in rows if tag[:2] == "ns"}
    forms = {form.translate(table) for _, form in regional}
    found: dict[str, list[str]] = {}
    for usual, form in sorted((usual.translate(table), form.translate(table)) for usual, form in regional):
        if usual in places and len(form) > _SHORTEST_PIECE:
            name = _KIND_OF_PLACE.sub("", form)
            pieces = {name[first:last] for last in range(len(name) + 1) for first in range(last - _SHORTEST_PIECE + 1)}
            foreign = (p for p in pieces if p not in usual or (p in places and form.replace(p, "") not in words))
            found[form] = sorted(piece for piece in foreign if piece != name and piece not in forms)
    return found


class Words(NamedTuple):
    """The dictionary that ships."""

    trie: marisa_trie.Trie
    counts: NDArray[np.uint8]
    """Shape (words, 4), as `mdlint_zh.wordcut.data.COUNTS` says."""
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
    """Pairs of word characters, and an array of shape (pairs, 2) as `mdlint_zh.wordcut.data.PAIR_COUNTS` says."""
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


def common_words(corpus: Sequence[Taught]) -> Counter[str]:
    """The teacher's words that occur on several pages, with their counts."""
    counts: Counter[str] = Counter()
    first_page: dict[str, str] = {}
    several: set[str] = set()
    for taught in corpus:
        for word in taught.words():
            counts[word] += 1
            if first_page.setdefault(word, taught.line.page) != taught.line.page:
                several.add(word)
    return Counter({word: counts[word] for word in sorted(several)})


def count_affixes(words: Counter[str]) -> tuple[dict[str, int], dict[str, int]]:
    """(suffixes, prefixes) of up to three characters.

    With each, how many different words of the archive it makes of other words.
    """
    suffixes: Counter[str] = Counter()
    prefixes: Counter[str] = Counter()
    for word in words:
        for length in range(max(1, len(word) - 5), min(3, len(word) - 2) + 1):
            suffixes[word[-length:]] += words[word[:-length]] > 1
            prefixes[word[:length]] += words[word[length:]] > 1
    return _several(suffixes), _several(prefixes)


def _several(counts: Counter[str]) -> dict[str, int]:
    return {part: count for part, count in sorted(counts.items()) if count > 1}


def count_foreign(words: Counter[str]) -> dict[str, float]:
    """For each character the share of its occurrences that lie in names with a dot.

    So transliterated names are written.
    """
    everywhere: Counter[str] = Counter()
    foreign: Counter[str] = Counter()
    for word, count in words.items():
        for char in word:
            everywhere[char] += count
            if DOT in word and len(word) > _NAME_LONGEST:
                foreign[char] += count
    return {char: round(count / (everywhere[char] + 5), 4) for char, count in sorted(foreign.items()) if count > 1}
