"""Bold text that does not render: what is found is not bold to mistletoe, what is repaired or not found is."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import mistletoe
import pytest
from hypothesis import assume, example, given, settings, strategies as st

from mdlint_zh.page import Page
from mdlint_zh.page.emphasis.bold import read_bold_pairs, read_failing_pairs
from mdlint_zh.page.emphasis.stars import read_stars_left

if TYPE_CHECKING:
    from mdlint_zh.page.emphasis.bold import BoldPair

HAN, PUNCTUATION = "中文后前甲乙", "：，。、；！？…“”「」『』（）《》【】‘’:,.!?()-%"
EMOJI_AND_SIGNS = "😀＋→￥"
LINES = [
    "**译者的话：**虽然",
    "他说**“很好”**之后",
    "前文**《书》的作者**后文",
    "前文**增长了50%**后文",
    "前文**重点 **后文** 再说**，完",
    "** 重点**后文",
    "**甲。**乙**丙**丁**“戊”**己",
    "该**[[zh:公司]]加入了“计划”**，后文",
    "[**小题：**正文](https://example.org)**后：**文",
    "文**甲：**￥文",
]
words = st.text(st.sampled_from(HAN + PUNCTUATION), min_size=1, max_size=5)
spaced = st.text(st.sampled_from(HAN + PUNCTUATION + " " + EMOJI_AND_SIGNS), min_size=1, max_size=6)


def render(text: str) -> str:
    return html.unescape(mistletoe.markdown([text + "\n"]))


def strong(text: str) -> list[str]:
    """The texts that are bold, in order, without the tags within."""
    return re.findall(r"<strong>(.*?)</strong>", re.sub(r"</?a[^>]*>", "", render(text)))


def inner(text: str, stars: BoldPair) -> str:
    return re.sub(r"\]\([^)]*\)|(?<!\[)\[(?!\[)", "", text[stars.start + 2 : stars.end - 2])


def repair(text: str, found: list[BoldPair]) -> str:
    for stars in reversed(found):
        for start, end, new in reversed(stars.repair):
            text = text[:start] + new + text[end:]
    return text


def check(text: str) -> None:
    """All that has to hold for the pairs of a line."""
    pairs = Page(text).view(read_bold_pairs)
    found = [stars for stars in pairs if not stars.renders]
    if not found:
        assert strong(text) == [inner(text, stars) for stars in pairs]
        return
    assert strong(text) != [inner(text, stars) for stars in pairs]
    if not all(stars.repair for stars in found):
        assert any(not re.search(r"\w", inner(text, stars)) for stars in found)
        return
    fixed = repair(text, found)
    again = Page(fixed).view(read_bold_pairs)
    assert len(again) == len(pairs)
    assert all(stars.renders for stars in again)
    assert strong(fixed) == [inner(fixed, stars) for stars in again]
    assert sorted(fixed.replace(" ", "")) == sorted(text.replace(" ", ""))


@pytest.mark.parametrize("line", LINES)
def test_lines(line: str) -> None:
    assert any(not stars.renders for stars in Page(line).view(read_bold_pairs))
    check(line)


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=4), words)
def test_pairs_among_han_and_punctuation(pairs: list[tuple[str, str]], tail: str) -> None:
    """text **bold** text **bold** … text"""
    text = "文" + "".join(f"{before}**{bold}**" for before, bold in pairs) + tail
    assume(len(Page(text).view(read_bold_pairs)) == len(pairs))
    check(text)


@settings(max_examples=1000, deadline=None)
@given(spaced, spaced, spaced)
def test_one_pair_with_spaces_and_signs(before: str, bold: str, after: str) -> None:
    assume(bold.strip() and not (bold[0] == " " == bold[-1]))
    text = f"文{before}**{bold}**{after}文"
    # Stars before what closes, or beside a slash, are left alone: a mark is lost, or they are a program's.
    assume(bold.lstrip()[0] not in "，。、；：！？…”」』）》】’)" and "/" not in before[-1:] + after[:1])
    assert len(Page(text).view(read_bold_pairs)) == 1
    check(text)


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from(HAN + PUNCTUATION + "**** \n_`[]|\\"), max_size=30))
def test_any_stars(text: str) -> None:
    """Never an exception, and every pair is where it says."""
    for stars in Page(text).view(read_bold_pairs):
        assert text[stars.start : stars.start + 2] == text[stars.end - 2 : stars.end] == "**"


PIECES = [
    "**",
    "**",
    "**",
    "*",
    "***",
    "甲",
    "乙1",
    "，",
    "（",
    "）",
    " ",
    "\n",
    "\n\n",
    "[",
    "](u)",
    "[[zh:丙]]",
    "`",
    "\\",
    "_",
    "<b>",
]
MORE = ["http://a/", "www.", "{", "$", "\r\n", "- ", "> ", "    ", "\ufeff", "]:", "![", "\u3000"]


@settings(max_examples=1500, deadline=None)
@example("`**甲`乙**（丙）**丁`戊**`")
@example("http://a/**甲 乙**（丙）**丁 http://b/戊**")
@given(st.lists(st.sampled_from(PIECES * 2 + MORE), min_size=3, max_size=20).map("".join))
def test_blocks_in_which_no_star_is_in_doubt_need_no_look(text: str) -> None:
    quick, whole = Page(text), Page(text, shortcuts=False)
    assert quick.view(read_failing_pairs) == whole.view(read_failing_pairs)
    assert [stars[:2] for stars in quick.view(read_stars_left)] == [stars[:2] for stars in whole.view(read_stars_left)]
