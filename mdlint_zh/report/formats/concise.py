"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name, one_line
from mdlint_zh.report.format import Plain
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.filereport import FileReport
    from mdlint_zh.model import Finding


class Concise(Plain):
    """A line for each finding, line and column from 1, the column in code points."""

    def file(self, report: FileReport, _text: str | None) -> str:
        """The lines for one page."""
        if not report.findings:
            return ""
        place = name(shown_path(report.path))
        lines = []
        for finding in report.findings:
            row, column = report.position(finding.start)
            lines.append(f"{place}:{row}:{column}: {finding.severity} {finding.rule} {told(finding)}\n")
        return "".join(lines)


def told(finding: Finding) -> str:
    """What a finding says, in one line; and how sure it is, rounded down, where there is a doubt."""
    sure = finding.confidence
    doubt = "" if sure is None or sure == 1 else f" (confidence {int(sure * 100) / 100:.2f})"
    return one_line(finding.message) + doubt
