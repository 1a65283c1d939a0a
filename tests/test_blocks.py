"""Blocks against mistletoe on the page itself: where code and HTML are; that a plain page has none; that nothing leaks."""

from __future__ import annotations

import copy
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mistletoe import Document, block_token, core_tokens, span_token, token
from samples import SOUND
from strategies import HOSTILE, bodies

from mdlint_zh import Page
from mdlint_zh.page import TooComplexError

LINES = [
    "正文", "正文 `码` [[zh:美国]]", "", "", "# 题", "题\n===", "---", "```", "```py", "~~~", "````", "    缩进", "\t缩进", "- 项", "  项内", "1. 项", "- ```", "  ```", "> 引",
    "> ```", "> - 项", ">     码", "<div>", "</div>", "<!-- 注", "-->", "<b>字</b>", "|a|b|", "|-|-|", "[甲]: u", "-", "-\n  项", "***", "a|b\n-|-\n1|2", "<script>", "</script>", "*字*",
]  # fmt: skip
documents = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join).map(lambda text: f"{text}\n")
WITHIN_LINES = [
    *(line for line in LINES if not line.lstrip(" \t>-").startswith(("`", "~", "<"))),
    "正文 <b>字</b>", "`码` 字", "正文 ``` 码", "- `码`", "> 字<br>", "a<!-- 注\n-->", "1. 项 ~~~",
]  # fmt: skip
FLAT = [
    "正文", "", "", "# 题", "===", "---", "***", "```", "```", "````", "```py", "~~~", "    缩进", "      缩进", "\t缩进", " \t缩进", "   正文", "[甲]: u", "|a|b|", "|-|-|", "    ```",
    "- 项", "1. 项", "1.     码", "**1.**     字", "> 引", "<https://example.org>", "<em>字</em>", "<em>", "<b 字", "正文<br>", "\u3000", "    ", "#字", "1.字",
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


def literal_lines(text: str) -> set[int]:
    """The lines, from 1, on which mistletoe sees code or HTML blocks, by what it says of their begin and content."""
    block_token.add_token(block_token.HtmlBlock)
    try:
        # A line of spaces alone is blank to CommonMark, and code to mistletoe.
        document = Document([f"{line}\n" if line.strip() else "\n" for line in text.removesuffix("\n").split("\n")])
    finally:
        block_token.reset_tokens()
    return {line for one in walk(document) for line in lines_of(one)}


def walk(node: Any) -> list[Any]:
    inner = [one for child in getattr(node, "children", None) or () for one in walk(child)]
    return (
        [node, *inner]
        if isinstance(node, block_token.BlockCode | block_token.CodeFence | block_token.HtmlBlock)
        else inner
    )


def lines_of(block: Any) -> range:
    """The lines of its content; fences themselves are left out, as mistletoe does not tell whether one closes."""
    inner = block.content.rstrip("\n")
    first = block.line_number + isinstance(block, block_token.CodeFence)
    return range(first, first + inner.count("\n") + 1) if inner else range(0)


def ours(text: str) -> set[int]:
    return {
        line
        for block in Page(text).blocks
        if block.kind in ("code", "html")
        for line in range(block.first, block.last + 1)
    }


def starts_item_with_an_empty_line(text: str) -> bool:
    """mistletoe counts the lines of such an item wrongly, so it cannot be the referee."""
    return any(line.strip(" >") in ("-", "*", "+", "1.") for line in text.split("\n"))


@pytest.mark.parametrize("text", [text for text in SAMPLES if not starts_item_with_an_empty_line(text)])
def test_code_and_html_are_where_mistletoe_sees_them(text: str) -> None:
    assert literal_lines(text) <= ours(text)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_code_and_html_are_where_mistletoe_sees_them_on_random_pages(text: str) -> None:
    assume(not starts_item_with_an_empty_line(text) and not Page(text).front_matter.end)
    seen, read = literal_lines(text), ours(text)
    assert seen <= read
    # What is ours beyond that are fences and blank lines at the edges.
    lines = text.split("\n")
    for number in read - seen:
        assert not lines[number - 1].strip() or lines[number - 1].strip(" \t>-1.").startswith(("```", "~~~"))


def test_an_item_that_begins_with_an_empty_line_is_counted_rightly() -> None:
    assert ours("正文\n\n-\n  ```\n  码\n  ```\n") == {4, 5, 6}


@settings(max_examples=300, deadline=None)
@given(st.one_of(documents, bodies.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))))
def test_a_plain_page_has_no_code_and_no_html(text: str) -> None:
    page = Page(text)
    assume(text.strip("> \t\r\n") and page.plain and page.header.end == 0 and not page.front_matter.end)
    assert literal_lines(text) == set()


@settings(max_examples=500, deadline=None)
@given(
    st.one_of(
        documents, st.lists(st.sampled_from(WITHIN_LINES), max_size=14).map(lambda lines: "\n".join(lines) + "\n")
    )
)
def test_a_page_that_is_seen_to_have_no_code_and_no_html_has_none(text: str) -> None:
    """Code spans and tags within a line may be there; no block of either, to the parser."""
    page = Page(text)
    if text.strip() and page.blockless:
        assert {block.kind for block in page.blocks} <= {"heading", "paragraph", "table", "break"}


@settings(max_examples=1000, deadline=None)
@given(
    st.one_of(
        st.lists(st.sampled_from(LINES), max_size=14), st.lists(st.sampled_from(FLAT), min_size=2, max_size=14)
    ).map(lambda lines: "\n".join(lines) + "\n")
)
def test_code_found_line_by_line_is_what_the_parser_finds(text: str) -> None:
    page = Page(text)
    assume(text.strip() and not starts_item_with_an_empty_line(text))
    assert page.literal_blocks == Page(text, shortcuts=False).literal_blocks


@settings(max_examples=300, deadline=None)
@given(documents)
def test_blocks_are_in_order_on_the_page_and_apart(text: str) -> None:
    assume(not starts_item_with_an_empty_line(text))
    page = Page(text)
    blocks = page.blocks
    assert all(1 <= block.first <= block.last <= len(page.lines) for block in blocks)
    assert all(left.last < right.first for left, right in pairwise(blocks))


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
    assert Page(f"正文\n\n{' ' * 500_000}\n\n完\n").plain
    assert not Page(f"正文\n\n{' ' * 500_000}码\n").plain
