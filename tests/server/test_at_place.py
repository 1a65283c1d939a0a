"""Hover, links, outline and completion."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

import os
from pathlib import Path
from typing import Any

from served import ENCODINGS, Client, applied, encoded, offset_of, serve, spanned, units

from mdlint_zh.report.line import sure
from mdlint_zh.server.work.asked import Asked
from mdlint_zh.server.work.desk import Desk
from mdlint_zh.titles.built import packed

URI = "file:///archive/content/1.md"
PAGE = """###  [:house:返回](README.md)
---


## 标题
`3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/1)

😀𠮷聊[[zh:天机]]器人在[[zh:中华人民共和国]]，[[zh:美國#歷史|美国]]和[[en:New York]]，`[[zh:代码]]`。
![图](<../图 片/a.png>) ![](https://example.org/b.png) ![](data:x)

## 第二章
### 小节 #
# 又一章
"""
DESK = Desk()
ENCODED = pytest.mark.parametrize("encoding", ENCODINGS)


def position(text: str, offset: int, encoding: str = "utf-16") -> dict[str, int]:
    start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset), "character": units(text[start:offset], encoding)}


@ENCODED
@pytest.mark.parametrize(
    ("at", "shown", "told"),
    [
        ("天机]]", "[[zh:天机]]", ["**zh:天机**", "its edges cut 聊天 | 机器人: confidence", "## wikilink-split"]),
        ("中华人民", "[[zh:中华人民共和国]]", ["**zh:中华人民共和国**", "its edges cut no word"]),
        ("美國#", "[[zh:美國#歷史|美国]]", ["**zh:美國#歷史**, shown as 美国"]),
        ("New York", "[[en:New York]]", ["its edges are not judged: the wiki is not Chinese"]),
        ("代码]]", "[[zh:代码]]", ["it stands where no link works"]),
    ],
)
def test_of_a_wikilink_its_target_and_its_edges_are_told(encoding: str, at: str, shown: str, told: list[str]) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        hover = await client.about("hover", URI, position=position(PAGE, PAGE.index(at), encoding))
        assert spanned(PAGE, hover["range"], encoding) == shown
        assert all(one in hover["contents"]["value"] for one in told)

    serve(scenario, encoded(encoding))


@pytest.mark.parametrize(
    ("text", "titles", "threshold", "told"),
    [
        ("聊[[zh:天机]]器人\n", "天机\n", 0.7, "its edges cut 聊天 | 机器人: confidence 0.99"),
        ("中[[zh:华人]]民共和国\n", "中华人民共和国\n", 0.7, "its edges cut 中华人民共和国: confidence 0.97"),
        ("第[[zh:三国]]的船\n", "三国\n", 0.7, "its edges cut 第三国: confidence 1.00"),
        ("聊[[zh:天机]]器人\n", "", 1.0, "may cut 聊天 | 机器人, but that is not sure enough to be told: confidence 0.99, 1.0 is needed"),
        ("中[[zh:华人]]民共和国\n", "", 0.98, "confidence 0.97, 0.98 is needed"),
        ("<!-- mdlint-zh-disable wikilink-split -->\n\n聊[[zh:天机]]器人\n", "", 0.7, "its edges cut 聊天 | 机器人: confidence 0.99"),
    ],
)  # fmt: skip
def test_a_hover_is_as_sure_as_the_finding(text: str, titles: str, threshold: float, told: str, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(titles or "甲\n", encoding="utf-8")
    (tmp_path / ".mdlint-zh.toml").write_text(
        f'titles = ["t.txt"]\n[rules.wikilink-split]\nthreshold = {threshold}\n', encoding="utf-8"
    )
    asked = Asked(text, str(tmp_path / "1.md"))
    found = [one for one in DESK.look(asked).findings if one.rule == "wikilink-split"]
    hover = DESK.hover(asked, text.index("[[") + 3, found)
    assert hover
    assert told in hover.text
    assert ("may cut" in hover.text) == (not found and "disable" not in text)
    for one in found:
        assert sure(one).strip(" ()") in hover.text


def test_of_a_comment_the_rule_is_told_and_of_nothing_nothing() -> None:
    text = "<!-- mdlint-zh-disable html-entity -->\n\n文&hellip;字\n"

    async def scenario(client: Client) -> None:
        client.open(URI, text)
        hover = await client.about("hover", URI, position=position(text, text.index("entity")))
        assert hover["contents"]["value"].startswith("## html-entity")
        assert await client.about("hover", URI, position=position(text, text.index("字"))) is None

    serve(scenario)


@ENCODED
def test_links_lead_where_they_say(encoding: str) -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        links = await client.about("documentLink", URI)
        found = {spanned(PAGE, one["range"], encoding): one["target"] for one in links}
        wiki = "https://zh.wikipedia.org/wiki"
        assert found == {
            "README.md": "file:///archive/content/README.md",
            "[[zh:天机]]": f"{wiki}/%E5%A4%A9%E6%9C%BA",
            "[[zh:中华人民共和国]]": f"{wiki}/%E4%B8%AD%E5%8D%8E%E4%BA%BA%E6%B0%91%E5%85%B1%E5%92%8C%E5%9B%BD",
            "[[zh:美國#歷史|美国]]": f"{wiki}/%E7%BE%8E%E5%9C%8B#%E6%AD%B7%E5%8F%B2",
            "[[en:New York]]": "https://en.wikipedia.org/wiki/New_York",
            "../图 片/a.png": "file:///archive/%E5%9B%BE%20%E7%89%87/a.png",
            "https://example.org/b.png": "https://example.org/b.png",
        }

    serve(scenario, encoded(encoding))


@pytest.mark.parametrize("later", [False, True])
def test_where_wikilinks_lead_can_be_set(later: bool) -> None:
    urls = {"zh": "https://wiki.example/{title}?l={namespace}", "en": ""}

    async def scenario(client: Client) -> None:
        if later:
            client.notify("workspace/didChangeConfiguration", settings={"mdlint-zh": {"wikilinkUrls": urls}})
        client.open(URI, "[[zh:天 机]] [[en:X]] [[ja:Y]]\n")
        targets = [one["target"] for one in await client.about("documentLink", URI)]
        assert targets == ["https://wiki.example/%E5%A4%A9_%E6%9C%BA?l=zh", "https://ja.wikipedia.org/wiki/Y"]

    serve(scenario, **({} if later else {"wikilinkUrls": urls}))


@pytest.mark.parametrize(
    "given", [7, [], {"wikilinkUrls": 1}, {"wikilinkUrls": {"zh": 1}}, {"workspaceDiagnostics": "x"}, {"nein": 1}]
)
def test_options_that_cannot_be_used_are_told_and_passed_over(given: Any) -> None:
    async def scenario(client: Client) -> None:
        client.notify("workspace/didChangeConfiguration", settings=given)
        client.open(URI, "[[zh:天机]]\n")
        assert len(await client.about("documentLink", URI)) == 1
        if given != []:
            assert (await client.told("window/logMessage"))["message"].startswith("mdlint-zh: ")

    serve(scenario)


@ENCODED
def test_an_outline_has_the_header_and_the_headings_in_each_other(encoding: str) -> None:
    def names(symbols: list[dict[str, Any]]) -> list[Any]:
        return [(one["name"], names(one["children"])) for one in symbols]

    def check(symbols: list[dict[str, Any]]) -> None:
        for one in symbols:
            spans = [
                [offset_of(PAGE, one[k][e], encoding) for e in ("start", "end")] for k in ("range", "selectionRange")
            ]
            assert spans[0][0] <= spans[1][0] <= spans[1][1] <= spans[0][1]
            check(one["children"])

    async def scenario(client: Client) -> None:
        client.open(URI, PAGE)
        symbols = await client.about("documentSymbol", URI)
        check(symbols)
        assert [name for name, _ in names(symbols)[0][1]] == [
            "### [:house:返回](README.md)", "---", "## 标题", "`3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/1)",
        ]  # fmt: skip
        assert names(symbols)[1:] == [("第二章", [("小节", [])]), ("又一章", [])]

    nests = {"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}}}
    serve(scenario, {**encoded(encoding), **nests})


def test_an_outline_is_flat_for_who_cannot_nest() -> None:
    async def scenario(client: Client) -> None:
        client.open(URI, "# 甲\n## 乙\n#\n### 丙\n")
        symbols = await client.about("documentSymbol", URI)
        assert [one["name"] for one in symbols] == ["甲", "乙", "#", "丙"]
        assert all(one["location"]["uri"] == URI for one in symbols)

    serve(scenario)


def test_titles_are_completed_from_the_lists_and_the_page(tmp_path: Path) -> None:
    (tmp_path / "t.trie").write_bytes(packed(["中国", "中华民国", "日本", "中国历史"]))
    (tmp_path / "u.txt").write_text("中国菜\n中_文\n", encoding="utf-8")
    (tmp_path / ".mdlint-zh.toml").write_text('titles = ["t.trie", "u.txt"]\n', encoding="utf-8")
    uri = (tmp_path / "1.md").as_uri()
    text = "[[zh:中国通史]]\n😀𠮷[[zh:中國\n[[zh:中]]\n[[zh:中国|中\n中\n"

    async def scenario(client: Client) -> None:
        client.open(uri, text)

        async def completed(line: int, character: int) -> Any:
            return await client.about("completion", uri, position={"line": line, "character": character})

        found = await completed(1, 11)
        assert [one["label"] for one in found["items"]] == ["中国", "中国菜", "中国历史"]
        assert [one["filterText"][:2] for one in found["items"]] == ["中國"] * 3
        assert applied(text, [found["items"][2]["textEdit"]], "utf-16") == text.replace(
            "[[zh:中國\n", "[[zh:中国历史]]\n"
        )
        within = await completed(2, 6)
        assert [one["label"] for one in within["items"]] == [
            "中国通史",
            "中国",
            "中国菜",
            "中 文",
            "中国历史",
            "中华民国",
        ] or {one["label"] for one in within["items"]} >= {"中国通史", "中国", "中华民国"}
        assert applied(text, [within["items"][0]["textEdit"]], "utf-16").splitlines()[2].count("]]") == 1
        for nowhere in ((3, 9), (4, 1), (0, 0), (99, 0)):
            assert (await completed(*nowhere))["items"] == []

    before = Path.cwd()
    try:
        serve(scenario, root=tmp_path)
    finally:
        os.chdir(before)
