"""The certain rules in their order: numbers, given names, committees, pieces of wholes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.wordcut.certain.free import BEHIND_WILL
from mdlint_zh.wordcut.certain.names import LONGEST, is_given, joints, whole_name
from mdlint_zh.wordcut.certain.numbers import rule
from mdlint_zh.wordcut.certain.wholes import Wholes
from mdlint_zh.wordcut.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.wordcut.certain.facts import Facts

REACH: Final = LONGEST
"""How many characters on either side of a link are read."""
WHOLE_SCORE: Final = 0.97
"""The confidence for a given name, and for a piece of a whole."""
_STEMS: Final = {"会": ("常委", "委员", "基金"), "学": ("经济", "政治", "社会", "生物", "物理", "心理")}
"""What makes another word with 会, 学家 or 学者 behind it; a link that says more is cut there: 中央委员|会."""
_SCHOLARS: Final = ("学家", "学者")


class Ruling(NamedTuple):
    """A certain answer."""

    confidence: float
    cut: str
    """The number, word or name that the link cuts, or nothing when the link is fine."""
    left: bool
    right: bool
    """The edges that cut it."""


class Certain:
    """The certain rules over the tables that ship."""

    def __init__(
        self,
        facts: Facts,
        characters: dict[int, str],
        is_word: Callable[[str], bool],
        is_used: Callable[[str], bool],
    ) -> None:
        self.facts, self.wholes = facts, Wholes(facts.wholes)
        self._characters, self._is_word, self._is_used = characters, is_word, is_used

    def beside(self, link: str, *, left: bool) -> frozenset[str]:
        """Return the characters at an edge of a link at which a rule may answer, but for those of numbers.

        All of them are normalised; `left` tells which edge it is.
        """
        found = self.wholes.beside(link, left=left)
        if left:
            return found
        return found | joints(link, self.facts) | {outside for outside in _STEMS if _is_stem(link, outside)}

    def ruling(self, left: str, link: str, right: str) -> Ruling | None:
        """Return the answer for a link between two stretches of visible text, or None where no rule applies."""
        number = rule(left, link, right)
        if number is not None:
            return Ruling(1.0, number.cut, number.left, number.right)
        shown, start, end = left + link + right, len(left), len(left) + len(link)
        text = normalise(shown, self._characters)
        if is_given(text[start:end], text[end:], self.facts):
            surname = end + 2 if text[end : end + 1] == "\\" else end + 1
            span = whole_name(text, start, min(surname + 1, len(text)), self.facts, self._is_used)
        elif _is_stem(text[start:end], text[end : end + 1]) and _goes_on(text[end : end + 2]):
            span = (start, end + 1 + text.startswith(_SCHOLARS, end))
        else:
            whole = self.wholes.around(text, start, end, self._is_word)
            if whole is None:
                return None
            span = whole
        return Ruling(WHOLE_SCORE, shown[slice(*span)], span[0] < start, span[1] > end)


def _is_stem(link: str, outside: str) -> bool:
    """Whether the end of a link makes a word with the character outside, without its beginning."""
    stems = _STEMS.get(outside, ())
    return link.endswith(stems) and link not in stems if stems else False


def _goes_on(right: str) -> bool:
    """Whether what stands behind a stem belongs to it: 会, but for "will", or a scholar."""
    return right in _SCHOLARS or (right[0] == "会" and right[1:] not in BEHIND_WILL)
