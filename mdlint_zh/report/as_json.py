"""A JSON array of findings. Lines and columns count from 1, offsets from 0, all in code points; ends are exclusive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdlint_zh.report.escape import in_json, needs_escapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mdlint_zh.model import Edit, Finding, Fix, Rule
    from mdlint_zh.page import Page


def render(shown: str, page: Page, findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[str]:
    """An object for each finding of one page, one a line, to be joined by commas."""
    import json  # noqa: PLC0415 - slow to import, and only this form needs it

    made: list[str] = []
    for finding in findings:
        line = json.dumps(entry(shown, page, finding, rules), ensure_ascii=False)
        # The strings are looked at, not the line: most of it is numbers.
        made.append(in_json(line) if needs_escapes((shown, finding.message, *_texts(finding))) else line)
    return made


def entry(shown: str, page: Page, finding: Finding, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """One finding as plain data."""
    line, column = page.lines.position(finding.start)
    end_line, end_column = page.lines.position(finding.end)
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
        "fix": finding.fix and _fix(page, finding.fix),
        "alternatives": [_fix(page, fix) for fix in finding.alternatives],
        "url": rules[finding.rule].url,
    }


def _texts(finding: Finding) -> Iterator[str]:
    """What its fixes put on the page."""
    fixes = (finding.fix, *finding.alternatives) if finding.fix else finding.alternatives
    return (edit.text for fix in fixes for edit in fix.edits)


def _fix(page: Page, fix: Fix) -> dict[str, Any]:
    told = {"applicability": fix.applicability, "edits": [_edit(page, edit) for edit in fix.edits]}
    return {**told, "refused": fix.refused} if fix.refused else told


def _edit(page: Page, edit: Edit) -> dict[str, Any]:
    line, column = page.lines.position(edit.start)
    end_line, end_column = page.lines.position(edit.end)
    return {
        "start": edit.start,
        "end": edit.end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
