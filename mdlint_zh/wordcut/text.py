"""Text as the model reads it: one code unit a character, Simplified, digits and Latin letters as classes."""

from __future__ import annotations

from typing import Final

DIGIT: Final = "0"
LETTER: Final = "a"
DOT: Final = "·"
DOTS: Final = "·‧•・"
"""The forms of the dot inside transliterated names."""
PAD: Final = "\n"
REACH: Final = 4
"""How many characters on either side of a link the model sees."""

_ASTRAL: Final = "〓"
HAN_FIRST, HAN_LAST = "㐀", "鿿"
"""The Han characters of the basic plane."""


def is_han(char: str) -> bool:
    """Tell whether `char` is a Han character of the basic plane."""
    return HAN_FIRST <= char <= HAN_LAST


def is_word_char(char: str) -> bool:
    """Tell whether the normalised `char` can stand inside a word.

    Those are Han characters, digits, letters and the dot inside names.
    """
    return HAN_FIRST <= char <= HAN_LAST or char in "0a·"


NO_WORD, WORD, NUMBER, LATIN, IN_NAMES = range(5)
"""Kinds of characters that are not normalised: none of a word, of a word, digit, ASCII letter, dot inside names."""
JOINED: Final = (NUMBER, LATIN)
"""Two neighbours of one of these kinds are always in one word."""


class _Kinds(dict[str, int]):
    """The kind of each character, found when it is first asked for."""

    def __missing__(self, char: str) -> int:
        found = NO_WORD
        if char in DOTS:
            found = IN_NAMES
        elif char.isdecimal():
            found = NUMBER
        elif char.isalnum() or is_han(char):
            found = LATIN if char.isascii() else WORD
        self[char] = found
        return found


kinds: Final = _Kinds()


def character_table(traditional: str, simplified: str) -> dict[int, str]:
    """Return the table for `normalise`: parallel strings of Traditional and Simplified characters, and the classes."""
    table = {ord(old): new for old, new in zip(traditional, simplified, strict=True)}
    table.update(dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), DIGIT))
    letters = (*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1))
    table.update(dict.fromkeys(letters, LETTER))
    table.update(dict.fromkeys(map(ord, DOTS), DOT))
    return table


def normalise(text: str, table: dict[int, str]) -> str:
    """`text` with each character replaced by its class; the length in code points stays the same."""
    mapped = text.translate(table)
    if mapped and max(mapped) > "\uffff":
        return "".join(char if char <= "\uffff" else _ASTRAL for char in mapped)
    return mapped
