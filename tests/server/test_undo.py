"""Edits at random, each with its undo: the server's text is the editor's after each."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import asyncio
import random

from served import ENCODINGS, Client, encoded, serve

BAD = "聊[[zh:天机]]器人\n"
PULLS = {"textDocument": {"diagnostic": {}}}
ENCODED = pytest.mark.parametrize("encoding", ENCODINGS)


@ENCODED
def test_a_thousand_random_edits_with_undo(encoding: str) -> None:
    """The server's text is the editor's after each; `bench/soak.py` does twenty thousand."""
    from typist import Editor  # noqa: PLC0415

    rng = random.Random(20)

    async def scenario(client: Client) -> None:
        editor = Editor(client, encoding, rng)
        for number in range(5):
            editor.open(f"file:///archive/{number}.md", f"# 题{number}\r\n\n{BAD}😀𠮷\u2028 中\r文\n")
        for _ in range(334):
            editor.step()
            assert client.session.documents[editor.uri].buffer.text == editor.text
        await asyncio.sleep(0)

    serve(scenario, {**encoded(encoding), **PULLS})
