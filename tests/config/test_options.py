"""Options of rules may be lists and tables, each checked entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from mdlint_zh.config import ConfigError, load_settings
from mdlint_zh.engine import explain
from mdlint_zh.engine.load import load_rules

RULES = load_rules().rules


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where settings are in a folder of a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "a").mkdir()
    return tmp_path / "repo" / "a" / ".mdlint-zh.toml"


@dataclass(frozen=True)
class Rich:
    """Options of every type that there is."""

    words: tuple[str, ...] = ("甲",)
    instead: dict[str, str] = field(default_factory=lambda: {"甲": "乙"})
    most: dict[str, int] = field(default_factory=lambda: {"甲": 1})
    share: dict[str, float] = field(default_factory=lambda: {"甲": 0.5})
    free: dict[str, str | float] = field(default_factory=dict)


RICH: dict[str, Any] = {"blank-lines": replace(RULES["blank-lines"], options=Rich)}


def test_options_may_be_lists_and_tables(settings_file: Path) -> None:
    """A table, like a list, stands for itself: it replaces the one by default and the one of an extended file."""
    (settings_file.parent / "base.toml").write_text(
        "[rules.blank-lines]\nwords = ['丙']\nmost = {'丙' = 3}\ninstead = {}\n", encoding="utf-8"
    )
    own = "most = {'丁' = 4}\nshare = {'丙' = 1, '丁' = 0.25}\n[rules.blank-lines.free]\n'甲' = '乙'\n'丙' = 3\n"
    settings_file.write_text(f"extend = 'base.toml'\n[rules.blank-lines]\n{own}", encoding="utf-8")
    assert load_settings(settings_file, RICH).options["blank-lines"] == Rich(
        words=("丙",), instead={}, most={"丁": 4}, share={"丙": 1.0, "丁": 0.25}, free={"甲": "乙", "丙": 3}
    )
    assert Rich() == RICH["blank-lines"].options()
    assert '- `instead = { "甲" = "乙" }`\n- `most = { "甲" = 1 }`' in explain.page(RICH["blank-lines"])


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("words = '丙'", "`rules.blank-lines.words` has to be a list of texts"),
        ("words = [1]", "`rules.blank-lines.words` has to be a list of texts"),
        ("instead = ['丙']", "`rules.blank-lines.instead` has to be a table"),
        ("instead = {'丙' = 3}", "`rules.blank-lines.instead.丙` has to be a text, like '乙'"),
        ("most = {'丙' = '3'}", "`rules.blank-lines.most.丙` has to be a whole number, like 1"),
        ("most = {'丙' = true}", "`rules.blank-lines.most.丙` has to be a whole number, like 1"),
        ("most = {'丙' = 10000000000}", "`rules.blank-lines.most.丙` is too large a number"),
        ("share = {'丙' = nan}", "`rules.blank-lines.share.丙` has to be a number, like 0.5"),
        ("free = {'丙' = [1]}", "`rules.blank-lines.free.丙` has to be a text or a number"),
        ("free = {'丙' = true}", "`rules.blank-lines.free.丙` has to be a text or a number"),
        ("free = {'丙' = inf}", "`rules.blank-lines.free.丙` has to be a text or a number"),
        ("free = {'丙' = 10000000000}", "`rules.blank-lines.free.丙` is too large a number"),
    ],
)
def test_a_list_or_table_of_something_else_is_told(settings_file: Path, own: str, said: str) -> None:
    settings_file.write_text(f"[rules.blank-lines]\n{own}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        load_settings(settings_file, RICH)
    assert str(told.value).startswith(f"{settings_file}:2:")
    assert told.value.why.startswith(said)
