"""Kinds of change: a plugin brings its own, what it does not declare stays forbidden, and a refusal names it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, rule
from mdlint_zh.engine.changes.change import PROTECTED
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.guard.blocks import block_items
from mdlint_zh.engine.guard.inlines import inline_items
from mdlint_zh.engine.plan import Active, Plan
from mdlint_zh.testing import Case, verify

EVERYTHING = """---
title: 甲
---
　　缩进 `码` $x$ <b>粗</b> {{< x >}} [[zh:美国]] [题](a.md "名") https://example.org [甲] [ http://example.org
**重点** &mdash; \\* :house: %%记%% [^1] ^name

| 甲 | [[zh:乙|丙]] |
|---|---|---|

[甲]: b.md "名"

```
码
```

<!-- 注 -->

::: code
码
:::
"""


def becomes(old: str, new: str, **declared: frozenset[str]) -> Change:
    """A kind of change that puts one text in the place of another."""

    def permits(before: str, edit: Edit) -> bool:
        return (before[edit.start : edit.end], edit.text) == (old, new)

    return Change("swap", "one text becomes another", permits, **declared)


def fixed(text: str, old: str, new: str, change: Change) -> tuple[str, list[str]]:
    """A page after a rule that replaces the first `old`, and why it was refused."""

    def check(page: Page, _options: Options) -> list[Finding]:
        at = page.text.find(old)
        return [Finding(at, at + len(old), "seen", Fix((Edit(at, at + len(old), new),)))] if at >= 0 else []

    guest = replace(rule(severity=WARNING, fix=SAFE, changes=change)(check), name="guest")
    done = fix_page(Page(text), Plan([Active(guest, Options())]))
    assert not done.result.failures
    return done.page.text, [one.fix.refused for one in done.result.findings if one.fix]


def test_a_change_of_a_guest_is_held_to_what_it_permits() -> None:
    stop = becomes(".", "。")
    assert fixed("完.\n", ".", "。", stop) == ("完。\n", [])
    assert fixed("完\r\n.\r\n", ".", "。", stop) == ("完\r\n。\r\n", [])
    assert fixed("\ufeff完.\n", ".", "。", stop) == ("\ufeff完。\n", [])
    said = "guest would turn '完' into '毕', which changes of kind swap may not"
    assert fixed("完.\n", "完", "毕", stop) == ("完.\n", [said])


@pytest.mark.parametrize(
    ("text", "old", "new", "told"),
    [
        ("`完.`\n", ".", "。", "change the code span, which changes of kind swap may not lose"),
        ("[题](a.md)\n", ".", "。", "change the link, which changes of kind swap may not lose"),
        ("见 https://example.org/a。\n", ".", "。", "change the URL, which changes of kind swap may not lose"),
        ("1. 项\n", ".", "。", "change the block (a line), which changes of kind swap may not lose"),
        ("---\ntitle: 甲.\n---\n", ".", "。", "change the front matter, which changes of kind swap may not lose"),
        ("题\n\n甲\n", "甲", "# 甲", "change the block (a line), which changes of kind swap may not lose"),
        ("甲\n", "甲", "`甲`", "change the code span, which changes of kind swap may not make"),
        ("甲  \n乙\n", "  \n", "\n", "change the line break (a line), which changes of kind swap may not lose"),
        ("甲<!-- 一 -->\n", "甲<!--", "甲<--", "change the comment, which changes of kind swap may not lose"),
        ("甲\n乙\n", "甲", "一\n\n二", "change the block (a line), which changes of kind swap may not"),
        ("甲乙\n", "甲", "甲\n\n# ", "change the heading (a line), which changes of kind swap may not make"),
    ],
)
def test_what_a_change_does_not_declare_stays_forbidden(text: str, old: str, new: str, told: str) -> None:
    after, refused = fixed(text, old, new, becomes(old, new))
    assert after == text
    assert told in refused[0]


def test_what_a_change_declares_is_allowed_to_it() -> None:
    code = frozenset({"code span"})
    assert fixed("`甲`\n", "`甲`", "甲", becomes("`甲`", "甲", may_lose=code))[0] == "甲\n"
    assert fixed("甲\n", "甲", "`甲`", becomes("甲", "`甲`", may_make=code))[0] == "`甲`\n"
    assert fixed("`甲`\n", "`甲`", "`乙`", becomes("`甲`", "`乙`", may_lose=code))[0] == "`乙`\n"
    assert fixed("甲\n", "甲", "`甲`", becomes("甲", "`甲`", may_lose=code))[0] == "甲\n"


def test_a_change_that_raises_permits_nothing() -> None:
    def permits(_before: str, _edit: Edit) -> bool:
        raise KeyError("x")

    after, refused = fixed("完.\n", ".", "。", Change("wild", "it raises", permits))
    assert after == "完.\n"
    assert "and to ask whether changes of kind wild may raised KeyError" in refused[0]


def test_the_harness_fails_on_a_refused_fix() -> None:
    """What a case does not expect: a fix of the rule that the guard does not let pass."""

    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(0, 1, "seen", Fix((Edit(0, 1, "乙"),)))] if page.text.startswith("甲") else []

    lying = replace(rule(severity=WARNING, fix=SAFE, changes=Change.SPACE)(check), name="lying")
    case = Case("1", "甲\n", bad=True, top=True)
    with pytest.raises(AssertionError, match="a fix was refused: lying would turn '甲' into '乙', which changes of"):
        verify(lying, case)
    verify(lying, replace(case, refused="changes of kind space may not"))
    with pytest.raises(AssertionError, match="no fix was refused with"):
        verify(lying, replace(case, refused="changes of kind link"))


def test_each_protected_thing_is_found_by_its_name() -> None:
    """A kind of item without a name could be declared by no change, and a name without items would mean nothing."""
    items = [*block_items(EVERYTHING), *inline_items(EVERYTHING)]
    assert {item.kind for item in items} == set(PROTECTED)
