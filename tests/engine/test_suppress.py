"""What comments in a page suppress: not shown, not repaired, and told where that is nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rendering import RENDERERS
from strategies import marked_pages

from mdlint_zh import Change, Page, fix, lint
from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.filters import shown
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Active, Plan, plan_for
from mdlint_zh.engine.suppress import UNUSED

RULES = load_rules().rules
ALL = plan_for(Settings(), RULES)
NEVER = Change("never", "no edit is permitted", lambda _before, _edit: False)
BLIND = Plan(
    (Active(one if one.name == UNUSED else replace(one, check=lambda _page, _options: ()), o) for one, o in ALL.active),
    known=RULES,
)
"""Rules that find nothing: all comments are of no use."""


def found(text: str, *select: str) -> list[str]:
    """The rules that find something, each with its line."""
    page = Page(text, kind="other")
    return [f"{page.lines.number(one.start)} {one.rule}" for one in lint(text, kind="other", select=select)]


E = "甲&hellip;"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"<!-- mdlint-zh-disable -->\n\n{E}\n\n{E} \n", []),
        (f"{E}\n\n<!-- mdlint-zh-disable html-entity -->\n\n{E}\n\n{E} \n", ["1 html-entity", "7 trailing-spaces"]),
        (f"<!-- mdlint-zh-disable html -->\n\n{E}\n", []),
        (f"<!-- mdlint-zh-disable-file ALL -->\n\n{E} \n", []),
        (f"{E}\n\n<!-- mdlint-zh-disable-file html-entity: last -->\n", []),
        (f"<!-- mdlint-zh-disable -->\n\n{E}\n\n<!-- mdlint-zh-enable html-entity -->\n\n{E} \n", ["7 html-entity"]),
        (f"<!-- mdlint-zh-disable html-entity -->\n\n{E}\n\n<!-- mdlint-zh-enable -->\n\n{E}\n", ["7 html-entity"]),
        (f"<!-- mdlint-zh-disable html -->\n{E}\n\n<!-- mdlint-zh-enable html-entity -->\n{E}\n", ["5 html-entity"]),
        (f"<!-- mdlint-zh-disable-next-line -->\n{E} \n{E}\n", ["3 html-entity"]),
        (f"{E} <!-- mdlint-zh-disable-line html-entity -->\n{E}\n", ["2 html-entity"]),
        (
            f"{E} <!-- mdlint-zh-disable html-entity --> {E} <!-- mdlint-zh-enable html-entity --> {E}\n",
            ["1 html-entity"] * 2,
        ),
        (f"| 甲 |\n|--|\n| {E} <!-- mdlint-zh-disable-line --> |\n| {E} |\n", ["4 html-entity"]),
        (f"- {E} <!-- mdlint-zh-disable-line -->\n- {E}\n", ["2 html-entity"]),
        (f"---\ntitle: 甲\n# mdlint-zh-disable-file html-entity: 旧文\n---\n\n{E}\n", []),
        ("\ufeff<!-- mdlint-zh-disable byte-order-mark -->\n\n甲\n", []),
        ("<!-- mdlint-zh-disable-file final-newline -->\n\n甲", []),
        ("<!-- mdlint-zh-disable final-newline -->\n\n甲", []),
        ("甲\r\n乙\n丙\n\n<!-- mdlint-zh-disable-file line-endings-mixed -->\n", []),
        (
            f"<!-- mdlint-zh-disable suppression-unused -->\n\n<!-- mdlint-zh-enable blank-lines -->\n\n{E}\n",
            ["5 html-entity"],
        ),
        ("<!-- mdlint-zh-disable-file -->\n", [f"1 {UNUSED}"]),
        (f"<!-- mdlint-zh-disable html-entity: 见[[zh:三国]]&hellip; -->\n\n{E}\n", []),
    ],
)
def test_what_is_suppressed_is_neither_shown_nor_repaired(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted
    if not wanted:
        assert fix(text, unsafe=True, kind="other") == text


@pytest.mark.parametrize(
    ("select", "told"),
    [
        ((), True),
        ((UNUSED,), False),
        ((UNUSED, "html-entity"), False),
        ((UNUSED, "html-entity", "wikilink"), True),
        (("html-entity", "wikilink"), False),
        (("ALL",), True),
    ],
)
def test_what_a_rule_would_use_that_is_not_run_is_not_unused(select: tuple[str, ...], told: bool) -> None:
    text = "<!-- mdlint-zh-disable html-entity, wikilink -->\n\n甲\n"
    whole = [one for one in lint(text, select=select, kind="other") if one.start == 0]
    assert bool(whole) == told


def test_what_a_rule_that_is_off_would_use_is_not_unused() -> None:
    assert found("<!-- mdlint-zh-disable wikilink-unknown -->\n\n甲\n") == []


def test_suppressed_places_stay_in_every_pass() -> None:
    text = f"<!-- mdlint-zh-disable-next-line html-entity -->\n{E}\n\n\n\n\n\n{E} \n"
    assert fix(text, kind="other") == f"<!-- mdlint-zh-disable-next-line html-entity -->\n{E}\n\n\n甲…\n"


def test_nothing_is_unused_where_a_rule_failed() -> None:
    page = Page("<!-- mdlint-zh-disable html-entity -->\n\n甲\n", kind="other")
    result = lint_page(page, ALL)
    report = FileReport.on(page, "", result.findings)
    assert [one.rule for one in shown(report, ALL).findings] == [UNUSED]
    report.failures = ["a rule failed"]  # type: ignore[list-item]
    assert not shown(report, ALL).findings


def test_many_comments_take_time_in_proportion() -> None:
    text = (
        "<!-- mdlint-zh-disable-next-line html-entity, x -->\n甲&hellip;\n\n<!-- mdlint-zh-disable wikilink -->\n\n"
        * 500
    )
    assert found(text).count(f"1 {UNUSED}") == 1


def seen(renderer: str, text: str) -> str:
    """What is shown without comments; where paragraphs begin and end counts, and spaces do not."""
    html = RENDERERS[renderer](text.removeprefix("\ufeff"))  # which markdown-it-py would take for text
    return re.sub(r"\s+", "", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("renderer", RENDERERS)
@settings(max_examples=300, deadline=None)
@given(text=marked_pages)
def test_nobody_sees_that_comments_are_gone(renderer: str, text: str) -> None:
    fixed = fix_page(Page(text, kind="other"), BLIND)
    assert not fixed.result.failures
    assert seen(renderer, fixed.page.text) == seen(renderer, text)


def of_lines(page: Page) -> list[tuple[str, str]]:
    """What is found within lines, by rule and message."""
    report = FileReport.on(page, "", lint_page(page, ALL).findings)
    told = (one for one in shown(report, ALL).findings if one.rule.startswith(("html", "wikilink", "image")))
    return [(one.rule, one.message) for one in told]


@settings(max_examples=200, deadline=None)
@given(marked_pages)
def test_without_comments_of_no_use_the_same_is_found(text: str) -> None:
    page = Page(text, kind="other")
    unfixed = Plan(
        (Active(one if one.name == UNUSED else replace(one, changes=NEVER), o) for one, o in ALL.active), known=RULES
    )
    fixed = fix_page(page, unfixed)
    assert of_lines(fixed.page) == of_lines(page)
    whole = fix_page(page, ALL)
    assert fix_page(whole.page, ALL).page.text == whole.page.text
