"""Read an archive's pages as lines of visible text, with the spans of their wikilinks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WIKILINK: Final = re.compile(r"\[\[[a-z]{2,3}:([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_NOT_PROSE: Final = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|`[^`\n]*`|https?://\S+")
_HAN: Final = re.compile(r"[㐀-鿿]")


class Line(NamedTuple):
    """One line of a page: its visible text and the [start, end) spans of the wikilinks in it, in code points."""

    page: str
    text: str
    spans: tuple[tuple[int, int], ...]


def visible(page: str, line: str) -> Line:
    """Unwrap the wikilinks of one line of Markdown.

    Images, link destinations, URLs and code spans become one space each.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = position = 0
    cleaned = _NOT_PROSE.sub(" ", line)
    for match in _WIKILINK.finditer(cleaned):
        before, shown = cleaned[position : match.start()], match[2] or match[1]
        start = length + len(before)
        length = start + len(shown)
        parts += (before, shown)
        spans.append((start, length))
        position = match.end()
    return Line(page, "".join((*parts, cleaned[position:])), tuple(spans))


def read_lines(folder: Path, left_out: frozenset[str]) -> Iterator[Line]:
    """The lines with Han text of the `*.md` pages under `folder`, by path, each text once.

    Pages whose stem is in `left_out` are skipped.
    """
    seen: set[str] = set()
    for path in sorted(folder.rglob("*.md")):
        if path.stem in left_out:
            continue
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            if _HAN.search(line) and line not in seen:
                seen.add(line)
                yield visible(path.stem, line)
