"""Blocks against markdown-it-py: where code and HTML are; that a plain page has none; that nothing leaks."""

from __future__ import annotations

import copy
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import referee
from hypothesis import assume, given, settings, strategies as st
from mistletoe import block_token, core_tokens, span_token, token
from referee import DISPUTED, MARKDOWN, literal_lines
from samples import SOUND
from strategies import HOSTILE, bodies

from mdlint_zh import Page
from mdlint_zh.markdown import glance
from mdlint_zh.markdown.blocks.verbatim import may_hold_verbatim, verbatim_of
from mdlint_zh.markdown.glance import is_blockless, is_plain, plain_block
from mdlint_zh.markdown.structure import read_leaves, read_literal_blocks
from mdlint_zh.page import TooComplexError
from mdlint_zh.page.emphasis.bold import read_bold_pairs
from mdlint_zh.page.links.misplaced import read_misplaced_links

LINES = [
    "正文", "正文 `码` [[zh:美国]]", "", "", "# 题", "题\n===", "---", "```", "```py", "~~~", "````", "    缩进", "\t缩进", "- 项", "  项内", "1. 项", "- ```", "  ```", "> 引",
    "> ```", "> - 项", ">     码", "<div>", "</div>", "<!-- 注", "-->", "<b>字</b>", "|a|b|", "|-|-|", "[甲]: u", "-", "-\n  项", "***", "a|b\n-|-\n1|2", "<script>", "</script>", "*字*",
]  # fmt: skip
WITHIN_LINES = [
    *(line for line in LINES if not line.lstrip(" \t>-").startswith(("`", "~", "<"))),
    "正文 <b>字</b>", "`码` 字", "正文 ``` 码", "- `码`", "> 字<br>", "a<!-- 注\n-->", "1. 项 ~~~",
]  # fmt: skip
FLAT = [
    "正文", "", "", "# 题", "===", "---", "***", "```", "```", "````", "```py", "~~~", "    缩进", "      缩进", "\t缩进", " \t缩进", "   正文", "[甲]: u", "|a|b|", "|-|-|", "    ```",
    "- 项", "1. 项", "1.     码", "**1.**     字", "> 引", "<https://example.org>", "<em>字</em>", "<em>", "<b 字", "正文<br>", "\u3000", "    ", "#字", "1.字",
]  # fmt: skip
PLAIN, BLOCKLESS = (
    [line for line in dict.fromkeys([*FLAT, *LINES, *WITHIN_LINES]) if Page(f"正文\n{line}\n").view(seen)]
    for seen in (is_plain, is_blockless)
)
"""The lines that such a page may have: where no other is drawn, few pages are drawn for nothing."""


def documents_of(lines: list[str], least: int = 0) -> st.SearchStrategy[str]:
    """Pages of up to 14 of these lines."""
    return st.lists(st.sampled_from(lines), min_size=least, max_size=14).map(lambda drawn: "\n".join(drawn) + "\n")


documents = documents_of(LINES)
VERBATIM = [
    ("{% raw %}", "{% endraw %}"), ("{{< math >}}", "{{< /math >}}"), ("{{<", ">}}"), ("$$", "$$"), ("\\[", "\\]"), ("\\begin{align}", "\\end{align}"),
    ("::: code", ":::"), ("export x = {`", "`}"), ("    ```", "    ```"), ("\t~~~", "\t~~~"),
]  # fmt: skip
SAMPLES = [
    SOUND,
    "- 项\n\n      码\n",
    "> ```\n> 码\n正文\n",
    "1. ```\n   码\n   ```\n2. 项\n",
    "<div>\n\n正文\n\n</div>\n",
    "-\n  ```\n  码\n  ```\n",
    "[甲]: u\n```\n码\n",
]


def ours(text: str, *, shortcuts: bool = True) -> set[int]:
    """The lines, from 1, of our blocks of code and HTML that are not blank."""
    rows = re.split(r"\r\n|\r|\n", text)
    lines = {
        line
        for one in Page(text, shortcuts=shortcuts).view(read_literal_blocks)
        for line in range(one.first, one.last + 1)
    }
    return {line for line in lines if rows[line - 1].strip(" \t>")}


@pytest.mark.parametrize("text", SAMPLES)
def test_code_and_html_are_where_the_referee_sees_them(text: str) -> None:
    assert ours(text) == literal_lines(text)


