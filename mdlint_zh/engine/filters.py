"""Which findings of a report are shown. A report has all; filters come after the cache.

In this order: rules that were not selected, or are ignored for this file; what the page itself suppresses, which is of
use only against the rules of this run; changed lines and the baseline, which are a scope; the severity.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.engine.scope import Scope


def shown(report: FileReport, plan: Plan) -> FileReport:
    """Leave in a report of the plan's rules what is shown of a whole page."""
    return graded(suppressed(report, plan), plan)


def suppressed(report: FileReport, plan: Plan) -> FileReport:
    """Leave what no comment in the page suppresses, and of the comments themselves those that are of no use.

    `report` has findings of the plan's rules alone; where one of them failed, nothing is said of the comments.
    """
    if not report.marks:
        return report
    from mdlint_zh.engine.suppress import UNUSED, unsuppressed  # noqa: PLC0415 - few pages hold such comments

    left = unsuppressed(report.findings, report.marks, plan)
    if report.failures:
        left = [finding for finding in left if finding.rule != UNUSED]
    return replace(report, findings=left, counted=None, lines=None)


def of_rules(report: FileReport, names: Container[str]) -> FileReport:
    """Leave the findings of these rules."""
    left = [finding for finding in report.findings if finding.rule in names]
    return report if len(left) == len(report.findings) else replace(report, findings=left, counted=None, lines=None)


def in_scope(report: FileReport, scope: Scope) -> FileReport:
    """Leave the findings that the scope shows."""
    left = scope.shown(report)
    return report if len(left) == len(report.findings) else replace(report, findings=left, counted=None, lines=None)


def graded(report: FileReport, plan: Plan) -> FileReport:
    """Give the findings the severities that the settings have for their rules; leave those that are severe enough."""
    if not plan.grades or not report.findings:
        return report
    given = ((finding, plan.severities.get(finding.rule, finding.severity)) for finding in report.findings)
    left = [finding._replace(severity=severity) for finding, severity in given if severity >= plan.least]
    return replace(report, findings=left, counted=None, lines=None)


def first(report: FileReport, most: int, seen: Counter[str] | None = None) -> FileReport:
    """Leave the first `most` findings of each rule, those of other pages counted that were `seen`, and are, from here.

    What is left is small: it has no text, nor excerpts of anything else.
    """
    counted = Counter[str]() if seen is None else seen
    left = []
    for finding in report.findings:
        counted[finding.rule] += 1
        if counted[finding.rule] <= most:
            left.append(finding)
    excerpts = {excerpt.start: excerpt for excerpt in map(report.excerpt, left)} if report.excerpts else {}
    return replace(report, findings=left, excerpts=excerpts, counted=None, lines=None)
