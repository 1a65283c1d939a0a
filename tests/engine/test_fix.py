"""A fix that would harm the page costs itself alone: it is refused, says why, and all others are applied."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mdlint_zh import SAFE, WARNING, Change, Edit, Finding, Fix, Options, Page, Rule, replace_all, rule
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.guard import Applied, Breach, sieve
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.plan import Active, Plan
from mdlint_zh.engine.rule import Check
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.page import fix_file, read_file


def named(name: str, check: Check, change: Change = Change.SPACE) -> Rule:
    """A rule with safe fixes."""
    return replace(rule(severity=WARNING, fix=SAFE, changes=change)(check), name=name)


def lying(start: int, end: int, text: str, change: Change = Change.SPACE) -> Rule:
    """A rule that says `change` and does something else."""

    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(start, end, "a lie", Fix((Edit(start, end, text),)))] if page.text[start:end] != text else []

    return named("liar", check, change)


@pytest.mark.parametrize("liar", [lying(0, 1, ""), lying(0, 0, "假"), lying(4, 5, "二", Change.LINK)])
def test_the_fix_of_a_rule_that_lies_stays_and_says_why(tmp_path: Path, liar: Rule) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("正文[[zh:美国]]\n".encode())
    before = path.read_bytes(), path.stat().st_mtime_ns
    choices = Choices({"liar": liar}, isolated=True)
    outcome = fix_file(read_file(str(path), choices), path, choices, write=True)
    assert not outcome.failures
    assert "(not repaired: liar would turn " in outcome.findings[0].message
    assert f", which changes of kind {liar.changes.name} may not)" in outcome.findings[0].message
    assert outcome.findings[0].fix
    assert "liar would turn" in outcome.findings[0].fix.refused
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def units(*edits: tuple[int, int, str]) -> list[Applied]:
    """An edit of white space for each fix."""
    return [Applied(Edit(*edit), "some-rule", Change.SPACE, number) for number, edit in enumerate(edits)]


def test_only_the_guilty_fix_is_refused() -> None:
    text = "一 \n\n二  \n三\n\n四 \n"
    done = sieve(text, units((1, 2, ""), (5, 7, ""), (12, 13, "")))
    assert done.text == "一\n\n二  \n三\n\n四\n"
    assert (done.accepted, list(done.refused)) == ({0, 2}, [1])
    assert done.refused[1] == "some-rule would change the line break (a line), which changes of kind space may not lose"


def test_of_two_fixes_that_harm_the_page_together_one_is_applied() -> None:
    """Each takes away one of two blank lines between paragraphs."""
    done = sieve("一\n\n\n二\n", units((1, 2, ""), (3, 4, "")))
    assert done.text == "一\n\n二\n"
    assert (done.accepted, list(done.refused)) == ({0}, [1])


def test_many_guilty_fixes_cost_no_more_than_themselves() -> None:
    text = "一 \n\n二\\ \n三\n\n" * 300
    places = [(match.start(), match.end(), "") for match in re.finditer(" (?=\n)", text)]
    done = sieve(text, units(*places))
    assert done.text == "一\n\n二\\ \n三\n\n" * 300
    assert len(done.refused) == 300


def test_what_is_never_clear_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guard that says no to everything and blames everybody is asked a bounded number of times."""
    asked: list[int] = []

    def no(_before: str, _after: str, applied: list[Applied]) -> list[Breach]:
        asked.append(len(applied))
        return [Breach("no", frozenset(one.fix for one in applied))] if applied else []

    monkeypatch.setattr("mdlint_zh.engine.guard.sifter.breaches", no)
    places = [(2 * number, 2 * number + 1, "") for number in range(2000)]
    done = sieve(" 一" * 2000, units(*places))
    assert (done.text, done.accepted, len(done.refused)) == (" 一" * 2000, frozenset(), 2000)
    assert len(asked) < 100


def flipping(old: str, new: str, name: str, at: int = 0) -> Active:
    def check(page: Page, _options: Options) -> list[Finding]:
        edits = (Edit(at, at + 1, new),)
        return [Finding(at, at + 1, "flip", Fix(edits))] if page.text.startswith(old, at) else []

    return Active(named(name, check), Options())


