"""How many terminal columns a text takes: two for Han, none for combining marks, two for an emoji sequence."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from mdlint_zh.base.lazy import pattern

# What nearly all text is made of, and how wide it is; anything else may be part of a sequence that is shown as one.
_HAN = "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_LATIN = " -~“”‘’…—·"
_WIDE, _NARROW, _COMMON = pattern(f"[{_HAN}]"), pattern(f"[{_LATIN}]"), pattern(f"[{_HAN}{_LATIN}]*")


class Ruler:
    """Measures any text, by wcwidth."""

    def width(self, text: str) -> int:
        """Return how many columns a text takes."""
        return _told(text)

    def fit(self, text: str, room: int) -> int:
        """Return how many characters from the start `room` columns hold, each for itself."""
        return bisect_right(list(accumulate(map(_told, text))), room)

    def may_join(self, text: str) -> bool:  # noqa: ARG002 - any may
        """Tell whether characters of a text may be shown as one, so that its width is no sum."""
        return True


class QuickRuler(Ruler):
    """The same by a table, for texts of Han and Latin, whose width is a sum."""

    def width(self, text: str) -> int:
        """Add up the widths of the characters."""
        if text.isascii():
            return len(text)
        return sum(map(_widths.__getitem__, text)) if _COMMON.fullmatch(text) else _told(text)

    def fit(self, text: str, room: int) -> int:
        """Add up the widths until they are too many."""
        return room if text.isascii() else bisect_right(list(accumulate(map(_widths.__getitem__, text))), room)

    def may_join(self, text: str) -> bool:
        """Tell whether there is anything else in it."""
        return not text.isascii() and _COMMON.fullmatch(text) is None


class _Widths(dict[str, int]):
    """How many columns a character takes, found when it is first seen."""

    def __missing__(self, character: str) -> int:
        self[character] = columns = 2 if _WIDE.match(character) else 1 if _NARROW.match(character) else _told(character)
        return columns


_widths = _Widths()


def _told(text: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415 - only where a person reads what is not common

    return max(0, wcswidth(text))
