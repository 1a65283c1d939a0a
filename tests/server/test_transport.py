"""Messages through streams: what is one, and what is done with what is none."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import io
import json
from typing import Any

from served import Client, serve

from mdlint_zh.server.protocol.transport import MOST_BYTES, Writer, bodies

BODY = '{"a": "中😀"}'.encode()
HEAD = b"Content-Length: %d\r\n" % len(BODY)
PAGE = "聊[[zh:天机]]器人\n"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (HEAD + b"\r\n" + BODY, [BODY]),
        ((HEAD + b"\r\n" + BODY) * 3, [BODY] * 3),
        (b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (HEAD + b"Content-Type: x\r\n\r\n" + BODY, [BODY]),
        (HEAD.lower() + b"\r\n" + BODY, [BODY]),
        (HEAD.replace(b"\r", b"") + b"\n" + BODY, [BODY]),
        (b"rubbish\r\n\r\n\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (b"Content-Length: x\r\n\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (b"Content-Length: 0\r\n\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (b"Content-Length: -5\r\n\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (HEAD + b"\r\n" + BODY[:-1], []),
        (HEAD, []),
        (b"Content-Length: %d\r\n\r\n" % (MOST_BYTES + 1) + BODY, []),
        (b"Content-Length: 999999999999999999\r\n\r\n" + BODY, []),
        (b"x" * 200_000 + b"\r\n" + HEAD + b"\r\n" + BODY, [BODY]),
        (b"", []),
    ],
)
def test_what_stands_in_a_stream(sent: bytes, read: list[bytes]) -> None:
    assert list(bodies(io.BytesIO(sent))) == read


def test_nobody_reads() -> None:
    class Gone(io.BytesIO):
        def write(self, _: Any) -> int:
            raise BrokenPipeError

    writer = Writer(Gone())
    writer.write(b"x")
    writer.write(b"y")


@pytest.mark.parametrize(
    ("body", "code", "number"),
    [
        (b"{", -32700, None),
        (b"", -32700, None),
        (b"\xff\xfe", -32700, None),
        ("中".encode("gb18030"), -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b"7", -32600, None),
        (b'{"id": 7, "method": "shutdown"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "textDocument/formatting", "params": {"no": 1}}', -32602, 7),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "textDocument/formatting"}', -32602, 7),
        (b'{"jsonrpc": "2.0", "id": "s", "method": "textDocument/hover", "params": {"textDocument": {"uri": 5}, "position": 3}}', -32602, "s"),
        (b'{"jsonrpc": "2.0", "id": 7, "method": "no/such"}', -32601, 7),
        (b'{"jsonrpc": "2.0", "method": "no/such"}', None, None),
        (b'{"jsonrpc": "2.0", "method": "$/whatever", "params": []}', None, None),
        (b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 1}}', None, None),
        (b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": null}', None, None),
        (b'{"jsonrpc": "1.0", "id": 7, "method": "shutdown"}', None, None),
        (b'{"jsonrpc": "2.0", "id": 99, "result": null}', None, None),
        (b'{"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "x"}}', None, None),
        (b'{"jsonrpc": "2.0"}', None, None),
    ],
)  # fmt: skip
def test_what_is_no_message_is_answered_or_passed_over(body: bytes, code: int | None, number: object) -> None:
    """And the next one is dealt with as if nothing had been."""

    async def scenario(client: Client) -> None:
        refused: list[dict[str, Any]] = []
        taken = client.take
        client.take = lambda message: refused.append(message) if "error" in message else taken(message)  # type: ignore[method-assign]
        client.send_bytes(body)
        assert [(one["error"]["code"], one["id"]) for one in refused] == ([] if code is None else [(code, number)])
        client.open("file:///archive/1.md", PAGE)
        assert [one["code"] for one in await client.diagnostics()] == ["wikilink-split"]

    serve(scenario)


def test_text_of_any_kind_comes_through() -> None:
    text = json.loads('"半\\ud83d\\u0000\\u2028\\ud83d\\ude00"')

    async def scenario(client: Client) -> None:
        client.open("file:///archive/1.md", text)
        await client.diagnostics()
        assert client.session.documents["file:///archive/1.md"].buffer.text == text

    serve(scenario)
