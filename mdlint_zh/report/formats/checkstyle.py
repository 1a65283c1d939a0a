"""XML as Checkstyle writes it, which reviewdog, Jenkins and others read.

There is no schema; the form is that of https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path
from mdlint_zh.report.xml_text import HEAD, as_xml

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.report.summary import Totals


class Checkstyle(Plain):
    """An element for each page with findings, in it one for each finding."""

    def begin(self, _run: Run) -> str:
        """Open the document."""
        return f'{HEAD}<checkstyle version="4.3">\n'

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the element of one page."""
        if not report.findings:
            return ""
        errors = "".join([_error(report, finding) for finding in report.findings])
        return f'  <file name="{as_xml(shown_path(report.path))}">\n{errors}  </file>\n'

    def end(self, _totals: Totals) -> str:
        """Close the document."""
        return "</checkstyle>\n"


def _error(report: FileReport, finding: Finding) -> str:
    line, column = report.position(finding.start)
    place = f'line="{line}" column="{column}" severity="{finding.severity}"'
    return f'    <error {place} message="{as_xml(told(finding))}" source="mdlint-zh.{as_xml(finding.rule)}"/>\n'
