"""A finding as a person reads it: the line of `concise`, then the place on the page with a caret under it.

The form is our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.engine.finding import Severity
from mdlint_zh.report.columns import in_unit
from mdlint_zh.report.escape import name
from mdlint_zh.report.format import CODE_POINTS, Plain, Run
from mdlint_zh.report.frame import frame
from mdlint_zh.report.line import told
from mdlint_zh.report.look import leave, link, paint, shown_path
from mdlint_zh.report.width import QuickRuler, Ruler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.markdown.lines import Position

COLOURS = ("", "cyan", "yellow", "red")
"""By severity."""


class Look:
    """How findings look: `columns` wide; `paint(text, fg=…, bold=…)` colours a text or leaves it; `ruler` measures.

    `urls` are those that names of rules lead to.
    """

    def __init__(self, columns: int, paint: Callable[..., str], ruler: Ruler, urls: Mapping[str, str]) -> None:
        self.columns, self.paint, self.ruler, self._urls = columns, paint, ruler, urls
        self.bar = paint("|", fg="blue")
        self.severities = ["", *(paint(str(one), fg=COLOURS[one]) for one in Severity)]
        fixable = paint("=", fg="blue") + " fixable with --fix"
        self.notes = {True: f"{fixable}\n", False: f"{fixable} --unsafe-fixes\n"}

    @classmethod
    def of(cls, run: Run) -> Look:
        """Return how they look in a run."""
        ruler = QuickRuler() if run.shortcuts else Ruler()
        urls = {name: rule.url for name, rule in run.rules.items() if rule.url} if run.links else {}
        return cls(run.columns, paint if run.colour else leave, ruler, urls)

    def rule(self, name: str) -> str:
        """Return the name of a rule, with a link to its page where there are links."""
        shown = self.paint(name, bold=True)
        return link(shown, self._urls[name]) if name in self._urls else shown


class Full(Plain):
    """A frame for each finding."""

    shows_lines = True
    for_people = True

    def begin(self, run: Run) -> str:
        """Return "": nothing stands before the files."""
        self._look, self._unit = Look.of(run), run.unit
        self.needs_text = run.unit != CODE_POINTS
        return ""

    def file(self, report: FileReport, text: str | None) -> str:
        """Return the frames for one page."""
        place = name(shown_path(report.path)) if report.findings else ""
        position = in_unit(self._unit, report, text)
        return "".join([_finding(place, position(one.start), report, one, self._look) for one in report.findings])


def _finding(shown: str, place: Position, report: FileReport, finding: Finding, look: Look) -> str:
    row, column = place
    number, paint, bar = str(row), look.paint, look.bar
    margin = " " * len(number)
    line, carets = frame(report.excerpt(finding), finding, look.columns - len(number) - 4, look.ruler)
    note = f" {margin} {look.notes[finding.fix.safe]}" if finding.fix and not finding.fix.refused else ""
    return (
        f"{paint(f'{shown}:{number}:{column}:', bold=True)} {look.severities[finding.severity]} "
        f"{look.rule(finding.rule)} {told(finding)}\n"
        f" {margin} {bar}\n {paint(number, fg='blue')} {bar} {line}\n"
        f" {margin} {bar} {paint(carets, fg=COLOURS[finding.severity])}\n{note}\n"
    )
