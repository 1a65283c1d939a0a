"""Findings counted by rule, page after page."""

from __future__ import annotations

from mdlint_zh.engine.finding import ERROR, INFO, WARNING, Finding, delete
from mdlint_zh.report.statistics import Statistic, added, count, rows, table

FIXED = delete(0, 1)
FINDINGS = [
    Finding(0, 1, "", FIXED, rule="b", severity=INFO),
    Finding(0, 1, "", FIXED._replace(safe=False), rule="a", severity=ERROR),
    Finding(0, 1, "", FIXED._replace(refused="x"), rule="b", severity=WARNING),
]


def test_counts_of_pages_are_added_up() -> None:
    counts: dict[str, Statistic] = {}
    added(counts, count(FINDINGS))
    added(counts, count(FINDINGS[1:]))
    added(counts, count([]))
    assert rows(counts) == [("b", Statistic(WARNING, 3, 2, 1)), ("a", Statistic(ERROR, 2, 2, 0))]


def test_the_table_has_names_to_the_left_and_numbers_to_the_right() -> None:
    assert table({"a": Statistic(ERROR, 1234567, 8, 9)}) == (
        "rule  severity   findings  pages  fixable\na     error     1,234,567      8        9\n"
    )
