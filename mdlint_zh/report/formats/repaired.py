"""A line for each page that a fix changes, and nothing of what is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdlint_zh.report import escape
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.engine.file_report import FileReport


class Nothing(Plain):
    """No word of any page."""

    needs_findings = False

    def file(self, _report: FileReport, _text: str | None) -> str:
        """Say nothing."""
        return ""


class Repaired(Plain):
    """`repaired PATH`, or `would repair PATH` where nothing is written."""

    needs_findings = False

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._verb = "repaired" if run.writes else "would repair"
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the line for one page, with what it leads to when it is a link."""
        path = report.path
        if report.fixed is None:
            return ""
        target = f" -> {shown_path(os.path.realpath(path))}" if os.path.islink(path) else ""  # noqa: PTH114
        return f"{self._verb} {escape.name(shown_path(path) + target)}\n"
