"""A finding as a person reads it: the line of `concise`, then the place on the page with a caret under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.engine.finding import Severity
from mdlint_zh.report.escape import name
from mdlint_zh.report.format import Plain, Run
from mdlint_zh.report.frame import frame
from mdlint_zh.report.line import told
from mdlint_zh.report.look import leave, paint, shown_path
from mdlint_zh.report.width import QuickRuler, Ruler

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding

COLOURS = ("", "cyan", "yellow", "red")
"""By severity."""


class Look:
    """How frames look: `columns` wide; `paint(text, fg=…, bold=…)` colours a text or leaves it; `ruler` measures."""

    def __init__(self, columns: int, paint: Callable[..., str], ruler: Ruler) -> None:
        self.columns, self.paint, self.ruler = columns, paint, ruler
        self.bar = paint("|", fg="blue")
        self.severities = ["", *(paint(str(one), fg=COLOURS[one]) for one in Severity)]
        fixable = paint("=", fg="blue") + " fixable with --fix"
        self.notes = {True: f"{fixable}\n", False: f"{fixable} --unsafe-fixes\n"}


class Full(Plain):
    """A frame for each finding."""

    shows_lines = True
    for_people = True

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files."""
        ruler = QuickRuler() if run.shortcuts else Ruler()
        self._look = Look(run.columns, paint if run.colour else leave, ruler)
        return ""

    def file(self, report: FileReport, _text: str | None) -> str:
        """Return the frames for one page."""
        place = name(shown_path(report.path)) if report.findings else ""
        return "".join([_finding(place, report, finding, self._look) for finding in report.findings])


def _finding(shown: str, report: FileReport, finding: Finding, look: Look) -> str:
    row, column = report.position(finding.start)
    number, paint, bar = str(row), look.paint, look.bar
    margin = " " * len(number)
    line, carets = frame(report.excerpt(finding), finding, look.columns - len(number) - 4, look.ruler)
    note = f" {margin} {look.notes[finding.fix.safe]}" if finding.fix and not finding.fix.refused else ""
    return (
        f"{paint(f'{shown}:{number}:{column}:', bold=True)} {look.severities[finding.severity]} "
        f"{paint(finding.rule, bold=True)} {told(finding)}\n"
        f" {margin} {bar}\n {paint(number, fg='blue')} {bar} {line}\n"
        f" {margin} {bar} {paint(carets, fg=COLOURS[finding.severity])}\n{note}\n"
    )
