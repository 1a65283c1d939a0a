"""SARIF 2.1.0, as code scanning services read it: one run, its rules first, then a line for each result.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; what GitHub asks for beyond it:
https://docs.github.com/code-security/reference/code-scanning/sarif-support-for-code-scanning. Columns are code points.
"""

from __future__ import annotations

import os
from json import dumps
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mdlint_zh import __version__
from mdlint_zh.report.escape import in_json
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.places import FromTop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.report.summary import Totals

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/mdlint-zh/mdlint-zh"
LEVELS = ("", "note", "warning", "error")
PROBLEMS = ("", "recommendation", "warning", "error")
"""Both by severity."""
MOST = 1000
"""How many characters of a description GitHub shows."""


class Sarif(Plain):
    """A log with one run."""

    between = ","
    shows_lines = True

    def begin(self, run: Run) -> str:
        """Open the log, the run and its results: they may be many, and come last but for what is known at the end."""
        self._place = FromTop()
        self._numbers = {name: number for number, name in enumerate(run.rules)}
        driver = {
            "name": "mdlint-zh",
            "version": __version__,
            "semanticVersion": __version__,
            "informationUri": HOME,
            "rules": [_descriptor(rule) for rule in run.rules.values()],
        }
        head = {
            "tool": {"driver": driver},
            "automationDetails": {"id": "mdlint-zh/"},
            "columnKind": "unicodeCodePoints",
        }
        opened = _json(head).removesuffix("}")
        return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{opened}, "results": ['

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the results of one page."""
        return ",".join([f"\n{_json(result)}" for result in self._results(report)])

    def end(self, totals: Totals) -> str:
        """Close all that is open."""
        invocation = {"executionSuccessful": not totals.failed}
        last = "\n" if totals.found else ""
        return f'{last}], "invocations": [{_json(invocation)}]}}]}}\n'

    def _results(self, report: FileReport) -> Iterator[dict[str, Any]]:
        if not report.findings:
            return
        place = {"uri": _uri(self._place(report.path))}
        for finding, own in zip(report.findings, report.fingerprints(), strict=True):
            region = _region(report, finding.start, finding.end)
            result = {
                "ruleId": finding.rule,
                "ruleIndex": self._numbers[finding.rule],
                "level": LEVELS[finding.severity],
                "message": {"text": told(finding)},
                "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
                "partialFingerprints": {"mdlintZh/v1": own},
            }
            if report.is_compared:
                result["baselineState"] = "new"
            fixes = _fixes(report, finding, place)
            yield {**result, "fixes": fixes} if fixes else result


def _descriptor(rule: Rule) -> dict[str, Any]:
    """What is told of a rule; texts have to be there, and not empty."""
    summary = _cut(rule.summary or rule.name)
    return {
        "id": rule.name,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": _cut(rule.page or rule.name)},
        **({"helpUri": quote(rule.url, safe="/:#%")} if rule.url else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity], "enabled": rule.on},
        "properties": {"tags": ["markdown"], "problem.severity": PROBLEMS[rule.severity]},
    }


def _fixes(report: FileReport, finding: Finding, place: dict[str, str]) -> list[dict[str, Any]]:
    """The fixes that a person may choose from: safe ones and others, which say so."""
    fixes = ([finding.fix] if finding.fix and not finding.fix.refused else []) + list(finding.alternatives)
    return [
        {
            "description": {"text": f"{fix.applicability} fix"},
            "artifactChanges": [{"artifactLocation": place, "replacements": _replacements(report, fix)}],
        }
        for fix in fixes
        if fix.edits
    ]


def _replacements(report: FileReport, fix: Fix) -> list[dict[str, Any]]:
    return [
        {"deletedRegion": _region(report, edit.start, edit.end)}
        | ({"insertedContent": {"text": edit.text}} if edit.text else {})
        for edit in fix.edits
    ]


def _region(report: FileReport, start: int, end: int) -> dict[str, int]:
    (line, column), (end_line, end_column) = report.position(start), report.position(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _uri(path: str) -> str:
    """A path as a reference: what is no letter, digit or one of `_.-~/` stands in percents, as UTF-8."""
    quoted = quote(os.fsencode(path), safe="/")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def _cut(text: str) -> str:
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"


def _json(value: object) -> str:
    return in_json(dumps(value, ensure_ascii=False))
