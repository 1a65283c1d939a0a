"""Findings in, a repaired page out: pass by pass until nothing changes, and never further than the guard allows.

A fix that would harm the page costs itself alone. The guard leaves it out of the pass, and it is tried again in the
next one, for its neighbours may have changed; so a run ends where each fix that is left is refused, and a second run,
which begins there, changes nothing and refuses the same.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.engine.file_report import FileReport
from mdlint_zh.engine.filters import suppressed
from mdlint_zh.engine.guard import Applied, sieve
from mdlint_zh.engine.lint import Result, lint_page
from mdlint_zh.engine.scope import WHOLE
from mdlint_zh.page import Page
from mdlint_zh.page.suppressions.readings import read_suppressions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.changes.change import Change
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.engine.plan import Plan
    from mdlint_zh.engine.scope import Scope

MOST_PASSES = 20
MOST_TRIES = 8
"""How often a pass may choose again when all that it chose was refused."""


class Fixed(NamedTuple):
    """A page after its fixes.

    `page` is the page itself, unchanged, when nothing was to do or a rule failed; `repaired` counts the findings that
    were mended, by rule; `result` is what is left to find, each fix that was refused with the reason in it; `scope` is
    what was asked for, where that is now; `rounds` are the edits of each pass, on the text that it had before it.
    """

    page: Page
    repaired: Counter[str]
    result: Result
    scope: Scope
    rounds: Sequence[Sequence[Edit]] = ()


def fix_page(page: Page, plan: Plan, *, unsafe: bool = False, scope: Scope = WHOLE) -> Fixed:
    """Apply the safe fixes, with `unsafe` all fixes, until none is left of those in the scope. Never raises."""
    endless = set[str]()
    while True:
        run = _Run(page, plan, endless, scope, unsafe=unsafe)
        fixed = run.finish()
        if not run.endless:
            break
        endless |= run.endless
    if fixed.result.failures and fixed.page is not page:
        return Fixed(page, Counter(), Result(lint_page(page, plan).findings, fixed.result.failures), scope)
    return fixed


class _Pass(NamedTuple):
    """The text after a pass, the findings that it mended, the reason against each other one, and what was done."""

    text: str
    mended: list[Finding]
    refused: dict[Finding, str]
    edits: Sequence[Edit] = ()


class _Stage(NamedTuple):
    """The page between two passes, what is found on it, and what of it may be repaired."""

    page: Page
    plan: Plan
    result: Result
    scope: Scope

    @property
    def findings(self) -> Sequence[Finding]:
        """Those that may be repaired: none that the page suppresses."""
        if self.scope is WHOLE and not self.page.view(read_suppressions):
            return self.result.findings
        report = suppressed(FileReport.on(self.page, "", *self.result), self.plan)
        if self.scope is WHOLE:
            return report.findings
        report.keep_excerpts(self.page.text)
        return self.scope.repaired(report)


class _Run:
    """The passes over one page, without the fixes of rules that are known to be endless on it."""

    def __init__(self, page: Page, plan: Plan, endless: Collection[str], scope: Scope, *, unsafe: bool) -> None:
        self.page, self.plan, self.scope, self.unsafe = page, plan, scope, unsafe
        self.barred = endless
        self.endless: set[str] = set()
        """The rules that were still at it after the last pass."""
        self.changes = {rule.name: rule.changes for rule, _ in plan.active}

    def finish(self) -> Fixed:
        """Go on until nothing changes. Fixes that lead back to a text that was there before are refused there."""
        stages = [self.stage(self.page, self.scope)]
        mended: list[list[Finding]] = []
        rounds: list[Sequence[Edit]] = []
        circular: dict[Finding, str] = {}
        refused: dict[Finding, str] = {}
        for _ in range(MOST_PASSES):
            if stages[-1].result.failures:
                break
            done = self.step(stages[-1], circular)
            refused = done.refused
            if not done.mended:
                break
            mended.append(done.mended)
            rounds.append(done.edits)
            first = next((at for at, stage in enumerate(stages) if stage.page.text == done.text), None)
            if first is None:
                circular = {}
                stages.append(self.stage(_again(self.page, done.text), stages[-1].scope.after(done.edits)))
            else:
                circular = {**circular, **dict.fromkeys(mended[first], _circle(mended[first:]))}
                del stages[first + 1 :], mended[first:], rounds[first:]
        else:
            self.endless = {finding.rule for finding in mended[-1]} if mended else set()
        last = stages[-1]
        beyond = (one for one in last.result.findings if one.fix and one.fix.refused and (one.fix.safe or self.unsafe))
        refused |= {one: one.fix.refused for one in beyond if one.fix}
        told = [one.not_repaired(refused[one]) if one in refused else one for one in last.result.findings]
        counts = Counter(finding.rule for findings in mended for finding in findings)
        result = Result(told if refused else last.result.findings, last.result.failures)
        return Fixed(last.page, counts, result, last.scope, rounds)

    def stage(self, page: Page, scope: Scope) -> _Stage:
        """Return the page with what is found on it."""
        result = lint_page(page, self.plan)
        return _Stage(page, self.plan, Result(scope.narrowed(result.findings), result.failures), scope)

    def step(self, stage: _Stage, circular: Mapping[Finding, str]) -> _Pass:
        """Apply what can be applied at once. Where all of that is refused, what it stood in the way of is tried."""
        refused = dict(circular)
        findings = stage.findings
        if self.barred:
            refused |= {one: "its fixes come to no end" for one in findings if one.fix and one.rule in self.barred}
        for _ in range(MOST_TRIES):
            chosen = choose((one for one in findings if not refused or one not in refused), unsafe=self.unsafe)
            if not chosen:
                break
            units = list(_units(chosen))
            applied = _applied(units, self.changes)
            done = sieve(stage.page.text, applied)
            reasons = {units[number].finding: reason for number, reason in reversed(done.refused.items())}
            refused |= {chosen[number]: reason for number, reason in reasons.items()}
            if done.accepted:
                mended = dict.fromkeys(units[number].finding for number in sorted(done.accepted))
                edits = [one.edit for one in applied if one.fix in done.accepted]
                return _Pass(done.text, [chosen[number] for number in mended], refused, edits)
        return _Pass(stage.page.text, [], refused)


def alone(text: str, finding: Finding, change: Change) -> list[Fix]:
    """Return the fixes of a finding, its own and the others that it offers, as each would be done alone: with the edits
    that the guard accepts, or with the reason why it refuses them all.
    """
    done = []
    for fix in filter(None, (finding.fix, *finding.alternatives)):
        applied = _applied(list(_units([finding._replace(fix=fix)])), {finding.rule: change})
        sieved = sieve(text, applied)
        edits = tuple(one.edit for one in applied if one.fix in sieved.accepted)
        refused = "" if edits else next(iter(sieved.refused.values()), "it changes nothing")
        done.append(fix._replace(edits=edits, refused=refused))
    return done


def _circle(passes: Iterable[Iterable[Finding]]) -> str:
    """Why the fixes of these passes are refused."""
    rules = sorted({finding.rule for findings in passes for finding in findings})
    return f"fixes go round in a circle: {', '.join(rules)}"


class _Unit(NamedTuple):
    """Edits that are applied all or none, and the number of the finding whose they are, and its rule."""

    finding: int
    rule: str
    edits: Sequence[Edit]


def _units(chosen: Iterable[Finding]) -> Iterator[_Unit]:
    """What of the fixes is applied all or none."""
    for number, finding in enumerate(chosen):
        if finding.fix and finding.fix.each:
            yield from (_Unit(number, finding.rule, (edit,)) for edit in finding.fix.edits)
        elif finding.fix:
            yield _Unit(number, finding.rule, finding.fix.edits)


def _applied(units: Iterable[_Unit], changes: Mapping[str, Change]) -> list[Applied]:
    """The edits of these units in the order of the page; each unit is a fix to the guard."""
    edits = (
        Applied(edit, one.rule, changes[one.rule], number) for number, one in enumerate(units) for edit in one.edits
    )
    return sorted(edits, key=lambda one: one.edit)


def _again(page: Page, text: str) -> Page:
    """The same page with another text; it is of the kind that it was, and of the archive if it was."""
    again = Page(
        text,
        page.path,
        kind=page.kind,
        profile=page.profile,
        titles=page.titles,
        shortcuts=page.shortcuts,
        is_file=page.is_file,
    )
    again.is_of_archive, again.names, again.renderer = page.is_of_archive, page.names, page.renderer
    again.alt_of, again.captions = page.alt_of, page.captions
    return again


def choose(findings: Iterable[Finding], *, unsafe: bool) -> list[Finding]:
    """Return the findings whose fixes can be applied in one pass: in the order of the page, none touching another."""
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
