"""Repairs: formatting, of a page or of some of its lines, and code actions, on request and on save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from mdlint_zh.markdown.lines import Span
from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.order import Order
from mdlint_zh.server.pages import range_given
from mdlint_zh.server.protocol.buffer import Place
from mdlint_zh.server.repair.actions import DO, FIX_ALL, KINDS, Actions
from mdlint_zh.server.session import Handler, Session, StaleError
from mdlint_zh.server.shown import text_edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.lsp.server import LanguageServer

    from mdlint_zh.server.protocol.buffer import Buffer
    from mdlint_zh.server.session import Document

CONTENT_MODIFIED: Final = -32801


class Repairs:
    """The repairs of the pages of one client."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self.server, self.session = server, session

    def handlers(self) -> Iterator[Handler]:
        """Yield what answers the client."""
        yield Handler(types.TEXT_DOCUMENT_FORMATTING, self.formatting)
        yield Handler(types.TEXT_DOCUMENT_RANGE_FORMATTING, self.range_formatting)
        kinds = types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True)
        yield Handler(types.TEXT_DOCUMENT_CODE_ACTION, self.code_action, kinds)
        yield Handler(types.CODE_ACTION_RESOLVE, self.resolve)

    async def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        """Return the safe fixes of a page, as `format` does them."""
        document = self.session.documents.get(params.text_document.uri)
        return await self._repaired(document) if document else []

    async def range_formatting(self, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit]:
        """Return the safe fixes within the lines of a range."""
        document = self.session.documents.get(params.text_document.uri)
        return await self._repaired(document, _lines(document.buffer, params.range)) if document else []

    async def _repaired(self, document: Document, *given: Any) -> list[types.TextEdit]:
        """The edits of the safe fixes; none where something is wrong with the page."""
        buffer = document.buffer
        try:
            repaired = await self.session.ask(document, "repair", *given)
        except WorkError as error:
            self._say(f"not repaired: {error}")
            return []
        if repaired.failures:
            self._say(f"not repaired: {repaired.failures[0].message}")
        if document.buffer is not buffer:
            raise JsonRpcException("the page has changed", CONTENT_MODIFIED)
        return text_edits(repaired.edits, buffer)

    async def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        """Return what can be done at a place; as commands, where the client takes nothing else."""
        document, can = self.session.documents.get(params.text_document.uri), self.session.abilities
        if document is None or not (can.takes_actions or can.applies):
            return []
        only, is_automatic = params.context.only, params.context.trigger_kind == types.CodeActionTriggerKind.Automatic
        try:
            found = await Actions(self.session, document).at(range_given(params.range), only, is_automatic=is_automatic)
        except (StaleError, WorkError):
            return []
        if can.takes_actions:
            return [*found]
        return [types.Command(one.title, DO, arguments=[*(one.data or ())]) for one in found]

    async def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """Return an action with its edit; where it cannot be done, without one, and say why."""
        order = Order.of(action.data)
        document = self.session.documents.get(order.uri) if order else None
        if order is None or document is None:
            return action
        if document.version != order.version:
            raise JsonRpcException("the page has changed", CONTENT_MODIFIED)
        try:
            action.edit = await Actions(self.session, document).done(order)
        except (StaleError, WorkError) as error:
            self._say(f"not done: {error}")
            return action
        if action.edit is None and action.kind != FIX_ALL:
            self._say("a comment there would make another page of this one: none was put in")
        return action

    def _say(self, what: str) -> None:
        shown = types.ShowMessageParams(types.MessageType.Warning, f"mdlint-zh: {what}")
        self.server.window_show_message(shown)


def _lines(buffer: Buffer, where: types.Range) -> tuple[Span, ...]:
    """The lines of a range, as a scope has them: the last line of a page ends behind its end."""
    start, end = range_given(where)
    first = buffer.offset(Place(start.line, 0))
    last = end.line if end.column or end.line == start.line else end.line - 1  # a line that is not begun is none of it
    is_last = last + 1 >= len(buffer.lines)
    return (Span(first, len(buffer.text) + 1 if is_last else buffer.offset(Place(last + 1, 0))),)
