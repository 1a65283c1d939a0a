"""Clients as they are: with the abilities of real editors, and the protocol as another program speaks it."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest_lsp
from lsprotocol import types
from lsprotocol.converters import get_converter
from served import Client, applied, offset_of, serve, spanned

from mdlint_zh import fix

# What is read in another program's own way is that program's.
pytestmark = pytest.mark.filterwarnings("ignore::EncodingWarning")

PAGE = "# 题\n\n😀𠮷聊[[zh:天机]]器人&hellip;\r\n\u2028[[zh:三国 ]]\n"
EDITORS = {
    "visual-studio-code": "utf-16",
    "neovim@0.11": "utf-8",
    "neovim@0.9": "utf-16",
    "emacs": "utf-32",
}
ENCODED = pytest.mark.parametrize("editor", EDITORS)


def abilities(editor: str) -> dict[str, Any]:
    """What an editor says that it can do."""
    return dict(get_converter().unstructure(pytest_lsp.client_capabilities(editor)))


@ENCODED
def test_an_editor_is_served_as_it_counts_and_asks(editor: str) -> None:
    """Diagnostics by pull where it pulls, else by push, never both; edits of versions where it knows them."""
    can = abilities(editor)
    pulls = "diagnostic" in can["textDocument"]
    uri = "file:///archive/%E4%B8%AD.md"

    async def scenario(client: Client) -> None:
        encoding = client.capabilities["positionEncoding"]
        assert encoding == (can.get("general", {}).get("positionEncodings") or ["utf-16"])[0]
        client.open(uri, PAGE)
        if pulls:
            found = (await client.about("diagnostic", uri))["items"]
        else:
            found = await client.diagnostics()
        by_rule = {one["code"]: spanned(PAGE, one["range"], encoding) for one in found}
        assert by_rule["wikilink-split"] == "[[zh:天机]]"
        assert by_rule["wikilink-malformed"] == "[[zh:三国 ]]"
        edits = await client.about("formatting", uri, options={"tabSize": 4, "insertSpaces": True})
        assert applied(PAGE, edits, encoding) == fix(PAGE)
        await asyncio.sleep(0.05)
        assert not [one for one in client.notes if one[0] == "textDocument/publishDiagnostics"]
        nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        only = {"diagnostics": [], "only": ["source.fixAll"], "triggerKind": 1}
        (action,) = await client.about("codeAction", uri, range=nowhere, context=only)
        edit = action["edit"]
        if can["workspace"]["workspaceEdit"].get("documentChanges"):
            assert edit["documentChanges"][0]["textDocument"] == {"uri": uri, "version": 1}
            made = edit["documentChanges"][0]["edits"]
        else:
            made = edit["changes"][uri]
        assert applied(PAGE, made, encoding) == fix(PAGE)
        assert [offset_of(PAGE, one["range"]["start"], encoding) for one in made]

    serve(scenario, can, usual=False)


def test_a_session_with_a_client_of_somebody_else(tmp_path: Path) -> None:
    """pytest-lsp starts the server, and structures all that it says."""
    path = tmp_path / "归档 #1%.md"

    async def scenario() -> None:
        client = pytest_lsp.make_test_lsp_client()
        await client.start_io(sys.executable, "-m", "mdlint_zh", "server", cwd=str(tmp_path))
        wanted = types.InitializeParams(
            capabilities=pytest_lsp.client_capabilities("visual-studio-code"), root_uri=tmp_path.as_uri()
        )
        begun = await client.initialize_session(wanted)
        assert begun.server_info
        assert begun.server_info.name == "mdlint-zh"
        page = types.TextDocumentItem(path.as_uri(), "markdown", 1, PAGE)
        client.text_document_did_open(types.DidOpenTextDocumentParams(page))
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        found = client.diagnostics[path.as_uri()]
        assert "wikilink-split" in [one.code for one in found]
        asked = types.DocumentFormattingParams(
            types.TextDocumentIdentifier(path.as_uri()), types.FormattingOptions(4, insert_spaces=True)
        )
        assert await client.text_document_formatting_async(asked)
        await client.shutdown_session()

    asyncio.run(asyncio.wait_for(scenario(), 60))
    assert list(tmp_path.iterdir()) == []
