"""Commands that GitHub Actions shows as annotations: `::error file=…,line=…,title=…::message`.

Form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions; what is escaped, and how, is told
by its toolkit: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts. Columns are sent where a
finding begins and ends on one line, and only there. GitHub shows ten of each kind a step, so errors come first.

A table of what was found goes into the summary of the job, which is the file that `GITHUB_STEP_SUMMARY` names:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.report.escape import one_line
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import sure
from mdlint_zh.report.places import FromTop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.report.statistics import Counts
    from mdlint_zh.report.summary import Totals

COMMANDS = ("", "notice", "warning", "error")
"""By severity."""
_KEPT = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTIES = ((":", "%3A"), (",", "%2C"))


class GitHub(Plain):
    """A command for each finding, one a line; those of errors first."""

    waits = True

    def begin(self, _run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._place = FromTop("GITHUB_WORKSPACE")
        self.summary_file = os.environ.get("GITHUB_STEP_SUMMARY", "")
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the commands for one page."""
        path = as_property(self._place(report.path)) if report.findings else ""
        return "".join([_command(path, report, finding) for finding in report.findings])

    def arranged(self, texts: Sequence[str]) -> Iterator[str]:
        """Yield the commands by severity, and those that are alike in the order of the files."""
        for command in reversed(COMMANDS[1:]):
            for text in texts:
                yield "".join([f"{line}\n" for line in text.split("\n") if line.startswith(f"::{command} ")])

    def summary(self, counts: Counts, totals: Totals) -> str:
        """Return the last line of a run, and a table in Markdown."""
        from mdlint_zh.report.statistics import markdown  # noqa: PLC0415 - few runs are on GitHub
        from mdlint_zh.report.summary import render  # noqa: PLC0415

        rows = f"\n{markdown(counts)}" if counts else ""
        return f"\n### mdlint-zh\n\n{render(totals, fixed=True)}{rows}"


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
