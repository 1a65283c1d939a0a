"""GitLab's code quality report: a JSON array of objects.

Form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. GitLab shows nothing but the
description, so the rule stands in it. The fingerprint says nothing of lines: it stays when they move.
"""

from __future__ import annotations

from hashlib import blake2b
from json import dumps
from typing import TYPE_CHECKING, Any

from mdlint_zh.report.escape import in_json
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.line import told
from mdlint_zh.report.places import FromTop

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.report.summary import Totals

SEVERITIES = ("", "info", "minor", "major")
"""By severity."""


class GitLab(Plain):
    """An array with an object for each finding, one a line."""

    between = ","
    shows_lines = True

    def begin(self, _run: Run) -> str:
        """Open the array."""
        self._place = FromTop("CI_PROJECT_DIR")
        return "["

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the objects for one page."""
        if not report.findings:
            return ""
        path, made = self._place(report.path), list[str]()
        for finding, own in zip(report.findings, report.fingerprints(), strict=True):
            entry = _entry(path, report, finding, own)
            made.append(f"\n{in_json(dumps(entry, ensure_ascii=False))}")
        return ",".join(made)

    def end(self, totals: Totals) -> str:
        """Close the array."""
        return "\n]\n" if totals.found else "]\n"


def _entry(path: str, report: FileReport, finding: Finding, own: str) -> dict[str, Any]:
    """One finding as plain data; `own` tells it from the others of the page."""
    (line, column), (end_line, end_column) = report.position(finding.start), report.position(finding.end)
    unique = blake2b(f"{path}\0{own}".encode("utf-8", "surrogatepass"), digest_size=16)
    return {
        "description": f"{finding.rule}: {told(finding)}",
        "check_name": finding.rule,
        "fingerprint": unique.hexdigest(),
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": line, "column": column},
                "end": {"line": end_line, "column": end_column},
            },
        },
    }
