"""How many findings there are of each rule, on how many pages, and how many a fix repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.finding import INFO, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from mdlint_zh.engine.finding import Finding


class Statistic(NamedTuple):
    """What is counted of a rule. `severity` is its greatest; `fixable` is what `--fix` repairs."""

    severity: Severity = INFO
    findings: int = 0
    pages: int = 0
    fixable: int = 0


Counts: TypeAlias = "Mapping[str, Statistic]"
"""By the name of the rule."""
_HEAD = ("rule", "severity", "findings", "pages", "fixable")
_NOTHING = Statistic()


def count(findings: Iterable[Finding]) -> dict[str, Statistic]:
    """Count the findings of one page."""
    counts: dict[str, Statistic] = {}
    for finding in findings:
        severity, number, _, fixable = counts.get(finding.rule, _NOTHING)
        is_fixable = finding.fix is not None and finding.fix.safe and not finding.fix.refused
        counts[finding.rule] = Statistic(max(severity, finding.severity), number + 1, 1, fixable + is_fixable)
    return counts


def added(counts: dict[str, Statistic], more: Counts) -> None:
    """Add what was counted on a page to what was counted on others."""
    for rule, (severity, *numbers) in more.items():
        known, *former = counts.get(rule, _NOTHING)
        counts[rule] = Statistic(max(known, severity), *map(sum, zip(former, numbers, strict=True)))


def rows(counts: Counts) -> list[tuple[str, Statistic]]:
    """Return the rules with what was counted, those with most findings first."""
    return sorted(counts.items(), key=lambda one: (-one[1].findings, one[0]))


def table(counts: Counts) -> str:
    """Return a table for people: names to the left, numbers to the right."""
    lines = _cells(counts)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join([_line(line, widths) for line in lines])


def markdown(counts: Counts) -> str:
    """Return the same table in Markdown."""
    head, *others = (f"| {' | '.join(line)} |\n" for line in _cells(counts))
    return "".join((head, "|---|---|--:|--:|--:|\n", *others))


def _cells(counts: Counts) -> list[tuple[str, ...]]:
    return [_HEAD, *((rule, str(one[0]), *(f"{number:,}" for number in one[1:])) for rule, one in rows(counts))]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    named = (f"{cell:{width}}" for cell, width in zip(cells[:2], widths[:2], strict=True))
    numbers = (f"{cell:>{width}}" for cell, width in zip(cells[2:], widths[2:], strict=True))
    return "  ".join((*named, *numbers)) + "\n"
