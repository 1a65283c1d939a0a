"""`mdlint_zh.lint` and `fix`: the page, its place, the settings and the titles are given; a rule that fails costs its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk

from mdlint_zh import WARNING, Options, Page, api, fix, lint, rule
from mdlint_zh.config import ConfigError, load_settings
from mdlint_zh.engine import load
from mdlint_zh.engine.load import load_rules

ARTICLE = "###  [:house:返回](README.md)\n---\n\n\n## 题\n`3/15/2024 3:11 PM UTC 作者` [轉載自GNews](https://gnews.org/articles/1)\n\n正文\n"


def rules(*given: Any, **named: Any) -> list[str]:
    return [finding.rule for finding in lint(*given, **named)]


def test_what_stands_beside_a_page_is_looked_for_where_it_stands(tmp_path: Path) -> None:
    assert "return-link-broken" in rules(ARTICLE, path=tmp_path / "1.md")
    (tmp_path / "README.md").write_bytes(b"")
    assert rules(ARTICLE, path=str(tmp_path / "1.md")) == []
    assert rules(ARTICLE) == []


def test_settings_are_a_file_or_what_was_read_of_it(tmp_path: Path) -> None:
    file = tmp_path / ".mdlint-zh.toml"
    file.write_text('ignore = ["final-newline"]\n[per-file-ignores]\n"a/*" = ["trailing-spaces"]\n[severity]\ntrailing-spaces = "error"\n', encoding="utf-8")  # fmt: skip
    for settings in (file, str(file), load_settings(file, load_rules().rules)):
        [finding] = lint("题 ", settings=settings)
        assert (finding.rule, str(finding.severity)) == ("trailing-spaces", "error")
        assert rules("题 ", settings=settings, path=tmp_path / "a" / "1.md") == []
        assert rules("题 ", settings=settings, select=["final-newline", "trailing"]) == ["trailing-spaces"]
    file.write_text("", encoding="utf-8")
    assert "final-newline" in rules("题 ", settings=file)


def test_settings_that_are_broken_are_told(tmp_path: Path) -> None:
    file = tmp_path / ".mdlint-zh.toml"
    file.write_text("nonsense = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="nonsense"):
        lint("题", settings=file)
    with pytest.raises(ConfigError, match="nowhere"):
        lint("题", settings=tmp_path / "nowhere.toml")


@pytest.mark.parametrize("titles", [{"三国"}, ["三國"], iter(["三国"])], ids=["set", "traditional", "iterator"])
def test_titles_are_what_is_known(titles: Any) -> None:
    text = "见[[zh:三国]]和[[zh:无此]]。\n"
    for _ in range(2):
        found = lint(text, titles=titles, select=["wikilink-unknown"])
        assert [text[one.start : one.end] for one in found] == ["[[zh:无此]]"]


def test_it_finds_what_the_command_finds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write(".mdlint-zh.toml", '[kinds]\nother = ["b/*"]\n[profile]\ntitle-level = 3\n')
    for name in ("a/1.md", "b/1.md"):
        desk.write(name, ARTICLE.replace("正文", "正文 "))
    monkeypatch.chdir(desk.folder)
    found = [(name, one.rule) for name in ("a/1.md", "b/1.md") for one in lint(desk.read(name), path=name, settings=".mdlint-zh.toml")]  # fmt: skip
    assert found == [(one["file"], one["rule"]) for one in desk.run("check", "a", "b", "--output-format=json").json]


@rule(severity=WARNING)
def failing(page: Page, _options: Options) -> Iterator[Any]:
    raise ZeroDivisionError(page.text[:1])


def test_a_rule_that_fails_is_told_and_costs_its_own_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {**load_rules().rules, "failing": failing}
    monkeypatch.setattr(api, "load_rules", lambda: load.Loaded(found, []))
    api._plan.cache_clear()
    with pytest.warns(api.RuleFailedWarning, match="ZeroDivisionError: 题"):
        assert rules("题 \n") == ["trailing-spaces"]
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        fix("题 \n")
    api._plan.cache_clear()


def test_fixing_takes_the_same(tmp_path: Path) -> None:
    file = tmp_path / ".mdlint-zh.toml"
    file.write_text('ignore = ["final-newline"]\n', encoding="utf-8")
    assert fix("题 ", settings=file, path=tmp_path / "1.md") == "题"
