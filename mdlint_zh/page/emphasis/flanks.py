"""What stands beside a run of stars, and so whether it may open emphasis, or close it.

CommonMark 0.31 section 6.2: a run opens when it is left-flanking and closes when it is right-flanking. `kinds` are the
categories of Unicode that count as punctuation, as `Renderer.punctuation` has them; "" where none does.
"""

from __future__ import annotations

import unicodedata

_ASCII = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def opens(before: str, after: str, kinds: str) -> bool:
    """Tell whether a run between these two characters is left-flanking; "" is the edge of the text."""
    if not after or after.isspace():
        return False
    return not _is_mark(after, kinds) or not before or before.isspace() or _is_mark(before, kinds)


def closes(before: str, after: str, kinds: str) -> bool:
    """Tell whether it is right-flanking."""
    return opens(after, before, kinds)


def _is_mark(character: str, kinds: str) -> bool:
    return bool(kinds) and (character in _ASCII or unicodedata.category(character)[0] in kinds)
