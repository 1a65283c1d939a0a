"""Edges at which a link ends whatever a model says: endings and words that combine freely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mdlint_zh.wordcut.certain.names import is_name
from mdlint_zh.wordcut.text import DIGIT, DOT

if TYPE_CHECKING:
    from mdlint_zh.wordcut.certain.facts import Facts

_BEHIND_NAMES: Final = frozenset("级号案秀奖杯")
"""What may stand behind a transliterated name: a class of ships or cars, a ship, a trial, a show."""
_BEFORE_NAMES: Final = frozenset("小老")
_WITHIN: Final = frozenset("内外")
BEHIND_WILL: Final = frozenset(
    "巨不在更是有对将被因把给为成继再很从让向怎如受先尽变失独陷抛等过越最也就使用采做说去来支同拒选与跟和主动干想认怕"
)
"""What 会 as "will" stands before; a parliament (美国会通过) is another matter."""
_WORD: Final = 2


def is_free_before(left: str, link: str, facts: Facts) -> bool:
    """Tell whether the normalised link begins a name of its own behind this text: 小[[马科斯]]."""
    return left[-1:] in _BEFORE_NAMES and left != "" and is_name(link, facts)


def is_free_behind(left: str, link: str, right: str, facts: Facts) -> bool:
    """Tell whether the normalised link ends where it does, by what stands behind it."""
    first = right[:1]
    if first == "们":
        return len(link) >= _WORD
    if first == "号" and link[-1] == DIGIT:
        return True
    if link in facts.countries and (first in _WITHIN or (first == "会" and right[1:2] in BEHIND_WILL)):
        return True
    if right[:_WORD] in facts.phrases.get(link[-_WORD:], "").split():
        return True
    if first in _BEHIND_NAMES and is_name(link, facts):
        return True
    is_surname = left[-1:] == DOT and is_name(link, facts) and link not in facts.given
    return is_surname and first not in facts.name_chars
