"""What of a page is shown and repaired where not all of it is asked about."""

from __future__ import annotations

import pytest

from mdlint_zh import Page
from mdlint_zh.config import Settings
from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.fix import fix_page
from mdlint_zh.engine.lint import lint_page
from mdlint_zh.engine.load import load_rules
from mdlint_zh.engine.plan import plan_for
from mdlint_zh.engine.scope import BEYOND, Scope
from mdlint_zh.markdown.lines import Span

PLAN = plan_for(Settings(), load_rules().rules)
BLANK = "甲\n\n\n\n\n乙\n\n\n\n\n\n丙\n"


def lines(text: str, first: int, last: int) -> Scope:
    """The scope of these lines of a text, from 1."""
    rows = text.split("\n")
    starts = [sum(len(row) + 1 for row in rows[:number]) for number in range(len(rows) + 1)]
    return Scope((Span(starts[first - 1], starts[last]),))


@pytest.mark.parametrize(
    ("text", "first", "last", "fixed"),
    [
        ("甲 \n\n乙 \n\n丙 \n", 3, 3, "甲 \n\n乙\n\n丙 \n"),
        ("甲 \n\n乙 \n\n丙 \n", 2, 2, None),
        (BLANK, 2, 5, "甲\n\n\n乙\n\n\n\n\n\n丙\n"),
        (BLANK, 2, 4, None),
        (BLANK, 6, 6, None),
        ("甲\n\n乙", 3, 3, "甲\n\n乙\n"),
        ("甲\n\n乙", 1, 1, None),
        ("甲\n\n\n", 1, 1, None),
        ("甲\n\n\n", 2, 4, "甲\n"),
        ("甲\r\n\n乙\n\n丁\n", 1, 1, "甲\n\n乙\n\n丁\n"),
        ("甲\r\n\n乙\r\n\n丙\n\n丁\n", 1, 1, None),
        ("\ufeff甲\n", 1, 1, "甲\n"),
        ("\ufeff甲\n\n乙\n", 3, 3, None),
    ],
)
def test_what_is_repaired_lies_in_the_spans(text: str, first: int, last: int, fixed: str | None) -> None:
    done = fix_page(Page(text), PLAN, scope=lines(text, first, last))
    assert done.page.text == (text if fixed is None else fixed)


def test_edits_that_stand_alone_are_found_where_the_first_of_them_lies() -> None:
    text = "甲 \n\n乙 \n\n丙 \n"
    scope = lines(text, 3, 5)
    page = Page(text)
    found = scope.narrowed(lint_page(page, PLAN).findings)
    (shown,) = scope.shown(FileReport.on(page, "1.md", found))
    assert (shown.start, shown.message) == (5, "3 lines end in spaces")
    assert shown.fix
    assert [edit.start for edit in shown.fix.edits] == [5, 9]


def test_a_fix_that_reaches_beyond_is_refused_and_says_so() -> None:
    text = "甲\r\n\n乙\r\n\n丙\n\n丁\n"
    done = fix_page(Page(text), PLAN, scope=lines(text, 1, 1))
    (left,) = done.scope.shown(FileReport.on(done.page, "1.md", done.result.findings))
    assert left.message.endswith(f"(not repaired: {BEYOND})")