@settings(max_examples=1500, deadline=None)
@given(st.one_of(documents, documents_of(FLAT, 2)))
def test_code_and_html_are_where_the_referee_sees_them_on_random_pages(text: str) -> None:
    assume(not DISPUTED.search(text) and not Page(text).front_matter.end)
    assert ours(text) == literal_lines(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("正文\n\n-\n  ```\n  码\n  ```\n", {4, 5, 6}),  # below an item that begins with an empty line
        ("```\n码\n```\xa0\n码\n", {1, 2, 3, 4}),  # U+00A0 is no space: that line closes nothing
        ("```\n码\n``` py\n码\n```\n文\n", {1, 2, 3, 4, 5}),  # nor does one with an info string
        ("~~~\n码\n```\n~~~~ \t\n文\n", {1, 2, 3, 4}),
        ("> ```\n> 码\n文\n", {1, 2}),  # the quote ends, and the code with it
        ("- ```\n文\n", {1}),
        ("1. 项\n\n   ```\n   码\n  文\n", {3, 4}),
        ("> > 文\n    - 接着\n", set()),  # goes on with the paragraph
        ("\x0c\n    接着\n", set()),  # a form feed is text
        ("文\n<x>\n", set()),  # such a tag ends no paragraph
        ("文\n<div>\n", {2}),
        ("- 文\n<b>\n", set()),
        ("<x>\x0b\n文\n", set()),  # U+000B is no space
        ("<pre>\n\n码\n</pre>\n文\n", {1, 3, 4}),
        ('=== "Python"\n\n    ```py\n    adj = [[]]\n    \n    ```\n\n文\n', {3, 4, 6}),  # a tab of mkdocs
        ("a|b\n-|-\n    码\n", {3}),  # no row of a table is indented so far
        ("[甲]: u\n    码\n", {2}),
        ("[甲]: u\n    '题'\n", set()),
        ("- 项\n\n\n\n      码\n", {5}),
        ("-\n\n      码\n", {3}),
    ],
)
def test_code_and_html_are_where_commonmark_has_them(text: str, lines: set[int]) -> None:
    assert ours(text) == ours(text, shortcuts=False) == lines


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("编辑部", True),
        ("3:11 PM UTC 甲·乙（丙）", True),
        ("《甲》【乙】🌹🇨🇦", True),
        ("【【zh:美国", False),
        ("[[zh:国]]", False),
        ("zh:国]]", False),
        ("zh：美国】】", False),
        ("**重点。**后", False),
        ("_甲_", False),
        ("甲&copy;乙", False),
        ("甲\u200b乙", False),
        ("![](a.png)", False),
    ],
)
def test_what_may_mean_something_in_the_code_of_a_byline_makes_a_page_less_than_plain(said: str, plain: bool) -> None:
    text = f"## 题\n`3/15/2024 {said}` [轉載自GNews](https://gnews.org/articles/1)\n\n正文。\n"
    page, full = Page(text), Page(text, shortcuts=False)
    assert page.view(is_plain) == plain
    assert (page.link_faults, page.view(read_bold_pairs)) == ([], [])
    assert page.view(read_misplaced_links) == full.view(read_misplaced_links)


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents_of(PLAIN), bodies.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))))
def test_a_plain_page_has_no_code_and_no_html(text: str) -> None:
    assume(text.strip() and Page(text).view(is_plain))
    assert Page(text, shortcuts=False).view(read_literal_blocks) == []


@settings(max_examples=1000, deadline=None)
@given(documents_of(BLOCKLESS))
def test_a_page_that_is_seen_to_have_no_code_and_no_html_has_none(text: str) -> None:
    """Code spans and tags within a line may be there; no block of either."""
    assume(text.strip() and Page(text).view(is_blockless))
    assert Page(text, shortcuts=False).view(read_literal_blocks) == []


@settings(max_examples=1000, deadline=None)
@given(documents_of(PLAIN))
def test_the_block_around_a_place_is_what_reading_all_lines_says(text: str) -> None:
    page = Page(text)
    assume(page.view(is_plain))
    for block in page.running:
        assert plain_block(text, page.lines, block.start) in (None, block)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", " \n", "\t\r\n"])
@pytest.mark.parametrize(("opener", "closer"), VERBATIM)
def test_what_other_programs_take_as_it_stands_is_seen_at_once(opener: str, closer: str, end: str) -> None:
    text = f"文\n\n{opener}{end}文\n{closer}\n"
    assert list(verbatim_of(text, [], []))
    assert may_hold_verbatim(text, set(text))


@settings(max_examples=300, deadline=None)
@given(documents)
def test_blocks_are_in_order_on_the_page_and_apart(text: str) -> None:
    page = Page(text)
    for blocks in (page.blocks, page.view(read_leaves).blocks):
        assert all(1 <= block.first <= block.last <= len(page.lines) for block in blocks)
        assert all(left.last < right.first for left, right in pairwise(blocks))


@settings(max_examples=300, deadline=None)
@given(documents)
def test_labels_are_those_that_the_referee_knows(text: str) -> None:
    assume(not DISPUTED.search(text) and not Page(text).front_matter.end)
    known: dict[str, dict[str, str]] = {}
    MARKDOWN.parse(text, known)
    assert Page(text).view(read_leaves).labels == {label.casefold() for label in known.get("references", {})}


