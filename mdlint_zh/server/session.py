"""What a server knows while it runs: the pages that are open, what their editor can do, and who looks at pages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pygls.uris import from_fs_path, to_fs_path, uri_scheme

from mdlint_zh.server.protocol.buffer import Buffer
from mdlint_zh.server.protocol.options import Abilities, ClientOptions
from mdlint_zh.server.work.asked import Asked, Looked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdlint_zh.server.lane import Lane

LARGE: Final = 200_000
"""Pages of more code points are looked at by a process of their own, so that no other page waits for them."""
MOST_FIXED: Final = 25
"""Of how many findings fixes are looked for: each is tried."""
PATIENCE: Final = 1.0
"""For how many seconds a worker may go on with what nobody asks for any more, before its process is ended."""
LONGEST: Final = 60.0
"""For how many seconds a worker may look at a page that is not large: a rule without end would hold up all others."""


class Handler(NamedTuple):
    """What answers a request or takes a notice of the protocol, and what the server says of it when it begins."""

    method: str
    function: Callable[..., Any]
    options: Any = None


class StaleError(Exception):
    """The page has changed, or was closed, while it was looked at."""


_NUMBERS = count(1)


@dataclass(eq=False)
class Document:
    """A page that is open. `path`: where it stands, None where it stands nowhere, as one that was never saved."""

    uri: str
    version: int
    buffer: Buffer
    state: int = 0
    """Another one whenever something else may be found."""
    looking: asyncio.Task[Looked] | None = None
    waiting: asyncio.Task[None] | None = None
    """What is to be told of it when nothing has been typed for a while."""

    def __post_init__(self) -> None:
        self.path = path_of(self.uri)
        self.stop()

    @property
    def asked(self) -> Asked:
        """The page as workers are asked about it."""
        return Asked(self.buffer.text, self.path)

    def stop(self) -> None:
        """Stop whatever is being done about it: it has changed, or what it is judged by."""
        self.state = next(_NUMBERS)
        for task in (self.looking, self.waiting):
            if task:
                task.cancel()
        self.looking = self.waiting = None


@dataclass(eq=False)
class Session:
    """`swift` looks at pages, `slow` at the large ones and those that are not open; `folders` are those of the
    workspace.
    """

    swift: Lane
    slow: Lane
    abilities: Abilities = field(default_factory=Abilities)
    options: ClientOptions = field(default_factory=ClientOptions)
    folders: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    generation: int = 0
    """How often settings were read anew."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a page or the settings are not what they were."""

    def open(self, uri: str, version: int, text: str) -> Document:
        """Take a page that was opened."""
        self.close(uri)
        document = self.documents[uri] = Document(uri, version, Buffer.of(text, self.abilities.encoding))
        return document

    def close(self, uri: str) -> None:
        """Forget a page, and stop what is being done about it; what comes of it yet is for no text that is there."""
        if document := self.documents.pop(uri, None):
            document.stop()
            document.buffer = Buffer.of("", self.abilities.encoding)

    def forget(self) -> None:
        """Have settings read anew, and what was found with the old ones forgotten."""
        self.generation += 1
        for lane in (self.swift, self.slow):
            if lane.is_started:
                lane.ask("forget")
        for document in self.documents.values():
            document.stop()
        self.changed.set()

    async def look(self, document: Document) -> Looked:
        """Return what is found on a page as it is now; looked for once for each version.

        Raises StaleError, WorkError.
        """
        if document.looking is None:
            fixed = MOST_FIXED if self.abilities.keeps_data and not is_large(document) else 0
            document.looking = asyncio.create_task(self.ask(document, "look", fixed))
        looking = document.looking
        try:
            return await asyncio.shield(looking)
        except asyncio.CancelledError:
            if looking.cancelled():
                raise StaleError from None
            raise

    async def ask(self, document: Document, question: str, *given: object, **more: object) -> Any:
        """Ask a worker about a page as it is now. Raises WorkError."""
        lane = self.slow if is_large(document) else self.swift
        return await self.ask_lane(lane, question, document.asked, *given, **more)

    async def ask_lane(self, lane: Lane, question: str, *given: object, **more: object) -> Any:
        """Ask a worker. One that goes on although nobody wants the answer any more is ended. Raises WorkError."""
        future, loop = lane.ask(question, *given, **more), asyncio.get_running_loop()
        limit = loop.call_later(LONGEST, lane.give_up, future) if lane is self.swift else None
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            if not future.cancelled():
                loop.call_later(PATIENCE, lane.give_up, future)
            raise
        finally:
            if limit:
                limit.cancel()

    def hold(self, good: Mapping[str, Any]) -> None:
        """Have processes that are started later begin with these settings, and in the folder of the workspace."""
        folder = next(iter(self.folders.values()), None)
        for lane in (self.swift, self.slow):
            lane.begin = ("begin", (folder, good))


def is_large(document: Document) -> bool:
    """Tell whether a page is so large that no other should wait for it."""
    return len(document.buffer.text) > LARGE


def path_of(uri: str) -> str | None:
    """Return the path of a file that a URI names; None for what is no file."""
    try:
        return to_fs_path(uri) if uri_scheme(uri) == "file" else None
    except ValueError:
        return None


def uri_of(path: str) -> str:
    """Return the URI of a file, whose name may be of any bytes."""
    try:
        return from_fs_path(path) or ""
    except ValueError:
        return Path(path).absolute().as_uri()
