"""Wikilinks: `[[namespace:target]]` and `[[namespace:target|shown]]`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# In a table the pipe has a backslash before it, so that it does not end the cell.
WIKILINK = re.compile(
    r"\[\[(?P<space>[A-Za-z][A-Za-z-]{1,11}):"
    r"(?P<target>[^\[\]|\r\n]*[^\[\]|\r\n\\])"
    r"(?:\\?\|(?P<shown>[^\[\]|\r\n]+))?\]\]"
)


def shown(link: re.Match[str]) -> str:
    """What a reader sees of a wikilink."""
    return link["shown"] or link["target"]


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
    return [_wikilink(match) for match in WIKILINK.finditer(text)]


def _wikilink(match: re.Match[str]) -> Wikilink:
    space, target, alias = match.groups()
    return Wikilink(match.start(), match.end(), space, target, alias or target)


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