def state() -> tuple[Any, ...]:
    """All that mistletoe keeps between documents."""
    return (
        list(block_token._token_types), list(span_token._token_types), token._root_node, copy.copy(core_tokens._code_matches),
        block_token.Paragraph.parse_setext,
    )  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, *SAMPLES, "`" * 100 + "a`b`"])
def test_reading_leaves_no_state_in_mistletoe(text: str) -> None:
    before = state()
    with suppress(TooComplexError):
        assert Page(text).blocks is not None
    assert state() == before


def test_reading_is_the_same_after_hostile_pages() -> None:
    first = [Page(text).blocks for text in SAMPLES]
    for text in HOSTILE:
        with suppress(TooComplexError):
            assert Page(text).literal is not None
    assert [Page(text).blocks for text in SAMPLES] == first


SIZE = 20_000
SLOW = {
    "brackets": "]" * SIZE * 5,
    "wikilinks in a paragraph": "[[zh:美国]]总统今天。\n" * SIZE,
    "stars": "**x** " * SIZE,
    "spaces in a line": "a" + " " * SIZE * 5 + "b",
    "spaces in a heading": "# a" + " " * SIZE * 5 + "b",
    "spaces under a table": "a|b\n" + " " * SIZE * 5 + "x",
    "an open tag": "a <a" + " " * SIZE * 5 + '"',
    "html": "<div>\n" + "<?a <!A ]] ** " * SIZE,
    "table": "a|b\n-|-\n" + "[[zh:美国]]|**b**\n" * SIZE,
    "definitions": "".join(f"[{n}]: u\n" for n in range(SIZE)),
    "fences": "``` a\n" * SIZE,
    "quotes": "> a\n" * SIZE,
    "items": "- a\n" * SIZE,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_hostile_pages_are_read_in_linear_time(text: str) -> None:
    """What mistletoe takes minutes for."""
    assert Page(f"{text}\n\n```\n码\n```\n", Path("1.md"), kind="other").literal
    assert Page(f"{text}\n").lines


def test_a_long_line_of_spaces_is_looked_at_once() -> None:
    """At this size a second look at every space would take minutes."""
    assert Page(f"正文\n\n{' ' * 500_000}\n\n完\n").view(is_plain)
    assert not Page(f"正文\n\n{' ' * 500_000}码\n").view(is_plain)


def _underlined(text: str) -> list[str]:
    """The lines of a page of LF that are told to be of a heading with a line under it."""
    page = Page(text, Path("1.md"), kind="other")
    lines = [page.lines.span(number + 1) for number in range(len(page.lines))]
    return [text[slice(*line)] for line in lines if page.is_underlined(*line)]


def test_each_line_of_an_underlined_heading_is_told() -> None:
    headings = "甲\n乙\n丙\n===\n\n丁\n\n# 戊\n己\n庚\n---\n\n辛\n"
    assert _underlined(headings) == ["甲", "乙", "丙", "===", "己", "庚", "---"]


def test_whether_headings_are_underlined_is_told_in_linear_time() -> None:
    """At this size a walk over all headings for each line would take minutes."""
    assert len(_underlined("甲\n乙\n===\n" * 20_000)) == 60_000


HEADINGS = {
    "# 题\n": [("题", 1)],
    "##  题 一 ##  \n\n文\n": [("题 一", 2)],
    "# 题#\n": [("题#", 1)],
    "###\n": [("", 3)],
    "# ##\n": [("", 1)],
    "题\n===\n": [("题", 1)],
    "题\n一 \n---\n": [("题\n一", 2)],
    "> ## 题\n\n- ### 项\n\n1. 题\n   ---\n": [("题", 2), ("项", 3), ("题", 2)],
    "---\ntitle: 题\n---\n\n# 题\r\n": [("题", 1)],
    "```\n# 码\n```\n\n#话题\n\n\\# 文\n": [],
}


@pytest.mark.parametrize(("text", "told"), HEADINGS.items())
def test_headings_have_words_and_a_level(text: str, told: list[tuple[str, int]]) -> None:
    page = Page(text)
    assert [(text[one.start : one.end], one.level) for one in page.headings] == told
    levels = [
        int(token.tag[1])
        for token in referee.MARKDOWN.parse(text[page.front_matter.end :])
        if token.type == "heading_open"
    ]
    assert [level for _, level in told] == levels


def test_every_odd_character_is_rare() -> None:
    odd = [chr(code) for code in range(0x110000) if glance._ODD.match(chr(code))]
    assert len(odd) > 10_000
    assert Page("".join(odd)).view(glance.read_marks) == set(odd)
