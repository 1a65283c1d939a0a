"""A page and rules in, findings out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdlint_zh.model import Finding
from mdlint_zh.page import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mdlint_zh.page import Page
    from mdlint_zh.model import Rule


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
    for rule, options in active:
        if (rule.kinds and page.kind not in rule.kinds) or (rule.needs and page.shortcuts and not _holds(page.text, rule.needs)):
            continue
        try:
            findings += _signed(rule, rule.check(page, options), len(page.text))
        except TooComplexError as error:
            return Result([], [f"too complex: {error}; the page is left alone"])
        except Exception as error:  # noqa: BLE001 - one bad rule must not cost the findings of the others
            log_traceback(__name__, rule.name)
            problems.append(f"the rule {rule.name} failed: {type(error).__name__}: {error}")
    findings.sort(key=lambda finding: (finding.start, finding.end, finding.rule, finding.message))
    return Result(findings, problems)


def _holds(text: str, needs: Sequence[str]) -> bool:
    """Whether one of these stands in the text."""
    return any(need in text for need in needs)


def log_traceback(logger: str, name: str) -> None:
    """Log the traceback of the exception at hand, which `name` has raised, for `--debug`."""
    import logging  # noqa: PLC0415 - slow to import, and seldom needed

    logging.getLogger(logger).debug("%s failed", name, exc_info=True)


def _signed(rule: Rule, findings: Iterable[Finding], length: int) -> Iterator[Finding]:
    """The findings with the name of their rule. Raises ValueError for one that the rule may not make."""
    for finding in findings:
        if not 0 <= finding.start <= finding.end <= length:
            raise ValueError(f"its finding {finding.start}-{finding.end} is not on the page")
        if finding.fix:
            if finding.fix.applicability not in rule.fix:
                raise ValueError(f"its fix is {finding.fix.applicability}, which the rule does not declare")
            if any(not 0 <= edit.start <= edit.end <= length for edit in finding.fix.edits):
                raise ValueError("an edit of its fix is not on the page")
        yield Finding(*finding[:6], rule.name, rule.severity)
