"""Families: pages that are alike, named by patterns. The first family whose patterns mean a page is the page's.

What a family does not say is as `[profile]` has it. docs/families.md says what may stand in one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from mdlint_zh.config.error import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.config.page_patterns import PagePatterns
    from mdlint_zh.page import Profile

Kind: TypeAlias = Literal["article", "index", "other"]
MOST_LOOKED_AT = 1000
"""How many pages are held against all families, evenly drawn, to tell which families lie over each other."""


@dataclass(frozen=True)
class Family:
    """The pages that `files` mean: their header, and their kind where `[kinds]` says nothing of them."""

    name: str
    files: PagePatterns
    """Its pages, by patterns as in a .gitignore: each family has to have some."""
    kind: Kind
    """The kind of its pages where `[kinds]` says nothing of them; article where nothing is said."""
    profile: Profile


def overlaps(families: Sequence[Family], pages: Sequence[str]) -> Iterator[str]:
    """Yield a line for each two families that share pages, but for a special one that stands before a general one."""
    if len(families) < 2:
        return
    alone, both, first = Counter[str](), Counter[tuple[str, str]](), dict[tuple[str, str], str]()
    for page in pages[:: len(pages) // MOST_LOOKED_AT + 1]:
        meant = [family.name for family in families if family.files.match(page)]
        alone.update(meant)
        for pair in combinations(meant, 2):
            both[pair] += 1
            first.setdefault(pair, page)
    for (one, other), count in both.items():
        if count == alone[other]:
            yield f"all pages of {_called(other)} are of {_called(one)}, too, which stands first and counts"
        elif count < alone[one]:
            yield f"{_called(one)} and {_called(other)} both mean {first[one, other]}; the first of them counts"


def _called(name: str) -> str:
    return shown(f"families.{name}")
