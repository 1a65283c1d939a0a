"""Families: pages that are alike, named by patterns. The first family whose patterns mean a page is the page's.

What a family does not say is as `[profile]` has it. docs/families.md says what may stand in one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from mdlint_zh.config.error import ConfigError, shown
from mdlint_zh.config.flat import built
from mdlint_zh.config.toml import in_file
from mdlint_zh.page import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.config.flat import Flat
    from mdlint_zh.config.page_patterns import PagePatterns

Kind: TypeAlias = Literal["article", "index", "other"]
MOST_FAMILIES = 200
"""How many there may be: each is asked for each page."""
NO_FILES = "has to have `files`, the patterns of its pages"
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


def families_of(flat: Flat) -> tuple[Family, ...]:
    """Return the families that were given, in their order: those of a file before those of the file that it extends.

    Raises ConfigError.
    """
    files = list(dict.fromkeys(given.file for given in flat.values()))
    keyed = [(key[1], given.file) for key, given in flat.items() if key[0] == "families"]
    names = dict.fromkeys(name for name, _ in sorted(keyed, key=lambda one: -files.index(one[1])))
    if len(names) > MOST_FAMILIES:
        told = ConfigError(f"there are more than {MOST_FAMILIES} families", "families")
        raise in_file(keyed[0][1], told)
    return tuple(_built_family(name, flat) for name in names)


def _built_family(name: str, flat: Flat) -> Family:
    """A family; what it does not say is as the profile has it."""
    place = ("families", name)
    own = {key: given for key, given in flat.items() if key[:2] == place}
    patterns = own.pop((*place, "files"), None)
    kind = own.pop((*place, "kind"), None)
    if patterns is None or not patterns.value:
        file = next(given.file for key, given in flat.items() if key[:2] == place)
        raise in_file(file, ConfigError(f"{shown('.'.join(place))} {NO_FILES}", *place))
    shared = {(*place, key[1]): given for key, given in flat.items() if key[0] == "profile"}
    profile = built(Profile, shared | own, *place)
    return Family(name, patterns.value, kind.value if kind else "article", profile)


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
