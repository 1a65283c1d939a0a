"""Commands that GitHub Actions shows as annotations: `::error file=…,line=…,title=…::message`.

Form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions; what is escaped, and how, is told
by its toolkit: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. Columns are sent where a
finding begins and ends on one line, and only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import one_line
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import sure
from mdlint_zh.report.places import FromTop

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding

COMMANDS = ("", "notice", "warning", "error")
"""By severity."""
_KEPT = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTIES = ((":", "%3A"), (",", "%2C"))


class GitHub(Plain):
    """A command for each finding, one a line."""

    def begin(self, _run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._place = FromTop("GITHUB_WORKSPACE")
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the commands for one page."""
        path = as_property(self._place(report.path)) if report.findings else ""
        return "".join([_command(path, report, finding) for finding in report.findings])


def _command(path: str, report: FileReport, finding: Finding) -> str:
    (line, column), (end_line, end_column) = report.position(finding.start), report.position(finding.end)
    columns = f",col={column},endColumn={end_column}" if line == end_line else ""
    title = as_property(finding.rule)
    place = f"file={path},line={line},endLine={end_line}{columns},title={title}"
    return f"::{COMMANDS[finding.severity]} {place}::{as_data(finding.message + sure(finding))}\n"


def as_data(text: str) -> str:
    """Return a text as it stands behind a command, its line ends kept, with pictures for other controls."""
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "%0A".join(one_line(piece).replace("%", "%25") for piece in pieces)


def as_property(text: str) -> str:
    """Return a text as the value of a property: a name is what it is, with CR and LF in it."""
    for character, code in (*_KEPT, *_IN_PROPERTIES):
        text = text.replace(character, code)
    return one_line(text)
