"""Wikilinks: `[[namespace:target]]` and `[[namespace:target|shown]]`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.markdown.blocks.leaves import Block
    from mdlint_zh.markdown.lines import Lines

# In a table the pipe has a backslash before it, so that it does not end the cell.
WIKILINK = pattern(
    r"\[\[(?P<space>[A-Za-z][A-Za-z-]{1,11}):"
    r"(?P<target>[^\[\]|\r\n]*[^\[\]|\r\n\\])"
    r"(?:\\?\|(?P<shown>[^\[\]|\r\n]+))?\]\]"
)


def shown(link: re.Match[str]) -> str:
    """What a reader sees of a wikilink."""
    return link["shown"] or link["target"]


def unlinked(text: str) -> str:
    """A text with its wikilinks read as what they show."""
    return WIKILINK.sub(shown, text)


class Wikilink(NamedTuple):
    """A wikilink [start, end); `shown` is what a reader sees of it."""

    start: int
    end: int
    space: str
    target: str
    shown: str

    @property
    def name(self) -> str:
        """Namespace and target, as they stand in the brackets."""
        return f"{self.space}:{self.target}"


def read_wikilinks(text: str) -> list[Wikilink]:
    """Every well-formed wikilink of a text, in order."""
    if "[[" not in text:
        return []
    make = tuple.__new__  # what Wikilink(...) comes to, in half the time: pages hold scores of links
    return [
        make(Wikilink, (match.start(), match.end(), space, target, alias or target))
        for match in WIKILINK.finditer(text)
        for space, target, alias in (match.groups(),)
    ]


def read_chains(
    text: str, links: Sequence[Wikilink], between: int, longest: int
) -> Iterator[tuple[Wikilink, Wikilink, str]]:
    """First and last of neighbouring links of one namespace, what a reader sees of them; longer chains first."""
    for index, first in enumerate(links):
        chains, whole = [], first.shown
        for before, last in pairwise(links[index : index + longest + 1]):
            gap = text[before.end : last.start]
            whole += gap + last.shown
            apart = len(gap) > between or len(whole) > longest or (gap and not gap.isalnum())
            if apart or last.space != first.space:
                break
            chains.append((first, last, whole))
        yield from reversed(chains)


def read_barred(text: str, links: Iterable[Wikilink]) -> list[tuple[Wikilink, int]]:
    """The links that have a `|`, each with its offset."""
    barred = ((link, text.find("|", link.start, link.end)) for link in links)
    return [(link, bar) for link, bar in barred if bar >= 0]


def pipe_faults(
    text: str, lines: Lines, barred: Iterable[tuple[Wikilink, int]], blocks: Iterable[Block]
) -> list[tuple[Wikilink, int]]:
    r"""Those whose `|` is not as its place wants it: `\|` in a table, `|` elsewhere."""
    tables = {line for block in blocks if block.kind == "table" for line in range(block.first, block.last + 1)}
    return [one for one in barred if (lines.number(one[1]) in tables) != (text[one[1] - 1] == "\\")]
