"""The settings of the command line in an editor, also while they change and when they are broken."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conftest import Desk as Shell
from served import Client, Here, serve, spanned

from mdlint_zh.server.lane import Lane

BAD = "聊[[zh:天机]]器人 &hellip;\n"
FILE = ".mdlint-zh.toml"
PULLS = {"textDocument": {"diagnostic": {}}}
WATCHES = {
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}, "diagnostics": {"refreshSupport": True}}
}


@pytest.fixture(autouse=True)
def _back_again() -> Iterator[None]:
    """A worker in this process goes into the folder of the workspace."""
    before = Path.cwd()
    yield
    os.chdir(before)


def codes(found: list[dict[str, Any]]) -> list[Any]:
    return [one["code"] for one in found]


def write(path: Path, text: str) -> None:
    """Write a file that is another one to whoever looks at its time."""
    path.write_text(text, encoding="utf-8")
    later = time.time_ns() + 10**9 * (1 + len(text))
    os.utime(path, ns=(later, later))


PAGES = {
    "no settings": ({}, "content/1.md"),
    "rules": ({FILE: 'ignore = ["html-entity"]\n'}, "content/1.md"),
    "severity": ({FILE: '[severity]\nhtml-entity = "error"\n'}, "content/1.md"),
    "per file": ({FILE: '[per-file-ignores]\n"content/*.md" = ["wikilink"]\n'}, "content/1.md"),
    "excluded": ({FILE: 'exclude = ["content/"]\n'}, "content/1.md"),
    "nearest": (
        {FILE: 'select = ["html-entity"]\n', "content/.mdlint-zh.toml": 'select = ["wikilink"]\n'},
        "content/1.md",
    ),
    "pyproject": ({"pyproject.toml": '[tool.mdlint-zh]\nselect = ["wikilink"]\n'}, "content/1.md"),
    "extended": ({"base.toml": 'select = ["wikilink"]\n', FILE: 'extend = "base.toml"\n'}, "content/1.md"),
    "index": ({FILE: "[rules.wikilink-split]\nthreshold = 1\n"}, "content/README.md"),
    "kind": ({FILE: '[kinds]\narticle = ["content/**"]\n'}, "content/1.md"),
    "limit": ({FILE: "[limits]\npage = 1\n"}, "content/中 文#%.md"),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_told_is_what_the_command_line_tells(name: str, desk: Shell) -> None:
    files, page = PAGES[name]
    text = (
        "# 题\n\n"
        + BAD
        + "<!-- mdlint-zh-disable-next-line wikilink-split -->\n"
        + BAD
        + "x" * (2**20 if name == "limit" else 0)
    )
    for file, content in files.items():
        desk.write(file, content)
    path = desk.write(page, text)
    ran = desk.run("check", "--output-format", "json", "--no-cache", page)
    expected = [(one["rule"], one["severity"], one["message"]) for one in ran.json if one.get("rule")]

    async def scenario(client: Client) -> None:
        client.open(path.as_uri(), text)
        found = await client.diagnostics()
        severities = {1: "error", 2: "warning", 3: "info"}
        told = [(one["code"], severities[one["severity"]], one["message"]) for one in found if one.get("code")]
        assert told == expected
        if name == "limit":
            assert "is larger than" in found[0]["message"] or "limits.page" in found[0]["message"]
        edits = await client.about("formatting", path.as_uri(), options={"tabSize": 4, "insertSpaces": True})
        assert bool(edits) == (desk.run("format", "--check", page).code == 1)

    serve(scenario, root=desk.folder)


def test_a_baseline_hides_what_it_knows_and_fix_all_leaves_it(desk: Shell) -> None:
    desk.write(FILE, 'baseline = "known.txt"\n')
    path = desk.write("1.md", BAD)
    desk.write("known.txt", "")
    (desk.folder / "known.txt").unlink()
    assert desk.run("check", "--write-baseline", "known.txt", "1.md").code == 0
    text = f"{BAD}新[[zh:三国 ]]\n"

    async def scenario(client: Client) -> None:
        client.open(path.as_uri(), text)
        assert codes(await client.diagnostics()) == ["wikilink-malformed"]
        where = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        only = {"diagnostics": [], "only": ["source.fixAll"]}
        (action,) = await client.about("codeAction", path.as_uri(), range=where, context=only)
        (edit,) = action["edit"]["changes"][path.as_uri()]
        assert spanned(text, edit["range"], "utf-16") == " "

    serve(scenario, root=desk.folder)


def test_settings_that_change_are_read_anew_when_the_page_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "content" / "1.md"
    path.parent.mkdir()

    async def scenario(client: Client) -> None:
        client.open(path.as_uri(), BAD)
        assert codes(await client.diagnostics()) == ["wikilink-split", "html-entity"]
        write(tmp_path / FILE, 'select = ["html-entity"]\n')
        client.change(path.as_uri(), 2, {"text": BAD})
        assert codes(await client.diagnostics()) == ["html-entity"]
        write(path.parent / FILE, 'select = ["wikilink-split"]\n')
        client.notify("textDocument/didSave", textDocument={"uri": path.as_uri()})
        assert codes(await client.diagnostics()) == ["wikilink-split"]
        (path.parent / FILE).unlink()
        client.notify("workspace/didChangeWatchedFiles", changes=[{"uri": path.as_uri(), "type": 3}])
        assert codes(await client.diagnostics()) == ["html-entity"]

    serve(scenario, root=tmp_path)


def test_what_is_extended_is_read_anew_when_the_client_tells_of_it(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", "")
    write(tmp_path / FILE, 'extend = "base.toml"\n')
    uri = (tmp_path / "1.md").as_uri()

    async def scenario(client: Client) -> None:
        (asked,) = (await client.told("client/registerCapability"))["registrations"]
        assert "**/*.toml" in [one["globPattern"] for one in asked["registerOptions"]["watchers"]]
        client.open(uri, BAD)
        assert len(await client.diagnostics()) == 2
        write(tmp_path / "base.toml", 'select = ["html-entity"]\n')
        client.notify(
            "workspace/didChangeWatchedFiles", changes=[{"uri": (tmp_path / "base.toml").as_uri(), "type": 2}]
        )
        assert codes(await client.diagnostics()) == ["html-entity"]
        await client.told("workspace/diagnostic/refresh")

    serve(scenario, WATCHES, root=tmp_path)


@pytest.mark.parametrize(
    ("broken", "line", "marked", "says"),
    [
        ("a = \n", 0, "", "broken TOML"),
        ('\n\nselect = ["x\n', 2, "", "broken TOML"),
        ('select = [\n"nein"]\n', 1, '"nein"', "`nein`"),
        ('[images]\n"😀𠮷" = "中"\n[profile]\nno = 1\n', 3, "no", "`no`"),
        ('images = {"😀𠮷" = "中", "é" = 1}\n', 0, '"é"', "`images.é`"),
        ('\nextend = "away.toml"\n', 1, "extend", "away.toml"),
        ('\nbaseline = "away.txt"\n', 1, "baseline", "--write-baseline"),
    ],
)
def test_broken_settings_are_told_on_their_file_and_the_last_good_ones_hold(
    broken: str, line: int, marked: str, says: str, tmp_path: Path
) -> None:
    write(tmp_path / FILE, 'select = ["html-entity"]\n')
    uri, settings = (tmp_path / "1.md").as_uri(), (tmp_path / FILE).as_uri()

    async def scenario(client: Client) -> None:
        client.open(uri, BAD)
        assert codes(await client.diagnostics()) == ["html-entity"]
        write(tmp_path / FILE, broken)
        client.change(uri, 2, {"text": BAD * 2})
        told = {
            one["uri"]: one["diagnostics"]
            for one in [await client.told("textDocument/publishDiagnostics") for _ in range(2)]
        }
        assert codes(told[uri]) == ["html-entity"] * 2
        (problem,) = told[settings]
        assert says in problem["message"]
        assert (problem["range"]["start"]["line"], problem["severity"]) == (line, 1)
        assert spanned(broken, problem["range"], "utf-16") == marked
        write(tmp_path / FILE, 'select = ["wikilink-split"]\n')
        client.change(uri, 3, {"text": BAD})
        told = {
            one["uri"]: one["diagnostics"]
            for one in [await client.told("textDocument/publishDiagnostics") for _ in range(2)]
        }
        assert told[settings] == []
        assert codes(told[uri]) == ["wikilink-split"]

    serve(scenario, root=tmp_path)


def test_settings_that_were_never_sound_are_told_on_page_and_file(tmp_path: Path) -> None:
    write(tmp_path / FILE, "a =\n")
    uri = (tmp_path / "1.md").as_uri()

    async def scenario(client: Client) -> None:
        client.open(uri, BAD)
        found = (await client.about("diagnostic", uri))["items"]
        assert ["broken TOML" in one["message"] for one in found] == [True]
        problem = await client.told("textDocument/publishDiagnostics")
        assert problem["uri"] == (tmp_path / FILE).as_uri()
        assert await client.about("formatting", uri, options={"tabSize": 4, "insertSpaces": True}) == []
        client.notify("textDocument/didClose", textDocument={"uri": uri})
        assert (await client.told("textDocument/publishDiagnostics"))["diagnostics"] == []

    serve(scenario, PULLS, root=tmp_path)


def test_a_process_that_begins_later_has_the_last_good_settings(tmp_path: Path) -> None:
    write(tmp_path / FILE, 'select = ["html-entity"]\n')
    uri = (tmp_path / "1.md").as_uri()
    lanes = (Lane(), Lane())

    async def scenario(client: Client) -> None:
        client.open(uri, BAD)
        assert codes(await client.diagnostics()) == ["html-entity"]
        write(tmp_path / FILE, "broken\n")
        client.change(uri, 2, {"text": BAD})
        await client.told("textDocument/publishDiagnostics")
        await client.told("textDocument/publishDiagnostics")
        await client.about("hover", uri, position={"line": 0, "character": 0})
        process = lanes[0]._process
        assert process
        process.kill()
        client.change(uri, 3, {"text": BAD})
        assert "could not be looked at" in (await client.diagnostics())[0]["message"]
        client.change(uri, 4, {"text": BAD})
        assert codes(await client.diagnostics()) == ["html-entity"]

    try:
        serve(scenario, root=tmp_path, lanes=lanes)
    finally:
        for lane in lanes:
            lane.close()


def test_a_rule_that_raises_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace  # noqa: PLC0415

    lane = Here()
    name = "html-entity"

    def broken(*_: object) -> Any:
        raise RuntimeError("nein")

    monkeypatch.setitem(lane.desk.rules, name, replace(lane.desk.rules[name], check=broken))

    async def scenario(client: Client) -> None:
        client.open("file:///archive/1.md", BAD)
        found = await client.diagnostics()
        assert codes(found) == [name, "wikilink-split"]
        assert "the rule html-entity failed: RuntimeError: nein" in found[0]["message"]
        assert (
            await client.about("formatting", "file:///archive/1.md", options={"tabSize": 4, "insertSpaces": True}) == []
        )
        assert "html-entity failed" in (await client.told("window/showMessage"))["message"]

    serve(scenario, lanes=(lane, lane))


def test_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "1.md"
    path.write_text(BAD, encoding="utf-8")

    async def scenario(client: Client) -> None:
        client.open(path.as_uri(), BAD)
        await client.about("formatting", path.as_uri(), options={"tabSize": 4, "insertSpaces": True})
        path.unlink()
        client.change(path.as_uri(), 2, {"text": BAD * 2})
        assert len(await client.diagnostics()) in (2, 4)
        client.notify("textDocument/didSave", textDocument={"uri": path.as_uri()})
        await client.about("documentLink", path.as_uri())

    serve(scenario, root=tmp_path)
    assert json.dumps(sorted(str(one) for one in tmp_path.rglob("*"))) == "[]"
