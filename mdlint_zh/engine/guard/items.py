"""What an inventory holds: an item for each thing on a page that an edit may harm."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Key: TypeAlias = "tuple[object, ...]"


class Item(NamedTuple):
    """A thing at [start, end) that is known by the code point at `at` and by `key`, whose first member is its kind.

    `kind` is what a message calls it; two items are the same when they stand at the same place with the same key.
    """

    start: int
    end: int
    at: int
    key: Key

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.key[0])


def whole(kind: str, text: str, start: int, end: int) -> Item:
    """Return an item that is known by all of its text."""
    return Item(start, end, start, (kind, text[start:end]))
