"""Transliterated names: a given name before a dot or a hyphen, and how far a name goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdlint_zh.wordcut.text import DOT, LETTER, is_han

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.wordcut.certain.facts import Facts

HYPHENS: Final = frozenset("-－‐–\\")
"""What stands between the parts of a name beside the dot; a backslash may stand before it in Markdown."""
LONGEST: Final = 12
"""How far a name is followed on either side, in characters."""
_JOINTS: Final = HYPHENS | {DOT}
_DOTTED: Final = frozenset(DOT)
_NOTHING: Final = frozenset[str]()
_SHORTEST: Final = 2
_ENDINGS: Final = frozenset("派理于让因内本")
"""Characters of names that mostly end the word before one (反对派, 总理): a name is not taken to begin with them."""


def joints(link: str, facts: Facts) -> frozenset[str]:
    """Return the characters before which a normalised link may be a given name."""
    if link in facts.given:
        return _JOINTS
    return _DOTTED if is_name(link, facts) and link not in facts.places else _NOTHING


def is_given(link: str, right: str, facts: Facts) -> bool:
    """Tell whether a normalised link is a given name, by what stands behind it: a dot or hyphen and a surname.

    A name that is known as a given one may stand before any surname (丹尼尔·吴, 约翰·F·肯尼迪), another only before a
    transliterated one; a hyphen also joins what is no name (北京-上海).
    """
    if right[:1] not in joints(link, facts):
        return False
    if right[0] == DOT:
        surname = right[1:3]
        if link in facts.given and surname:
            return is_han(surname[0]) or surname[0] == LETTER
        return len(surname) == _SHORTEST and is_name(surname, facts)
    surname = right.lstrip("\\")[1:3]
    return len(surname) == _SHORTEST and is_name(surname, facts)


def is_name(text: str, facts: Facts) -> bool:
    """Tell whether a normalised text may be a transliterated name, or a part of one."""
    return len(text) >= _SHORTEST and facts.name_chars.issuperset(text)


def whole_name(text: str, start: int, end: int, facts: Facts, is_used: Callable[[str], bool]) -> tuple[int, int]:
    """Return how far a name goes of which [start, end) is a piece.

    At either end stands no character that makes a usual word with the one beyond it: 主席|格兰, 基|大桥, 杰拉德|博士.
    """
    first, last = reach(text, start, end, facts)
    while first < start and is_used(text[first - 1 : first + 1]):
        first += 1
    while last > end and is_used(text[last - 1 : last + 1]):
        last -= 1
    return first, last


def reach(text: str, start: int, end: int, facts: Facts) -> tuple[int, int]:
    """Return how far the characters of names, and the dots and hyphens between them, go around [start, end)."""
    chars, joined = facts.name_chars, _JOINTS
    first, last = start, end
    while first > max(0, start - LONGEST) and (
        text[first - 1] in chars or (text[first - 1] in joined and first < start)
    ):
        first -= 1
    while first < start and (text[first] in joined or text[first] in _ENDINGS):
        first += 1
    while last < min(len(text), end + LONGEST) and (text[last] in chars or text[last] in joined):
        last += 1
    while text[last - 1] in joined and last > end:
        last -= 1
    return first, last
