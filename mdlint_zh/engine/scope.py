"""What of a page is asked for, where that is not all of it: findings to show, and those of them to repair."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.known import Known


class Scope(NamedTuple):
    """`spans`: the parts of the page that are asked about, sorted and apart; None: all of it. `known`: what a baseline
    knows of the page.
    """

    spans: tuple[Span, ...] | None = None
    known: Known | None = None

    def shown(self, report: FileReport) -> Sequence[Finding]:
        """Return the findings that begin in the spans, but for those that the baseline knows.

        With a baseline the report has to have its excerpts.
        """
        found = report.findings
        if self.spans is not None:
            found = [finding for finding in found if self._has(finding.start, finding.start)]
        return self.known.new(report, found) if self.known and found else found

    def repaired(self, report: FileReport) -> Sequence[Finding]:
        """Return those of the findings shown whose fixes change nothing outside the spans."""
        if self.spans is None:
            return self.shown(report)
        return [
            finding
            for finding in self.shown(report)
            if finding.fix and all(self._has(edit.start, edit.end) for edit in finding.fix.edits)
        ]

    def after(self, edits: Sequence[Edit]) -> Scope:
        """Return what is asked for when these edits, in the order of the page, each within a span, were made."""
        if self.spans is None:
            return self
        ends = [edit.end for edit in edits]
        grown = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]
        moved, before = [], 0
        for start, end in self.spans:
            until = bisect_right(ends, end)
            moved.append(Span(start + grown[before], end + grown[until]))
            before = until
        return self._replace(spans=tuple(moved))

    def _has(self, start: int, end: int) -> bool:
        """Whether the code points [start, end) lie in one of the spans; an end of a span belongs to it."""
        at = bisect_right(self.spans or (), start, key=lambda span: span.start) - 1
        return at >= 0 and end <= (self.spans or ())[at].end


WHOLE: Final = Scope()
