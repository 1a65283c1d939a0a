"""What a page's findings and its entry in a baseline say of each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mdlint_zh.engine.filters import in_scope
from mdlint_zh.engine.known import counts_of
from mdlint_zh.report.told import Compared

if TYPE_CHECKING:
    from collections.abc import Container

    from mdlint_zh.engine.file_report import FileReport
    from mdlint_zh.engine.scope import Scope
    from mdlint_zh.run.baseline.before import Before


def compared(report: FileReport, before: Before, scope: Scope, rules: Container[str]) -> tuple[FileReport, Compared]:
    """Return the report without what was there before, and what is to be said of that; it has its excerpts.

    Of a rule that was not run nobody knows what it would find: its entries stay. So do those of a page that something
    went wrong with.
    """
    left = replace(in_scope(report, scope), is_compared=True)
    known = sum(sum(keys.values()) for rule, keys in before.entry.counts.items() if rule in rules)
    if before.act == "use" and scope.spans is None:
        hidden = len(report.findings) - len(left.findings)
        return left, Compared(hidden, 0 if report.failures else known - hidden)
    found = counts_of(report, before.whole)
    still = {rule: Counter(keys) & found[rule] for rule, keys in before.entry.counts.items() if rule in found}
    hidden = sum(sum(keys.values()) for keys in still.values())
    if report.failures:
        return left, Compared(hidden)
    told = Compared(hidden, known - hidden)
    if before.act == "use":
        return left, told
    others = {rule: keys for rule, keys in before.entry.counts.items() if rule not in rules}
    if before.act == "prune":
        return left, told._replace(rewritten=before.rewritten({**still, **others}))
    told = Compared(len(report.findings), rewritten=before.rewritten({**found, **others}))
    return replace(left, findings=(), counted=None, lines=None), told
