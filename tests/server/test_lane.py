"""Workers as processes: they answer, they are ended when nobody wants the answer, and others take their place."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from served import Client, serve

from mdlint_zh.server import session as sessions
from mdlint_zh.server.lane import Lane, WorkError
from mdlint_zh.server.work.asked import Asked

PAGE = "聊[[zh:天机]]器人\n"
LARGE = "# 题\n\n" + "".join(f"第[[zh:三国]]的船，{number} &hellip;\n\n" for number in range(250_000))
PULLS = {"textDocument": {"diagnostic": {}}}


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane()
    yield lane
    lane.close()


def test_a_worker_answers_and_outlives_what_goes_wrong(lane: Lane) -> None:
    looked = lane.ask("look", Asked(PAGE, None)).result(30)
    assert [one.rule for one in looked.findings] == ["wikilink-split"]
    with pytest.raises(WorkError, match="AttributeError"):
        lane.ask("no_such_question").result(30)
    first = lane._process
    assert first
    assert lane.ask("look", Asked(PAGE, None)).result(30) == looked
    assert lane._process is first
    slow, unwanted = lane.ask("look", Asked("# 题\n" * 20_000, None)), lane.ask("no_such_question")
    assert unwanted.cancel()
    assert slow.result(60).failures == []
    first.kill()
    with pytest.raises(WorkError, match="its process has ended"):
        lane.ask("look", Asked(PAGE, None)).result(30)
    assert lane.ask("look", Asked(PAGE, None)).result(30) == looked


def test_a_worker_is_not_interrupted_by_the_terminal_and_ends_with_its_server(lane: Lane) -> None:
    lane.ask("look", Asked(PAGE, None)).result(30)
    process = lane._process
    assert process
    assert process.stdin
    os.kill(process.pid, signal.SIGINT)
    time.sleep(0.05)
    assert lane.ask("look", Asked(PAGE, None)).result(30).findings
    assert lane._process is process
    process.stdin.close()
    assert process.wait(10) == 0


def test_a_page_of_ten_megabytes_holds_up_no_other_and_can_be_typed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first version is given up: nobody waits for that. Nothing is timed, but what comes before what."""
    monkeypatch.setattr(sessions, "PATIENCE", 0.2)
    monkeypatch.setattr(sessions, "LARGE", 1000)
    lanes = (Lane(), Lane())

    async def scenario(client: Client) -> None:
        client.open("file:///archive/large.md", LARGE)
        _, large = client.begin("textDocument/diagnostic", textDocument={"uri": "file:///archive/large.md"})
        client.open("file:///archive/small.md", PAGE)
        for version in range(2, 12):
            client.change("file:///archive/small.md", version, {"text": PAGE * version})
            found = await client.about("diagnostic", "file:///archive/small.md")
            assert len(found["items"]) == version
        assert not large.done()
        first = lanes[1]._process
        where = {"start": {"line": 200, "character": 0}, "end": {"line": 500_001, "character": 0}}
        client.change("file:///archive/large.md", 2, {"range": where, "text": ""})
        with pytest.raises(Exception, match="has changed"):
            await large
        assert len((await client.about("diagnostic", "file:///archive/large.md"))["items"]) > 100
        assert lanes[1]._process is not first
        assert len(LARGE.encode()) > 10_000_000

    try:
        serve(scenario, PULLS, lanes=lanes)
    finally:
        for one in lanes:
            one.close()


def test_what_comes_to_no_end_holds_up_nothing_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "LONGEST", 0.5)
    monkeypatch.setattr(sessions, "LARGE", 10**9)
    lanes = (Lane(), Lane())

    async def scenario(client: Client) -> None:
        client.open("file:///archive/endless.md", LARGE)
        client.open("file:///archive/1.md", PAGE)
        told = [await client.told("textDocument/publishDiagnostics") for _ in range(2)]
        found = {one["uri"].rpartition("/")[2]: one["diagnostics"] for one in told}
        assert "could not be looked at" in found["endless.md"][0]["message"]
        assert [one["code"] for one in found["1.md"]] == ["wikilink-split"]

    try:
        serve(scenario, lanes=lanes)
    finally:
        for one in lanes:
            one.close()


def test_what_a_plugin_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\nclass Loud:\n    def find_spec(self, name, path=None, target=None):\n"
        "        if name.startswith('mdlint_zh.rules'):\n            print('loud', flush=True)\n"
        "sys.meta_path.insert(0, Loud())\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lane = Lane()
    try:
        assert lane.ask("look", Asked(PAGE, None)).result(30).findings
    finally:
        lane.close()


def test_a_worker_that_cannot_be_started_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdlint_zh.server.lane.sys.executable", "/no/such/python")
    lanes = (Lane(), Lane())

    async def scenario(client: Client) -> None:
        client.open("file:///archive/1.md", PAGE)
        assert "could not be looked at" in (await client.diagnostics())[0]["message"]
        assert (
            await client.about("formatting", "file:///archive/1.md", options={"tabSize": 4, "insertSpaces": True}) == []
        )
        await asyncio.sleep(0)

    serve(scenario, lanes=lanes)
