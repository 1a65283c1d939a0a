"""Findings in, a repaired page out: pass by pass until nothing changes, and never further than the guard allows."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.guard import Applied, breaches
from mdlint_zh.linter import Result, lint_page, with_edits
from mdlint_zh.model import Edit, apply
from mdlint_zh.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdlint_zh.change import Change
    from mdlint_zh.linter import Plan
    from mdlint_zh.model import Finding

MOST_PASSES = 10


class Fixed(NamedTuple):
    """A page after its fixes.

    `page` is the page itself, unchanged, when nothing was to do or something went wrong; `repaired` counts the
    findings that were mended, by rule; `result` is what is left to find.
    """

    page: Page
    repaired: Counter[str]
    result: Result


def fix_page(page: Page, plan: Plan, *, unsafe: bool = False) -> Fixed:
    """Apply the safe fixes, with `unsafe` all fixes, until none is left. Never raises."""
    changes = {rule.name: rule.changes for rule, _ in plan.active}
    result = with_edits(lint_page(page, plan), page)
    now, seen, repaired = page, [page.text], Counter[str]()
    passes: list[set[str]] = []
    while not result.problems and (chosen := choose(result.findings, unsafe=unsafe)):
        applied = _applied(chosen, changes)
        after = _again(page, apply(now.text, (one.edit for one in applied)))
        blame = breaches(now.text, after.text, applied)
        passes.append({finding.rule for finding in chosen})
        if blame:
            return _given_up(page, plan, f"nothing was repaired: {blame[0]}")
        if after.text in seen or len(seen) > MOST_PASSES:
            circle = passes[seen.index(after.text) if after.text in seen else 0 :]
            names = ", ".join(sorted(set().union(*circle)))
            return _given_up(page, plan, f"nothing was repaired: fixes go round in a circle: {names}")
        repaired.update(finding.rule for finding in chosen)
        seen.append(after.text)
        now, result = after, with_edits(lint_page(after, plan), after)
    if result.problems and now is not page:
        return _given_up(page, plan, f"nothing was repaired: {result.problems[0]}")
    return Fixed(now, repaired, result)


def _applied(chosen: Iterable[Finding], changes: Mapping[str, Change]) -> list[Applied]:
    """The edits of these findings in the order of the page."""
    of_finding = ((finding, finding.fix.edits if finding.fix else ()) for finding in chosen)
    edits = (Applied(edit, finding.rule, changes[finding.rule]) for finding, edits in of_finding for edit in edits)
    return sorted(edits, key=lambda one: one.edit)


def _again(page: Page, text: str) -> Page:
    """The same page with another text."""
    kind, profile, titles = page.kind, page.profile, page.titles
    return Page(
        text, page.path, kind=kind, profile=profile, titles=titles, shortcuts=page.shortcuts, is_file=page.is_file
    )


def choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """The findings whose fixes can be applied in one pass: in the order of the page, none touching another."""
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        if finding.fix and (finding.fix.safe or unsafe) and not _touch(finding.fix.edits, taken):
            chosen.append(finding)
            for edit in finding.fix.edits:
                insort(taken, edit)
    return chosen


def _touch(edits: Iterable[Edit], taken: Sequence[Edit]) -> bool:
    """Whether an edit lies over or beside one that is taken; `taken` is sorted."""
    for edit in edits:
        index = bisect_left(taken, edit)
        if index < len(taken) and taken[index].start <= edit.end:
            return True
        if index and taken[index - 1].end >= edit.start:
            return True
    return False


def _given_up(page: Page, plan: Plan, problem: str) -> Fixed:
    """The page as it was, with its findings and the reason."""
    result = lint_page(page, plan)
    return Fixed(page, Counter(), Result(result.findings, [*result.problems, problem]))
