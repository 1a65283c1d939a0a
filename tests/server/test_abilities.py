"""Clients that cannot do this or that: nothing is sent to them that they have not said they know (LSP 3.17)."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from functools import cache
from typing import Any

from served import USUAL, Client, ServerError, applied, over, serve

from mdlint_zh import fix

URI = "file:///archive/1.md"
PAGE = "<!-- mdlint-zh-disable trailing-spaces -->\n\n# 题\n\n聊[[zh:天机]]器人&hellip;\n"
EVERYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
ON_LINK = {"line": 4, "character": 6}
FORMAT = {"tabSize": 4, "insertSpaces": True}
ALL: dict[str, Any] = over(
    USUAL,
    {
        "general": {"positionEncodings": ["utf-8", "utf-16"]},
        "textDocument": {
            "codeAction": {"resolveSupport": {"properties": ["edit"]}},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
            "publishDiagnostics": {"tagSupport": {"valueSet": [1, 2]}, "dataSupport": True},
        },
        "workspace": {
            "workspaceEdit": {"documentChanges": True},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": True},
        },
    },
)
"""A client that can do all that the server makes use of."""


def without(path: str, instead: Any = None) -> dict[str, Any]:
    """That client without one ability, which is left out, or something else."""

    def cut(below: Any, keys: list[str]) -> Any:
        key, *rest = keys
        kept = {name: one for name, one in below.items() if name != key}
        if rest:
            return {**kept, key: cut(below[key], rest)}
        return kept if instead is None else {**kept, key: instead}

    return dict(cut(ALL, path.split("/")))


def seen(can: dict[str, Any]) -> dict[str, Any]:
    """What a client is sent, of each kind, while it asks for everything."""
    got: dict[str, Any] = {}

    async def scenario(client: Client) -> None:
        client.answers["workspace/applyEdit"] = {"applied": True}
        got["server"] = client.capabilities
        got["encoding"] = client.capabilities["positionEncoding"]
        client.open(URI, PAGE, version=3)
        if "diagnostic" in can.get("textDocument", {}):
            got["diagnostics"] = (await client.about("diagnostic", URI))["items"]
        else:
            got["published"] = await client.told("textDocument/publishDiagnostics")
            got["diagnostics"] = got["published"]["diagnostics"]
        got["hover"] = (await client.about("hover", URI, position=ON_LINK))["contents"]
        got["symbols"] = await client.about("documentSymbol", URI)
        got["edits"] = await client.about("formatting", URI, options=FORMAT)
        context = {"diagnostics": []}
        got["actions"] = await client.about("codeAction", URI, range=EVERYWHERE, context=context)
        got["completion"] = await client.about("completion", URI, position=ON_LINK)
        client.notify("workspace/didChangeWatchedFiles", changes=[])
        await client.about("documentLink", URI)
        got["asked"] = {method for method, _ in client.notes}

    serve(scenario, can, usual=False)
    return got


@cache
def able() -> dict[str, Any]:
    """What a client that can do everything is sent."""
    return seen(ALL)


def kinds(actions: list[dict[str, Any]]) -> set[str]:
    """What actions are: literals, commands; with an edit, or an order for later."""
    return {
        "command" if isinstance(one.get("command"), str) else "edit" if "edit" in one else "later" for one in actions
    }


def changed(actions: list[dict[str, Any]]) -> set[str]:
    """In which form edits are given."""
    return {form for one in actions for form in one.get("edit", {})}


CASES: dict[str, tuple[str, Any, Any, Any, Any]] = {
    # what is left out, what stands there instead, what is looked at, and what that is with it and without
    "plain text in a hover": ("textDocument/hover/contentFormat", ["plaintext"], lambda s: s["hover"]["kind"], "markdown", "plaintext"),
    "plain text rather": ("textDocument/hover/contentFormat", ["plaintext", "markdown"], lambda s: s["hover"]["kind"], "markdown", "plaintext"),
    "no format of a hover": ("textDocument/hover/contentFormat", None, lambda s: s["hover"]["kind"], "markdown", "plaintext"),
    "no hover at all": ("textDocument/hover", None, lambda s: s["hover"]["kind"], "markdown", "plaintext"),
    "versions of diagnostics": ("textDocument/publishDiagnostics/versionSupport", None, lambda s: s["published"].get("version"), 3, None),
    "no description of codes": ("textDocument/publishDiagnostics/codeDescriptionSupport", None, lambda s: any("codeDescription" in one for one in s["diagnostics"]), True, False),
    "description of codes: false": ("textDocument/publishDiagnostics/codeDescriptionSupport", False, lambda s: any("codeDescription" in one for one in s["diagnostics"]), True, False),
    "no tags": ("textDocument/publishDiagnostics/tagSupport", None, lambda s: [one["tags"] for one in s["diagnostics"] if "tags" in one], [[1]], []),
    "another tag": ("textDocument/publishDiagnostics/tagSupport/valueSet", [2], lambda s: [one["tags"] for one in s["diagnostics"] if "tags" in one], [[1]], []),
    "no tag": ("textDocument/publishDiagnostics/tagSupport/valueSet", [], lambda s: [one["tags"] for one in s["diagnostics"] if "tags" in one], [[1]], []),
    "no data of diagnostics": ("textDocument/publishDiagnostics/dataSupport", None, lambda s: any("data" in one for one in s["diagnostics"]), True, False),
    "no diagnostics at all": ("textDocument/publishDiagnostics", None, lambda s: {key for one in s["diagnostics"] for key in one} - {"range", "message", "severity", "code", "source"}, {"codeDescription", "tags", "data"}, set()),
    "no literals of actions": ("textDocument/codeAction/codeActionLiteralSupport", None, lambda s: kinds(s["actions"]), {"edit", "later"}, {"command"}),
    "no actions": ("textDocument/codeAction", None, lambda s: kinds(s["actions"]), {"edit", "later"}, {"command"}),
    "no kinds for who knows none": ("textDocument/codeAction/codeActionLiteralSupport", None, lambda s: s["server"]["codeActionProvider"] is True, False, True),
    "neither literals nor edits": ("textDocument/codeAction", None, lambda s: s["actions"] == [], False, False),
    "no preferred action": ("textDocument/codeAction/isPreferredSupport", None, lambda s: any("isPreferred" in one for one in s["actions"]), True, False),
    "no edits later": ("textDocument/codeAction/resolveSupport", None, lambda s: kinds(s["actions"]), {"edit", "later"}, {"edit"}),
    "other things later": ("textDocument/codeAction/resolveSupport/properties", ["command"], lambda s: kinds(s["actions"]), {"edit", "later"}, {"edit"}),
    "no data of actions": ("textDocument/codeAction/dataSupport", None, lambda s: kinds(s["actions"]), {"edit", "later"}, {"edit"}),
    "no versions of edits": ("workspace/workspaceEdit/documentChanges", None, lambda s: changed(s["actions"]), {"documentChanges"}, {"changes"}),
    "no workspace edit": ("workspace/workspaceEdit", None, lambda s: changed(s["actions"]), {"documentChanges"}, {"changes"}),
    "no symbols in each other": ("textDocument/documentSymbol", None, lambda s: [sorted(one) for one in s["symbols"]], [["children", "kind", "name", "range", "selectionRange"]], [["kind", "location", "name"]]),
    "no files that are watched": ("workspace/didChangeWatchedFiles", None, lambda s: "client/registerCapability" in s["asked"], True, False),
    "files watched without asking": ("workspace/didChangeWatchedFiles/dynamicRegistration", False, lambda s: "client/registerCapability" in s["asked"], True, False),
    "no refresh": ("workspace/diagnostics", None, lambda s: "workspace/diagnostic/refresh" in s["asked"], True, False),
    "no encoding": ("general", None, lambda s: s["encoding"], "utf-8", "utf-16"),
    "an encoding of the future": ("general/positionEncodings", ["utf-7"], lambda s: s["encoding"], "utf-8", "utf-16"),
    "nothing of the text": ("textDocument", None, lambda s: (s["hover"]["kind"], kinds(s["actions"])), ("markdown", {"edit", "later"}), ("plaintext", {"command"})),
    "nothing of the workspace": ("workspace", None, lambda s: (changed(s["actions"]), s["asked"] & {"client/registerCapability"}), ({"documentChanges"}, {"client/registerCapability"}), ({"changes"}, set())),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_client_does_not_know_it_is_not_sent(name: str) -> None:
    path, instead, look, with_it, without_it = CASES[name]
    assert look(able()) == with_it
    unable = seen(without(path, instead))
    assert look(unable) == without_it
    assert applied(PAGE, unable["edits"], unable["encoding"]) == fix(PAGE)
    assert [one["code"] for one in unable["diagnostics"]] == [one["code"] for one in able()["diagnostics"]]


def test_a_client_that_can_do_nothing_is_served() -> None:
    unable = seen({})
    assert unable["actions"] == []
    assert applied(PAGE, unable["edits"], "utf-16") == fix(PAGE)
    assert unable["asked"] <= {"window/logMessage", "textDocument/publishDiagnostics"}
    item = seen({"textDocument": {"diagnostic": {}}})["diagnostics"][0]
    assert sorted(item) == ["code", "message", "range", "severity", "source"]


def test_a_hover_in_plain_text_has_no_marks() -> None:
    text = seen({})["hover"]["value"]
    assert text.startswith("zh:天机\n\n- its edges cut 聊天 | 机器人: confidence 0.99\n")
    assert "\nBad: 外国驻华外[[zh:交使]]团\n" in text or "\nBad: " in text
    assert "**" not in text
    assert "```" not in text
    assert "[rules.wikilink-split]" in text


def test_commands_in_the_place_of_actions_do_what_the_actions_do() -> None:
    can = {"workspace": {"applyEdit": True}}

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        client.answers["workspace/applyEdit"] = {"applied": True}
        actions = await client.about("codeAction", URI, range=EVERYWHERE, context={"diagnostics": []})
        texts = {}
        for one in actions:
            assert await client.request("workspace/executeCommand", command=one["command"], arguments=one["arguments"])
            edit = (await client.told("workspace/applyEdit"))["edit"]
            texts[one["title"]] = applied(PAGE, edit["changes"][URI], "utf-16")
        assert texts["html-entity: `&hellip;` → `…`"] == PAGE.replace("&hellip;", "…")
        assert texts["mdlint-zh: repair all that is safe"] == fix(PAGE)
        assert "disable-file wikilink-split" in texts["Ignore wikilink-split in this file"]
        refused = ServerError({"code": -32601, "message": "no such method"})
        client.answers["workspace/applyEdit"] = refused
        asked = {"command": actions[0]["command"], "arguments": actions[0]["arguments"]}
        assert await client.request("workspace/executeCommand", **asked) is False
        await client.told("workspace/applyEdit")
        client.change(URI, 2, {"text": f"\n{PAGE}"})
        for one in actions:
            asked = {"command": one["command"], "arguments": one["arguments"]}
            assert await client.request("workspace/executeCommand", **asked) is False
        assert "workspace/applyEdit" not in {method for method, _ in client.notes}

    serve(scenario, can, usual=False)
