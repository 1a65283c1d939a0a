"""All pages of a workspace, also those that are not open."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from served import ENCODINGS, Client, Here, ServerError, encoded, serve, spanned

BAD = "😀𠮷聊[[zh:天机]]器人\n"
ALL = {"workspaceDiagnostics": True}


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Path]:
    """A folder with pages, one of them excluded; a worker in this process goes into it."""
    before = Path.cwd()
    (tmp_path / "中 文#%").mkdir()
    for name in ("1.md", "中 文#%/2.md", "out.md"):
        (tmp_path / name).write_text(BAD, encoding="utf-8")
    (tmp_path / "clean.md").write_text("净\n", encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\0")
    (tmp_path / ".mdlint-zh.toml").write_text('exclude = ["out.md"]\n', encoding="utf-8")
    yield tmp_path
    os.chdir(before)


def by_name(report: dict[str, Any]) -> dict[str, Any]:
    return {one["uri"].rpartition("/")[2]: one for one in report["items"]}


async def asked(client: Client, known: list[dict[str, Any]] | None = None, **more: Any) -> Any:
    ids = [{"uri": one["uri"], "value": one["resultId"]} for one in known or [] if "resultId" in one]
    return await client.request("workspace/diagnostic", previousResultIds=ids, **more)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_all_pages_are_told_of(encoding: str, archive: Path) -> None:
    async def scenario(client: Client) -> None:
        assert client.capabilities["diagnosticProvider"]["workspaceDiagnostics"] is True
        found = by_name(await asked(client))
        assert sorted(found) == ["1.md", "2.md", "binary.md", "clean.md"]
        assert found["2.md"]["uri"] == (archive / "中 文#%" / "2.md").as_uri()
        (one,) = found["2.md"]["items"]
        assert spanned(BAD, one["range"], encoding) == "[[zh:天机]]"
        assert "UTF-16" in found["binary.md"]["items"][0]["message"]
        assert found["clean.md"]["items"] == []

    serve(scenario, encoded(encoding), root=archive, **ALL)


def test_nobody_is_told_to_ask_who_did_not_want_it(archive: Path) -> None:
    async def scenario(client: Client) -> None:
        assert client.capabilities["diagnosticProvider"]["workspaceDiagnostics"] is False
        with pytest.raises(ServerError):
            await asked(client)

    serve(scenario, root=archive)


def test_who_knows_all_waits_for_a_change_and_gets_what_has_changed(archive: Path) -> None:
    async def scenario(client: Client) -> None:
        first = await asked(client)
        ids = [{"uri": one["uri"], "value": one["resultId"]} for one in first["items"]]
        _, answer = client.begin("workspace/diagnostic", previousResultIds=ids)
        await asyncio.sleep(0.1)
        assert not answer.done()
        (archive / "1.md").unlink()
        (archive / "clean.md").write_text(BAD * 2, encoding="utf-8")
        client.open((archive / "中 文#%" / "2.md").as_uri(), BAD * 3)
        client.notify("workspace/didChangeWatchedFiles", changes=[])
        found = by_name(await answer)
        assert found["1.md"]["items"] == []
        assert len(found["clean.md"]["items"]) == 2
        assert (len(found["2.md"]["items"]), found["2.md"]["version"]) == (3, 1)
        client.notify("textDocument/didSave", textDocument={"uri": found["2.md"]["uri"]})
        again = by_name(await asked(client, list(found.values())))
        assert again["clean.md"]["kind"] == "unchanged"

    serve(scenario, {"textDocument": {"diagnostic": {}}}, root=archive, **ALL)


def test_it_is_told_piece_by_piece_and_how_far_it_is(archive: Path) -> None:
    async def scenario(client: Client) -> None:
        assert await asked(client, partialResultToken="p", workDoneToken="w") == {"items": []}
        told = [params for method, params in client.notes if method == "$/progress"]
        pieces = [one["value"] for one in told if one["token"] == "p"]
        assert sum(len(one["items"]) for one in pieces) == 4
        assert [one["value"]["kind"] for one in told if one["token"] == "w"] == ["begin", "report", "end"]

    serve(scenario, root=archive, **ALL)


@pytest.mark.parametrize("by", ["$/cancelRequest", "window/workDoneProgress/cancel"])
def test_it_can_be_stopped(by: str, archive: Path) -> None:
    for number in range(200):
        (archive / f"more-{number}.md").write_text(BAD, encoding="utf-8")

    class Counting(Here):
        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            if name == "look_at_files" and self.asked.count(name) == 1:
                client = self.client
                client.notify(by, **({"id": self.number} if by == "$/cancelRequest" else {"token": "w"}))
            return super().ask(name, *given, **more)

    lane = Counting()

    async def scenario(client: Client) -> None:
        lane.client = client
        lane.number, answer = client.begin("workspace/diagnostic", previousResultIds=[], workDoneToken="w")
        if by == "$/cancelRequest":
            with pytest.raises(ServerError) as raised:
                await answer
            assert raised.value.code == -32800
        else:
            await answer
        assert lane.asked.count("look_at_files") <= 3

    serve(scenario, root=archive, lanes=(lane, lane), **ALL)


def test_a_page_is_told_of_once_however_its_name_is_written(archive: Path) -> None:
    (archive / os.fsdecode(b"\xff.md")).write_text(BAD, encoding="utf-8")
    inner = (archive / "中 文#%" / "2.md").as_uri().replace("%E4%B8%AD", "中").replace("2.md", "%32.md")

    async def scenario(client: Client) -> None:
        client.open(inner, BAD * 2)
        uris = [one["uri"] for one in (await asked(client))["items"]]
        assert len(uris) == 5
        assert inner in uris
        assert any(uri.endswith("/%FF.md") for uri in uris)

    serve(scenario, root=archive, **ALL)


def test_who_asks_while_a_worker_dies_is_told_to_ask_again(archive: Path) -> None:
    class Dying(Here):
        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            return super().ask("no_such" if name == "look_at_files" else name, *given, **more)

    lane = Dying()

    async def scenario(client: Client) -> None:
        with pytest.raises(ServerError) as raised:
            await asked(client, workDoneToken="w")
        assert (raised.value.code, raised.value.data) == (-32802, {"retriggerRequest": True})

    serve(scenario, root=archive, lanes=(lane, lane), **ALL)


def test_folders_come_and_go(archive: Path) -> None:
    inner = archive / "中 文#%"

    async def scenario(client: Client) -> None:
        folder = {"uri": inner.as_uri(), "name": "x"}
        client.notify("workspace/didChangeWorkspaceFolders", event={"added": [folder], "removed": []})
        assert [one["uri"] for one in (await asked(client))["items"]] == [(inner / "2.md").as_uri()]
        client.notify("workspace/didChangeWorkspaceFolders", event={"added": [], "removed": [folder]})
        assert (await asked(client))["items"] == []

    serve(scenario, **ALL)
