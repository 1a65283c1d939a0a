"""A page and rules in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.log import log_traceback
from mdlint_zh.model import Finding
from mdlint_zh.page import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mdlint_zh.model import Rule
    from mdlint_zh.page import Page


class Active(NamedTuple):
    """A rule that is to be run, with the options to run it with."""

    rule: Rule
    options: object


class Result(NamedTuple):
    """The findings on one page in the order of the page, and a line for everything that went wrong."""

    findings: list[Finding]
    problems: list[str]


def lint_page(page: Page, active: Sequence[Active]) -> Result:
    """Run the rules that are for this kind of page. Never raises: a rule that does becomes a problem."""
    findings: list[Finding] = []
    problems: list[str] = []
    kind, text, shortcuts = page.kind, page.text, page.shortcuts
    for rule, options in active:
        if (rule.kinds and kind not in rule.kinds) or (rule.needs and shortcuts and not _holds(text, rule.needs)):
            continue
        try:
            for finding in rule.check(page, options):
                findings.append(_signed(rule, finding, len(text)))  # noqa: PERF401 - what comes before a failure stays
        except TooComplexError as error:
            return Result([], [f"too complex: {error}; the page is left alone"])
        except Exception as error:  # noqa: BLE001 - one bad rule must not cost the findings of the others
            log_traceback(__name__, rule.name, error)
            problems.append(f"the rule {rule.name} failed: {type(error).__name__}: {error}")
    findings.sort(key=_in_order)
    return Result(findings, problems)


def _holds(text: str, needs: Iterable[str]) -> bool:
    """Whether one of these stands in the text."""
    for need in needs:  # noqa: SIM110 - `any` takes twice as long, and this is asked a dozen times a page
        if need in text:
            return True
    return False


def _signed(rule: Rule, finding: Finding, length: int) -> Finding:
    """The finding with the name of its rule. Raises ValueError for one that the rule may not make."""
    if not 0 <= finding.start <= finding.end <= length:
        raise ValueError(f"its finding {finding.start}-{finding.end} is not on the page")
    if finding.fix:
        if finding.fix.applicability not in rule.fix:
            raise ValueError(f"its fix is {finding.fix.applicability}, which the rule does not declare")
        for start, end, _ in finding.fix.edits:
            if not 0 <= start <= end <= length:
                raise ValueError("an edit of its fix is not on the page")
    return Finding(*finding[:6], rule.name, rule.severity)


def _in_order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.start, finding.end, finding.rule, finding.message
