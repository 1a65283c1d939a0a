"""What of a page is asked for, where that is not all of it: findings to show, and those of them to repair."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from mdlint_zh.engine.lint import in_order
from mdlint_zh.markdown.lines import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.finding import Finding
    from mdlint_zh.engine.known import Known

BEYOND: Final = "its fix reaches beyond the changed lines"
FIRST_HERE: Final = ", the first here"
"""What the message of a finding that counts for a whole page says of its place."""


class Scope(NamedTuple):
    """`spans`: the parts of the page that are asked about, sorted and apart; None: all of it. `known`: what a baseline
    knows of the page.

    A span runs from the start of a line to the start of the line behind it; the last line of a page ends behind the end
    of the page, so that what is found or put there belongs to it.
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

    def narrowed(self, findings: list[Finding]) -> list[Finding]:
        """Return the findings, in the order of the page, with what of their fixes may be done within the spans.

        Of edits that each stand alone, those within them: what a page counts as one finding is then found at the first
        of these. Of a finding in the spans, a fix that reaches beyond is refused.
        """
        return findings if self.spans is None else sorted(map(self._narrowed, findings), key=in_order)

    def _narrowed(self, finding: Finding) -> Finding:
        if finding.fix is None:
            return finding
        inside = tuple(edit for edit in finding.fix.edits if self._has(edit.start, edit.end))
        if len(inside) == len(finding.fix.edits):
            return finding
        if not (inside and finding.fix.each):
            is_here = self._has(finding.start, finding.start)
            return finding._replace(fix=finding.fix._replace(refused=BEYOND)) if is_here else finding
        fix = finding.fix._replace(edits=inside)
        if self._has(finding.start, finding.start):
            return finding._replace(fix=fix)
        start, end, _ = inside[0]
        return finding._replace(start=start, end=end, fix=fix, message=finding.message.replace(FIRST_HERE, ""))

    def _has(self, start: int, end: int) -> bool:
        """Whether the code points [start, end) lie in one of the spans."""
        spans = self.spans or ()
        at = bisect_right(spans, start, key=lambda span: span.start) - 1
        return at >= 0 and start < spans[at].end and end <= spans[at].end


WHOLE: Final = Scope()
