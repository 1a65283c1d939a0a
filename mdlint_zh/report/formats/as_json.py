"""A JSON array of findings. Lines and columns count from 1, offsets from 0, all in code points; ends are exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdlint_zh.report.escape import in_json, needs_escapes
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.report.summary import Totals


class Json(Plain):
    """An array with an object for each finding, one a line."""

    between = ","

    def begin(self, run: Run) -> str:
        """Open the array."""
        self._urls = {name: rule.url or None for name, rule in run.rules.items()}
        return "["

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the objects for one page."""
        from json import dumps  # noqa: PLC0415 - slow to import, and only this form needs it

        shown, made = shown_path(report.path), list[str]()
        for finding in report.findings:
            line = dumps(self.entry(shown, report, finding), ensure_ascii=False)
            # The strings are looked at, not the line: most of it is numbers.
            escaped = in_json(line) if needs_escapes((shown, finding.message, *_texts(finding))) else line
            made.append(f"\n{escaped}")
        return ",".join(made)

    def end(self, totals: Totals) -> str:
        """Close the array."""
        return "\n]\n" if totals.found else "]\n"

    def entry(self, shown: str, report: FileReport, finding: Finding) -> dict[str, Any]:
        """Return one finding as plain data."""
        line, column = report.position(finding.start)
        end_line, end_column = report.position(finding.end)
        return {
            "file": shown,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "rule": finding.rule,
            "severity": str(finding.severity),
            "message": finding.message,
            "confidence": finding.confidence,
            "fix": finding.fix and _fix(report, finding.fix),
            "alternatives": [_fix(report, fix) for fix in finding.alternatives],
            "url": self._urls[finding.rule],
        }


def _texts(finding: Finding) -> Iterator[str]:
    """What its fixes put on the page."""
    fixes = (finding.fix, *finding.alternatives) if finding.fix else finding.alternatives
    return (edit.text for fix in fixes for edit in fix.edits)


def _fix(report: FileReport, fix: Fix) -> dict[str, Any]:
    told = {"applicability": fix.applicability, "edits": [_edit(report, edit) for edit in fix.edits]}
    return {**told, "refused": fix.refused} if fix.refused else told


def _edit(report: FileReport, edit: Edit) -> dict[str, Any]:
    line, column = report.position(edit.start)
    end_line, end_column = report.position(edit.end)
    return {
        "start": edit.start,
        "end": edit.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
