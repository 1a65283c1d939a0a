"""reviewdog's diagnostic format: one JSON object with an array of diagnostics.

Form: https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto. Columns are UTF-8 bytes from 1, ends
exclusive, and a byte-order mark is part of the first line. Suggestions are the edits of safe fixes: all of them
together make what `--fix` makes.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from mdlint_zh.report.columns import Columns
from mdlint_zh.report.escape import in_json
from mdlint_zh.report.format import UTF_8, Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.report.summary import Totals

SEVERITIES = ("", "INFO", "WARNING", "ERROR")
"""By severity."""
SOURCE = {"name": "mdlint-zh", "url": "https://github.com/mdlint-zh/mdlint-zh"}


class Rdjson(Plain):
    """One object, with a line for each diagnostic in it."""

    between = ","
    needs_text = True

    def begin(self, run: Run) -> str:
        """Open the object and its array."""
        self._urls = {name: rule.url for name, rule in run.rules.items()}
        return f'{{"source": {dumps(SOURCE)}, "diagnostics": ['

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the diagnostics of one page."""
        return ",".join([f"\n{in_json(dumps(one, ensure_ascii=False))}" for one in self.diagnostics(report, text)])

    def end(self, totals: Totals) -> str:
        """Close both."""
        return "\n]}\n" if totals.found else "]}\n"

    def diagnostics(self, report: FileReport, text: str | None) -> list[dict[str, Any]]:
        """Return the findings of one page as plain data."""
        columns, path = Columns(UTF_8, report, text, of_file=True), shown_path(report.path)
        return [self._diagnostic(path, finding, columns) for finding in report.findings]

    def _diagnostic(self, path: str, finding: Finding, columns: Columns) -> dict[str, Any]:
        fix = finding.fix
        edits = fix.edits if fix and fix.safe and not fix.refused else ()
        suggested = [{"range": _range(edit.start, edit.end, columns), "text": edit.text} for edit in edits]
        diagnostic = {
            "message": told(finding),
            "severity": SEVERITIES[finding.severity],
            "code": {"value": finding.rule} | ({"url": url} if (url := self._urls[finding.rule]) else {}),
            "location": {"path": path, "range": _range(finding.start, finding.end, columns)},
        }
        return {**diagnostic, "suggestions": suggested} if suggested else diagnostic


def _range(start: int, end: int, columns: Columns) -> dict[str, dict[str, int]]:
    return {"start": columns.position(start)._asdict(), "end": columns.position(end)._asdict()}
