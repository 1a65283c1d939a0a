"""One line a finding: `path:line:col: severity rule message`. Editors, problem matchers and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdlint_zh.report.escape import name, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdlint_zh.model import Finding
    from mdlint_zh.page import Page


def render(shown: str, page: Page, findings: Iterable[Finding]) -> str:
    """The lines for one page; `shown` is its path from where people are."""
    place = name(shown)
    return "".join(f"{line(place, page, finding)}\n" for finding in findings)


def line(shown: str, page: Page, finding: Finding) -> str:
    """The line for one finding, line and column from 1, the column in code points."""
    row, column = page.lines.position(finding.start)
    return f"{shown}:{row}:{column}: {finding.severity} {finding.rule} {told(finding)}"


def told(finding: Finding) -> str:
    """What a finding says, in one line; and how sure it is, rounded down, where there is a doubt."""
    sure = finding.confidence
    doubt = "" if sure is None or sure == 1 else f" (confidence {int(sure * 100) / 100:.2f})"
    return one_line(finding.message) + doubt
