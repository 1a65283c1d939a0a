"""Pages as they are opened, typed and closed, and what is found on them: told, or given to whoever asks."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from mdlint_zh.engine.finding import Failure
from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.order import data_of
from mdlint_zh.server.protocol.buffer import Buffer, Place, Range
from mdlint_zh.server.session import Handler, Session, StaleError, path_of
from mdlint_zh.server.shown import diagnostics
from mdlint_zh.server.work.asked import Looked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.lsp.server import LanguageServer

    from mdlint_zh.server.problems import Problems
    from mdlint_zh.server.session import Document

log = logging.getLogger(__name__)
PAUSE: Final = 0.1
"""For how many seconds nothing has to be typed before a page is looked at, where it is the server that begins."""
SERVER_CANCELLED: Final = -32802


class Pages:
    """The pages of one client. `problems` are those of their settings."""

    def __init__(self, server: LanguageServer, session: Session, problems: Problems) -> None:
        self.server, self.session, self.problems = server, session, problems

    def handlers(self) -> Iterator[Handler]:
        """Yield what answers the client."""
        yield Handler(types.TEXT_DOCUMENT_DID_OPEN, self.did_open)
        yield Handler(types.TEXT_DOCUMENT_DID_CHANGE, self.did_change)
        yield Handler(types.TEXT_DOCUMENT_DID_CLOSE, self.did_close)
        yield Handler(types.TEXT_DOCUMENT_DID_SAVE, self.did_save, types.SaveOptions())
        told = types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier="mdlint-zh"
        )
        yield Handler(types.TEXT_DOCUMENT_DIAGNOSTIC, self.diagnostic, told)

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Look at a page at once."""
        opened = params.text_document
        self.tell_later(self.session.open(opened.uri, opened.version, opened.text), 0)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow what is typed; what comes later than something newer is passed over."""
        document, version = self.session.documents.get(params.text_document.uri), params.text_document.version
        if document is None or version < document.version:
            log.warning("a change to version %s is passed over: there is no such page, or a newer one", version)
            return
        document.stop()
        document.version = version
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                document.buffer = document.buffer.changed(range_given(change.range), change.text)
            else:
                document.buffer = Buffer.of(change.text, self.session.abilities.encoding)
        self.session.changed.set()
        self.tell_later(document, PAUSE)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a page, and what was told of it."""
        uri = params.text_document.uri
        self.session.close(uri)
        self.session.changed.set()
        self.problems.drop(uri)
        if not self.session.abilities.pulls:
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Look at the page again; at all of them, where it may be what they are judged by."""
        if (path_of(params.text_document.uri) or "").endswith((".toml", ".json")):
            self.judge_anew()
        elif document := self.session.documents.get(params.text_document.uri):
            document.stop()
            self.session.changed.set()
            self.tell_later(document, 0)

    def judge_anew(self) -> None:
        """Look at all open pages again: the settings may be others."""
        self.session.forget()
        if self.session.abilities.refreshes:
            self.server.workspace_diagnostic_refresh(None)
        for document in self.session.documents.values():
            self.tell_later(document, 0)

    def tell_later(self, document: Document, pause: float) -> None:
        """Send what is found on a page, when nothing was typed for a while, to a client that does not ask."""
        if not self.session.abilities.pulls:
            document.waiting = asyncio.create_task(self.tell(document, pause))

    async def tell(self, document: Document, pause: float) -> None:
        """Send what is found on a page as it is now."""
        await asyncio.sleep(pause)
        version, buffer = document.version, document.buffer
        with suppress(StaleError):
            looked = await self.look(document)
            found = self.shown(document.uri, version, buffer, looked)
            dated = version if self.session.abilities.dates else None
            told = types.PublishDiagnosticsParams(document.uri, found, dated)
            self.server.text_document_publish_diagnostics(told)

    def shown(self, uri: str, version: int, buffer: Buffer, looked: Looked) -> list[types.Diagnostic]:
        """Return what is found on a version of a page, with what may be done about it where fixes were looked for."""
        each = zip(looked.findings, looked.fixes, strict=False)
        data = (data_of(finding, fixes, buffer, uri, version) for finding, fixes in each)
        return diagnostics(looked, buffer, self.session.abilities, data)

    async def look(self, document: Document) -> Looked:
        """Return what is found on a page; where its worker has ended, that. Raises StaleError."""
        try:
            looked = await self.session.look(document)
        except WorkError as error:
            log.warning("%s: not looked at: %s", document.uri, error)
            return Looked(failures=[Failure(f"this page could not be looked at: {error}")])
        self.problems.note(document.uri, looked)
        return looked

    async def diagnostic(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """Return what is found on a page, or that it is what it was. Of a page that is not open nothing is known."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        result_id, version, buffer = str(document.state), document.version, document.buffer
        if params.previous_result_id == result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
        try:
            looked = await self.look(document)
        except StaleError:
            raise JsonRpcException("the page has changed", SERVER_CANCELLED, {"retriggerRequest": True}) from None
        found = self.shown(document.uri, version, buffer, looked)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=result_id)


def range_given(given: types.Range) -> Range:
    """Return a range as a buffer takes it."""
    start, end = given.start, given.end
    return Range(Place(start.line, start.character), Place(end.line, end.character))
