"""A partition: pages in, two tables out, by the rules and settings of `check`; nothing is read, asked or written."""

from __future__ import annotations

import pickle
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from batched import BODIES, article, pages, write
from conftest import Desk

from mdlint_zh import WARNING, Options, Page, Rule, rule
from mdlint_zh.batch.item import Item
from mdlint_zh.config import Settings, load_settings
from mdlint_zh.engine.load import load_rules

pytest.importorskip("pyarrow", reason="the extra `dask` is not installed")

from mdlint_zh.batch import fix_partition, lint_partition
from mdlint_zh.batch.tables.rows import widths
from mdlint_zh.batch.tables.schema import FACTS, FINDINGS


def nothing(_path: str) -> bool:
    return False


def items(made: dict[str, bytes]) -> list[Item]:
    return [Item(path, data, size=len(data)) for path, data in made.items()]


def facts(data: bytes, path: str = "a/1.md", settings: Settings | None = None) -> dict[str, Any]:
    [row] = lint_partition([Item(path, data)], settings or Settings(), nothing).facts.to_pylist()
    return dict(row)


def test_the_columns_are_those_of_the_schema() -> None:
    for made in ({}, pages(3)):
        tables = lint_partition(items(made), Settings(), nothing)
        assert tables.findings.column_names == list(FINDINGS)
        assert tables.facts.column_names == list(FACTS)
        assert tables.facts.num_rows == len(made)


def test_what_is_found_is_what_check_finds(desk: Desk) -> None:
    made = pages(20)
    write(desk.folder, made)
    expected = desk.run("check", "content", "--isolated", "--no-cache", "--output-format=json").json
    found = lint_partition(items(made), Settings(), set(made).__contains__).findings.to_pylist()
    by_page = sorted(found, key=lambda row: (row["path"].replace("README", "0"), row["start_offset"]))
    keys = ("line", "column", "end_line", "end_column", "rule", "severity", "message", "confidence")
    told = [(row["path"], *(row[key] for key in keys)) for row in by_page]
    assert sorted(told) == sorted((row["file"], *(row[key] for key in keys)) for row in expected)
    assert {row["applicability"] for row in found} == {row["fix"] and row["fix"]["applicability"] for row in expected}


def test_what_stands_beside_a_page_is_what_exists_says() -> None:
    made, asked = pages(1), list[str]()

    def exists(path: str) -> bool:
        asked.append(path)
        return True

    rules = lint_partition(items(made), Settings(), nothing).findings["rule"].to_pylist()
    assert "return-link-broken" in rules
    assert "return-link-broken" not in lint_partition(items(made), Settings(), exists).findings["rule"].to_pylist()
    assert set(asked) == {"content/README.md"}


def test_a_place_has_the_say_over_patterns_and_neighbours() -> None:
    asked = list[str]()

    def exists(path: str) -> bool:
        asked.append(path)
        return True

    lint_partition([Item("shown.md", article(0), place="/real/../place/1.md")], Settings(), exists)
    assert asked == ["/place/README.md"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xfe\x00", "is UTF-16"),
        ("题".encode("gb18030") * 40, "is not UTF-8"),
        (b"a\0b", "holds a NUL"),
        (b"a" * (1 << 20) + b"aa", "has more than 1 MiB"),
    ],
    ids=["utf-16", "gb18030", "nul", "large"],
)
def test_a_page_that_cannot_be_read_costs_no_other(data: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / ".mdlint-zh.toml").write_text("[limits]\npage = 1\n", encoding="utf-8")
    settings = load_settings(tmp_path / ".mdlint-zh.toml", load_rules().rules)
    tables = lint_partition(
        [Item("a.md", data), Item("b.md", article(0)), Item("c.md", None, fault="gone")], settings, nothing
    )
    bad, good, gone = tables.facts.to_pylist()
    assert bad["failures"][0]["message"].startswith(why)
    assert gone["failures"] == [{"rule": "", "message": "gone"}]
    assert (bad["kind"], good["kind"], good["failures"]) == ("", "article", [])
    assert set(tables.findings["path"].to_pylist()) == {"b.md"}


@rule(severity=WARNING)
def broken(_page: Page, _options: Options) -> Any:
    raise ZeroDivisionError("no")


