"""What an editor sends while somebody types, and what no editor should send."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import asyncio
from pathlib import Path

from served import ENCODINGS, Client, Here, ServerError, applied, encoded, offset_of, serve, units

URI = "file:///archive/1.md"
BAD = "聊[[zh:天机]]器人\n"
PULLS = {"textDocument": {"diagnostic": {}}}
ENCODED = pytest.mark.parametrize("encoding", ENCODINGS)


def codes(found: list[dict[str, object]]) -> list[object]:
    return [one["code"] for one in found]


def place(line: int, character: int) -> dict[str, int]:
    return {"line": line, "character": character}


def put(start: tuple[int, int], end: tuple[int, int], text: str) -> dict[str, object]:
    return {"range": {"start": place(*start), "end": place(*end)}, "text": text}


@ENCODED
def test_what_is_typed_behind_wide_characters_stands_where_it_was_typed(encoding: str) -> None:
    """A line with U+2028 and form feed is one line, whatever Python says."""
    lead = "😀𠮷\u2028\x0c中"

    async def scenario(client: Client) -> None:
        client.open(URI, f"{lead}\n乙\n")
        await client.diagnostics()
        column = units(lead, encoding)
        client.change(
            URI, 2, put((0, column), (0, column), "聊[[zh:天机]]"), put((1, 0), (1, units("乙", encoding)), "丙")
        )
        end = column + units("聊[[zh:天机]]", encoding)
        client.change(URI, 3, put((0, end), (0, end), "器人"))
        found = await client.told("textDocument/publishDiagnostics")
        assert found["version"] == 3
        (split,) = [one for one in found["diagnostics"] if one["code"] == "wikilink-split"]
        text = f"{lead}聊[[zh:天机]]器人\n丙\n"
        assert text[offset_of(text, split["range"]["start"], encoding) :].startswith("[[zh:天机]]")

    serve(scenario, encoded(encoding))


def test_a_thousand_edits_in_a_second_end_in_what_is_right() -> None:
    """What was found on the way is passed over: of a thousand versions a few are looked at."""
    lane = Here()

    async def scenario(client: Client) -> None:
        client.open(URI, "\n")
        await client.diagnostics()
        for version in range(2, 1002):
            client.change(URI, version, put((0, 0), (0, 0), "器人"[version % 2]))
        client.change(URI, 1002, {"text": BAD})
        told = await client.told("textDocument/publishDiagnostics")
        assert (told["version"], codes(told["diagnostics"])) == (1002, ["wikilink-split"])
        assert lane.asked.count("look") <= 3

    serve(scenario, lanes=(lane, lane))


def test_an_older_version_is_passed_over() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, BAD, version=5)
        client.change(URI, 4, {"text": "旧\n"})
        client.change(URI, 6, put((0, 0), (0, 0), "新\n"))
        found = await client.about("diagnostic", URI)
        assert found["items"][0]["range"]["start"]["line"] == 1

    serve(scenario, PULLS)


@pytest.mark.parametrize(
    "change",
    [
        put((0, 999), (0, 9999), "x"),
        put((99, 0), (99, 9), "x"),
        put((1, 0), (0, 0), "x"),
        put((2**31 - 1, 2**31 - 1), (2**31 - 1, 2**31 - 1), "x"),
    ],
)
def test_edits_outside_of_the_text_harm_nothing(change: dict[str, object]) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        client.change(URI, 2, change)
        client.change(URI, 3, {"text": BAD})
        assert codes((await client.about("diagnostic", URI))["items"]) == ["wikilink-split"]

    serve(scenario, PULLS)


def test_a_page_that_is_closed_has_no_findings() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        assert codes(await client.diagnostics()) == ["wikilink-split"]
        client.notify("textDocument/didClose", textDocument={"uri": URI})
        assert await client.diagnostics() == []
        client.change(URI, 9, {"text": BAD})
        await asyncio.sleep(0.3)
        assert not client.notes

    serve(scenario)


def test_a_page_closed_while_it_is_looked_at_is_not_told_of() -> None:
    class Held(Here):
        """A worker that answers when it is told to."""

        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            future = super().ask(name, *given, **more)
            if name != "look":
                return future
            from concurrent.futures import Future  # noqa: PLC0415

            self.held: Future[object] = Future()
            self.answer = future.result()
            return self.held

    lane = Held()

    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        await asyncio.sleep(0.05)
        client.notify("textDocument/didClose", textDocument={"uri": URI})
        assert await client.diagnostics() == []
        if not lane.held.cancelled():
            lane.held.set_result(lane.answer)
        await asyncio.sleep(0.05)
        assert not client.notes

    serve(scenario, lanes=(lane, lane))


def test_who_asks_while_the_page_changes_is_told_to_ask_again() -> None:
    class Slow(Here):
        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            from concurrent.futures import Future  # noqa: PLC0415

            return Future() if name == "look" and given[0].text == BAD else super().ask(name, *given, **more)  # type: ignore[attr-defined]

    lane = Slow()

    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        _, answer = client.begin("textDocument/diagnostic", textDocument={"uri": URI})
        await asyncio.sleep(0.05)
        client.change(URI, 2, {"text": BAD * 2})
        with pytest.raises(ServerError) as raised:
            await answer
        assert (raised.value.code, raised.value.data) == (-32802, {"retriggerRequest": True})
        assert len((await client.about("diagnostic", URI))["items"]) == 2

    serve(scenario, PULLS, lanes=(lane, lane))


def test_no_edits_are_given_for_a_page_that_has_changed_meanwhile() -> None:
    from concurrent.futures import Future  # noqa: PLC0415

    class Slow(Here):
        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            done = super().ask(name, *given, **more)
            self.held: Future[object] = Future() if name == "repair" else done
            self.answer = done
            return self.held

    lane = Slow()

    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        _, answer = client.begin("textDocument/formatting", textDocument={"uri": URI}, options=FORMAT)
        await asyncio.sleep(0.05)
        held, result = lane.held, lane.answer.result()
        client.change(URI, 2, put((0, 0), (0, 0), "前"))
        held.set_result(result)
        with pytest.raises(ServerError) as raised:
            await answer
        assert raised.value.code == -32801

    serve(scenario, PULLS, lanes=(lane, lane))


def test_a_request_can_be_cancelled() -> None:
    class Never(Here):
        def ask(self, name: str, *given: object, **more: object) -> object:  # type: ignore[override]
            from concurrent.futures import Future  # noqa: PLC0415

            return Future() if name == "look" else super().ask(name, *given, **more)

    lane = Never()

    async def scenario(client: Client) -> None:
        client.open(URI, BAD)
        number, answer = client.begin("textDocument/diagnostic", textDocument={"uri": URI})
        await asyncio.sleep(0.02)
        client.notify("$/cancelRequest", id=number)
        with pytest.raises(ServerError) as raised:
            await answer
        assert raised.value.code == -32800

    serve(scenario, PULLS, lanes=(lane, lane))


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "vscode-notebook-cell:/a/b.md#W0",
        "file:///a/%E4%B8%AD%20%23%25%3F/1%25.md",
        "file:///a/%00.md",
        "file:///a/%FF%FE.md",
        "file://host/share/1.md",
        "不是",
        "",
        "file:",
        "http://[::1",
    ],
)
def test_a_page_may_stand_anywhere(uri: str) -> None:
    async def scenario(client: Client) -> None:
        client.open(uri, BAD)
        assert codes(await client.diagnostics()) == ["wikilink-split"]
        assert applied(BAD, await client.about("formatting", uri, options=FORMAT), "utf-16") == "聊天机器人\n"
        await client.about("documentLink", uri)

    serve(scenario)


FORMAT = {"tabSize": 4, "insertSpaces": True}


@pytest.mark.parametrize(
    "method",
    [
        "diagnostic",
        "formatting",
        "documentLink",
        "documentSymbol",
        "hover",
        "completion",
        "codeAction",
        "rangeFormatting",
    ],
)
def test_nothing_is_known_of_a_page_that_was_not_opened(method: str) -> None:
    where = {"start": place(0, 0), "end": place(0, 0)}

    async def scenario(client: Client) -> None:
        found = await client.about(
            method,
            URI,
            options=FORMAT,
            position=place(0, 0),
            range=where,
            context={"diagnostics": [], "triggerKind": 1},
        )
        assert found in ([], None, {"kind": "full", "items": []}, {"isIncomplete": False, "items": []})

    serve(scenario)


def test_a_page_without_a_place_is_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / ".mdlint-zh.toml").write_text('ignore = ["wikilink-split"]\n', encoding="utf-8")

    async def scenario(client: Client) -> None:
        client.open("untitled:1", BAD)
        assert await client.diagnostics() == []

    before = Path.cwd()
    import os  # noqa: PLC0415

    try:
        serve(scenario, root=tmp_path)
    finally:
        os.chdir(before)


@pytest.mark.parametrize("text", ["", "\ufeff", "\n", "中\0文\n", "半\ud83d\n", "\u2028", "[[" * 2000])
def test_odd_texts_are_looked_at_or_refused(text: str) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, text)
        found = await client.diagnostics()
        assert isinstance(found, list)
        await client.about("formatting", URI, options=FORMAT)
        client.change(URI, 2, {"text": BAD})
        assert codes(await client.diagnostics()) == ["wikilink-split"]

    serve(scenario)
