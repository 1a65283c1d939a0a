"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name, one_line
from mdlint_zh.report.format import Plain
from mdlint_zh.report.look import shown_path

if TYPE_CHECKING:
    from mdlint_zh.filereport import FileReport


class Concise(Plain):
    """A line for each finding, line and column from 1, the column in code points."""

    def file(self, report: FileReport, _text: str | None) -> str:
        """The lines for one page."""
        if not report.findings:
            return ""
        place = name(shown_path(report.path))
        return "".join(
            [
                f"{place}:{report.place(start)}: {severity} {rule} {told(message, confidence)}\n"
                for start, severity, rule, message, confidence in report.heads()
            ]
        )


def told(message: str, confidence: float | None) -> str:
    """What a finding says, in one line; and how sure it is, rounded down, where there is a doubt."""
    doubt = "" if confidence is None or confidence == 1 else f" (confidence {int(confidence * 100) / 100:.2f})"
    return one_line(message) + doubt
