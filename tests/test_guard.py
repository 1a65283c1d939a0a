"""The guard: what it lets pass, what it refuses, and that a rule that lies is named and writes nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Rule, rule
from mdlint_zh.fixer import fix_page
from mdlint_zh.guard import Applied, breaches
from mdlint_zh.linter import Active, Plan, lint_page, with_edits
from mdlint_zh.model import Check, apply
from mdlint_zh.run import Choices, fix_file


def same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def verdict(change: Change, before: str, after: str) -> list[str]:
    """What the guard says to an edit that makes `after` of `before`: the smallest, or of the whole for a wikilink."""
    head = same(before, after)
    tail = same(before[head:][::-1], after[head:][::-1])
    edit = Edit(head, len(before) - tail, after[head : len(after) - tail])
    if change is Change.LINK:
        edit = Edit(0, len(before), after)
    assert apply(before, [edit]) == after
    return breaches(before, after, [Applied(edit, "some-rule", change)])


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (Change.SPACE, "一 \n二\n", "一\n二\n"),
        (Change.SPACE, "一\n\n\n\n二\n", "一\n\n二\n"),
        (Change.SPACE, "一\r\n二\n", "一\n二\n"),
        (Change.SPACE, "\ufeff---\ntitle: 一\n---\n", "---\ntitle: 一\n---\n"),
        (Change.SPACE, "\ufeff　　一", "　　一"),
        (Change.SPACE, "`码` [[zh:美国]] \n", "`码` [[zh:美国]]\n"),
        (Change.SPACE, "```\n码\n```\n\n\n\n二\n", "```\n码\n```\n\n二\n"),
        (Change.SPACE, "> ```\n> 码\n\n一 \n\n```\n码\n```\n", "> ```\n> 码\n\n一\n\n```\n码\n```\n"),
        (Change.SPACE, "一", "一\n"),
        (Change.HEADER, "### 【返回】（README.md）\n正文\n", "### [返回](README.md)\n正文\n"),
        (Change.HEADER, "## [[zh:美国]]总统\n", "## 美国总统\n"),
        (Change.LINK, "聊[[zh:天机]]器人", "聊天机器人"),
        (Change.LINK, "[[zh:美国|美]]", "美"),
        (Change.LINK, "[[zh：美国]]", "[[zh:美国]]"),
        (Change.LINK, "第[[zh:三国]]", "[[zh:第三国]]"),
        (Change.IMAGE, "![](a.png)", "![题](a.png)"),
        (Change.IMAGE, '![题](a.png "题")', "![题](a.png)"),
        (Change.ENTITY, "一&mdash;二", "一—二"),
        (Change.INVISIBLE, "一\u200b二", "一二"),
        (Change.EMPHASIS, "**重点。**后文", "**重点**。后文"),
    ],
)
def test_what_is_declared_passes(change: Change, before: str, after: str) -> None:
    assert verdict(change, before, after) == []


@pytest.mark.parametrize(
    ("change", "before", "after", "harm"),
    [
        (Change.NOTHING, "一 ", "一", "a rule without fixes"),
        (Change.SPACE, "一二", "一", "a character is lost"),
        (Change.SPACE, "一", "一。", "a character comes in"),
        (Change.SPACE, "　　一", "一", "an indent is lost"),
        (Change.SPACE, "　　一", "　一", "an indent is shortened"),
        (Change.SPACE, "一\n　　二", "一　　二", "an indent runs into the line above"),
        (Change.SPACE, "一  \n二\n", "一\n二\n", "a line break is lost"),
        (Change.SPACE, "一\n二\n", "一  \n二\n", "a line break is made"),
        (Change.SPACE, "一\\ \n二\n", "一\\\n二\n", "a backslash becomes a line break"),
        (Change.SPACE, "```\n码  \n\n\n\n```\n", "```\n码  \n```\n", "lines of code are lost"),
        (Change.SPACE, "~~~\n码 \n~~~\n", "~~~\n码\n~~~\n", "code changes"),
        (Change.SPACE, "- ```\n  码 \n  ```\n", "- ```\n  码\n  ```\n", "code in a list changes"),
        (Change.SPACE, "> ~~~\n> 码 \n> ~~~\n", "> ~~~\n> 码\n> ~~~\n", "code in a quote changes"),
        (Change.SPACE, "`a  b`", "`a b`", "a code span changes"),
        (Change.SPACE, "---\ntitle: 一 \n---\n", "---\ntitle: 一\n---\n", "front matter changes"),
        (
            Change.SPACE,
            "\ufeff---\ntitle: 一 \n---\n",
            "\ufeff---\ntitle: 一\n---\n",
            "front matter after a mark changes",
        ),
        (Change.SPACE, "+++\ntitle = 1 \n+++\n", "+++\ntitle = 1\n+++\n", "TOML front matter changes"),
        (Change.SPACE, " ---\ntitle: 一\n---\n", "---\ntitle: 一\n---\n", "front matter comes up"),
        (Change.SPACE, "[a](<b  c>)", "[a](<b c>)", "a URL changes"),
        (Change.SPACE, "[[zh:美 国]]", "[[zh:美国]]", "a wikilink changes"),
        (Change.SPACE, "[ [zh:美国]]", "[[zh:美国]]", "a wikilink comes up"),
        (Change.SPACE, "[[zh:美国]]", "[[zh:美\n国]]", "a wikilink is broken"),
        (Change.SPACE, "<a  href='b'>", "<a href='b'>", "HTML changes"),
        (Change.SPACE, "<!-- 注  -->", "<!-- 注 -->", "a comment changes"),
        (Change.SPACE, "一[^ 1]", "一[^1]", "a footnote comes up"),
        (Change.HEADER, "一\n" * 60, "一\n" * 50 + "二\n" + "一\n" * 9, "a line far below changes"),
        (Change.HEADER, "---\ntitle: 一\n---\n## 二\n", "---\ntitle: 三\n---\n## 二\n", "front matter changes"),
        (Change.HEADER, "----\ntitle: 一\n---\n", "---\ntitle: 一\n---\n", "front matter comes up"),
        (Change.LINK, "[[zh:美国]]", "英国", "another word"),
        (Change.LINK, "[[zh:美国]]", "", "a word is lost"),
        (Change.LINK, "[[zh:美国]]", "美国国", "a character comes in"),
        (Change.IMAGE, "![题](a.png)", "![题](b.png)", "a URL changes"),
        (Change.IMAGE, "![](a.png)", "![`](a.png)`", "code comes up"),
        (Change.IMAGE, "题(a.png)", "题题(a.png)", "there is no image"),
        (Change.IMAGE, "![题\n](a.png)", "![题题\n\n](a.png)", "an image falls apart"),
        (Change.ENTITY, "&mdash;", "-", "another character"),
        (Change.ENTITY, "&lt;b&gt;", "<b>", "HTML comes up"),
        (Change.INVISIBLE, "一二", "二", "a visible character is lost"),
        (Change.EMPHASIS, "**重点。**后文", "**重点**后文", "a mark is lost"),
    ],
)
def test_what_is_not_declared_is_refused(change: Change, before: str, after: str, harm: str) -> None:
    assert verdict(change, before, after), harm


@pytest.mark.parametrize(("old", "new"), [("\r\n", "\n"), ("\n", "\r\n"), ("\r", "\n")])
@pytest.mark.parametrize(
    "text", ["一  {}二", "```{}码  {}```{}", "---{}title: 一 {}---{}", "<!-- 注{} -->", "一{}　　二"]
)
def test_one_line_end_may_take_the_place_of_another_anywhere(text: str, old: str, new: str) -> None:
    before, after = text.replace("{}", old), text.replace("{}", new)
    places = [match.start() for match in re.finditer(old, before)]
    edits = [Applied(Edit(at, at + len(old), new), "line-ends", Change.SPACE) for at in places]
    assert breaches(before, after, edits) == []


def test_the_guard_refuses_edits_that_lie_over_each_other() -> None:
    edits = [Applied(Edit(0, 2, ""), "one", Change.SPACE), Applied(Edit(1, 3, ""), "two", Change.SPACE)]
    assert "one, two" in breaches("    ", " ", edits)[0]


def test_the_guard_refuses_a_text_that_the_edits_do_not_make() -> None:
    """Whatever applied them."""
    edits = [Applied(Edit(1, 2, ""), "one", Change.SPACE)]
    assert breaches("一 二", "一三", edits) == ["the text outside the edits is not what it was (one)"]


def named(name: str, check: Check, change: Change = Change.SPACE) -> Rule:
    """A rule with safe fixes."""
    return replace(rule(severity=WARNING, fix=SAFE, changes=change)(check), name=name)


def lying(start: int, end: int, text: str, change: Change = Change.SPACE) -> Rule:
    """A rule that says `change` and does something else."""

    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(start, end, "a lie", Fix((Edit(start, end, text),)))] if page.text[start:end] != text else []

    return named("liar", check, change)


@pytest.mark.parametrize("liar", [lying(0, 1, ""), lying(0, 0, "假"), lying(4, 5, "二", Change.LINK)])
def test_a_rule_that_lies_is_named_and_nothing_is_written(tmp_path: Path, liar: Rule) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("正文[[zh:美国]]\n".encode())
    before = path.read_bytes(), path.stat().st_mtime_ns
    outcome = fix_file(path, Choices({"liar": liar}, isolated=True), write=True)
    assert outcome.problems
    assert all("liar" in problem for problem in outcome.problems)
    assert outcome.findings
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def flipping(old: str, new: str, name: str) -> Active:
    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(0, 1, "flip", Fix((Edit(0, 1, new),)))] if page.text.startswith(old) else []

    return Active(named(name, check), Options())


def test_rules_that_undo_each_other_are_named_and_the_page_stays() -> None:
    page = Page(" 一")
    fixed = fix_page(page, Plan([flipping(" ", "\t", "to-tab"), flipping("\t", " ", "to-space")]))
    assert fixed.page is page
    assert not fixed.repaired
    assert "circle" in fixed.result.problems[-1]
    assert "to-space" in fixed.result.problems[-1]
    assert "to-tab" in fixed.result.problems[-1]


def test_a_rule_that_never_comes_to_an_end_is_stopped() -> None:
    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(0, 0, "more", Fix((Edit(0, 0, "\n"),)))] if page.text else []

    fixed = fix_page(Page("一"), Plan([Active(named("endless", check), Options())]))
    assert fixed.page.text == "一"
    assert "endless" in fixed.result.problems[-1]


@pytest.mark.parametrize(
    "finding",
    [
        Finding(5, 4, "x"),
        Finding(0, 99, "x"),
        Finding(-1, 0, "x"),
        Finding(0, 1, "x", Fix((Edit(0, 99, ""),))),
        Finding(0, 1, "x", Fix(lambda: (Edit(0, 99, ""),))),
        Finding(0, 1, "x", Fix(lambda: (Edit(1 // 0, 1, ""),))),
    ],
)
def test_a_finding_that_is_not_on_the_page_is_a_fault_of_its_rule(finding: Finding) -> None:
    fixed = fix_page(Page("一二三四五六"), Plan([Active(named("wild", lambda *_: [finding]), Options())]))
    assert "wild" in fixed.result.problems[0]
    assert fixed.page.text == "一二三四五六"


def test_the_edits_of_a_fix_are_made_only_when_they_are_applied_or_shown() -> None:
    made: list[int] = []

    def check(page: Page, _options: Options) -> list[Finding]:
        def edits() -> tuple[Edit, ...]:
            made.append(1)
            return (Edit(0, 1, ""),)

        return [Finding(0, 1, "one", Fix(edits))] if page.text.startswith(" ") else []

    plan = Plan([Active(named("late", check), Options())])
    result = lint_page(Page(" 一"), plan)
    assert not made
    assert with_edits(result, Page(" 一")).findings[0].fix == Fix((Edit(0, 1, ""),))
    assert fix_page(Page(" 一"), plan).page.text == "一"
