"""Code actions: what can be done about the findings at a place, and on the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

from mdlint_zh.server.order import ALL, FILE, FIX, HERE, MOST_FIXES, Order, title_of
from mdlint_zh.server.session import MOST_FIXED, is_large
from mdlint_zh.server.shown import diagnostic, text_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.server.protocol.buffer import Range
    from mdlint_zh.server.session import Document, Session
    from mdlint_zh.server.work.asked import Looked

QUICK: Final = types.CodeActionKind.QuickFix.value
FIX_ALL: Final = "source.fixAll.mdlint-zh"
KINDS: Final[list[types.CodeActionKind | str]] = [types.CodeActionKind.QuickFix, FIX_ALL]
DO: Final = "mdlint-zh.do"
"""The command that does an order, for clients that take no actions; its arguments are those of an Order."""
MOST_TRIED: Final = 3
"""For how many of them comments are tried at once, where the client cannot ask later."""


class Actions:
    """What can be done about a page as it is now."""

    def __init__(self, session: Session, document: Document) -> None:
        self.session, self.document = session, document
        self.buffer, self.version = document.buffer, document.version
        self.can = session.abilities
        self.is_later = self.can.resolves or not self.can.takes_actions
        """Whether the client asks for an edit when an action is chosen."""

    async def at(self, where: Range, only: Sequence[Any] | None, *, is_automatic: bool) -> list[types.CodeAction]:
        """Return the actions of the kinds that are asked for; `is_automatic`: not by a person. Raises StaleError,
        WorkError.
        """
        actions = list[types.CodeAction]()
        if wants(only, QUICK):
            actions += await self.quick(where)
        if wants(only, FIX_ALL) and not (only is None and is_automatic and is_large(self.document)):
            actions += await self.fix_all(is_asked_for=only is not None)
        return actions if self.document.buffer is self.buffer else []

    async def quick(self, where: Range) -> list[types.CodeAction]:
        """Return the fixes of the findings at a place, and what ignores them."""
        looked = await self.session.look(self.document)
        findings = [one for one in looked.findings if self._touches(one, where)][:MOST_FIXED]
        if not findings:
            return []
        remedies = await self._remedies(findings, looked)
        actions = [
            action
            for finding, fixes in zip(findings, remedies, strict=True)
            for action in self._fixes(finding, fixes, looked)
        ]
        for does in (HERE, FILE):
            actions += await self._ignoring(findings, looked, does)
        return actions

    async def _remedies(self, findings: Sequence[Finding], looked: Looked) -> list[Sequence[Fix]]:
        """The ways to mend each finding: those that were found with it, else they are looked for."""
        known = dict(zip(looked.findings, looked.fixes, strict=False))
        if all(one in known for one in findings):
            return [known[one] for one in findings]
        return list(await self.session.ask(self.document, "remedies", findings))

    async def fix_all(self, *, is_asked_for: bool) -> list[types.CodeAction]:
        """Return the one that applies all safe fixes; it is made later where the client can ask, and has not yet."""
        title = "mdlint-zh: repair all that is safe"
        if self.is_later and not (is_asked_for and self.can.takes_actions):
            return [types.CodeAction(title, FIX_ALL, data=self._order(ALL))]
        edit = await self.done(self._order(ALL))
        return [types.CodeAction(title, FIX_ALL, edit=edit)] if edit else []

    async def done(self, order: Order) -> types.WorkspaceEdit | None:
        """Return the edit of an order; None where there is nothing to do, or no way. Raises StaleError, WorkError."""
        if order.does == ALL:
            repaired = await self.session.ask(self.document, "repair", as_check=True)
            return self._edit(repaired.edits)
        looked = await self.session.look(self.document)
        about = (order.rule, order.start, order.end)
        finding = next((one for one in looked.findings if (one.rule, one.start, one.end) == about), None)
        if finding is None:
            return None
        if order.fix is not None:
            chosen = (await self._remedies([finding], looked))[0][order.fix : order.fix + 1]
            return self._edit([edit for fix in chosen if not fix.refused for edit in fix.edits])
        edit = await self.session.ask(self.document, "suppress", finding, order.does)
        return self._edit([edit] if edit else [])

    def _fixes(self, finding: Finding, fixes: Sequence[Fix], looked: Looked) -> Iterator[types.CodeAction]:
        """The fixes of one finding; those that are refused are none. A safe one of its own is preferred."""
        for number, fix in enumerate(fixes[:MOST_FIXES]):
            if not fix.refused:
                is_preferred = fix.safe and number == 0 and finding.fix is not None
                yield types.CodeAction(
                    title_of(finding, fix, self.buffer.text),
                    types.CodeActionKind.QuickFix,
                    [self._diagnostic(finding, looked)],
                    is_preferred=is_preferred if self.can.prefers else None,
                    edit=self._edit(fix.edits),
                    data=None if self.can.takes_actions else self._order(f"{FIX}{number}", finding),
                )

    async def _ignoring(self, findings: Sequence[Finding], looked: Looked, does: str) -> list[types.CodeAction]:
        """What puts comments in against each finding, or each rule where it is about the whole page."""
        chosen = list({one.rule: one for one in reversed(findings)}.values())[::-1] if does == FILE else findings
        actions = []
        for finding in chosen if self.is_later else () if is_large(self.document) else chosen[:MOST_TRIED]:
            title = f"Ignore {finding.rule} {'in this file' if does == FILE else 'here'}"
            order = self._order(does, finding)
            action = types.CodeAction(title, types.CodeActionKind.QuickFix, [self._diagnostic(finding, looked)])
            if self.is_later:
                action.data = order
            elif edit := await self.done(order):
                action.edit = edit
            else:
                continue
            actions.append(action)
        return actions

    def _order(self, does: str, finding: Finding | None = None) -> Order:
        about = (finding.rule, finding.start, finding.end) if finding else ("", 0, 0)
        return Order(self.document.uri, self.version, does, *about)

    def _diagnostic(self, finding: Finding, looked: Looked) -> types.Diagnostic:
        place = self.buffer.range(finding.start, finding.end)
        return diagnostic(finding, place, looked.urls, self.can)

    def _touches(self, finding: Finding, where: Range) -> bool:
        """Whether a finding lies at a place or a selection; one at its edge does, too."""
        place = self.buffer.range(finding.start, finding.end)
        return place.start <= where.end and where.start <= place.end

    def _edit(self, edits: Sequence[Edit]) -> types.WorkspaceEdit | None:
        """These edits of this page; of this version of it where the client knows versions.

        None where there are none, or the page is another by now.
        """
        if not edits or self.document.buffer is not self.buffer:
            return None
        texts = text_edits(edits, self.buffer)
        if not self.can.knows_versions:
            return types.WorkspaceEdit({self.document.uri: texts})
        page = types.OptionalVersionedTextDocumentIdentifier(self.document.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(page, list(texts))])


def wants(only: Sequence[Any] | None, kind: str) -> bool:
    """Tell whether a client that asks for these kinds asks for this one: `source` means `source.fixAll`, too, and ""
    all of them.
    """
    if only is None:
        return True
    names = (getattr(one, "value", one) for one in only)
    return any(not name or f"{kind}.".startswith(f"{name}.") for name in names)
