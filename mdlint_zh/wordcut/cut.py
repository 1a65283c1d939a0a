"""Name the words that a link cuts, for the message."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.wordcut.certain.names import is_name, reach, whole_name
from mdlint_zh.wordcut.certain.persons import LENGTH, LINKED, SURNAMES
from mdlint_zh.wordcut.lattice import best_words, weigh
from mdlint_zh.wordcut.text import DOT, REACH, is_word_char, normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.wordcut.data import Tables
    from mdlint_zh.wordcut.features import Window

SEPARATOR: Final = " | "
_COMPOUND: Final = 4
"""From this length on a word may be made of others."""


class Cut(NamedTuple):
    """The words that lie over the edges of a link, with SEPARATOR between them, and the edges that they cross."""

    words: str
    left: bool
    right: bool


def cut_words(seen: Window, tables: Tables, left: str, right: str) -> Cut | None:
    """Return the words that lie over the edges, or None when there is none.

    They are the plain dictionary's most likely words, where those cross all edges that the boundary model sees inside a
    word; else the words of the boundary model; where that sees none either, the dictionary's best crossing word; and at
    last the transliterated name that the link is a piece of. `left` and `right` are what stands beside the link, and
    longer than what the models see: a name may go on there.
    """
    places = (
        _by_plain_words(seen, tables) or _by_boundaries(seen) or _by_dictionary(seen, tables) or _by_name(seen, tables)
    )
    if places is None:
        return None
    return _by_whole_name(seen, places, (left, right), tables) or _shown(seen, _in_words(seen, places, tables))


def _by_plain_words(seen: Window, tables: Tables) -> list[int] | None:
    left, right = _joined(seen, seen.start), _joined(seen, seen.end)
    words = best_words(seen.gaps, seen.start, seen.end, tables.plain_cost, tables.plain_unknown)
    over_left, over_right = (any(first < edge < last for first, last in words) for edge in (seen.start, seen.end))
    if not ((over_left or over_right) and over_left >= left and over_right >= right):
        return None
    places = {place for word in words if word[0] < seen.end and word[1] > seen.start for place in word}
    return _beyond(seen, _mended(seen, sorted(places), tables))


def _by_boundaries(seen: Window) -> list[int] | None:
    left, right = _joined(seen, seen.start), _joined(seen, seen.end)
    first = _reach(seen, seen.start, -1) if left else seen.start
    last = _reach(seen, seen.end, 1) if right else seen.end
    breaks = [gap for gap in range(first + 1, last) if not _joined(seen, gap)]
    return _beyond(seen, [first, *breaks, last])


def _mended(seen: Window, places: list[int], tables: Tables) -> list[int]:
    """A single character that a crossing word leaves over in the link is shown with the word it makes outside."""
    text = seen.gaps.text
    if places[0] == seen.start and places[1] == seen.start + 1 and tables.counts(text[seen.start - 1 : places[1]])[0]:
        places = [seen.start - 1, *places[1:]]
    if places[-1] == seen.end and places[-2] == seen.end - 1 and tables.counts(text[places[-2] : seen.end + 1])[0]:
        places = [*places[:-1], seen.end + 1]
    return places


def _joined(seen: Window, gap: int) -> bool:
    return seen.gaps[gap] > 0


def _reach(seen: Window, edge: int, step: int) -> int:
    """The end of the word over the edge, outside the link."""
    return next((edge + step * k for k in range(1, REACH) if not _joined(seen, edge + step * k)), edge + step * REACH)


def _by_dictionary(seen: Window, tables: Tables) -> list[int] | None:
    found = weigh(seen.gaps, seen.start, seen.end, tables.mixed_cost, tables.mixed_unknown)
    crossings = (found.left, found.right, found.inside)
    word = max(crossings, key=lambda crossing: (crossing.end > crossing.start, crossing.cost))
    places = {min(word.start, seen.start), word.start, word.end, max(word.end, seen.end)}
    return _beyond(seen, sorted(places))


def _by_name(seen: Window, tables: Tables) -> list[int] | None:
    text, facts = seen.gaps.text, tables.certain.facts
    if not is_name(text[seen.start : seen.end], facts):
        return None
    return _beyond(seen, [*reach(text, seen.start, seen.end, facts)])


def _beyond(seen: Window, places: list[int]) -> list[int] | None:
    """The places where words begin and end, when those go beyond the link."""
    return places if places[0] < seen.start or places[-1] > seen.end else None


def _by_whole_name(seen: Window, places: list[int], beside: tuple[str, str], tables: Tables) -> Cut | None:
    """The whole transliterated name, where one has a dot or goes on beyond what the models see."""
    found, facts = seen.gaps.text[places[0] : places[-1]], tables.certain.facts
    if not is_name(found.replace(DOT, ""), facts):
        return None
    shown = beside[0] + seen.shown[seen.start : seen.end] + beside[1]
    text, start = normalise(shown, tables.characters), len(beside[0])
    end = len(shown) - len(beside[1])
    first, last = whole_name(text, start, end, facts, tables.is_used)
    return Cut(shown[first:last], first < start, last > end) if first < start or last > end else None


def _in_words(seen: Window, places: list[int], tables: Tables) -> list[int]:
    """The places with those in long words that are made of others, 公安部门 or 欧美国家, as far as the link reaches.

    A word that the link's edge cuts is not cut there, and a person's name is none of them.
    """
    if _is_person(seen, places):
        return [places[0], places[-1]]
    more = [
        place
        for first, last in pairwise(places)
        if last - first >= _COMPOUND and seen.gaps.text[first:last] not in tables.names
        for place in _parts(seen, first, last, tables)
    ]
    found = sorted({*places, *more})
    while len(found) > 2 and found[1] <= seen.start:
        del found[0]
    while len(found) > 2 and found[-2] >= seen.end:
        del found[-1]
    return found


def _parts(seen: Window, start: int, end: int, tables: Tables) -> list[int]:
    """Where the likeliest words of two characters or more begin that make up [start, end); none when it is none."""
    best: dict[int, tuple[float, list[int]]] = {start: (0.0, [])}
    for last in range(start + 2, end + 1):
        if last in (seen.start, seen.end) and last < end:
            continue
        for first in range(start, last - 1):
            word = seen.gaps.text[first:last]
            if first in best and last - first < end - start and tables.is_word(word):
                cost, places = best[first]
                cost += tables.plain_cost(word)
                if last not in best or cost > best[last][0]:
                    best[last] = cost, [*places, first]
    return best[end][1] if end in best else []


def _is_person(seen: Window, places: list[int]) -> bool:
    """Whether the link is a surname and half of a given name of two characters."""
    start = seen.start
    return (
        places == [start, start + 1, start + LENGTH]
        and seen.end - start == LINKED
        and seen.gaps.text[start] in SURNAMES
    )


def _shown(seen: Window, places: Sequence[int]) -> Cut:
    """The words between these places."""
    left, right = places[0] < seen.start, places[-1] > seen.end
    pieces = (seen.shown[first:last] for first, last in pairwise(places))
    words = [piece for piece in pieces if any(map(is_word_char, piece)) or piece.isalnum()]
    return Cut(SEPARATOR.join(words), left, right)