def trimming() -> Active:
    """A rule that takes away a space at the end of the page."""

    def check(page: Page, _options: Options) -> list[Finding]:
        end = len(page.text)
        return [Finding(end - 1, end, "trim", Fix((Edit(end - 1, end, ""),)))] if page.text.endswith(" ") else []

    return Active(named("trim", check), Options())


def test_fixes_that_go_round_in_a_circle_are_refused_and_the_others_applied() -> None:
    plan = Plan([flipping("\t", " ", "to-space", 1), flipping(" ", "\t", "to-tab", 1), trimming()])
    fixed = fix_page(Page("一 二 三 "), plan)
    assert fixed.page.text == "一\t二 三"
    assert fixed.repaired["trim"] == 1
    assert [one.rule for one in fixed.result.findings] == ["to-space"]
    assert "(not repaired: fixes go round in a circle: to-space, to-tab)" in fixed.result.findings[0].message
    again = fix_page(Page(fixed.page.text), plan)
    assert (again.page.text, again.result) == (fixed.page.text, fixed.result)


def test_a_rule_that_never_comes_to_an_end_is_stopped_and_the_others_are_not() -> None:
    def check(page: Page, _options: Options) -> list[Finding]:
        return [Finding(0, 0, "more", Fix((Edit(0, 0, "\n"),)))] if page.text else []

    plan = Plan([Active(named("endless", check), Options()), trimming()])
    fixed = fix_page(Page("一 "), plan)
    assert fixed.page.text == "一"
    assert not fixed.result.failures
    assert "(not repaired: its fixes come to no end)" in fixed.result.findings[0].message


def test_a_fix_that_stood_in_the_way_of_another_does_not_when_it_is_refused() -> None:
    """Both take the same space away, and one says that it does nothing."""
    first, second = lying(1, 2, "", Change.NOTHING), replace(lying(1, 2, ""), name="second")
    fixed = fix_page(Page("一 "), Plan([Active(first, Options()), Active(second, Options())]))
    assert fixed.repaired == {"second": 1}


def test_each_edit_of_some_fixes_stands_for_itself() -> None:
    def check(page: Page, _options: Options) -> list[Finding]:
        edits = tuple(Edit(at.start(), at.end(), "") for at in re.finditer(" +(?=\n)", page.text))
        return [Finding(0, 1, "spaces", Fix(edits, each=True))] if edits else []

    fixed = fix_page(Page("一 \n\n二  \n三 \n"), Plan([Active(named("each", check), Options())]))
    assert fixed.page.text == "一\n\n二  \n三\n"
    assert "not repaired: each would change the line break" in fixed.result.findings[0].message


@pytest.mark.parametrize(
    "finding",
    [
        Finding(5, 4, "x"),
        Finding(0, 99, "x"),
        Finding(-1, 0, "x"),
        Finding(0, 1, "x", Fix((Edit(0, 99, ""),))),
        Finding(0, 1, "x", replace_all([(0, 1), (3, 99)])),
        Finding(0, 1, "x", replace_all([(-1, 1), (3, 4)])),
    ],
)
def test_a_finding_that_is_not_on_the_page_is_a_fault_of_its_rule(finding: Finding) -> None:
    fixed = fix_page(Page("一二三四五六"), Plan([Active(named("wild", lambda *_: [finding]), Options())]))
    assert fixed.result.failures[0].rule == "wild"
    assert fixed.page.text == "一二三四五六"


@pytest.mark.parametrize(
    ("fix", "kept"),
    [
        (Fix((Edit(0, 1, "一"),)), False),
        (Fix((Edit(0, 1, "一"), Edit(2, 4, "三四"))), False),
        (replace_all([(0, 1), (1, 1)], "一"), True),
        (Fix((Edit(0, 1, "一"), Edit(2, 4, "三"))), True),
        (Fix((Edit(2, 2, ""),)), False),
    ],
)
def test_a_fix_that_changes_nothing_is_none(fix: Fix, kept: bool) -> None:
    finding = Finding(0, 1, "x", fix, alternatives=(fix, fix))
    result = lint_page(Page("一二三四五六"), Plan([Active(named("idle", lambda *_: [finding]), Options())]))
    assert (result.findings[0].fix, result.findings[0].alternatives) == ((fix, (fix, fix)) if kept else (None, ()))