def test_a_rule_that_fails_costs_its_own_findings_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from mdlint_zh.batch import partition  # noqa: PLC0415

    rules: dict[str, Rule] = {**load_rules().rules, "zz-broken": broken}
    monkeypatch.setattr(partition, "_rules", lambda: rules)
    tables = lint_partition([Item("a.md", "题 \n".encode())], Settings(), nothing)
    assert "trailing-spaces" in tables.findings["rule"].to_pylist()
    assert "ZeroDivisionError: no" in tables.facts["failures"].to_pylist()[0][0]["message"]


def test_facts_of_an_article() -> None:
    body = "见[[zh:三国]]和[题](https://example.org/1)，![图[[zh:景]]](b.png)\n\n<https://example.org/2>\n"
    row = facts(article(4).replace("没有错\n".encode(), body.encode(), 1))
    assert row["title"] == "题4"
    assert row["timestamp"] == datetime(2024, 3, 15, 15, 11, tzinfo=timezone.utc)
    assert (row["author"], row["source"]) == ("作者", "https://gnews.org/articles/4")
    assert row["links"] == [
        {"kind": "wikilink", "target": "zh:三国"},
        {"kind": "wikilink", "target": "zh:景"},
        {"kind": "link", "target": "https://example.org/1"},
        {"kind": "autolink", "target": "https://example.org/2"},
    ]
    assert row["images"] == [{"url": "b.png", "alt": "图景"}]


def test_facts_of_a_page_without_a_header() -> None:
    row = facts("正文\n".encode())
    assert [row[key] for key in ("title", "timestamp", "author", "source", "links", "images")] == [None] * 4 + [[], []]
    assert facts(b"")["body"] is None


def test_a_body_is_known_by_what_a_reader_sees_of_it() -> None:
    one, other = article(0), article(0).replace("题0".encode(), "别".encode()).replace(b"\n", b"\r\n")
    linked = article(0).replace("他说".encode(), "[[zh:他说]]".encode())
    assert facts(one)["body"] == facts(other)["body"] == facts(linked)["body"] != facts(article(1))["body"]


def test_fixing_gives_texts_and_changes_nothing_else() -> None:
    made = pages(4)
    repaired = fix_partition(items(made), Settings(), set(made).__contains__)
    assert repaired.texts["content/0.md"] == article(0).decode().replace(" \n", "\n")
    assert set(repaired.texts) < set(made)
    changed = {row["path"] for row in repaired.tables.facts.to_pylist() if row["changed"]}
    assert changed == set(repaired.texts)
    assert "trailing-spaces" not in repaired.tables.findings["rule"].to_pylist()
    again = fix_partition([Item(path, text.encode()) for path, text in repaired.texts.items()], Settings(), nothing)
    assert again.texts == {}


def test_settings_go_to_other_processes_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("三国\n", encoding="utf-8")
    path = tmp_path / ".mdlint-zh.toml"
    path.write_text(
        'titles = ["titles.txt"]\n[per-file-ignores]\n"a/*" = ["trailing-spaces"]\n[kinds]\nother = ["b/*"]\n',
        encoding="utf-8",
    )
    settings = load_settings(path, load_rules().rules)
    sent: Settings = pickle.loads(pickle.dumps(settings))  # noqa: S301 - what we have just packed
    assert "三国" in sent.titles
    assert repr(sent) == repr(settings)
    for one in (settings, sent):
        tables = lint_partition([Item("a/1.md", b"a \n"), Item("b/1.md", b"a \n")], one, nothing)
        assert tables.findings["path"].to_pylist() == ["b/1.md"]
        assert tables.facts["kind"].to_pylist() == ["other", "other"]


@pytest.mark.parametrize("text", ["", "a", "é中😀\r\n", *BODIES, "".join(map(chr, range(1, 0xD800))), "\U0010ffff"])
def test_widths_are_those_of_the_text(text: str) -> None:
    same = widths(text)
    assert [len(one.encode()) for one in same] == [len(one.encode()) for one in text]
    assert [len(one.encode("utf-16-le")) for one in same] == [len(one.encode("utf-16-le")) for one in text]
