"""One line a finding as pylint's parseable output has it: `path:row: [rule] message`.

Form: https://pylint.readthedocs.io/en/stable/user_guide/usage/output.html. Jenkins and others read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name
from mdlint_zh.report.format import Plain
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport


class Pylint(Plain):
    """A line for each finding."""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the lines for one page."""
        place = name(shown_path(report.path)) if report.findings else ""
        rows = [report.position(finding.start).line for finding in report.findings]
        of_rows = zip(rows, report.findings, strict=True)
        return "".join([f"{place}:{row}: [{finding.rule}] {told(finding)}\n" for row, finding in of_rows])
