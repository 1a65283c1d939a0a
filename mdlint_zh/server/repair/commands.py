"""Commands: what an editor can bind to a key. Their annotations are read while they run, by pygls."""

from __future__ import annotations

import logging
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from mdlint_zh import __version__
from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.order import ALL, Order
from mdlint_zh.server.repair.actions import DO, Actions
from mdlint_zh.server.session import StaleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pygls.lsp.server import LanguageServer

    from mdlint_zh.server.session import Session

log = logging.getLogger(__name__)
APPLY_AUTOFIX: Final = "mdlint-zh.applyAutofix"
PRINT_DEBUG_INFORMATION: Final = "mdlint-zh.printDebugInformation"


class Commands:
    """The commands of one client."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self.server, self.session = server, session

    def named(self) -> Iterator[tuple[str, Any]]:
        """Yield the commands, by name."""
        yield APPLY_AUTOFIX, self.apply_autofix
        yield PRINT_DEBUG_INFORMATION, self.print_debug_information
        yield DO, self.do

    async def apply_autofix(self, *given: Any) -> Any:
        """Apply all safe fixes to a page that is open, `{"uri": …}`; whether anything was to do."""
        document = self.session.documents.get(_uri(given) or "")
        return document is not None and await self._done(Order(document.uri, document.version, ALL))

    async def do(self, *given: Any) -> Any:
        """Do what an action stands for, of which a client has the order; whether anything was to do."""
        order = Order.of(given)
        return order is not None and await self._done(order)

    async def _done(self, order: Order) -> bool:
        """Have the client make the edit of an order, while the page is the version that it is about.

        One may be able to without saying so, as Kate is; another one says that it is not.
        """
        document = self.session.documents.get(order.uri)
        if document is None or document.version != order.version:
            return False
        try:
            edit = await Actions(self.session, document).done(order)
        except (StaleError, WorkError):
            return False
        if edit is None:
            return False
        asked = types.ApplyWorkspaceEditParams(edit, label=f"mdlint-zh: {order.rule or 'repair all that is safe'}")
        try:
            answer = await self.server.workspace_apply_edit_async(asked)
        except JsonRpcException as error:
            log.warning("the client makes no edits: %s", error)
            return False
        return bool(answer.applied)

    def print_debug_information(self, *given: Any) -> Any:
        """Return what the server has: of open pages, or of the one `{"uri": …}`, what tells one text from another.

        No coroutine: pygls keeps something of each command that is one, and this one may be asked for after each edit.
        """
        uri = _uri(given)
        chosen = [one for one in self.session.documents.values() if uri is None or one.uri == uri]
        return {
            "version": __version__,
            "positionEncoding": self.session.abilities.encoding.value,
            "settingsRead": self.session.generation,
            "folders": list(self.session.folders.values()),
            "pages": [
                {
                    "uri": document.uri,
                    "version": document.version,
                    "lines": len(document.buffer.lines),
                    "digest": blake2b(document.buffer.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest(),
                }
                for document in chosen
            ],
        }


def _uri(given: tuple[Any, ...]) -> str | None:
    """The page that a command is about, None where none is named."""
    uri = given[0].get("uri") if given and isinstance(given[0], dict) else None
    return uri if isinstance(uri, str) else None
