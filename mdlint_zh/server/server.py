"""The server: pygls, with answers of ours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from mdlint_zh import __version__
from mdlint_zh.server.pages import Pages
from mdlint_zh.server.problems import Problems
from mdlint_zh.server.reading import Reading
from mdlint_zh.server.repair.commands import Commands
from mdlint_zh.server.repair.repairs import Repairs
from mdlint_zh.server.workspace import Workspace

if TYPE_CHECKING:
    from mdlint_zh.server.session import Session

NAME = "mdlint-zh"
_OURS = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE)
"""What pygls would keep texts for, and split them into other lines."""


def make_server(session: Session) -> LanguageServer:
    """Return a server whose answers come from this session."""
    server = LanguageServer(NAME, __version__)
    for method in _OURS:
        del server.protocol.fm.builtin_features[method]
    problems = Problems(server, session)
    pages = Pages(server, session, problems)
    parts = (pages, Repairs(server, session), Reading(session), Workspace(server, session, pages))
    for part in parts:
        for method, function, options in part.handlers():
            server.feature(method, options)(partial(function))  # pygls notes things on it, which no method takes
    for name, command in Commands(server, session).named():
        server.command(name)(partial(command))
    return server
