"""Names of places of which some pieces have no sense of their own (狮子山: 狮子)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Wholes:
    """Such names, with those pieces."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names
        self._longest = max(map(len, names), default=0)
        self.pieces = frozenset(piece for pieces in names.values() for piece in pieces)
        self.edges = frozenset(
            name[first:last]
            for name in names
            for last in range(len(name) + 1)
            for first in range(last)
            if name[first : last - 1] in self.pieces or name[first + 1 : last] in self.pieces
        )
        """Links with one character beside them, normalised, that may be in such a name."""

    def around(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the name in the normalised `text` of which the link [start, end) is such a piece."""
        link = text[start:end]
        if link not in self.pieces:
            return None
        for first in range(max(end - self._longest, 0), start + 1):
            for last in range(end, min(first + self._longest, len(text)) + 1):
                if link in self._names.get(text[first:last], ()):
                    return first, last
        return None
