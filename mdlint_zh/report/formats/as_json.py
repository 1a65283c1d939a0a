"""A JSON array of findings, of our own form: `Json.entry` has its keys.

Lines and columns count from 1, offsets from 0, all in code points; ends are exclusive. With another unit columns are
in that, and offsets stay what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdlint_zh.report.columns import in_unit
from mdlint_zh.report.escape import in_json, needs_escapes
from mdlint_zh.report.format import CODE_POINTS, Plain, Run
from mdlint_zh.report.look import shown_path
from mdlint_zh.report.statistics import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.markdown.lines import Position
    from mdlint_zh.report.statistics import Counts
    from mdlint_zh.report.summary import Totals

    Places = Callable[[int], Position]


class Json(Plain):
    """An array with an object for each finding, one a line."""

    between = ","

    def begin(self, run: Run) -> str:
        """Open the array."""
        self._urls = {name: rule.url or None for name, rule in run.rules.items()}
        self._unit = run.unit
        self.needs_text = run.unit != CODE_POINTS
        return "["

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the objects for one page."""
        return ",".join([f"\n{line}" for line in self.lines(report, text)])

    def lines(self, report: FileReport, text: str | None) -> Iterator[str]:
        """Yield a line of JSON for each finding of one page."""
        from json import dumps  # noqa: PLC0415 - slow to import, and only this form needs it

        shown, position = shown_path(report.path), in_unit(self._unit, report, text)
        for finding in report.findings:
            line = dumps(self.entry(shown, position, finding), ensure_ascii=False)
            # The strings are looked at, not the line: most of it is numbers.
            yield in_json(line) if needs_escapes((shown, finding.message, *_texts(finding))) else line

    def end(self, totals: Totals) -> str:
        """Close the array."""
        return "\n]\n" if totals.found else "]\n"

    def statistics(self, counts: Counts) -> str:
        """Return an array with an object for each rule."""
        lines = ",".join([f"\n{line}" for line in counted(counts)])
        return f"[{lines}\n]\n" if counts else "[]\n"

    def entry(self, shown: str, position: Places, finding: Finding) -> dict[str, Any]:
        """Return one finding as plain data."""
        line, column = position(finding.start)
        end_line, end_column = position(finding.end)
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
            "fix": finding.fix and _fix(position, finding.fix),
            "alternatives": [_fix(position, fix) for fix in finding.alternatives],
            "url": self._urls[finding.rule],
        }


def counted(counts: Counts) -> Iterator[str]:
    """Yield a line of JSON for each rule."""
    from json import dumps  # noqa: PLC0415 - as above

    for rule, (severity, findings, pages, fixable) in rows(counts):
        numbers = {"findings": findings, "pages": pages, "fixable": fixable}
        yield in_json(dumps({"rule": rule, "severity": str(severity), **numbers}, ensure_ascii=False))


def _texts(finding: Finding) -> Iterator[str]:
    """What its fixes put on the page."""
    fixes = (finding.fix, *finding.alternatives) if finding.fix else finding.alternatives
    return (edit.text for fix in fixes for edit in fix.edits)


def _fix(position: Places, fix: Fix) -> dict[str, Any]:
    told = {"applicability": fix.applicability, "edits": [_edit(position, edit) for edit in fix.edits]}
    return {**told, "refused": fix.refused} if fix.refused else told


def _edit(position: Places, edit: Edit) -> dict[str, Any]:
    line, column = position(edit.start)
    end_line, end_column = position(edit.end)
    return {
        "start": edit.start,
        "end": edit.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
