"""Make the tables of the certain rules of the lists in `tools/facts/`, which people read, typed and may correct."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LISTS: Final = Path(__file__).parent / "facts"
_LINKED: Final = 2
"""The part of a Chinese name that a link covers, in characters: surname and the first character of the given name."""
_SHORTEST: Final = 2


def write_facts(path: Path, regional: Mapping[str, Iterable[str]], table: dict[int, str]) -> None:
    """Write the tables: those of the lists, and the wholes of Taiwan's place names, given with their pieces."""
    facts = {
        "wholes": _by_piece([*_wholes(table), *regional.items()]),
        "given": " ".join(_words("given", table)),
        "places": " ".join(_words("places", table)),
        "name_chars": "".join(_words("chars", table)),
        "countries": " ".join(_words("countries", table)),
        "phrases": {end: " ".join(heads) for end, *heads in _rows("phrases", table)},
    }
    path.write_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _rows(name: str, table: dict[int, str]) -> Iterator[list[str]]:
    """The lines of a list, word by word, without those that begin with `#`."""
    for line in (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line.translate(table).split()


def _words(name: str, table: dict[int, str]) -> list[str]:
    return list(dict.fromkeys(word for row in _rows(name, table) for word in row))


def _wholes(table: dict[int, str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Each whole with its pieces; an entry may stand twice."""
    for whole, *pieces in _rows("wholes", table):
        yield whole, pieces
    for name in _words("people", table):
        yield name, [name[:_LINKED]]
    for row in _rows("names", table):
        yield from _names(row)


def _names(row: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Transliterated names with all their pieces, but for those that stand behind them with a hyphen."""
    found: dict[str, set[str]] = {}
    for word in row:
        if word[0] == "-":
            found[next(reversed(found))] -= {word[1:]}
        else:
            found[word] = {word[a:b] for b in range(len(word) + 1) for a in range(b - _SHORTEST + 1)} - {word}
    return iter(found.items())


def _by_piece(wholes: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """The wholes of each piece, with spaces between them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for whole, pieces in wholes:
        for piece in pieces:
            if piece not in whole or piece == whole:
                raise SystemExit(f"split_facts: {piece} is no piece of {whole}")
            found[piece].add(whole)
    return {piece: " ".join(sorted(names)) for piece, names in sorted(found.items())}
