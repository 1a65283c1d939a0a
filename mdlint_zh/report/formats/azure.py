"""Commands that Azure Pipelines shows as issues: `##vso[task.logissue type=…;sourcepath=…;…]message`.

Form: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands; what is escaped, and how, is told by
its task library: https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts. It knows
errors and warnings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.engine.finding import ERROR
from mdlint_zh.report.escape import one_line
from mdlint_zh.report.format import Plain
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding

_IN_DATA = (("%", "%AZP25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTIES = (*_IN_DATA, ("]", "%5D"), (";", "%3B"))


class Azure(Plain):
    """A command for each finding, one a line."""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the commands for one page."""
        path = _escaped(shown_path(report.path), _IN_PROPERTIES) if report.findings else ""
        return "".join([_command(path, report, finding) for finding in report.findings])


def _command(path: str, report: FileReport, finding: Finding) -> str:
    line, column = report.position(finding.start)
    kind = "error" if finding.severity == ERROR else "warning"
    code = _escaped(finding.rule, _IN_PROPERTIES)
    place = f"sourcepath={path};linenumber={line};columnnumber={column};code={code};"
    return f"##vso[task.logissue type={kind};{place}]{_escaped(told(finding), _IN_DATA)}\n"


def _escaped(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    for character, code in marks:
        text = text.replace(character, code)
    return one_line(text)
