"""What a finding says in one line, which most formats show in one way or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import one_line

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding


def lines(report: FileReport) -> str:
    """Return a line for each finding: `row:column: severity rule message`, both from 1, the column in code points.

    They are made once: what is kept of a report has them, since they are what most runs print.
    """
    if report.lines is None:
        report.lines = "".join([_line(report, finding) for finding in report.findings])
    return report.lines


def told(finding: Finding) -> str:
    """Return what a finding says; and how sure it is, rounded down, where there is a doubt."""
    sure = finding.confidence
    doubt = "" if sure is None or sure == 1 else f" (confidence {int(sure * 100) / 100:.2f})"
    return one_line(finding.message) + doubt


def _line(report: FileReport, finding: Finding) -> str:
    row, column = report.position(finding.start)
    return f"{row}:{column}: {finding.severity} {finding.rule} {told(finding)}\n"
