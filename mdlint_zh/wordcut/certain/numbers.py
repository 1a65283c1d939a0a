"""Numbers and Latin words in two pieces.

A digit beside a digit, a Latin letter beside a Latin letter, an ordinal 第 before a number, a numeral before another.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from mdlint_zh.base.lazy import pattern
from mdlint_zh.wordcut.text import JOINED, kinds

_NUMBER_BEFORE: Final = pattern(r"(?:\d[.,]?)+$")
_NUMBER_AFTER: Final = pattern(r"(?:[.,]?\d)+")
_LATIN_BEFORE: Final = pattern(r"[A-Za-z]+$")
_LATIN_AFTER: Final = pattern(r"[A-Za-z]+")
_MONTH: Final = pattern(r"\d{1,2}月")
_PADDING_OR_YEAR: Final = pattern(r"(?<!\d)(?:0|(?:19|20)\d\d)$")
_NUMERALS: Final = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千两兩")
_ONES: Final = "一二三四五六七八九"
_UNITS: Final = frozenset("十百千万萬亿億")
# 一 alone is mostly no number (统一, 之一), and 数 is none behind what is counted (人数百万).
_COUNT_BEFORE: Final = pattern(
    rf"(?:第[{_ONES}十百千]+|[{_ONES}十百千两兩]{{2,}}|[二三四五六七八九十百千两兩几幾]|(?<![人次总總多少指个個参參])[数數])$"
)
_COUNTED: Final = frozenset("一二三四五六七八九十百千两兩几幾数數")
_COUNTING: Final = _COUNTED | _NUMERALS | _UNITS | {"第"}


class Ruling(NamedTuple):
    """A certain answer."""

    cut: str
    """The number, word or ordinal that the link cuts, or nothing when the link is fine."""
    left: bool
    right: bool
    """The edges that cut it."""


def rule(left: str, link: str, right: str) -> Ruling | None:
    """Return the answer for a link between two stretches of visible text, or None where no rule applies.

    A month after a zero or a year (`0[[3月]]09日`, `2023[[4月8日]]`) is a date in one piece, so it is fine.
    """
    if _is_digit(left[-1:]) and _is_digit(link[:1]) and _MONTH.match(link) and _PADDING_OR_YEAR.search(left):
        return Ruling("", left=False, right=False)
    cuts_left = _joined(left[-1:], link[:1])
    cuts_right = _joined(link[-1:], right[:1])
    if cuts_left or cuts_right:
        return Ruling(_before(left, link) + link + _after(link, right), cuts_left, cuts_right)
    if left[-1:] == "第" and link[0] in _NUMERALS:
        return Ruling(f"第{link}", left=True, right=False)
    count = _COUNT_BEFORE.search(left) if _goes_on(left[-1:], link[0]) else None
    return Ruling(count[0] + link, left=True, right=False) if count else None


def is_certain(first: str, second: str) -> bool:
    """Tell whether `rule` answers for an edge between two characters; after 第 this asks about a link's left edge."""
    kind = kinds[first]
    if kind in JOINED:
        return kind == kinds[second]
    return (first == "第" and second in _NUMERALS) or _goes_on(first, second)


def may_count(char: str) -> bool:
    """Tell whether `is_certain` can be true of a pair that this character is in."""
    return kinds[char] in JOINED or char in _COUNTING


def _goes_on(first: str, second: str) -> bool:
    """Whether a Chinese numeral and another may be one number: 五 and 千, 十 and 一."""
    return first in _COUNTED and (second in _UNITS or (first == "十" and second in _ONES))


def _is_digit(char: str) -> bool:
    return char.isdecimal()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _joined(first: str, second: str) -> bool:
    return (_is_digit(first) and _is_digit(second)) or (_is_latin(first) and _is_latin(second))


def _before(left: str, link: str) -> str:
    """The part of a number or Latin word that stands before the link."""
    found = (_NUMBER_BEFORE if _is_digit(link[0]) else _LATIN_BEFORE).search(left)
    return found[0] if found else ""


def _after(link: str, right: str) -> str:
    """The part that stands after it."""
    found = (_NUMBER_AFTER if _is_digit(link[-1]) else _LATIN_AFTER).match(right)
    return found[0] if found else ""
