"""Decide whether an edge of a link cuts a word.

Tests that clear most links cheaply come first, then certain rules, then the model.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mdlint_zh.split import clear
from mdlint_zh.split.cut import cut_words
from mdlint_zh.split.data import tables
from mdlint_zh.split.features import features, glance, window
from mdlint_zh.split.rules import rule
from mdlint_zh.split.text import DOTS, REACH, is_raw_word_char, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.split.data import Tables
    from mdlint_zh.split.features import Window

THRESHOLD: Final = 0.7
"""Report from this confidence up; chosen for a precision of 0.97 in cross-validation grouped by target."""
CLEAR_JOIN: Final = -2.0
"""An edge whose log-odds of lying inside a word are below this is fine."""
CLEAR_GLANCE: Final = 0.016
"""A link to which the small forest gives less than this is fine."""
_KNOWN_EDGES: Final = 1 << 15

Side = Literal["left", "right", "both"]


class Verdict(NamedTuple):
    """A link that may cut a word."""

    confidence: float
    """0..1; certain rules give 1."""
    cut: str
    """The word that is cut, or the words, joined by ` | `."""
    side: Side
    """The edges that cut."""


def judge(text: str, start: int, end: int) -> Verdict | None:
    """Judge the link that covers [start, end), in code points, of the visible `text` of a paragraph.

    None means that the link is fine beyond doubt; a verdict below THRESHOLD should be left in peace too.
    Raises ValueError unless 0 <= start < end <= len(text).
    """
    if not 0 <= start < end <= len(text):
        message = f"no link can cover [{start}, {end}) of {len(text)} characters"
        raise ValueError(message)
    link = text[start:end]
    left_clear = _left_clear(text[max(start - clear.REACH, 0) : start], link)
    right_clear = _right_clear(link, text[end : end + clear.REACH])
    if left_clear and right_clear:
        return None
    around = text[max(start - REACH, 0) : start], link, text[end : end + REACH]
    ruling = rule(*around)
    if ruling is not None:
        return Verdict(1.0, ruling.cut, _side(ruling.left, ruling.right)) if ruling.cut else None
    seen = window(*around, tables())
    apart = (left_clear or is_apart(seen, seen.start)) and (right_clear or is_apart(seen, seen.end))
    return None if apart else _by_model(seen, tables())


def judge_all(text: str, spans: Iterable[tuple[int, int]]) -> list[Verdict | None]:
    """`judge` for each of the links of one paragraph, in their order."""
    return [judge(text, start, end) for start, end in spans]


@lru_cache(maxsize=_KNOWN_EDGES)
def _left_clear(before: str, link: str) -> bool:
    """Whether the left edge is fine at a glance, after up to `clear.REACH` characters.

    A surname after the dot of a foreign name stands for its bearer, so that edge is fine too.
    """
    known = tables()
    apart = before[-1:] in DOTS or plainly_apart(before, link[: clear.REACH], known)
    return apart or _good(clear.good_left(before, link), known)


@lru_cache(maxsize=_KNOWN_EDGES)
def _right_clear(link: str, after: str) -> bool:
    """The same for the right edge."""
    known = tables()
    return plainly_apart(link[-clear.REACH :], after, known) or _good(clear.good_right(link, after), known)


def _good(keys: tuple[str, str], known: Tables) -> bool:
    return keys[0] in known.good or keys[1] in known.good


def plainly_apart(before: str, after: str, known: Tables) -> bool:
    """Whether up to `clear.REACH` characters on either side show that a gap lies between words."""
    if not (before and after and is_raw_word_char(before[-1]) and is_raw_word_char(after[0])):
        return True
    keys = clear.apart_keys(normalise(before, known.characters), normalise(after, known.characters))
    return any(key in known.apart for key in keys)


def _by_model(seen: Window, known: Tables) -> Verdict | None:
    if known.glance.probability(glance(seen, known)) < CLEAR_GLANCE:
        return None
    confidence = known.forest.probability(features(seen, known))
    cut, cuts_left, cuts_right = cut_words(seen, known)
    return Verdict(confidence, cut, _side(cuts_left, cuts_right))


def is_apart(seen: Window, gap: int) -> bool:
    """Whether the boundary model alone is sure that the gap lies between words."""
    return seen.gaps.logits(gap)[0] < CLEAR_JOIN


def _side(left: bool, right: bool) -> Side:  # noqa: FBT001 (two edges, two flags)
    return "both" if left and right else "left" if left else "right"
