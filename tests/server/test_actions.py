"""Code actions: fixes of findings, all safe fixes, comments that ignore."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from concurrent.futures import Future
from typing import Any

from hypothesis import given, settings, strategies as st
from served import ENCODINGS, Client, Here, ServerError, applied, encoded, serve

from mdlint_zh import fix, lint
from mdlint_zh.base.edit import Edit
from mdlint_zh.engine.changes.change import Change
from mdlint_zh.engine.finding import Finding, apply, delete
from mdlint_zh.engine.fix import alone
from mdlint_zh.server.work.asked import Asked
from mdlint_zh.server.work.desk import Desk
from mdlint_zh.server.work.ignoring import suppression

URI = "file:///archive/1.md"
PAGE = "# 题\n\n😀𠮷聊[[zh:天机]]器人\u200b&hellip;\r\n第[[zh:三国]]的船\n"
EVERYWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
RESOLVES = {
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}
DESK = Desk()


async def asked(client: Client, only: list[str] | None = None, where: Any = EVERYWHERE) -> list[dict[str, Any]]:
    context = {"diagnostics": [], **({"only": only} if only else {})}
    return list(await client.about("codeAction", URI, range=where, context=context))


def after(action: dict[str, Any], encoding: str = "utf-16", text: str = PAGE) -> str:
    return applied(text, action["edit"]["changes"][URI], encoding)


def rules(text: str) -> list[str]:
    return [one.rule for one in lint(text)]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_each_fix_of_a_finding_is_offered_alone(encoding: str) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        fixes = [one for one in await asked(client, ["quickfix"]) if not one["title"].startswith("Ignore")]
        by_title = {one["title"]: one for one in fixes}
        safe = by_title["html-entity: `&hellip;` → `…`"]
        assert (safe["isPreferred"], after(safe, encoding)) == (True, PAGE.replace("&hellip;", "…"))
        unsafe = by_title["invisible-characters: remove `<U+200B>` (unsafe)"]
        assert (unsafe["isPreferred"], after(unsafe, encoding)) == (False, PAGE.replace("\u200b", ""))
        assert [one["diagnostics"][0]["code"] for one in (safe, unsafe)] == ["html-entity", "invisible-characters"]

    serve(scenario, encoded(encoding))


def test_only_what_is_at_the_place_is_offered() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        here = {"start": {"line": 3, "character": 2}, "end": {"line": 3, "character": 2}}
        found = await asked(client, ["quickfix"], here)
        assert {one["diagnostics"][0]["code"] for one in found} == {"wikilink-split"}

    serve(scenario)


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, {"quickfix", "source.fixAll.mdlint-zh"}),
        (["quickfix"], {"quickfix"}),
        (["source.fixAll"], {"source.fixAll.mdlint-zh"}),
        (["source.fixAll.mdlint-zh"], {"source.fixAll.mdlint-zh"}),
        (["source.fixAll.mdlint-zh.more"], set()),
        (["source.fix"], set()),
        (["source.organizeImports", "refactor"], set()),
        ([""], {"quickfix", "source.fixAll.mdlint-zh"}),
    ],
)
def test_kinds_are_asked_for_by_how_they_begin(only: list[str] | None, kinds: set[str]) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        assert {one["kind"] for one in await asked(client, only)} == kinds

    serve(scenario)


def test_all_safe_fixes_are_what_the_command_line_does() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        (action,) = await asked(client, ["source"])
        assert after(action) == fix(PAGE)
        assert "\u200b" in after(action)
        client.change(URI, 2, {"text": fix(PAGE)})
        assert await asked(client, ["source"]) == []

    serve(scenario)


def test_a_client_that_can_ask_later_gets_edits_of_a_version_when_it_does() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        actions = await asked(client)
        waiting = [one for one in actions if "edit" not in one]
        assert {one["kind"] for one in waiting} == {"quickfix", "source.fixAll.mdlint-zh"}
        for one in waiting:
            done = await client.request("codeAction/resolve", **one)
            (change,) = done["edit"]["documentChanges"]
            assert change["textDocument"] == {"uri": URI, "version": 1}
            text = applied(PAGE, change["edits"], "utf-16")
            expected = fix(PAGE) if one["kind"].startswith("source") else None
            assert text == expected or one["diagnostics"][0]["code"] not in rules(text) or text.count("disable") == 1
        client.change(URI, 2, {"text": f"\n{PAGE}"})
        with pytest.raises(ServerError) as raised:
            await client.request("codeAction/resolve", **waiting[0])
        assert raised.value.code == -32801

    serve(scenario, RESOLVES)


def test_a_diagnostic_has_its_fix_and_actions_are_made_of_what_was_found() -> None:
    """Nothing is looked at again for them while the page is the same."""
    lane = Here()
    keeps = {"textDocument": {"publishDiagnostics": {"dataSupport": True}}}

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE, version=4)
        found = {one["code"]: one["data"] for one in (await client.diagnostics())[::-1]}
        split = found["wikilink-split"]
        assert (split["version"], split["code"], split["isSafe"]) == (4, "wikilink-split", True)
        assert split["title"] == "wikilink-split: `[[zh:天机]]` → `天机`"
        assert applied(PAGE, split["edits"], "utf-16") == PAGE.replace("[[zh:天机]]", "天机")
        unsafe = found["invisible-characters"]
        assert (unsafe["isSafe"], unsafe["alternatives"]) == (False, [])
        assert applied(PAGE, unsafe["edits"], "utf-16") == PAGE.replace("\u200b", "")
        fixes = [one for one in await asked(client, ["quickfix"]) if one["title"] == split["title"]]
        assert after(fixes[0]) == PAGE.replace("[[zh:天机]]", "天机")
        assert [one for one in lane.asked if one in ("look", "remedies")] == ["look"]
        client.answers["workspace/applyEdit"] = {"applied": True}
        ignore = {"command": "mdlint-zh.do", "arguments": split["ignore"]}
        assert await client.request("workspace/executeCommand", **ignore) is True
        edit = (await client.told("workspace/applyEdit"))["edit"]
        assert applied(PAGE, edit["changes"][URI], "utf-16").count("wikilink-split -->") == 1
        client.change(URI, 5, {"text": "净\n"})
        assert await client.request("workspace/executeCommand", **ignore) is False

    serve(scenario, keeps, lanes=(lane, lane))


def test_a_fix_that_is_refused_is_in_no_diagnostic() -> None:
    """Nor one that there is not; of very many findings the first have theirs."""
    text = "文\u2068字\n\n" + "第[[zh:三国]]的船&hellip;\n\n" * 30
    keeps = {"textDocument": {"publishDiagnostics": {"dataSupport": True}}}

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        found = await client.diagnostics()
        assert len(found) > 60
        assert [at for at, one in enumerate(found) if "data" in one] == list(range(25))
        for one in found[:25]:
            assert bool(one["data"]["edits"]) == bool(one["data"]["title"])

    serve(scenario, keeps)


@pytest.mark.parametrize(
    "data", [None, 1, "x", [], [1, 2], {"a": 1}, ["file:///no.md", 1, "here", "x", 0, 0], [URI, "1", "all", "", 0, 0]]
)
def test_an_action_of_somebody_else_comes_back_as_it_is(data: Any) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        given = {"title": "x", "kind": "quickfix", **({} if data is None else {"data": data})}
        assert await client.request("codeAction/resolve", **given) == given

    serve(scenario, RESOLVES)


WHERE = {
    "a paragraph begins": ("前\n\n聊[[zh:天机]]器人\n", "前\n\n<!-- mdlint-zh-disable-next-line wikilink-split -->\n聊[[zh:天机]]器人\n"),
    "within a paragraph": ("前\n聊[[zh:天机]]器人\n后\n", "前\n聊[[zh:天机]]器人 <!-- mdlint-zh-disable-line wikilink-split -->\n后\n"),
    "a hard break": ("前\n聊[[zh:天机]]器人  \n后\n", "前\n聊[[zh:天机]]器人 <!-- mdlint-zh-disable-line wikilink-split -->  \n后\n"),
    "an item": ("- 前\n- 聊[[zh:天机]]器人\n", "- 前\n- 聊[[zh:天机]]器人 <!-- mdlint-zh-disable-line wikilink-split -->\n"),
    "a table": ("| 甲 |\n|---|\n| 聊[[zh:天机]]器人 |\n", "| 甲 |\n|---|\n| 聊[[zh:天机]]器人 <!-- mdlint-zh-disable-line wikilink-split --> |\n"),
    "CRLF": ("前\r\n\r\n聊[[zh:天机]]器人\r\n", "前\r\n\r\n<!-- mdlint-zh-disable-next-line wikilink-split -->\r\n聊[[zh:天机]]器人\r\n"),
    "front matter": ("---\ntitle: 聊&hellip;\n---\n\n聊[[zh:天机]]器人\n", "---\ntitle: 聊&hellip;\n---\n\n<!-- mdlint-zh-disable-next-line wikilink-split -->\n聊[[zh:天机]]器人\n"),
    "the last line": ("前\n聊[[zh:天机]]器人", "前\n聊[[zh:天机]]器人 <!-- mdlint-zh-disable-line wikilink-split -->"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHERE)
def test_one_finding_is_ignored_by_a_comment_that_changes_nothing_else(name: str) -> None:
    before, expected = WHERE[name]
    finding = next(one for one in lint(before) if one.rule == "wikilink-split")
    edit = DESK.suppress(Asked(before, None), finding, "here")
    assert edit
    assert apply(before, [edit]) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("聊[[zh:天机]]器人\n", "<!-- mdlint-zh-disable-file wikilink-split -->\n聊[[zh:天机]]器人\n"),
        ("\ufeff聊[[zh:天机]]器人\n", "\ufeff<!-- mdlint-zh-disable-file wikilink-split -->\n聊[[zh:天机]]器人\n"),
        ("---\na: b\n---\n聊[[zh:天机]]器人\n", "---\na: b\n---\n<!-- mdlint-zh-disable-file wikilink-split -->\n聊[[zh:天机]]器人\n"),
        (
            "<!-- mdlint-zh-disable-file html-entity: 原样 -->\n聊[[zh:天机]]器人&hellip;\n",
            "<!-- mdlint-zh-disable-file html-entity, wikilink-split: 原样 -->\n聊[[zh:天机]]器人&hellip;\n",
        ),
    ],
)  # fmt: skip
def test_a_rule_is_ignored_in_a_file(before: str, expected: str) -> None:
    finding = next(one for one in lint(before) if one.rule == "wikilink-split")
    edit = DESK.suppress(Asked(before, None), finding, "file")
    assert edit
    assert apply(before, [edit]) == expected


LINES = ["", "聊[[zh:天机]]器人", "- 聊[[zh:天机]]器人", "  续[[zh:三国 ]]", "> 第[[zh:三国]]的船", "# &hellip;题", "| 聊[[zh:天机]]器人 | 乙 |", "|---|---|", "```", "<div>", "文  ", "***"]  # fmt: skip


@settings(max_examples=60)
@given(lines=st.lists(st.sampled_from(LINES), max_size=8), where=st.sampled_from(["here", "file"]), data=st.data())
def test_what_is_ignored_is_gone_and_the_rest_is_what_it_was(lines: list[str], where: str, data: st.DataObject) -> None:
    text = "\n".join(lines) + "\n"
    found = DESK.look(Asked(text, None)).findings
    if not found:
        return
    finding = data.draw(st.sampled_from(list(found)))
    edit = DESK.suppress(Asked(text, None), finding, where)
    if edit is None:
        return
    left = [one.rule for one in DESK.look(Asked(apply(text, [edit]), None)).findings]
    before = [one.rule for one in found]
    assert left.count(finding.rule) < before.count(finding.rule)
    assert [one for one in left if one != finding.rule] == [one for one in before if one != finding.rule]


def test_a_fix_that_does_more_than_its_rule_declares_is_refused() -> None:
    """One by one: what is wrong with one way to mend a finding is not held against the other."""
    text = "# 题 \n"
    told = Finding(3, 4, "x", delete(2, 3), rule="x", alternatives=(delete(3, 4),))
    own, other = alone(text, told, Change.SPACE)
    assert (bool(own.refused), own.edits) == (True, ())
    assert (other.refused, other.edits) == ("", (Edit(3, 4, ""),))


def test_commands() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        client.answers["workspace/applyEdit"] = {"applied": True}

        async def done(command: str, *given: Any) -> Any:
            return await client.request("workspace/executeCommand", command=command, arguments=list(given))

        assert await done("mdlint-zh.applyAutofix", {"uri": URI}) is True
        edit = (await client.told("workspace/applyEdit"))["edit"]
        assert applied(PAGE, edit["changes"][URI], "utf-16") == fix(PAGE)
        for wrong in ((), (None,), ({"uri": 7},), ({"uri": "file:///no.md"},), (URI,)):
            assert await done("mdlint-zh.applyAutofix", *wrong) is False
        (page,) = (await done("mdlint-zh.printDebugInformation"))["pages"]
        assert (page["uri"], page["version"], page["lines"]) == (URI, 1, 5)
        with pytest.raises(ServerError):
            await done("no.such")

    serve(scenario)


def test_a_fix_that_the_guard_refuses_is_no_action() -> None:
    class Refusing(Here):
        def ask(self, name: str, *given: Any, **more: Any) -> Any:
            done = super().ask(name, *given, **more)
            if name != "remedies":
                return done
            refused: Future[Any] = Future()
            refused.set_result([[one._replace(refused="x") for one in fixes] for fixes in done.result()])
            return refused

    lane = Refusing()

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        assert all(one["title"].startswith("Ignore") for one in await asked(client, ["quickfix"]))

    serve(scenario, lanes=(lane, lane))


def test_no_comment_is_put_where_it_would_divide_a_paragraph() -> None:
    """Above its line it would be a block of its own, and behind it, let us say, it does not help."""
    text = "前\n聊[[zh:天机]]器人\n"
    finding = lint(text)[0]
    assert suppression(text, finding, "here", lambda one: [] if "next-line" in one else [finding]) is None
