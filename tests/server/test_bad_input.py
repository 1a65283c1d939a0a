"""What no editor should do, one after the other on one server: it lives, writes nothing, and is right in the end."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import asyncio
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from served import Client, Here, ServerError, applied, serve

from mdlint_zh import fix

BAD = "聊[[zh:天机]]器人\n"
FORMAT = {"tabSize": 4, "insertSpaces": True}
NOWHERE = "file:///no/such/page.md"
NAME = "归 档/中 文#1%.md"
ALL = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
PULLS = {"textDocument": {"diagnostic": {}}}


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Path]:
    """A page on disk, in a folder of its own with settings; a worker in this process goes into the folder above."""
    before = Path.cwd()
    path = tmp_path / NAME
    path.parent.mkdir()
    path.write_text(BAD, encoding="utf-8")
    (path.parent / ".mdlint-zh.toml").write_text('ignore = ["html-entity"]\n', encoding="utf-8")
    yield path
    os.chdir(before)


def files(folder: Path) -> dict[str, bytes]:
    """What is below a folder."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


async def codes(client: Client, uri: str) -> list[str]:
    return [one["code"] for one in (await client.about("diagnostic", uri))["items"]]


def edit(*at: int, text: str = "x") -> dict[str, Any]:
    first, second = {"line": at[0], "character": at[1]}, {"line": at[2], "character": at[3]}
    return {"range": {"start": first, "end": second}, "text": text}


def document(method: str, uri: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return f"textDocument/{method}", {"textDocument": {"uri": uri, **more}}


WRONG: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "closed without being open": [document("didClose", NOWHERE)],
    "saved without being open": [document("didSave", NOWHERE)],
    "changed without being open": [("textDocument/didChange", {"textDocument": {"uri": NOWHERE, "version": 1}, "contentChanges": [{"text": BAD}]})],
    "closed twice": [document("didClose", "{uri}"), document("didClose", "{uri}")],
    "opened twice": [document("didOpen", "{uri}", languageId="markdown", version=1, text="旧\n")],
    "opened as something else": [document("didOpen", "{uri}", languageId="python", version=-5, text="旧\n")],
    "opened without a text": [document("didOpen", "{uri}", languageId="markdown", version=1)],
    "an older version": [("textDocument/didChange", {"textDocument": {"uri": "{uri}", "version": -9}, "contentChanges": [{"text": "旧\n"}]})],
    "no version": [("textDocument/didChange", {"textDocument": {"uri": "{uri}"}, "contentChanges": [{"text": "旧\n"}]})],
    "no change": [("textDocument/didChange", {"textDocument": {"uri": "{uri}", "version": 2}, "contentChanges": []})],
    "edits outside": [("textDocument/didChange", {"textDocument": {"uri": "{uri}", "version": 2}, "contentChanges": [edit(7, 7, 9, 9), edit(0, 99, 0, 999), edit(5, 0, 0, 0)]})],
    "a line below none": [("textDocument/didChange", {"textDocument": {"uri": "{uri}", "version": 2}, "contentChanges": [edit(-1, -1, -1, -1)]})],
    "an edit without a text": [("textDocument/didChange", {"textDocument": {"uri": "{uri}", "version": 2}, "contentChanges": [{"range": ALL}]})],
    "files of nowhere": [("workspace/didChangeWatchedFiles", {"changes": [{"uri": "不是", "type": 1}, {"uri": "", "type": 3}]})],
    "folders of nowhere": [("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": "不是", "name": ""}], "removed": [{"uri": NOWHERE, "name": ""}]}})],
    "settings of another kind": [("workspace/didChangeConfiguration", {"settings": [1]}), ("workspace/didChangeConfiguration", {"settings": None})],
    "cancelled without being asked": [("$/cancelRequest", {"id": 4711}), ("window/workDoneProgress/cancel", {"token": "x"})],
    "a notice of nobody's": [("$/setTrace", {"value": "x"}), ("no/such", {}), ("$/progress", {"token": 1, "value": None})],
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_whatever_is_sent_the_page_is_right_in_the_end(name: str, page: Path, tmp_path: Path) -> None:
    before, uri = files(tmp_path), page.as_uri()

    def filled(given: Any) -> Any:
        if isinstance(given, dict):
            return {key: filled(one) for key, one in given.items()}
        return uri if given == "{uri}" else given

    async def scenario(client: Client) -> None:
        client.open(uri, f"{BAD}&hellip;\n", version=1)
        for method, params in WRONG[name]:
            client.notify(method, **filled(params))
        if name == "closed twice":
            assert await codes(client, uri) == []
        client.open(uri, "净\n", version=1)
        client.change(uri, 2, {"text": BAD * 2})
        assert await codes(client, uri) == ["wikilink-split"] * 2
        assert applied(BAD * 2, await client.about("formatting", uri, options=FORMAT), "utf-16") == fix(BAD * 2)

    serve(scenario, PULLS, root=tmp_path)
    assert files(tmp_path) == before


