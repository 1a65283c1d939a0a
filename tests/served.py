"""A client of the language server, in this process: what it sends and gets are the bytes that go through a pipe.

Workers answer here, too, at once, unless a test wants real ones. A test is a coroutine that is given the client.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from mdlint_zh.server.lane import WorkError
from mdlint_zh.server.protocol.transport import take
from mdlint_zh.server.server import make_server
from mdlint_zh.server.session import Session
from mdlint_zh.server.work.desk import Desk

SECONDS = 20
ENCODINGS = ("utf-8", "utf-16", "utf-32")


CONVERTER = default_converter()
"""What messages are read and written with: made once, for it takes most of the time that a server needs to begin."""


class Here:
    """A worker that is no process."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.is_started = True
        self.begin: Any = None
        self.asked: list[str] = []

    def ask(self, name: str, *given: Any, **more: Any) -> Future[Any]:
        future = Future[Any]()
        self.asked.append(name)
        try:
            future.set_result(getattr(self.desk, name)(*given, **more))
        except Exception as error:  # noqa: BLE001 - as a process does
            future.set_exception(WorkError(f"{type(error).__name__}: {error}"))
        return future

    def give_up(self, future: Future[Any]) -> None:
        """There is nothing to stop."""

    def close(self) -> None:
        """There is nothing to end."""


class ServerError(Exception):
    """What a request was answered with instead of a result."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.error = error
        self.code, self.data = error["code"], error.get("data")


class Client:
    """The other end of a server's streams."""

    def __init__(self, server: LanguageServer, session: Session) -> None:
        self.server, self.session = server, session
        self.numbers = itertools.count(1)
        self.waiting: dict[int, asyncio.Future[Any]] = {}
        self.notes: deque[tuple[str, Any]] = deque()
        self.answers: dict[str, Any] = {}
        """What the server's own requests are answered with, by method."""
        self.capabilities: dict[str, Any] = {}
        self.raw = b""

    def write(self, data: bytes) -> None:
        """Take what the server sends: a message, or a piece of one."""
        self.raw += data
        while found := re.match(rb"Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n", self.raw):
            end = found.end() + int(found[1])
            if len(self.raw) < end:
                return
            message, self.raw = json.loads(self.raw[found.end() : end]), self.raw[end:]
            self.take(message)

    def close(self) -> None:
        """Nothing more comes."""

    def take(self, message: dict[str, Any]) -> None:
        if "method" not in message:
            future = self.waiting.pop(message["id"])
            if not future.done():
                future.set_exception(ServerError(message["error"])) if "error" in message else future.set_result(
                    message["result"]
                )
            return
        self.notes.append((message["method"], message.get("params")))
        if "id" in message:
            answer = self.answers.get(message["method"])
            is_error = isinstance(answer, ServerError)
            self.send({"id": message["id"], **({"error": answer.error} if is_error else {"result": answer})})

    def send(self, message: dict[str, Any]) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def send_bytes(self, body: bytes) -> None:
        take(self.server, body)

    def notify(self, method: str, **params: Any) -> None:
        self.send({"method": method, "params": params})

    def begin(self, method: str, **params: Any) -> tuple[int, asyncio.Future[Any]]:
        """Send a request; its number, and what will be its answer."""
        number = next(self.numbers)
        future = self.waiting[number] = asyncio.get_running_loop().create_future()
        self.send({"id": number, "method": method, "params": params})
        return number, future

    async def request(self, method: str, **params: Any) -> Any:
        return await asyncio.wait_for(self.begin(method, **params)[1], SECONDS)

    async def told(self, method: str) -> Any:
        """The next of what the server tells by this method."""
        for _ in range(SECONDS * 200):
            for note in self.notes:
                if note[0] == method:
                    self.notes.remove(note)
                    return note[1]
            await asyncio.sleep(0.005)
        raise TimeoutError(method)

    async def diagnostics(self) -> list[dict[str, Any]]:
        """The next diagnostics that the server tells."""
        return list((await self.told("textDocument/publishDiagnostics"))["diagnostics"])

    def open(self, uri: str, text: str, version: int = 1) -> None:
        document = {"uri": uri, "languageId": "markdown", "version": version, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)

    def change(self, uri: str, version: int, *changes: dict[str, Any]) -> None:
        self.notify(
            "textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=list(changes)
        )

    async def about(self, method: str, uri: str, **params: Any) -> Any:
        """Ask something about a page."""
        return await self.request(f"textDocument/{method}", textDocument={"uri": uri}, **params)


USUAL: dict[str, Any] = {
    "textDocument": {
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "isPreferredSupport": True,
            "dataSupport": True,
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"versionSupport": True, "codeDescriptionSupport": True},
    },
    "workspace": {"applyEdit": True},
}
"""What most clients can do."""


def over(below: Any, above: Any) -> Any:
    """One object of JSON over another."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: over(below.get(key), one) for key, one in above.items()}}


Scenario = Callable[[Client], Awaitable[None]]


def serve(
    scenario: Scenario,
    capabilities: dict[str, Any] | None = None,
    root: Path | None = None,
    lanes: tuple[Any, Any] | None = None,
    *,
    usual: bool = True,
    **options: Any,
) -> None:
    """Play a scenario with a server of its own, which is initialized. The client can do what is `usual`, too."""
    can = over(USUAL, capabilities or {}) if usual else capabilities or {}
    asyncio.run(_served(scenario, can, root, lanes or (Here(),) * 2, options))


async def _served(
    scenario: Scenario, capabilities: dict[str, Any], root: Path | None, lanes: tuple[Any, Any], options: dict[str, Any]
) -> None:
    session = Session(*lanes)
    server = make_server(session)
    server.protocol._converter = server.protocol.fm.converter = CONVERTER
    client = Client(server, session)
    server.protocol.set_writer(client)
    folder = root.as_uri() if root else None
    params = {"processId": None, "rootUri": folder, "capabilities": capabilities, "initializationOptions": options}
    client.capabilities = (await client.request("initialize", **params))["capabilities"]
    client.notify("initialized")
    await scenario(client)
    await client.request("shutdown")


def encoded(encoding: str) -> dict[str, Any]:
    """The capabilities of a client that counts columns so, and knows nothing else."""
    return {"general": {"positionEncodings": [encoding]}}


def units(text: str, encoding: str) -> int:
    """How many units a text has, counted in another way than the server does."""
    size = {"utf-8": lambda c: len(c.encode("utf-8", "surrogatepass")), "utf-16": lambda c: 1 + (c > "\uffff")}
    return sum(size.get(encoding, lambda _: 1)(character) for character in text)


def offset_of(text: str, position: dict[str, int], encoding: str) -> int:
    """The offset of a position, found character by character; of one that is none, an error."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
    at, left = starts[position["line"]], position["character"]
    while left:
        assert text[at] not in "\r\n", "a column behind its line"
        left -= units(text[at], encoding)
        at += 1
        assert left >= 0, "a column within a character"
    return at


def spanned(text: str, where: dict[str, Any], encoding: str) -> str:
    """What stands in a range."""
    return text[offset_of(text, where["start"], encoding) : offset_of(text, where["end"], encoding)]


def applied(text: str, edits: list[dict[str, Any]], encoding: str) -> str:
    """A text after text edits, which all count in the text as it was; of several at one place the first comes first."""
    spans = [
        (
            offset_of(text, one["range"]["start"], encoding),
            offset_of(text, one["range"]["end"], encoding),
            one["newText"],
        )
        for one in edits
    ]
    for start, end, new in sorted(spans, key=lambda one: one[:2])[::-1]:
        text = text[:start] + new + text[end:]
    return text
