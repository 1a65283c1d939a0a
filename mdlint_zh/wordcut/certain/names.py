"""Transliterated names: a given name before a dot or a hyphen, and how far a name goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdlint_zh.wordcut.text import DOT, LETTER, is_han

if TYPE_CHECKING:
    from mdlint_zh.wordcut.certain.facts import Facts

HYPHENS: Final = frozenset("-－‐–\\")
"""What stands between the parts of a name beside the dot; a backslash may stand before it in Markdown."""
LONGEST: Final = 12
"""How far a name is followed on either side, in characters."""
_SHORTEST: Final = 2
_TITLE: Final = "博士"
"""A title that begins like the end of a name."""
_ENDINGS: Final = frozenset("派理于让因内本")
"""Characters of names that mostly end the word before one (反对派, 总理): a name is not taken to begin with them."""


def may_be_given(link: str, outside: str, facts: Facts) -> bool:
    """Tell whether a normalised link may be a given name before this character."""
    if outside == DOT:
        return link in facts.given or (is_name(link, facts) and link not in facts.places)
    return outside in HYPHENS and link in facts.given


def is_given(link: str, right: str, facts: Facts) -> bool:
    """Tell whether a normalised link is a given name, by what stands behind it: a dot or hyphen and a surname.

    A name that is known as a given one may stand before any surname (丹尼尔·吴, 约翰·F·肯尼迪), another only before a
    transliterated one; a hyphen also joins what is no name (北京-上海).
    """
    if not may_be_given(link, right[:1], facts):
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


def whole_name(text: str, start: int, end: int, facts: Facts) -> tuple[int, int]:
    """Return how far a name goes of which [start, end) is the given name: at least one character behind the dot."""
    surname = end + 2 if text[end : end + 1] == "\\" else end + 1
    first, last = reach(text, start, min(surname + 1, len(text)), facts)
    return first, last - text.startswith(_TITLE, last - 1)


def reach(text: str, start: int, end: int, facts: Facts) -> tuple[int, int]:
    """Return how far the characters of names, and the dots and hyphens between them, go around [start, end)."""
    chars, joints = facts.name_chars, HYPHENS | {DOT}
    first, last = start, end
    while first > max(0, start - LONGEST) and (
        text[first - 1] in chars or (text[first - 1] in joints and first < start)
    ):
        first -= 1
    while first < start and (text[first] in joints or text[first] in _ENDINGS):
        first += 1
    while last < min(len(text), end + LONGEST) and (text[last] in chars or text[last] in joints):
        last += 1
    while text[last - 1] in joints and last > end:
        last -= 1
    return first, last
