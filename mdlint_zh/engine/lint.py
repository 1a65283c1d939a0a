"""A page and rules in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.base.log import log_traceback
from mdlint_zh.engine.changes.change import Change
from mdlint_zh.engine.finding import Alike, Failure, Finding
from mdlint_zh.markdown.glance import read_marks
from mdlint_zh.page import TooComplexError

if TYPE_CHECKING:
    from mdlint_zh.engine.finding import Fix
    from mdlint_zh.engine.plan import Needs, Plan
    from mdlint_zh.engine.rule import Rule
    from mdlint_zh.page import Page


class Result(NamedTuple):
    """The findings on one page in the order of the page, and what went wrong."""

    findings: list[Finding]
    failures: list[Failure]


def lint_page(page: Page, plan: Plan) -> Result:
    """Run the rules that are for this kind of page. Never raises: a rule that does becomes a failure."""
    findings: list[Finding] = []
    failures: list[Failure] = []
    marks = page.view(read_marks)
    for needs, active in plan.groups(page.kind):
        if needs and page.shortcuts and not are_met(page, needs, marks):
            continue
        for rule, options in active:
            try:
                for finding in rule.check(page, options):
                    findings.append(_signed(rule, finding, page))  # noqa: PERF401 - what comes before a failure stays
            except TooComplexError as error:
                return Result([], [Failure(f"too complex: {error}; the page is left alone", rule.name)])
            except Exception as error:  # noqa: BLE001 - one bad rule must not cost the findings of the others
                log_traceback(__name__, rule.name, error)
                failures.append(Failure(f"the rule {rule.name} failed: {type(error).__name__}: {error}", rule.name))
    findings.sort(key=in_order)
    return Result(findings, failures)


def are_met(page: Page, needs: Needs, marks: frozenset[str]) -> bool:
    """Tell whether one of these is on the page, which has these marks.

    What a reader raises is told by the rules that ask it again.
    """
    for text, rare in needs.texts:  # `any` takes twice as long, and this is asked some twenty times of each page
        if (not rare or rare in marks) and text in page.text:
            return True
    try:
        for reader in needs.readers:
            if page.view(reader):
                return True
    except Exception:  # noqa: BLE001 - it is kept, and raised again
        return True
    return False


def _signed(rule: Rule, finding: Finding, page: Page) -> Finding:
    """The finding with the name of its rule. Raises ValueError for one that the rule may not make.

    To write the profile's header is safe only on a page that is known to have it. A fix that changes nothing is none.
    """
    start, end, message, fix, confidence, alternatives, _, _ = finding
    length = len(page.text)
    if not 0 <= start <= end <= length:
        raise ValueError(f"its finding {start}-{end} is not on the page")
    if fix:
        if fix.applicability not in rule.fix:
            raise ValueError(f"its fix is {fix.applicability}, which the rule does not declare")
        _check_edits(fix, length)
        if fix.safe and rule.changes is Change.HEADER and not page.is_of_archive:
            fix = fix._replace(safe=False)
        if not _alters(fix, page.text):
            fix = None
    if alternatives:
        alternatives = tuple(one for one in alternatives if _alters(one, page.text))
    return Finding(start, end, message, fix, confidence, alternatives, rule.name, rule.severity)


def _alters(fix: Fix, text: str) -> bool:
    """Whether the text is another one after the fix."""
    for start, end, new in fix.edits:  # noqa: SIM110 - nearly always the first does, and `any` takes twice as long
        if text[start:end] != new:
            return True
    return False


def _check_edits(fix: Fix, length: int) -> None:
    """Raise ValueError for edits that do not lie on the page."""
    edits = fix.edits
    if isinstance(edits, Alike):
        if edits and not 0 <= min(edits.starts) <= max(edits.ends) <= length:
            raise ValueError("an edit of its fix is not on the page")
        return
    for start, end, _ in edits:
        if not 0 <= start <= end <= length:
            raise ValueError("an edit of its fix is not on the page")


def in_order(finding: Finding) -> tuple[int, int, str, str]:
    """Return what findings are sorted by."""
    return finding.start, finding.end, finding.rule, finding.message
