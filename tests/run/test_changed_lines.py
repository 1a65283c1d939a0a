"""Changed lines: read off a diff, widened to paragraphs, and all that is repaired lies in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from strategies import pages

from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.engine.scope import Scope
from mdlint_zh.run.changed.hunks import Hunk, read_hunks
from mdlint_zh.run.changed.spans import changed_spans
from mdlint_zh.run.discover import find_pages, pages_among

PLAN = plan_for(Settings(extend_select=("ALL",)), load_rules().rules)
ROWS = [
    "正文 ",
    "正文",
    "",
    "",
    "",
    " ",
    "- 甲 ",
    "第[[zh:三国]]",
    "![img](https://a.cn/1.png)▲ 图",
    "> 引 ",
    "## [[zh:题]]",
    "正文 \r",
    "\u200b甲",
]
defects = st.lists(st.sampled_from(ROWS), max_size=25).map("\n".join)
hunks = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.tuples(st.booleans(), st.booleans())), max_size=4)


def shown(text: str, *hunks: Hunk) -> list[str]:
    return [text[start:end] for start, end in changed_spans(text, hunks)]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("甲\n乙\n\n丙\n", 2, "甲\n乙\n"),
        ("甲\r\n乙\r\n\r\n丙", 1, "甲\r\n乙\r\n"),
        ("甲\n\n丙", 3, "丙"),
        ("甲\n\n \n\t\n丙\n", 3, "\n \n\t\n"),
        ("- 甲\n  续\n- 乙\n", 2, "- 甲\n  续\n"),
        ("正文\n1. 甲\n2. 乙\n", 3, "2. 乙\n"),
        ("正文\n1. 甲\n2. 乙\n", 1, "正文\n"),
        ("|a|b|\n|-|-|\n|1|2|\n|3|4|\n", 3, "|1|2|\n"),
        ("a|b\n-|-\n1|2\n3|4\n", 4, "3|4\n"),
        ("### [返回](README.md)\n---\n## 题\n`署名`\n正文\n", 3, "## 题\n"),
        ("### [返回](README.md)\n---\n## 题\n`署名`\n正文\n", 1, "### [返回](README.md)\n"),
        ("### [返回](README.md)\n---\n## 题\n`署名`\n正文\n", 4, "`署名`\n正文\n"),
        ("> 甲\n> 乙\n>\n> 丙\n", 1, "> 甲\n> 乙\n"),
        ("\ufeff甲\n\n乙\n", 1, "\ufeff甲\n"),
        ("甲\u2028乙\n\n丙\x0c丁\n", 1, "甲\u2028乙\n"),
    ],
)
def test_a_line_stands_for_its_paragraph(text: str, line: int, part: str) -> None:
    assert shown(text, Hunk(line, 1)) == [part]


def test_parts_that_touch_are_one() -> None:
    assert shown("- 甲\n- 乙\n- 丙\n\n丁\n", Hunk(1, 2), Hunk(5, 1)) == ["- 甲\n- 乙\n", "丁\n"]
    assert changed_spans("甲", [Hunk(1, 1)]) == ((0, 2),)


@settings(max_examples=300, deadline=None)
@given(st.one_of(pages, defects), hunks, st.booleans())
def test_nothing_outside_of_the_changed_parts_is_touched(
    text: str, given_hunks: list[tuple[int, int, tuple[bool, bool]]], unsafe: bool
) -> None:
    spans = changed_spans(text, [Hunk(*hunk) for hunk in given_hunks])
    assert list(spans) == sorted(spans)
    fixed = fix_page(Page(text, Path(__file__).parent / "1.md"), PLAN, unsafe=unsafe, scope=Scope(spans))
    assert fixed.scope.spans is not None
    assert outside(text, spans) == outside(fixed.page.text, fixed.scope.spans)
    again = fix_page(fixed.page, PLAN, unsafe=unsafe, scope=fixed.scope)
    assert again.page.text == fixed.page.text


def outside(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    """What stands between the spans."""
    ends = [0, *(end for _, end in spans)]
    return [text[end:start] for end, start in zip(ends, [*(start for start, _ in spans), len(text)], strict=True)]


DIFF = b"""diff --git "a/a\\t\\"\\345\\275\\222.md" b/x
--- "a/a\\t\\"\\345\\275\\222.md"
+++ "b/a\\t\\"\\345\\275\\222.md"
@@ -1 +1 @@
-+++ b/no.md
++++ b/no.md
@@ -4,2 +3,0 @@ @@ -1 +1 @@
-text
-\r
\\ No newline at end of file
--- a/b c.md\t
+++ b/b c.md\t
@@ -0,0 +1,2 @@
+@@ -1 +1 @@
+b\x0c\x85\r
"""


def test_a_diff_is_read_by_its_numbers() -> None:
    assert read_hunks(lines(DIFF)) == {
        'a\t"归.md': [Hunk(1, 1, (True, True)), Hunk(3, 0, (True, False))],
        "b c.md": [Hunk(1, 2)],
    }


def lines(diff: bytes) -> list[bytes]:
    return [line + b"\n" for line in diff.split(b"\n")[:-1]]


def test_pages_are_found_among_names_as_they_are_in_folders(tmp_path: Path) -> None:
    names = [
        "1.md",
        "b/2.md",
        "b/c/3.MARKDOWN",
        "b/n.txt",
        "node_modules/x.md",
        "归档 目录/笔记 一.md",
        "b.md",
        "b/.git/y.md",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for ignored in (
        {},
        {".gitignore": "b/c/\n"},
        {"b/.gitignore": "*.md\n"},
        {".gitignore": "*.md\n", "b/.gitignore": "!2.md\n"},
    ):
        for name in (".gitignore", "b/.gitignore"):
            (tmp_path / name).write_text(ignored.get(name, ""), encoding="utf-8")
        among = [str(tmp_path / name) for name in pages_among(str(tmp_path), names, pytest.fail)]
        assert among == list(find_pages([tmp_path], pytest.fail))
