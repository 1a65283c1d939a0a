"""Code actions: what can be done at a place, and on the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

from mdlint_zh.report.escape import one_line
from mdlint_zh.server.shown import diagnostic, text_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdlint_zh.base.edit import Edit
    from mdlint_zh.engine.finding import Finding, Fix
    from mdlint_zh.server.buffer import Buffer
    from mdlint_zh.server.session import Document, Session
    from mdlint_zh.server.work.desk import Looked

QUICK: Final = types.CodeActionKind.QuickFix.value
FIX_ALL: Final = "source.fixAll.mdlint-zh"
MOST_FINDINGS: Final = 25
"""For how many findings of a selection actions are offered: each fix is tried."""
MOST_SHOWN: Final = 30
"""How many characters of an edit's text a title shows."""


class Actions:
    """What can be done about a page as it is now."""

    def __init__(self, session: Session, document: Document) -> None:
        self.session, self.document, self.buffer = session, document, document.buffer

    async def at(self, where: types.Range, only: Sequence[Any] | None) -> list[types.CodeAction]:
        """Return the actions of the kinds that are asked for. Raises StaleError, WorkError."""
        actions = list[types.CodeAction]()
        if wants(only, QUICK):
            actions += await self.quick(where)
        if wants(only, FIX_ALL):
            actions += await self.fix_all()
        return actions if self.document.buffer is self.buffer else []

    async def quick(self, where: types.Range) -> list[types.CodeAction]:
        """Return the fixes of the findings at a place."""
        looked = await self.session.look(self.document)
        findings = [one for one in looked.findings if _touches(one, self.buffer, where)][:MOST_FINDINGS]
        if not findings:
            return []
        remedies: list[list[Fix]] = await self.session.ask(self.document, "remedies", findings)
        return [
            action
            for finding, fixes in zip(findings, remedies, strict=True)
            for action in self._fixes(finding, fixes, looked)
        ]

    def _fixes(self, finding: Finding, fixes: Sequence[Fix], looked: Looked) -> Iterator[types.CodeAction]:
        """The fixes of one finding; those that are refused are none."""
        about = [diagnostic(finding, self.buffer, looked.urls)]
        for number, fix in enumerate(fixes):
            if not fix.refused:
                preferred = fix.safe and number == 0 and finding.fix is not None
                title = _title(finding, fix, self.buffer.text)
                yield types.CodeAction(
                    title, types.CodeActionKind.QuickFix, about, preferred, edit=self._edit(fix.edits)
                )

    async def fix_all(self) -> list[types.CodeAction]:
        """Return the one that applies all safe fixes."""
        repaired = await self.session.ask(self.document, "repair")
        if not repaired.edits:
            return []
        return [types.CodeAction("mdlint-zh: repair all that is safe", FIX_ALL, edit=self._edit(repaired.edits))]

    def _edit(self, edits: Sequence[Edit]) -> types.WorkspaceEdit:
        """These edits of this page; of this version of it where the client knows versions."""
        texts = text_edits(edits, self.buffer)
        if not self.session.knows_versions:
            return types.WorkspaceEdit({self.document.uri: texts})
        page = types.OptionalVersionedTextDocumentIdentifier(self.document.uri, self.document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(page, list(texts))])


def wants(only: Sequence[Any] | None, kind: str) -> bool:
    """Tell whether a client that asks for these kinds asks for this one: `source` means `source.fixAll`, too."""
    return only is None or any(f"{kind}.".startswith(f"{getattr(one, 'value', one)}.") for one in only)


def _touches(finding: Finding, buffer: Buffer, where: types.Range) -> bool:
    """Whether a finding lies at a place or a selection; one at its edge does, too."""
    place = buffer.range(finding.start, finding.end)
    start, end = (where.start.line, where.start.character), (where.end.line, where.end.character)
    return place.start <= end and start <= place.end


def _title(finding: Finding, fix: Fix, text: str) -> str:
    """What a fix does, in one line."""
    start, end, new = fix.edits[0]
    old = text[start:end]
    does = f"`{_short(old)}` → `{_short(new)}`" if old and new else f"remove `{_short(old)}`"
    if not old:
        does = f"insert `{_short(new)}`"
    more = f" and {len(fix.edits) - 1} more" if len(fix.edits) > 1 else ""
    return f"{finding.rule}: {does}{more}{'' if fix.safe else ' (unsafe)'}"


def _short(text: str) -> str:
    return one_line(text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…")
