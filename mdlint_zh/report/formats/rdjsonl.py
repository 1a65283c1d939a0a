"""reviewdog's diagnostic format, JSON Lines: one diagnostic a line, each with the name of its source.

Form: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf#rdjsonl.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

from mdlint_zh.report.escape import in_json
from mdlint_zh.report.formats.rdjson import SOURCE, Rdjson

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.report.format import Run
    from mdlint_zh.report.summary import Totals


class Rdjsonl(Rdjson):
    """A line for each diagnostic."""

    between = ""

    def begin(self, run: Run) -> str:
        """Return "": nothing stands around the lines."""
        super().begin(run)
        return ""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the lines of one page."""
        made = ({**one, "source": SOURCE} for one in self.diagnostics(report, text))
        return "".join([f"{in_json(dumps(one, ensure_ascii=False))}\n" for one in made])

    def end(self, _totals: Totals) -> str:
        """Return "": nothing stands around the lines."""
        return ""
