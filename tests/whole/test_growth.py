"""The work done on a page grows with its size and no faster, whatever is on it: counted calls of functions.

A count is the same on each machine, and a page of a few thousand characters suffices. It does not see what happens
within one call, as of a regular expression or of `str`: that is what bench/growth.py measures, in processor time.
"""

from __future__ import annotations

import os
from itertools import islice
from math import log2

import pytest
from counting import counted
from growth_acts import ACTS, Act
from growth_patterns import Pattern, case_patterns, patterns
from samples import SOUND

from mdlint_zh import fix, lint
from mdlint_zh.page import Page
from mdlint_zh.page.images.image import MOST_DEEP
from mdlint_zh.wordcut.judge import LONGEST_LINK

MOST_EXPONENT = 1.15
CHARACTERS = 2_100  # of the shortest page: those counted are longer than Lines.NEAR
QUICK = {"check": 40, "unsafe": 80}
"""Of so many patterns one is tried in the quick tests, by what is done."""
SLOW = {"check": 9, "fix": 19, "unsafe": 13}
"""The same in the slow ones. All of them take some ten minutes of one core: MDLINT_ZH_GROWTH=all."""

EVERY = [*patterns(), *case_patterns()]


def calls(act: Act, pattern: Pattern, n: int) -> int:
    """How many functions are called, ours and Python's own."""
    text = pattern.text(n)
    return counted(lambda: act.run(text, pattern.kind))[1]


def length(pattern: Pattern, n: int) -> int:
    """How many characters of a page grow with n."""
    return len(pattern.text(n)) - len(pattern.text(0))


def repeats(pattern: Pattern) -> int:
    """The least n for CHARACTERS that grow, or a few more: what counting costs grows with them."""
    few, enough = 0, 1
    while enough < CHARACTERS and length(pattern, enough) < CHARACTERS:
        few, enough = enough, 2 * enough
    while enough - few > max(1, enough // 16):
        middle = (few + enough) // 2
        few, enough = (middle, enough) if length(pattern, middle) < CHARACTERS else (few, middle)
    return enough


def exponent(act: Act, pattern: Pattern) -> float:
    """By which power of its length the calls for a page grow, over the last doubling of three."""
    n = repeats(pattern)
    act.run(pattern.text(8), pattern.kind)  # what is made once is no part of it
    short, long = (calls(act, pattern, n * times) for times in (2, 4))
    grown = log2(length(pattern, 4 * n) / length(pattern, 2 * n))
    return log2(long / short) / max(grown, 0.5)


def cases(one_in: dict[str, int]) -> list[object]:
    """The acts, each with one in so many patterns."""
    return [
        pytest.param(act, pattern, id=f"{act.name}: {pattern.name}")
        for act in ACTS
        for pattern in (EVERY[:: one_in[act.name]] if act.name in one_in else ())
    ]


@pytest.mark.parametrize(("act", "pattern"), cases(QUICK))
def test_work_is_in_proportion(act: Act, pattern: Pattern) -> None:
    assert exponent(act, pattern) <= MOST_EXPONENT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("act", "pattern"), cases(dict.fromkeys(SLOW, 1) if os.environ.get("MDLINT_ZH_GROWTH") == "all" else SLOW)
)
def test_work_is_in_proportion_everywhere(act: Act, pattern: Pattern) -> None:
    assert exponent(act, pattern) <= MOST_EXPONENT


def test_work_out_of_proportion_is_seen() -> None:
    """The measure itself: a walk over all characters for each of them is told from a walk over all."""

    def once(text: str, _kind: str | None) -> None:
        for character in text:
            character.isalpha()

    def often(text: str, _kind: str | None) -> None:
        for _ in range(len(text) // 100):
            once(text, None)

    pattern = next(islice(EVERY, 1))
    assert exponent(Act("once", once), pattern) <= MOST_EXPONENT < exponent(Act("often", often), pattern)


@pytest.mark.parametrize(
    "text",
    [
        "\r\n正文。" + "\r\n" * 2_000,
        SOUND.partition("正文")[0].rstrip().replace("\n", "\r\n") + "\r\n" * 2_000,
        "\r正文。" + "\r" * 2_000,
        "正文。\n\n\n\n正文。" + " \n" * 2_000,
    ],
    ids=["CRLF", "CRLF below the header", "CR", "LF and spaces"],
)
def test_blank_lines_at_the_end_are_read_in_one_way(text: str) -> None:
    """Each CRLF could be one line end or two: to try all ways would take longer than the world stands."""
    assert [finding.rule for finding in lint(text, select=["final-newline"])] == ["final-newline"]
    assert fix(text, select=["final-newline", "blank-lines"]).rstrip() == fix(text, select=["blank-lines"]).rstrip()


def test_of_images_in_alt_texts_the_outermost_are_read() -> None:
    page = Page("![a " * 40 + "b" + "](u)" * 40)
    assert [image.start for image in page.images] == [4 * depth for depth in range(MOST_DEEP)]


def test_a_sentence_of_a_link_cuts_no_word() -> None:
    for length, found in ((LONGEST_LINK, 1), (LONGEST_LINK + 1, 0)):
        assert len(lint(f"1[[zh:{'1' * length}]]1\n", select=["wikilink-split"])) == found


def test_every_rule_takes_part() -> None:
    """A new rule joins by its cases."""
    assert len({pattern.name for pattern in EVERY}) == len(EVERY)
    assert len(EVERY) > 150
