"""What holds for every page, shown on random ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given, settings, strategies as st
from strategies import HOSTILE, lf_pages, pages

from mdlint_zh import Change, Finding, Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.finding import apply
from mdlint_zh.engine.fix import choose, fix_page
from mdlint_zh.engine.guard import Applied, breaches
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import Plan, plan_for
from mdlint_zh.report import escape
from mdlint_zh.report.format import Run, format_names, load_format
from mdlint_zh.report.formats import diff

RULES = load_rules().rules
PLAN = plan_for(Settings(extend_select=("ALL",)), RULES)
OF_SPACE_AND_HEADER = Plan(one for one in PLAN.active if one.rule.changes in (Change.SPACE, Change.HEADER))
WHERE = Path(__file__).parent / "1.md"
UNSEEN = re.compile(r"[\s\ufeff\u200b]+")
SEEMING = {
    Change.HEADER: (" the link", " the heading by underline"),
    Change.SPACE: (" the code span", " the code block"),
    Change.LINK: (" the link", " the mark of emphasis"),
}
TOLERATED = re.compile("^too complex")
kinds = st.sampled_from([None, "article", "index", "other"])


def page_of(text: str, kind: str | None = None) -> Page:
    return Page(text, WHERE, kind=kind)


def lint(text: str, kind: str | None = None) -> list[Finding]:
    """The findings; a page that is too complex has none, and anything else that goes wrong fails."""
    result = lint_page(page_of(text, kind), PLAN)
    assert all(failure.message.startswith("too complex") for failure in result.failures), result.failures
    return result.findings


def fix(text: str, kind: str | None = None, *, unsafe: bool = False, plan: Plan = PLAN) -> str:
    fixed = fix_page(page_of(text, kind), plan, unsafe=unsafe)
    # A separator above a line like `title: x` would make front matter of it: that the guard refuses is as it should be.
    assert all(TOLERATED.search(failure.message) for failure in fixed.result.failures), fixed.result.failures
    return fixed.page.text


@settings(max_examples=400, deadline=None)
@given(pages, kinds)
def test_linting_never_fails_and_stays_on_the_page(text: str, kind: str | None) -> None:
    page = page_of(text, kind)
    findings = lint_page(page, PLAN).findings
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        row, column = page.lines.position(finding.start)
        assert 1 <= row <= len(page.lines)
        assert 1 <= column <= len(text) + 1
        assert page.lines.position(finding.end) >= (row, column)
    assert lint(text, kind) == findings


@settings(max_examples=400, deadline=None)
@given(pages, kinds, st.booleans())
def test_fixing_twice_is_fixing_once(text: str, kind: str | None, unsafe: bool) -> None:
    once = fix(text, kind, unsafe=unsafe)
    assert fix(once, kind, unsafe=unsafe) == once


@settings(max_examples=300, deadline=None)
@given(pages, kinds)
def test_what_is_left_after_fixing_has_no_safe_fix(text: str, kind: str | None) -> None:
    fixed = fix_page(page_of(text, kind), PLAN)
    assume(not fixed.result.failures)
    safe = [finding.fix for finding in fixed.result.findings if finding.fix and finding.fix.safe]
    assert all(fix.refused for fix in safe)


@settings(max_examples=300, deadline=None)
@given(pages)
def test_safe_fixes_below_the_header_change_only_what_nobody_sees(text: str) -> None:
    """On pages of a kind without a header, that is everywhere."""
    fixed = fix(text, "other", plan=OF_SPACE_AND_HEADER)
    assert UNSEEN.sub("", fixed) == UNSEEN.sub("", text)


@settings(max_examples=300, deadline=None)
@given(pages)
def test_safe_fixes_of_the_header_leave_the_article_alone(text: str) -> None:
    marked = f"{text}\n\n正文从这里开始。\n{text}"
    fixed = fix(marked, "article", plan=OF_SPACE_AND_HEADER)
    assume("正文从这里开始。" in fixed)
    below = [UNSEEN.sub("", one.partition("正文从这里开始。")[2]) for one in (marked, fixed)]
    assert below[0] == below[1]


@settings(max_examples=300, deadline=None)
@given(pages, kinds, st.booleans())
def test_the_guard_agrees_to_every_fix_of_our_rules(text: str, kind: str | None, unsafe: bool) -> None:
    """But where brackets, ticks or underlines of another block seem to reach over: there the guard would rather not."""
    for finding in choose(lint_page(page_of(text, kind), PLAN).findings, unsafe=unsafe):
        assert finding.fix is not None
        edits = sorted(finding.fix.edits)
        applied = [Applied(edit, finding.rule, RULES[finding.rule].changes) for edit in edits]
        told = [one.reason for one in breaches(text, apply(text, edits), applied)]
        assert all(any(one in reason for one in SEEMING.get(RULES[finding.rule].changes, ())) for reason in told), told


@settings(max_examples=300, deadline=None)
@given(lf_pages, kinds)
def test_fixing_does_the_same_with_other_line_ends(text: str, kind: str | None) -> None:
    assert fix(text.replace("\n", "\r\n"), kind) == fix(text, kind).replace("\n", "\r\n")


@settings(max_examples=200, deadline=None)
@given(lf_pages, kinds)
def test_a_byte_order_mark_shifts_findings_and_changes_none(text: str, kind: str | None) -> None:
    assume(text[:1].strip(" \t\n\ufeff"))
    shifted = [
        (one.start - 1, one.end - 1, one.rule) for one in lint("\ufeff" + text, kind) if one.rule != "byte-order-mark"
    ]
    assert shifted == [(one.start, one.end, one.rule) for one in lint(text, kind)]


@settings(max_examples=30, deadline=None)
@given(pages)
def test_hostile_pages_leave_nothing_behind(text: str) -> None:
    before = lint(text), page_of(text).blocks, page_of(text).inlines
    for hostile in HOSTILE:
        lint(hostile)
        fix(hostile + " \n")
    assert (lint(text), page_of(text).blocks, page_of(text).inlines) == before


@settings(max_examples=150, deadline=None)
@given(pages, st.integers(20, 200))
def test_every_report_can_show_every_finding(text: str, columns: int) -> None:
    page = page_of(text)
    report = FileReport.on(page, "1.md", lint_page(page, PLAN).findings)
    report.keep_excerpts(text)
    told = {}
    for name in format_names():
        form = load_format(name)
        form.begin(Run(RULES, colour=False, columns=columns))
        told[name] = form.file(report, text)
    count = len(report.findings)
    assert len(told["concise"].splitlines()) == told["concise"].count("\n") == count
    assert len(json.loads(f"[{told['json']}]")) == count
    assert told["full"].count("^") >= count
    for name in ("azure", "github", "json-lines", "pylint", "rdjsonl"):
        assert told[name].count("\n") == count
    for name in ("gitlab", "rdjson", "sarif"):
        assert len(json.loads(f"[{told[name]}]")) == count
    for name, element in (("junit", "failure"), ("checkstyle", "error")):
        assert len(list(ET.fromstring(f"<a>{told[name]}</a>").iter(element))) == count


@settings(max_examples=150, deadline=None)
@given(pages, pages)
def test_a_diff_holds_both_texts(before: str, after: str) -> None:
    lines = diff.render("1.md", before, after).split("\n")
    assert (before == after) == (lines == [""])
    for mark, text in (("-", before), ("+", after)):
        for line in lines:
            if line.startswith(mark) and not line.startswith(mark * 3):
                assert line[1:] in escape.lines(f"{text}\n").split("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_pages_are_told_or_linted(text: str) -> None:
    assert fix(fix(text)) == fix(text)
