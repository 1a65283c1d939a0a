"""Code actions: what can be done about the findings at a place, and on the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lsprotocol import types

from mdlint_zh.report.escape import one_line
from mdlint_zh.server.session import is_large
from mdlint_zh.server.shown import diagnostic, text_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.server.buffer import Range
    from mdlint_zh.server.session import Document, Session
    from mdlint_zh.server.work.asked import Looked

QUICK: Final = types.CodeActionKind.QuickFix.value
FIX_ALL: Final = "source.fixAll.mdlint-zh"
KINDS: Final[list[types.CodeActionKind | str]] = [types.CodeActionKind.QuickFix, FIX_ALL]
HERE, FILE, ALL = "here", "file", "all"
MOST_FINDINGS: Final = 25
"""For how many findings of a selection actions are offered: each fix is tried."""
MOST_TRIED: Final = 3
"""For how many of them comments are tried at once, where the client cannot ask later."""
MOST_SHOWN: Final = 30
"""How many characters of an edit's text a title shows."""


class Order(NamedTuple):
    """What an action does that has no edit yet: on a version of a page, to a finding of a rule."""

    uri: str
    version: int
    does: str
    rule: str = ""
    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, data: Any) -> Order | None:
        """Return the order that a client has sent back, None for anything else."""
        try:
            order = cls(*data)
        except TypeError:
            return None
        kinds = (str, int, str, str, int, int)
        return order if all(map(isinstance, order, kinds)) else None


class Actions:
    """What can be done about a page as it is now."""

    def __init__(self, session: Session, document: Document) -> None:
        self.session, self.document = session, document
        self.buffer, self.version = document.buffer, document.version

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
        findings = [one for one in looked.findings if self._touches(one, where)][:MOST_FINDINGS]
        if not findings:
            return []
        remedies: list[list[Fix]] = await self.session.ask(self.document, "remedies", findings)
        actions = [
            action
            for finding, fixes in zip(findings, remedies, strict=True)
            for action in self._fixes(finding, fixes, looked)
        ]
        for does in (HERE, FILE):
            actions += await self._ignoring(findings, looked, does)
        return actions

    async def fix_all(self, *, is_asked_for: bool) -> list[types.CodeAction]:
        """Return the one that applies all safe fixes; it is made later where the client can ask, and has not yet."""
        title = "mdlint-zh: repair all that is safe"
        if self.session.abilities.resolves and not is_asked_for:
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
        edit = await self.session.ask(self.document, "suppress", finding, order.does)
        return self._edit([edit] if edit else [])

    def _fixes(self, finding: Finding, fixes: Sequence[Fix], looked: Looked) -> Iterator[types.CodeAction]:
        """The fixes of one finding; those that are refused are none. A safe one of its own is preferred."""
        for number, fix in enumerate(fixes):
            if not fix.refused:
                yield types.CodeAction(
                    _title(finding, fix, self.buffer.text),
                    types.CodeActionKind.QuickFix,
                    [self._diagnostic(finding, looked)],
                    is_preferred=fix.safe and number == 0 and finding.fix is not None,
                    edit=self._edit(fix.edits),
                )

    async def _ignoring(self, findings: Sequence[Finding], looked: Looked, does: str) -> list[types.CodeAction]:
        """What puts comments in against each finding, or each rule where it is about the whole page."""
        chosen = list({one.rule: one for one in reversed(findings)}.values())[::-1] if does == FILE else findings
        later = self.session.abilities.resolves
        actions = []
        for finding in chosen if later else () if is_large(self.document) else chosen[:MOST_TRIED]:
            title = f"Ignore {finding.rule} {'in this file' if does == FILE else 'here'}"
            order = self._order(does, finding)
            action = types.CodeAction(title, types.CodeActionKind.QuickFix, [self._diagnostic(finding, looked)])
            if later:
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
        return diagnostic(finding, place, looked.urls, self.session.abilities)

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
        if not self.session.abilities.knows_versions:
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


def _title(finding: Finding, fix: Fix, text: str) -> str:
    """What a fix does, in one line."""
    start, end, new = fix.edits[0]
    old = text[start:end]
    does = f"`{_short(old)}` → `{_short(new)}`" if old and new else f"remove `{_short(old)}`"
    if not old:
        does = f"insert `{_short(new)}`"
    more = f", and {len(fix.edits) - 1} more" if len(fix.edits) > 1 else ""
    return f"{finding.rule}: {does}{more}{'' if fix.safe else ' (unsafe)'}"


def _short(text: str) -> str:
    return one_line(text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…")
