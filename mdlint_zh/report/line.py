"""What a finding says in one line, which most formats show in one way or another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.markdown.lines import Position


def lines(report: FileReport) -> str:
    """Return a line for each finding: `row:column: severity rule message`, both from 1, the column in code points.

    They are made once: what is kept of a report has them, since they are what most runs print.
    """
    if report.lines is None:
        report.lines = lines_by(report, report.position)
    return report.lines


def lines_by(report: FileReport, position: Callable[[int], Position]) -> str:
    """Return the same with the places that `position` tells."""
    return "".join([_line(finding, *position(finding.start)) for finding in report.findings])


def told(finding: Finding) -> str:
    """Return what a finding says; and how sure it is, rounded down, where there is a doubt."""
    return one_line(finding.message) + sure(finding)


def sure(finding: Finding) -> str:
    """Return how sure a finding is, in parentheses behind a space; "" where there is no doubt."""
    confidence = finding.confidence
    return "" if confidence is None or confidence == 1 else f" (confidence {percent(confidence)})"


def percent(confidence: float) -> str:
    """Return a confidence, 0 to 1, in two digits, rounded down: what is not certain never reads 1.00."""
    return f"{int(confidence * 100 + 1e-9) / 100:.2f}"


def _line(finding: Finding, row: int, column: int) -> str:
    return f"{row}:{column}: {finding.severity!s} {finding.rule} {told(finding)}\n"
