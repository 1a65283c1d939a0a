"""Decide whether an edge of a link cuts a word.

Tests that clear most links cheaply come first, then certain rules, then the model.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mdlint_zh.wordcut.boundary import APART
from mdlint_zh.wordcut.certain.certain import REACH as FAR, WHOLE_SCORE
from mdlint_zh.wordcut.certain.free import is_free_before, is_free_behind
from mdlint_zh.wordcut.certain.persons import LENGTH, LINKED
from mdlint_zh.wordcut.cut import cut_words
from mdlint_zh.wordcut.data import tables
from mdlint_zh.wordcut.features import features, glance, window
from mdlint_zh.wordcut.gate import CERTAIN, CLEAR
from mdlint_zh.wordcut.text import REACH, normalise

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from mdlint_zh.wordcut.data import Tables
    from mdlint_zh.wordcut.features import Window

THRESHOLD: Final = 0.7
"""Report from this confidence up: the lowest at which labels that are never fitted have a precision of 0.95."""
CLEAR_JOIN: Final = -2.0
"""An edge whose log-odds of lying inside a word are below this is fine."""
CLEAR_GLANCE: Final = 0.04
"""A link to which the small forest gives less than this is fine."""
NAME_LENGTH: Final = 5
"""From this length on a dictionary's name around a link is worth a full look."""
CLEAR_SCORE: Final = 0.1
"""A link to which the forest gives less than this is fine."""
LONGEST_LINK: Final = 100
"""A link that shows more characters is a sentence, and is not judged: time and memory grow with its square."""
_KNOWN_LOOKS: Final = 1 << 12
"""So many answers of the closer look are kept, those that were asked for last."""

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
        raise ValueError(f"no link can cover [{start}, {end}) of {len(text)} characters")
    return next((verdict for _, verdict in judge_all(text, [(start, text[start:end])])), None)


def cuts_a_word(text: str, start: int, end: int) -> bool:
    """Tell whether a link that covers [start, end) would be reported at the default threshold."""
    verdict = judge(text, start, end)
    return verdict is not None and verdict.confidence >= THRESHOLD


def judge_all(text: str, links: Iterable[tuple[int, str]], names: Container[str] = ()) -> Iterator[tuple[int, Verdict]]:
    """`judge` for all links of a text, given as where each begins and what it shows there, which is not empty.

    The verdicts, each with the index of its link. One longer than LONGEST_LINK is left in peace. `names` are names of
    persons in Simplified characters, beside those that ship: a link that covers the first two of three is cut.
    """
    edges, size = tables().gate.link, len(text)
    for index, (start, shown) in enumerate(links):
        length = len(shown)
        if length > LONGEST_LINK:
            continue
        if length == LINKED and names and _is_named(text[start : start + LENGTH], names):
            yield index, Verdict(WHOLE_SCORE, text[start : start + LENGTH], "right")
            continue
        left, right = edges(shown)
        end = start + length
        at_left = left[text[start - 1]] if start else CLEAR
        at_right = right[text[end]] if end < size else CLEAR
        if at_left or at_right:
            verdict = _look(text[max(start - FAR, 0) : start], shown, text[end : end + FAR], at_left, at_right)
            if verdict:
                yield index, verdict


def _is_named(text: str, names: Container[str]) -> bool:
    return len(text) == LENGTH and normalise(text, tables().characters) in names


@lru_cache(maxsize=_KNOWN_LOOKS)
def _look(left: str, shown: str, right: str, at_left: int, at_right: int) -> Verdict | None:
    """Judge a link that the cheap test does not clear at both edges, by what stands beside it as far as FAR.

    Nothing else is seen, so a page that is looked at again, as it is typed or after a fix, has its answers.
    """
    known = tables()
    if CERTAIN in (at_left, at_right):
        ruling = known.certain.ruling(left, shown, right)
        if ruling is not None:
            return Verdict(ruling.confidence, ruling.cut, _side(ruling.left, ruling.right)) if ruling.cut else None
    seen = window(left, shown, right, known)
    part(seen, known)
    confidence = _by_model(seen, known, is_left_open=bool(at_left), is_right_open=bool(at_right))
    if confidence < CLEAR_SCORE:
        return None
    cut = cut_words(seen, known, left, right)
    return Verdict(confidence, cut.words, _side(cut.left, cut.right)) if cut else None


def part(seen: Window, known: Tables) -> None:
    """Have the boundary model see a boundary at each edge that is free."""
    text, facts = seen.gaps.text, known.certain.facts
    left, link, right = text[: seen.start], text[seen.start : seen.end], text[seen.end :]
    if is_free_before(left, link, facts):
        seen.gaps[seen.start] = APART
    if is_free_behind(left, link, right, facts):
        seen.gaps[seen.end] = APART


def _by_model(seen: Window, known: Tables, *, is_left_open: bool, is_right_open: bool) -> float:
    """The confidence of the trees; 0 where they need not be asked."""
    if not is_in_name(seen, known):
        is_left_open = is_left_open and not is_apart(seen, seen.start)
        is_right_open = is_right_open and not is_apart(seen, seen.end)
        if not (is_left_open or is_right_open) or known.glance.probability(glance(seen, known)) < CLEAR_GLANCE:
            return 0.0
    return known.confidence(features(seen, known))


def is_in_name(seen: Window, known: Tables) -> bool:
    """Tell whether the dictionary has a long name that the link is a piece of."""
    gaps, start, end = seen.gaps, seen.start, seen.end
    for first in range(start - REACH, start + 1):
        for word in gaps.words[first]:
            length = len(word)
            if length >= NAME_LENGTH and length > end - start and first + length >= end and word in known.names:
                return True
    return False


def is_clear(seen: Window, known: Tables) -> bool:
    """Tell whether the boundary model alone clears the link."""
    return is_apart(seen, seen.start) and is_apart(seen, seen.end) and not is_in_name(seen, known)


def is_apart(seen: Window, gap: int) -> bool:
    """Tell whether the boundary model alone is sure that the gap lies between words."""
    return seen.gaps[gap] < CLEAR_JOIN


def _side(left: bool, right: bool) -> Side:  # noqa: FBT001 (two edges, two flags)
    return "both" if left and right else "left" if left else "right"
