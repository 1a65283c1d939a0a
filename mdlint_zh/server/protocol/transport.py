"""Messages through streams: a header in ASCII that counts bytes, and a body in UTF-8.

pygls reads a line in a thread, the next in another, and stops for good at a length that no memory has. Here one thread
reads whole messages, and what is no message is answered, or passed over, and the next one is read.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from lsprotocol.types import METHOD_TO_TYPES

from mdlint_zh.base.lazy import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pygls.lsp.server import LanguageServer

log = logging.getLogger(__name__)
MOST_BYTES: Final = 1 << 29
"""How long a message may be: a page of 64 MiB, in which each character is written as an escape."""
_MOST_OF_A_LINE: Final = 1 << 16
_LENGTH: Final = pattern(rb"content-length[ \t]*:[ \t]*(\d{1,18})\s*", re.IGNORECASE)
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602


def bodies(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the bodies of messages until the stream ends, or cannot be followed any further."""
    length = 0
    while line := stream.readline(_MOST_OF_A_LINE):
        if found := _LENGTH.fullmatch(line):
            length = int(found[1])
        elif length and not line.strip():
            if length > MOST_BYTES:
                log.error("a message of %s bytes: too long", length)
                return
            body = stream.read(length)
            if len(body) < length:
                return
            yield body
            length = 0


class Writer:
    """Writes messages; when nobody reads them any more, they are lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._is_open = stream, True

    def write(self, data: bytes) -> None:
        """Write a message, head and body."""
        if self._is_open:
            try:
                self._stream.write(data)
                self._stream.flush()
            except (OSError, ValueError):
                self._is_open = False

    def close(self) -> None:
        """Write nothing any more."""
        self._is_open = False


async def follow(server: LanguageServer, stream: BinaryIO) -> None:
    """Give the server all messages of a stream, in order."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[bytes | None]()

    def read() -> None:
        try:
            for body in bodies(stream):
                loop.call_soon_threadsafe(waiting.put_nowait, body)
            loop.call_soon_threadsafe(waiting.put_nowait, None)
        except RuntimeError:
            """The loop is closed: the server has been told to end."""

    Thread(target=read, name="mdlint-zh reader", daemon=True).start()
    while (body := await waiting.get()) is not None:
        take(server, body)


def take(server: LanguageServer, body: bytes) -> None:
    """Give the server a message. What is none, or says what cannot be, is answered with an error."""
    protocol, given = server.protocol, None
    try:
        given = json.loads(body)
        if not isinstance(given, dict) or "jsonrpc" not in given:
            _refuse(server, None, INVALID_REQUEST, "this is no message of JSON-RPC")
            return
        message = protocol.structure_message(given)
    except (ValueError, RecursionError) as error:
        _refuse(server, None, PARSE_ERROR, f"this is no JSON: {error}")
        return
    except Exception as error:  # noqa: BLE001 - whatever is in it that cannot be
        if isinstance(given, dict) and "id" in given and "method" in given:
            is_known = given["method"] in METHOD_TO_TYPES
            code, what = (
                (INVALID_PARAMS, "no parameters of") if is_known else (METHOD_NOT_FOUND, "for no method of ours:")
            )
            _refuse(server, given["id"], code, f"these are {what} {given['method']}")
        log.warning("a message that cannot be read: %s", error)
        return
    try:
        protocol.handle_message(message)
    except Exception:
        log.exception("a message that cannot be dealt with")


def _refuse(server: LanguageServer, number: Any, code: int, message: str) -> None:
    error = {"code": code, "message": message}
    body = json.dumps({"jsonrpc": "2.0", "id": number, "error": error}).encode("ascii")
    if server.protocol.writer:
        server.protocol.writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
