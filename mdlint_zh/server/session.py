"""What a server knows while it runs: the pages that are open, what their editor can do, and who looks at pages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pygls.uris import to_fs_path, uri_scheme

from mdlint_zh.server.buffer import Buffer, Encoding
from mdlint_zh.server.work.desk import Asked, Looked

if TYPE_CHECKING:
    from mdlint_zh.server.lane import Lane

LARGE: Final = 200_000
"""Pages of more code points are looked at by a process of their own, so that no other page waits for them."""
PATIENCE: Final = 1.0
"""For how many seconds a worker may go on with what nobody asks for any more, before its process is ended."""


class StaleError(Exception):
    """The page has changed, or was closed, while it was looked at."""


@dataclass(eq=False)
class Document:
    """A page that is open. `path`: where it stands, None where it stands nowhere, as one that was never saved."""

    uri: str
    version: int
    buffer: Buffer
    path: str | None = None
    looking: asyncio.Task[Looked] | None = None
    waiting: asyncio.Task[None] | None = None
    """What is to be told of it when nothing has been typed for a while."""

    def __post_init__(self) -> None:
        self.path = path_of(self.uri)

    @property
    def asked(self) -> Asked:
        """The page as workers are asked about it."""
        return Asked(self.buffer.text, self.path)

    def stop(self) -> None:
        """Stop whatever is being done about it: it has changed."""
        for task in (self.looking, self.waiting):
            if task:
                task.cancel()
        self.looking = self.waiting = None


@dataclass(eq=False)
class Session:
    """`swift` looks at pages, `slow` at the large ones; `generation` counts how often settings were read anew."""

    swift: Lane
    slow: Lane
    encoding: Encoding = Encoding.UTF16
    knows_versions: bool = False
    """Whether the client takes edits of a certain version of a page."""
    documents: dict[str, Document] = field(default_factory=dict)
    generation: int = 0

    def open(self, uri: str, version: int, text: str) -> Document:
        """Take a page that was opened."""
        self.close(uri)
        document = self.documents[uri] = Document(uri, version, Buffer.of(text, self.encoding))
        return document

    def close(self, uri: str) -> None:
        """Forget a page, and stop what is being done about it."""
        if document := self.documents.pop(uri, None):
            document.stop()

    def forget(self) -> None:
        """Have settings read anew, and what was found with the old ones forgotten."""
        self.generation += 1
        for lane in (self.swift, self.slow):
            if lane.is_started:
                lane.ask("forget")
        for document in self.documents.values():
            document.stop()

    async def look(self, document: Document) -> Looked:
        """Return what is found on a page as it is now; looked for once for each version.

        Raises StaleError, WorkError.
        """
        if document.looking is None:
            document.looking = asyncio.create_task(self.ask(document, "look"))
        looking = document.looking
        try:
            return await asyncio.shield(looking)
        except asyncio.CancelledError:
            if looking.cancelled():
                raise StaleError from None
            raise

    async def ask(self, document: Document, question: str, *given: object) -> Any:
        """Ask a worker about a page as it is now. Raises WorkError."""
        asked = document.asked
        lane = self.slow if len(asked.text) > LARGE else self.swift
        future = lane.ask(question, asked, *given)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if not future.cancelled():
                asyncio.get_running_loop().call_later(PATIENCE, lane.give_up, future)
            raise


def path_of(uri: str) -> str | None:
    """Return the path of a file that a URI names; None for what is no file."""
    try:
        return to_fs_path(uri) if uri_scheme(uri) == "file" else None
    except ValueError:
        return None
