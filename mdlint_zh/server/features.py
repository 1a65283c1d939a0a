"""What the server can do, a method a request of the protocol."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from mdlint_zh import __version__
from mdlint_zh.server.actions import FIX_ALL, Actions
from mdlint_zh.server.buffer import Encoding, Place, Range
from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.session import Session, StaleError
from mdlint_zh.server.shown import diagnostics, text_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdlint_zh.server.session import Document

log = logging.getLogger(__name__)
PAUSE: Final = 0.1
"""For how many seconds nothing has to be typed before a page is looked at, where it is the server that begins."""
SERVER_CANCELLED: Final = -32802


class Features:
    """The answers to one client."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self.server, self.session = server, session

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics by itself."""
        text_document = self.server.client_capabilities.text_document
        return bool(text_document and text_document.diagnostic)

    def initialize(self, params: types.InitializeParams) -> None:
        """Note how the client counts columns, and what it knows."""
        self.session.encoding = encoding_of(params.capabilities)
        workspace = params.capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        self.session.knows_versions = bool(edits and edits.document_changes)

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Look at a page at once."""
        opened = params.text_document
        document = self.session.open(opened.uri, opened.version, opened.text)
        self.tell_later(document, 0)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow what is typed; what comes later than something newer is passed over."""
        document = self.session.documents.get(params.text_document.uri)
        version = params.text_document.version
        if document is None or version < document.version:
            log.warning("a change of version %s is passed over", version)
            return
        document.stop()
        document.version = version
        for change in params.content_changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                document.buffer = document.buffer.changed(_range(change.range), change.text)
            else:
                document.buffer = type(document.buffer).of(change.text, self.session.encoding)
        self.tell_later(document, PAUSE)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a page, and what was told of it."""
        uri = params.text_document.uri
        self.session.close(uri)
        if not self.pulls:
            self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def did_save(self, _: types.DidSaveTextDocumentParams) -> None:
        """Look at all open pages again: what they are judged by may have been saved."""
        self.session.forget()
        for document in self.session.documents.values():
            self.tell_later(document, 0)

    def tell_later(self, document: Document, pause: float) -> None:
        """Send what is found on a page, when nothing was typed for a while, to a client that does not ask."""
        if not self.pulls:
            document.waiting = asyncio.create_task(self.tell(document, pause))

    async def tell(self, document: Document, pause: float) -> None:
        """Send what is found on a page as it is now."""
        await asyncio.sleep(pause)
        version, buffer = document.version, document.buffer
        try:
            looked = await self.session.look(document)
        except (StaleError, WorkError) as error:
            log.warning("%s: not looked at: %s", document.uri, error)
            return
        found = types.PublishDiagnosticsParams(document.uri, diagnostics(looked, buffer), version)
        self.server.text_document_publish_diagnostics(found)

    async def diagnostic(self, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        """Return what is found on a page, or that it is what it was."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        result_id, buffer = f"{document.version}.{self.session.generation}", document.buffer
        if params.previous_result_id == result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
        try:
            looked = await self.session.look(document)
        except StaleError:
            raise JsonRpcException("the page has changed", SERVER_CANCELLED, {"retriggerRequest": True}) from None
        return types.RelatedFullDocumentDiagnosticReport(diagnostics(looked, buffer), result_id=result_id)

    async def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        """Return the safe fixes of a page."""
        document = self.session.documents.get(params.text_document.uri)
        return await self._repaired(document) if document else []

    async def _repaired(self, document: Document, *given: Any) -> list[types.TextEdit]:
        """The edits of the safe fixes; none where the page has changed meanwhile."""
        buffer = document.buffer
        repaired = await self.session.ask(document, "repair", *given)
        return text_edits(repaired.edits, buffer) if document.buffer is buffer else []

    async def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Return what can be done at a place."""
        document = self.session.documents.get(params.text_document.uri)
        return await Actions(self.session, document).at(params.range, params.context.only) if document else []


def make_server(session: Session) -> LanguageServer:
    """Return a server whose answers come from this session."""
    server = LanguageServer("mdlint-zh", __version__)
    features, builtin = Features(server, session), server.protocol.fm.builtin_features
    for method in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
        del builtin[method]  # pygls would keep the text, and split it wrongly
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]
    handlers: list[tuple[str, Callable[..., Any], Any]] = [
        (types.INITIALIZE, features.initialize, None),
        (types.TEXT_DOCUMENT_DID_OPEN, features.did_open, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, features.did_change, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, features.did_close, None),
        (types.TEXT_DOCUMENT_DID_SAVE, features.did_save, types.SaveOptions()),
        (
            types.TEXT_DOCUMENT_DIAGNOSTIC,
            features.diagnostic,
            types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="mdlint-zh"),
        ),
        (types.TEXT_DOCUMENT_FORMATTING, features.formatting, None),
        (
            types.TEXT_DOCUMENT_CODE_ACTION,
            features.code_action,
            types.CodeActionOptions(code_action_kinds=kinds),
        ),
    ]
    for method, handler, options in handlers:
        server.feature(method, options)(partial(handler))  # pygls notes things on it, which no method takes
    return server


def encoding_of(capabilities: types.ClientCapabilities) -> Encoding:
    """Return what a client counts: the first that it names and we know, as pygls tells it; else units of UTF-16."""
    chosen = ServerCapabilitiesBuilder.choose_position_encoding(capabilities)
    return Encoding(getattr(chosen, "value", chosen))


def _range(given: types.Range) -> Range:
    start, end = given.start, given.end
    return Range(Place(start.line, start.character), Place(end.line, end.character))
