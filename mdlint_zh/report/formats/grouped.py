"""The findings of a page under its name, one a line, in columns: for people who read many. The form is our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.formats.full import Look
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport

WIDEST = len("warning")


class Grouped(Plain):
    """A heading for each page with findings, and a line for each of them."""

    for_people = True

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._look = Look.of(run)
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the group of one page."""
        if not report.findings:
            return ""
        places = [":".join(map(str, report.position(finding.start))) for finding in report.findings]
        wide, named = max(map(len, places)), max(len(finding.rule) for finding in report.findings)
        look = self._look
        lines = [look.paint(name(shown_path(report.path)), bold=True)]
        for place, finding in zip(places, report.findings, strict=True):
            severity = look.severities[finding.severity] + " " * (WIDEST - len(str(finding.severity)))
            rule = look.rule(finding.rule) + " " * (named - len(finding.rule))
            lines.append(f"  {place:>{wide}}  {severity}  {rule}  {told(finding)}")
        return "\n".join([*lines, "", ""])
