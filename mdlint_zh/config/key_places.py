"""Where in a TOML file its keys stand, and what stands in its lists: the parser does not say.

The text has been parsed: it is sound. So it suffices to know where strings and comments end, and what opens and closes.
"""

from __future__ import annotations

import re
from ast import literal_eval
from typing import TYPE_CHECKING

from mdlint_zh.base.lazy import pattern
from mdlint_zh.config.error import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.config.error import Place

_PIECE = pattern(
    r""""{3}(?:\\.|"{1,2}(?!")|[^"\\])*"{3,5}|'{3}(?:'{1,2}(?!')|[^'])*'{3,5}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|[\[\]{},=.\n]|[^\s\[\]{},=.#"']+""",
    re.DOTALL,
)
_TABLE = -1
"""In the place of the number of a list's next element: this is a table between braces."""


def spot_of(text: str, place: Place) -> Spot | None:
    """Return where a key stands, else where the nearest table or list stands that would have it; None for no such."""
    spans = spans_of_keys(text)
    known = next((spans[place[:count]] for count in range(len(place), 0, -1) if place[:count] in spans), None)
    return spot_at(text, *known) if known else None


def spot_at(text: str, start: int, end: int) -> Spot:
    """Return the spot of the characters [start, end) of a text."""
    begin = text.rfind("\n", 0, start) + 1
    return Spot(text.count("\n", 0, start) + 1, text[begin:start], text[start:end])


def spans_of_keys(text: str) -> dict[Place, tuple[int, int]]:
    """Return where each key stands, and each element of a list, by its path. A table stands where it first has its
    name; elements of a list of tables are not told apart.
    """
    spans: dict[Place, tuple[int, int]] = {}
    for place, start, end in _Reader().read(text):
        spans.setdefault(place, (start, end))
    return spans


class _Reader:
    """Goes through the pieces of a text. `open` has each list and table between brackets that is open: its path, and
    the number of its next element, or _TABLE.
    """

    def __init__(self) -> None:
        self.table: Place = ()
        self.open: list[tuple[Place, int]] = []
        self.key: Place = ()
        """The path of the key that was read last."""
        self.is_header = self.is_value = self.is_begun = False

    def read(self, text: str) -> Iterator[tuple[Place, int, int]]:
        """Yield keys and elements of lists as they come."""
        for found in _PIECE.finditer(text):
            piece = found[0]
            if piece == "\n":
                if not self.open:
                    self.end_statement()
            elif piece[0] != "#":
                place = self.in_value(piece) if self.is_value else self.in_key(piece)
                if place is not None:
                    yield place, *found.span()

    def end_statement(self) -> None:
        if self.is_header:
            self.table = self.key
        self.key, self.is_header, self.is_value = self.table, False, False

    def in_key(self, piece: str) -> Place | None:
        """Take a piece where keys stand; the path of the key that it is, or goes on."""
        if piece == "=":
            self.is_value, self.is_begun = True, False
        elif piece == "}":
            self.close()
        elif piece == "[":
            self.is_header, self.key = True, ()
        elif piece not in (".", ",", "]"):
            self.key = (*self.key, _name(piece))
            return self.key
        return None

    def in_value(self, piece: str) -> Place | None:
        """Take a piece where a value stands; the path of the element of a list that begins with it."""
        if piece == ",":
            self.next()
            return None
        if piece in ("]", "}"):
            self.close()
            return None
        is_element = bool(self.open) and self.open[-1][1] != _TABLE and not self.is_begun
        place = (*self.open[-1][0], self.open[-1][1]) if is_element else self.key
        self.is_begun = True
        if piece in ("[", "{"):
            self.open.append((place, 0 if piece == "[" else _TABLE))
            self.key, self.is_value, self.is_begun = place, piece == "[", False
        return place if is_element else None

    def next(self) -> None:
        """Go on to the next element of a list, or to the next key of a table."""
        path, number = self.open[-1]
        self.is_begun = False
        if number == _TABLE:
            self.key, self.is_value = path, False
        else:
            self.open[-1] = path, number + 1

    def close(self) -> None:
        """Leave a list or a table: a value ends."""
        self.open.pop()
        self.is_value = self.is_begun = True


def _name(piece: str) -> str:
    """A part of a key; what Python reads of one in quotes is what TOML means."""
    if piece[0] == '"':
        return str(literal_eval(piece))
    return piece[1:-1] if piece[0] == "'" else piece
