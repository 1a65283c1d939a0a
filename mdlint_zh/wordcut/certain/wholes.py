"""Names and words of which some pieces have another sense: 狮子 of 狮子山, 王军 of 王军涛."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_BEYOND: Final = (1, 2)
_NOTHING: Final = frozenset[str]()


class Wholes:
    """Such names, by those pieces, with spaces between them."""

    def __init__(self, by_piece: Mapping[str, str]) -> None:
        self._by_piece = by_piece

    def beside(self, piece: str, *, left: bool) -> frozenset[str]:
        """Return the characters that stand in its wholes before or after it."""
        if piece not in self._by_piece:
            return _NOTHING
        places = self._places(piece)
        if left:
            return frozenset(name[at - 1] for name, at in places if at)
        after = ((name, at + len(piece)) for name, at in places)
        return frozenset(name[end] for name, end in after if end < len(name))

    def around(self, text: str, start: int, end: int, is_word: Callable[[str], bool]) -> tuple[int, int] | None:
        """Return the longest whole in the normalised `text` of which the link [start, end) is such a piece.

        Where what it adds makes a longer word with what stands beyond it (五月|天气, 繁衍|生物), nothing is certain.
        """
        found: list[tuple[int, int]] = []
        for name, at in self._places(text[start:end]):
            first, last = start - at, start - at + len(name)
            if (
                first >= 0
                and text.startswith(name, first)
                and not _is_ambiguous(text, (start, end), (first, last), is_word)
            ):
                found.append((first, last))
        return max(found, key=lambda span: span[1] - span[0], default=None)

    def _places(self, piece: str) -> Iterator[tuple[str, int]]:
        """Its wholes, each with where it begins there."""
        for name in self._by_piece.get(piece, "").split():
            at = name.find(piece)
            while at >= 0:
                yield name, at
                at = name.find(piece, at + 1)


def _is_ambiguous(text: str, link: tuple[int, int], whole: tuple[int, int], is_word: Callable[[str], bool]) -> bool:
    """Whether what the whole adds to the link makes a longer word with what stands beyond it."""
    (start, end), (first, last) = link, whole
    if first == start:
        return any(is_word(text[end : last + more]) for more in _BEYOND)
    return last == end and any(is_word(text[max(first - more, 0) : start]) for more in _BEYOND)
