"""What is found on a page, as editors are told."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from served import ENCODINGS, Client, applied, encoded, serve, spanned

URI = "file:///archive/%E4%B8%AD%E6%96%87%20%23%25.md"
PAGE = "# 题\n\n😀𠮷聊[[zh:天机]]器人   \n甲\u2028乙\x0c[[zh:三国 ]]\x85。\n"
ENCODED = pytest.mark.parametrize("encoding", ENCODINGS)


@ENCODED
def test_a_finding_is_told_where_it_is(encoding: str) -> None:
    async def scenario(client: Client) -> None:
        assert client.capabilities["positionEncoding"] == encoding
        client.open(URI, PAGE, version=7)
        told = await client.told("textDocument/publishDiagnostics")
        assert (told["uri"], told["version"]) == (URI, 7)
        by_rule = {one["code"]: one for one in told["diagnostics"]}
        split, malformed = by_rule["wikilink-split"], by_rule["wikilink-malformed"]
        assert spanned(PAGE, split["range"], encoding) == "[[zh:天机]]"
        assert spanned(PAGE, malformed["range"], encoding) == "[[zh:三国 ]]"
        assert split["code"] == "wikilink-split"
        assert split["codeDescription"]["href"].endswith("docs/rules.md#wikilink-split")
        assert (split["severity"], split["source"]) == (2, "mdlint-zh")
        assert malformed["severity"] == 1

    serve(scenario, encoded(encoding))


@ENCODED
def test_what_is_formatted_is_what_the_command_line_makes(encoding: str) -> None:
    from mdlint_zh import fix  # noqa: PLC0415

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        edits = await client.about("formatting", URI, options={"tabSize": 4, "insertSpaces": True})
        assert applied(PAGE, edits, encoding) == fix(PAGE)
        assert all(edit["range"]["start"]["line"] == edit["range"]["end"]["line"] for edit in edits)

    serve(scenario, encoded(encoding))


@ENCODED
@pytest.mark.parametrize(
    ("start", "end", "lines"),
    [((0, 0), (0, 5), {0}), ((0, 0), (1, 0), {0}), ((1, 0), (1, 0), {1}), ((1, 1), (2, 1), {1, 2}), ((2, 0), (3, 0), {2}), ((0, 0), (9, 9), {0, 1, 2})],
)  # fmt: skip
def test_a_selection_is_formatted_line_by_line(
    encoding: str, start: tuple[int, int], end: tuple[int, int], lines: set[int]
) -> None:
    """The last line ends behind the end of the page: a line end that is missing there is its own."""
    text = "聊[[zh:天机]]器人\r\n😀聊[[zh:天机]]器人\r\n聊[[zh:天机]]器人"
    where = {key: {"line": at[0], "character": at[1]} for key, at in (("start", start), ("end", end))}
    mended = ["聊天机器人\r\n", "😀聊天机器人\r\n", "聊天机器人\r\n"]
    expected = "".join(mended[at] if at in lines else line for at, line in enumerate(text.splitlines(keepends=True)))

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        edits = await client.about("rangeFormatting", URI, range=where, options={"tabSize": 4, "insertSpaces": True})
        assert applied(text, edits, encoding) == expected

    serve(scenario, encoded(encoding))


@pytest.mark.parametrize("place", ["publishDiagnostics", "diagnostic"])
@pytest.mark.parametrize("knows", [True, False])
def test_what_is_of_no_use_is_tagged_for_who_shows_that(place: str, knows: bool) -> None:
    text = "<!-- mdlint-zh-disable html-entity -->\n\n文\n"
    can = {"textDocument": {place: {"tagSupport": {"valueSet": [1, 2]}} if knows else {}}}

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        found = await client.diagnostics() if place[0] == "p" else (await client.about("diagnostic", URI))["items"]
        assert [(one["code"], one.get("tags")) for one in found] == [("suppression-unused", [1] if knows else None)]

    serve(scenario, can)


def test_of_very_many_findings_the_first_are_told_and_how_many_more_there_are() -> None:
    text = "文&hellip;字\n\n" * 1500  # and blank lines at the end

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        found = await client.diagnostics()
        assert len(found) == 1001
        assert found[-1]["message"].startswith("501 findings more")

    serve(scenario)


def test_nothing_is_pushed_to_a_client_that_pulls() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        first = await client.about("diagnostic", URI)
        assert first["kind"] == "full"
        assert "wikilink-split" in [one["code"] for one in first["items"]]
        again = await client.about("diagnostic", URI, previousResultId=first["resultId"])
        assert again == {"kind": "unchanged", "resultId": first["resultId"]}
        assert not client.notes

    serve(scenario, {"textDocument": {"diagnostic": {}}})


@ENCODED
@pytest.mark.parametrize("only", [["source"], ["source.fixAll"], ["source.fixAll.mdlint-zh"]])
def test_fix_all_is_asked_for_by_what_its_kind_begins_with(only: list[str], encoding: str) -> None:
    from mdlint_zh import fix  # noqa: PLC0415

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
        found = await client.about("codeAction", URI, range=nowhere, context={"diagnostics": [], "only": only})
        (action,) = found
        assert action["kind"] == "source.fixAll.mdlint-zh"
        assert applied(PAGE, action["edit"]["changes"][URI], encoding) == fix(PAGE)

    serve(scenario, encoded(encoding))
