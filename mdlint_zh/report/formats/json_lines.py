"""JSON Lines (https://jsonlines.org): the objects of `json`, one a line, without the array around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.formats.as_json import Json, counted

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.report.format import Run
    from mdlint_zh.report.statistics import Counts
    from mdlint_zh.report.summary import Totals


class JsonLines(Json):
    """An object for each finding, one a line."""

    between = ""

    def begin(self, run: Run) -> str:
        """Return "": there is no array to open."""
        super().begin(run)
        return ""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the objects for one page."""
        return "".join([f"{line}\n" for line in self.lines(report, text)])

    def statistics(self, counts: Counts) -> str:
        """Return an object for each rule, one a line."""
        return "".join([f"{line}\n" for line in counted(counts)])

    def end(self, _totals: Totals) -> str:
        """Return "": nor one to close."""
        return ""