class Held(Here):
    """A worker whose answers to one question wait until they are let go."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question, self.held = question, list[tuple[Future[Any], Future[Any]]]()

    def ask(self, name: str, *given: Any, **more: Any) -> Future[Any]:
        done = super().ask(name, *given, **more)
        if name != self.question:
            return done
        self.held.append((Future(), done))
        return self.held[-1][0]

    def let_go(self) -> None:
        for future, done in self.held:
            if not future.cancelled():
                future.set_result(done.result())
        self.held.clear()


@pytest.mark.parametrize(
    ("question", "method", "more"),
    [
        ("look", "diagnostic", {}),
        ("repair", "formatting", {"options": FORMAT}),
        ("repair", "rangeFormatting", {"range": ALL, "options": FORMAT}),
        ("look", "codeAction", {"range": ALL, "context": {"diagnostics": []}}),
        ("remedies", "codeAction", {"range": ALL, "context": {"diagnostics": [], "only": ["quickfix"]}}),
        ("repair", "codeAction", {"range": ALL, "context": {"diagnostics": [], "only": ["source"]}}),
        ("hover", "hover", {"position": {"line": 0, "character": 3}}),
        ("links", "documentLink", {}),
        ("outline", "documentSymbol", {}),
    ],
)
@pytest.mark.parametrize("then", ["closed", "opened again", "changed"])
def test_a_page_may_go_while_something_is_asked_of_it(question: str, method: str, more: Any, then: str) -> None:
    """Its answer is of the page as it was, none, or that it has changed; never edits for another text."""
    lane, uri = Held(question), "untitled:1"

    async def scenario(client: Client) -> None:
        client.open(uri, f"\n\n{BAD}")
        _, answer = client.begin(f"textDocument/{method}", textDocument={"uri": uri}, **more)
        await asyncio.sleep(0.02)
        if then == "changed":
            client.change(uri, 2, {"text": BAD})
        else:
            client.notify("textDocument/didClose", textDocument={"uri": uri})
        if then == "opened again":
            client.open(uri, BAD)
        lane.let_go()
        await asyncio.sleep(0.02)
        lane.let_go()
        try:
            found = await asyncio.wait_for(answer, 5)
        except ServerError as error:
            assert error.code in (-32801, -32802)  # noqa: PT017 - either is right
        else:
            assert method in ("hover", "documentLink", "documentSymbol") or not found
        lane.question = ""
        client.open(uri, BAD)
        assert await codes(client, uri) == ["wikilink-split"]

    serve(scenario, PULLS, lanes=(lane, lane))


@pytest.mark.parametrize("gone", ["the page", "its folder", "all"])
def test_what_is_gone_from_disk_is_looked_at_as_it_is_typed(gone: str, page: Path, tmp_path: Path) -> None:
    """With the settings that are there then; and nothing is put in its place."""
    uri, text = page.as_uri(), f"{BAD}&hellip;\n"

    def take_away() -> None:
        if gone == "the page":
            page.unlink()
        else:
            shutil.rmtree(tmp_path if gone == "all" else page.parent)

    async def scenario(client: Client) -> None:
        client.open(uri, text)
        assert await codes(client, uri) == ["wikilink-split"]
        take_away()
        client.change(uri, 2, {"text": text * 2})
        expected = ["wikilink-split"] * 2 if gone == "the page" else ["wikilink-split", "html-entity"] * 2
        assert await codes(client, uri) == expected
        client.notify("textDocument/didSave", textDocument={"uri": uri})
        assert await codes(client, uri) == expected
        assert await client.about("formatting", uri, options=FORMAT)
        await client.about("documentLink", uri)
        await client.about("hover", uri, position={"line": 0, "character": 3})

    serve(scenario, PULLS, root=tmp_path)
    assert not page.exists()
    assert tmp_path.exists() == (gone != "all")


@pytest.mark.parametrize("error", [RuntimeError("nein"), RecursionError(), KeyError("\n中")])
def test_a_rule_that_raises_takes_no_answer_with_it(error: Exception) -> None:
    lane, uri = Here(), "untitled:1"

    def broken(*_: object) -> Any:
        raise error

    lane.desk.rules = {**lane.desk.rules, "html-entity": replace(lane.desk.rules["html-entity"], check=broken)}
    lane.desk.settings.rules = lane.desk.rules
    lane.desk.forget()

    async def scenario(client: Client) -> None:
        client.open(uri, f"{BAD}&hellip;\n")
        assert await codes(client, uri) == ["html-entity", "wikilink-split"]
        titles = [one["title"] for one in await client.about("codeAction", uri, range=ALL, context={"diagnostics": []})]
        assert "wikilink-split: `[[zh:天机]]` → `天机`" in titles
        assert await client.about("codeAction", uri, range=ALL, context={"diagnostics": [], "only": ["source"]}) == []
        assert await client.about("hover", uri, position={"line": 0, "character": 3})
        assert await client.about("documentLink", uri)

    serve(scenario, PULLS, lanes=(lane, lane))
