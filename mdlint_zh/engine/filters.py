"""Which findings of a report are shown. A report has all; filters come after the cache, in the order told here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.plan import Plan


def shown(report: FileReport, plan: Plan) -> FileReport:
    """Leave in a report what was asked for.

    By rule: those that were not selected, or are ignored for this file. Suppressions in the page stand before that;
    changed lines, the baseline and the severity behind it.
    """
    return of_rules(report, plan.names)


def of_rules(report: FileReport, names: Container[str]) -> FileReport:
    """Leave the findings of these rules."""
    left = [finding for finding in report.findings if finding.rule in names]
    return report if len(left) == len(report.findings) else replace(report, findings=left, counted=None, lines=None)
