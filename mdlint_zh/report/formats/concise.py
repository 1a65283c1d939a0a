"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name
from mdlint_zh.report.format import Plain
from mdlint_zh.report.line import lines
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport


class Concise(Plain):
    """A line for each finding."""

    needs_findings = False

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the lines for one page, each behind its path."""
        told = lines(report)
        if not told:
            return ""
        place = f"{name(shown_path(report.path))}:"
        return place + told[:-1].replace("\n", f"\n{place}") + "\n"
