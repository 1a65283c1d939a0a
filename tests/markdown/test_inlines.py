"""The inline scanner against mistletoe: the same code spans, links and images, in the same order."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from mistletoe import Document, span_token

from mdlint_zh import Page
from mdlint_zh.markdown.inlines import Inline, normal_label, scan_inline, scan_plain
from mdlint_zh.markdown.running_text import inlines_around, inlines_of

WORDS = [
    "正文", "a", " ", "[", "]", "(", ")", "!", "![", "](", "](u)", "[链接](https://a.cn/1)", '![图](a.png "题")', "[[zh:美国]]", "[[zh:美国|美]]", "`", "``", "`码`",
    "\\", "\\[", "\\`", "<https://a.cn/]>", "<a@b.cn>", "<u v>", "<!", "(<", ">)", "()", "(())", ' "题"', " '题'", " (题)", "\n", "[甲]", "[甲][]", "[字][甲]", "[乙]", "&amp;", "\\)",
]  # fmt: skip
MARKDOWN = MarkdownIt("commonmark", {"maxNesting": 200})
MARKDOWN.normalizeLink = lambda url: url  # type: ignore[method-assign]
MARKDOWN.validateLink = lambda _url: True  # type: ignore[method-assign]
# By CommonMark 0.31 section 6.3 `[甲]` is a link here, as what follows is no link label; both parsers say no.
WRONGLY_READ = re.compile(r"\[甲\](?=\[(?!\]|甲\]))")
DEFINED = "[甲]: https://defined.cn\n\n"
inline_texts = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
REAL = [
    "[[zh:中国]]总统`码`，见[链接](https://gnews.org/zh-hans/1/)和![img](/media/a%20b.png)。",
    '![题](https://a.cn/(1).png "题")▲ 图：[新华社](https://a.cn "x")',
    "[外 ![内](a.png) 外](b.html)",
    "[外 [内](a.html) 外](b.html)",
    "`[不是](链接)` [是](链接)",
    "[`]`](u)",
    "[a](<b c> 'd') [a](b c) [a]( b ) [a](\nb\n)",
    "<https://a.cn/[x](y)> [x](<y>)",
]


def by_mistletoe(text: str) -> list[tuple[str, str]]:
    """Kind and content of what mistletoe finds, in the order of where it begins."""
    document = Document(f"{DEFINED}{text}\n".splitlines(keepends=True))
    return [found for token in document.children for found in spans_in(token)]


def spans_in(token: Any) -> Iterator[tuple[str, str]]:
    if isinstance(token, span_token.InlineCode):
        yield "code", token.children[0].content
    elif isinstance(token, span_token.Image):
        yield "image", token.src
    elif isinstance(token, span_token.AutoLink):
        yield "autolink", token.target
    elif isinstance(token, span_token.Link):
        yield "link", token.target
    for child in getattr(token, "children", None) or ():
        yield from spans_in(child)


def by_markdown_it(text: str) -> list[tuple[str, str]]:
    """The same of what markdown-it finds."""
    found: list[tuple[str, str]] = []
    for block in MARKDOWN.parse(f"{DEFINED}{text}\n"):
        found += tokens_in(block.children or ())
    return found


def tokens_in(tokens: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for one in tokens:
        if one.type == "code_inline":
            yield "code", one.content
        elif one.type == "image":
            yield "image", one.attrs["src"]
            yield from tokens_in(one.children or ())
        elif one.type == "link_open":
            yield ("autolink" if one.markup == "autolink" else "link"), one.attrs["href"].removeprefix("mailto:")


def by_scan(text: str) -> list[tuple[str, str]]:
    """The same of what the scanner finds. HTML is left out: mistletoe reads none here."""
    found = sorted(scan_inline(text, 0, len(text), {normal_label("甲")}), key=lambda one: (one.start, -one.end))
    return [
        (("link" if one.kind == "reference" else one.kind), content(text, one)) for one in found if one.kind != "html"
    ]


def content(text: str, one: Inline) -> str:
    if one.kind == "code":
        inner = text[slice(*(one.text or (0, 0)))].replace("\n", " ")
        return inner[1:-1] if inner.startswith(" ") and inner.endswith(" ") and inner.strip() else inner
    if one.target is None:
        return "https://defined.cn"
    target = text[slice(*one.target)]
    if one.kind == "autolink":
        return target
    return html.unescape(ESCAPED.sub(r"\1", target))


def ordinary(text: str) -> str:
    """The text as one paragraph: no line of it begins another block."""
    lines = [f"正{line.strip()}" for line in text.split("\n")]
    return WRONGLY_READ.sub("[甲] ", "\n".join(lines))


@pytest.mark.parametrize("text", REAL)
def test_real_lines_are_read_as_mistletoe_reads_them(text: str) -> None:
    assert by_scan(text) == by_mistletoe(text)


@settings(max_examples=800, deadline=None)
@given(inline_texts.map(ordinary))
@example(ordinary("[a](u"))
def test_random_lines_are_read_as_mistletoe_and_markdown_it_read_them(text: str) -> None:
    """Where the two agree, we do: each leaves CommonMark here and there, and seldom at the same place."""
    judged = by_mistletoe(text)
    found = by_scan(text)
    assert found == judged or judged != by_markdown_it(text)


@settings(max_examples=500, deadline=None)
@given(inline_texts, inline_texts, inline_texts)
def test_what_is_found_lies_in_the_span_and_nests(before: str, text: str, after: str) -> None:
    whole = before + text + after
    found = scan_inline(whole, len(before), len(before) + len(text))
    for one in found:
        assert len(before) <= one.start < one.end <= len(before) + len(text)
        for part in (one.text, one.target, one.title):
            assert part is None or one.start <= part.start <= part.end <= one.end
    for left in found:
        assert not any(left.start < right.start < left.end < right.end for right in found)
    alone = scan_inline(text, 0, len(text))
    shift = len(before)
    assert [(one.kind, one.start - shift, one.end - shift) for one in found] == [
        (one.kind, one.start, one.end) for one in alone
    ]


SIZE = 100_000
HOSTILE = {
    "closing": "]" * SIZE,
    "opening": "[" * SIZE,
    "nested": "[" * SIZE + "]" * SIZE,
    "pairs": "[a]" * SIZE,
    "wikilinks": "[[zh:美国]]" * SIZE,
    "open wikilinks": "[[zh:" * SIZE + "]]",
    "links": "[a](b) " * SIZE,
    "open links": "[a](" * SIZE,
    "open targets": "[a](<b" * SIZE,
    "open titles": '[a](b "' * (SIZE // 10),
    "open titles in parentheses": "[a](b (" * (SIZE // 10),
    "references": "[甲]" * SIZE,
    "long references": "[" * SIZE + "甲" + "]" * SIZE,
    "images": "![" * SIZE + "](u)" * SIZE,
    "backticks": "`" * SIZE,
    "growing backticks": "".join("`" * n + "a" for n in range(400)),
    "open tags": "<a " * SIZE,
    "open attributes": '<a b="' * (SIZE // 10),
    "open comments": "<!--" * SIZE,
    "open declarations": "<!A<?a<![CDATA[" * SIZE,
    "mail": "<" + "a" * SIZE + "@" + "b." * SIZE,
    "spaces in a target": "[a](" + " " * SIZE + "b",
    "parentheses": "[a](" + "(" * SIZE,
    "backslashes": "\\" * SIZE,
    "line ends in a target": "[a](" + "\n" * SIZE,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lines_are_read_in_linear_time(text: str) -> None:
    """At this size what is quadratic takes minutes; nobody has to look at a clock."""
    scan_inline(text, 0, len(text), {normal_label("甲")})


@pytest.mark.parametrize(
    ("text", "html_ends"),
    [
        ("<!-- [a](u) --> [b](v)", [15]),
        ("<!--> [b](v)", [5]),
        ("<!---> [b](v)", [6]),
        ("<![ [b](v) >", []),
        ("<!D [a](u)> [b](v)", [11]),
        ("<?p [a](u)?> [b](v)", [12]),
        ("<![CDATA[ [a](u) ]]> [b](v)", [20]),
        ('<a title="[a](u)"> [b](v)', [18]),
        ("<!-- [b](v)", []),
    ],
)
def test_html_hides_what_is_in_it_and_nothing_more(text: str, html_ends: list[int]) -> None:
    found = scan_inline(text, 0, len(text))
    assert [one.end for one in found if one.kind == "html"] == html_ends
    assert [text[slice(*one.target)] for one in found if one.target] == ["v"]


PIECES = [
    "[甲](u)", "![图](u)", '[乙](u "题")', '![](u "题")', "[", "]", "](", "(u)", "!", "\\", "字", " ", "\n", "\n\n", "[[zh:美国]]", "- ", "# ", "> ",
    "[![图](u)](v)", "[a](b c)", "[a]()", '[a]( "t")', "![a](<u>)", "[甲\n乙](u)", "[a](u(v))",
]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@example(r"\[甲](u)")
@example(r"\![图](u)")
@example(r"\\[甲](u)")
@example("[甲](u) [乙 [丙](v) 丁](w)")
def test_simple_links_are_found_without_their_blocks(text: str) -> None:
    """On a page without code, HTML and definitions: what `scan_plain` finds is what the blocks hold, one by one."""
    page = Page(text, kind="other")
    wanted = [one for block in page.running for one in inlines_of(page, block)]
    assert sorted(scan_plain(text, partial(inlines_around, page), 0)) == sorted(wanted)
