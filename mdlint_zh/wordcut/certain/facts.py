"""The tables that people typed or that were collected, as the certain rules look into them.

The file is made by `tools/train_split.py facts` of the lists in `tools/facts/`. All is in Simplified characters.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Facts(NamedTuple):
    """What `facts.json` holds."""

    wholes: Mapping[str, str]
    """By a piece that has another sense, the names and words that it may be a part of, with spaces between them."""
    given: frozenset[str]
    """Given names as they are transliterated."""
    places: frozenset[str]
    """Transliterated names that stand before a dot and are no given names."""
    name_chars: frozenset[str]
    """Characters of transliterated names."""
    countries: frozenset[str]
    """What is called by one word that ends in 国."""
    phrases: Mapping[str, str]
    """By the end of a link, two characters, the words that may follow it freely, with spaces between them."""


def read_facts(path: Path) -> Facts:
    """Return the tables of a file. Raises OSError when it is missing."""
    given = json.loads(path.read_text(encoding="utf-8"))
    return Facts(
        wholes=given["wholes"],
        given=frozenset(given["given"].split()),
        places=frozenset(given["places"].split()),
        name_chars=frozenset(given["name_chars"]),
        countries=frozenset(given["countries"].split()),
        phrases=given["phrases"],
    )
