"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it.

So compilers print theirs: https://www.gnu.org/prep/standards/html_node/Errors.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.columns import in_unit
from mdlint_zh.report.escape import name
from mdlint_zh.report.format import CODE_POINTS, Plain, Run
from mdlint_zh.report.line import lines, lines_by
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport


class Concise(Plain):
    """A line for each finding."""

    needs_findings = False

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files. Columns in other units than code points are told anew."""
        self._unit = run.unit
        self.needs_text = self.needs_findings = run.unit != CODE_POINTS
        return ""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the lines for one page, each behind its path."""
        told = lines(report) if self._unit == CODE_POINTS else lines_by(report, in_unit(self._unit, report, text))
        if not told:
            return ""
        place = f"{name(shown_path(report.path))}:"
        return place + told[:-1].replace("\n", f"\n{place}") + "\n"
