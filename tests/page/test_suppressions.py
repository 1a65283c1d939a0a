"""Comments that suppress findings: which are ones, what they say, and where they hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st
from strategies import bodies, marked_pages

from mdlint_zh import Page, read_suppressions
from mdlint_zh.page.suppressions.comment import UNCLOSED, VERBS


def held(text: str) -> list[tuple[str, str, str]]:
    """Of each comment the verb, the names, and the text that it holds for."""
    found = Page(text).view(read_suppressions)
    return [(one.verb, " ".join(name.text for name in one.names), text[one.first : one.last]) for one in found]


@pytest.mark.parametrize(
    ("comment", "verb", "names", "reason"),
    [
        ("<!-- mdlint-zh-disable -->", "disable", "", ""),
        ("<!--mdlint-zh-disable-->", "disable", "", ""),
        ("<!-- mdlint-zh-disable a-b c -->", "disable", "a-b c", ""),
        ("<!-- mdlint-zh-disable a-b,c,  d -->", "disable", "a-b c d", ""),
        ("<!-- mdlint-zh-disable a-b，c、d：理由：一、二 -->", "disable", "a-b c d", "理由：一、二"),
        (
            "<!-- mdlint-zh-disable a: see https://a.cn - b -> c -- d -->",
            "disable",
            "a",
            "see https://a.cn - b -> c -- d",
        ),
        ("<!-- mdlint-zh-disable: all of it -->", "disable", "", "all of it"),
        (
            "<!--\nmdlint-zh-disable-file\n  a-b,\n  c:\n  for two\n  reasons\n-->",
            "disable-file",
            "a-b c",
            "for two reasons",
        ),
        ("<!-- mdlint-zh-disable ALL -->", "disable", "ALL", ""),
        ("<!-- mdlint-zh-disable-next-line a : b -->", "disable-next-line", "a", "b"),
    ],
)
def test_a_comment_says_what_is_suppressed_and_why(comment: str, verb: str, names: str, reason: str) -> None:
    for text in (f"{comment}\n\n正文\n", f"\ufeff正文 {comment}\n", f"- 项\n  {comment}\n", f"# 题 {comment}\n"):
        if text.startswith(("#", "-")) and "\n" in comment:
            continue
        one = Page(text).view(read_suppressions)[0]
        (crlf,) = Page(text.replace("\n", "\r\n")).view(read_suppressions)
        assert (crlf.verb, [name.text for name in crlf.names]) == (one.verb, [name.text for name in one.names])
        assert (one.verb, " ".join(name.text for name in one.names), one.reason) == (verb, names, reason)


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- mdlint-zh-disable -->`\n",
        "```\n<!-- mdlint-zh-disable -->\n```\n",
        "正文\n\n    <!-- mdlint-zh-disable -->\n",
        "<!-- mdlint-zh 见 mdlint-zh-disable -->\n",
        "<!-- 外 <!-- mdlint-zh-disable -->\n",
        "<textarea>\n<!-- mdlint-zh-disable -->\n</textarea>\n",
        "\\<!-- mdlint-zh-disable -->\n",
        "{{< highlight html >}}\n<!-- mdlint-zh-disable -->\n{{< /highlight >}}\n",
        "$$\n<!-- mdlint-zh-disable -->\n$$\n",
        "---\ntitle: |\n  # mdlint-zh-disable\n---\n",
        '+++\ntitle = """\n# mdlint-zh-disable\n"""\n+++\n',
        '{\n"title":\n"\n# mdlint-zh-disable"\n}\n',
        "# mdlint-zh-disable\n",
        "mdlint-zh-disable\n",
        "<!-- MDLINT-ZH-DISABLE -->\n",
    ],
)
def test_what_is_no_such_comment_says_nothing(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("一\n<!-- mdlint-zh-disable-next-line -->\n二\n三\n", "\n二"),
        ("一\n<!-- mdlint-zh-disable-next-line -->\n\n二\n三\n", "\n\n二"),
        ("一\n<!--\nmdlint-zh-disable-next-line\n-->\n二\n三\n", "\n二"),
        ("一 <!-- mdlint-zh-disable-next-line --> 尾\n二\n三\n", "\n二"),
        ("一\n<!-- mdlint-zh-disable-next-line -->\n", "\n"),
        ("一\r\n<!-- mdlint-zh-disable-next-line -->\r\n二\r\n三\r\n", "\r\n二"),
        ("一\n二 <!-- mdlint-zh-disable-line --> 尾\n三\n", "二 <!-- mdlint-zh-disable-line --> 尾"),
        ("一\n\n<!-- mdlint-zh-disable -->\n\n二\n", "<!-- mdlint-zh-disable -->\n\n二\n"),
        ("一 <!-- mdlint-zh-disable --> 二\n", "<!-- mdlint-zh-disable --> 二\n"),
        ("\ufeff<!-- mdlint-zh-disable -->\n", "\ufeff<!-- mdlint-zh-disable -->\n"),
        ("一\n\n<!-- mdlint-zh-disable-file -->\n", "一\n\n<!-- mdlint-zh-disable-file -->\n"),
        ("---\ntitle: 一\n# mdlint-zh-disable-next-line\ndate: 二\n---\n", "\ndate: 二"),
    ],
)
def test_where_a_comment_holds(text: str, where: str) -> None:
    assert [one[2] for one in held(text)] == [where]


def test_several_comments_are_about_the_same_next_line() -> None:
    text = "<!-- mdlint-zh-disable-next-line a -->\n\n<!-- mdlint-zh-disable-next-line b -->\n一\n二\n"
    assert [one[2].split()[-1] for one in held(text)] == ["一", "一"]


HEADER = [
    "###  [:house:返回](README.md)",
    "---",
    "",
    "",
    "## 标题",
    "`3/15/2024 3:11 PM UTC 编辑部` [轉載自GNews](https://gnews.org/articles/1)",
]


@pytest.mark.parametrize("at", range(len(HEADER)))
@pytest.mark.parametrize("comment", ["<!-- mdlint-zh-disable-file a -->", "<!--\nmdlint-zh-disable a:\n\n因为\n-->"])
def test_a_header_is_read_as_if_no_such_comment_stood_in_it(at: int, comment: str) -> None:
    plain, marked = (
        Page("\n".join([*HEADER, "", "正文"])),
        Page("\n".join([*HEADER[:at], comment, *HEADER[at:], "", "正文"])),
    )
    assert [type(part) for part in marked.header.parts] == [type(part) for part in plain.header.parts]
    assert (marked.kind, marked.is_of_archive) == (plain.kind, plain.is_of_archive)


@settings(max_examples=300, deadline=None)
@given(st.one_of(marked_pages, bodies))
def test_each_comment_stands_on_the_page_and_shortcuts_make_no_difference(text: str) -> None:
    found = Page(text).view(read_suppressions)
    assert found == Page(text, shortcuts=False).view(read_suppressions)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert 0 <= one.first <= one.last <= len(text) or one.verb not in VERBS
        assert text.startswith(("<!--", "#"), one.start)
        assert one.verb == UNCLOSED or text.endswith("-->", 0, one.end) or text[one.start] == "#"
        assert all(text[name.start : name.end] == name.text for name in one.names)
