"""The last line: how much was found, and what a fix would repair or has repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdlint_zh.engine.finding import Severity

if TYPE_CHECKING:
    from mdlint_zh.report.told import Told


@dataclass(eq=False, repr=False)
class Totals:
    """What a run has seen so far: `pages` that could be read, files that `failed`, findings; of a
    baseline the findings that it has `hidden`, and those that it knows and that are there no more.
    """

    pages: int = 0
    failed: int = 0
    changed: int = 0
    repaired: int = 0
    safe: int = 0
    unsafe: int = 0
    hidden: int = 0
    stale: int = 0
    by_severity: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(reversed(Severity), 0))

    @property
    def found(self) -> int:
        """How many findings there are."""
        return sum(self.by_severity.values())

    def add(self, told: Told) -> None:
        """Count one file."""
        self.pages += told.read
        self.failed += bool(told.failures)
        self.changed += told.changed
        self.repaired += told.repaired
        self.hidden += told.compared.hidden
        self.stale += told.compared.stale
        *found, safe, unsafe = told.tally
        self.safe += safe
        self.unsafe += unsafe
        for severity, count in zip(self.by_severity, found, strict=True):
            self.by_severity[severity] += count

    def at_least(self, severity: Severity) -> int:
        """Return how many findings are as severe as this, or more."""
        return sum(count for one, count in self.by_severity.items() if one >= severity)


def render(totals: Totals, *, fixed: bool) -> str:
    """Return the summary of a run; `fixed` when fixes were applied."""
    found = totals.found
    parts = []
    if fixed and totals.repaired:
        parts.append(f"repaired {counted(totals.repaired, 'finding')} on {counted(totals.changed, 'page')}")
    if found:
        kinds = ", ".join(counted(count, str(one)) for one, count in totals.by_severity.items() if count)
        parts.append(f"{counted(found, 'finding')} ({kinds}) on {counted(totals.pages, 'page')}")
    elif totals.pages:
        parts.append(f"nothing {'left ' * bool(totals.repaired)}to report on {counted(totals.pages, 'page')}")
    if totals.safe or totals.unsafe:
        parts.append(_fixable(totals.safe, totals.unsafe))
    if totals.hidden:
        parts.append(f"{counted(totals.hidden, 'finding')} {'is' if totals.hidden == 1 else 'are'} in the baseline")
    if totals.failed:
        parts.append(f"{counted(totals.failed, 'file')} failed")
    return "; ".join(parts) + "\n"


def _fixable(safe: int, unsafe: int) -> str:
    if not safe:
        return f"{unsafe:,} fixable with --fix --unsafe-fixes"
    return f"{safe:,} fixable with --fix" + (f", {unsafe:,} more with --unsafe-fixes" if unsafe else "")


def counted(number: int, noun: str) -> str:
    """Return a number with what is counted, in the plural unless it is one."""
    plural = noun if number == 1 or noun == "info" else f"{noun}s"
    return f"{number:,} {plural}"
