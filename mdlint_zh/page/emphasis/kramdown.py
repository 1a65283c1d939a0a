"""Which stars kramdown shows as they stand: what opens is read up to what closes it, one within the other.

The rules are those of its `parse_emphasis` and `parse_spans` (kramdown 2.4). Neither asks for punctuation; emphasis
holds no other emphasis of its kind.
"""

from __future__ import annotations

from typing import Final

_WHITE: Final = frozenset(" \t\r\n\f\v")
"""White space to `\\s` in Ruby."""
_EM, _STRONG = 1, 2


def stars_shown(text: str) -> set[int]:
    """Return the offsets of the stars that are shown; each `*` of the text is a mark, or may be one."""
    shown = {at for at, character in enumerate(text) if character == "*"}
    reader = _Reader(text)
    at = text.find("*")
    while at >= 0:
        end, used = reader.emphasis(at, ())
        shown -= used
        at = text.find("*", end)
    return shown


class _Reader:
    """Reads emphasis in one text; what was read from a place on is kept, so that nested marks take no cubic time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[tuple[int, tuple[int, ...]], tuple[int, frozenset[int]]] = {}

    def emphasis(self, at: int, outer: tuple[int, ...]) -> tuple[int, frozenset[int]]:
        """Read on from the star at `at`, within emphasis of these kinds: where it ends, and which stars are marks."""
        kind = _STRONG if self.text.startswith("**", at) else _EM
        behind = at + kind
        if kind in outer or self.text[behind : behind + 1] in _WHITE:
            return behind, frozenset()
        end, used = self.inner(behind, (*outer, kind))
        if end < 0 and kind == _STRONG and outer[-1:] != (_EM,):
            kind = _EM
            end, used = self.inner(at + kind, (*outer, kind))
        if end < 0:
            return behind, frozenset()
        return end + kind, used.union(range(at, at + kind), range(end, end + kind))

    def inner(self, start: int, outer: tuple[int, ...]) -> tuple[int, frozenset[int]]:
        """Return where the innermost emphasis closes whose text begins at `start`, and the marks in it; or -1."""
        place = (start, outer)
        if place not in self.known:
            self.known[place] = self._inner(start, outer)
        return self.known[place]

    def _inner(self, start: int, outer: tuple[int, ...]) -> tuple[int, frozenset[int]]:
        used = frozenset[int]()
        at = self.text.find("*", start)
        while at >= 0:
            if at > start and self.closes(at, outer[-1]):
                return at, used
            at, inner = self.emphasis(at, outer)
            used |= inner
            at = self.text.find("*", at)
        return -1, used

    def closes(self, at: int, kind: int) -> bool:
        """Tell whether emphasis closes here: not behind white space, and that of one star not where two stand."""
        if self.text[at - 1] in _WHITE or not self.text.startswith("*" * kind, at):
            return False
        return kind == _STRONG or not self.text.startswith("**", at) or self.text.startswith("***", at)
