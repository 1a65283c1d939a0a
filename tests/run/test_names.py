"""Names of persons from an archive into a list, and from the list into what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdlint_zh.config import ConfigError
from mdlint_zh.config.load import load_settings
from mdlint_zh.engine.load import load_rules
from mdlint_zh.run.choices import Choices
from mdlint_zh.run.names import build_names
from mdlint_zh.run.page import check_text
from mdlint_zh.titles.lists import TitlesError

RULES = load_rules().rules


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for number, text in enumerate(
        ["学者[[zh:李敏]]生到场", "李敏生说", "記者李敏生報道", "[[zh:张强]]在场", "张强在场", "张强在场"]
    ):
        (tmp_path / f"{number}.md").write_text(f"{text}。\n", encoding="utf-8")
    return tmp_path


def found(page: Path) -> list[str]:
    """The messages of what is found on a page with the settings beside it."""
    report = check_text(page.read_text(encoding="utf-8"), page, Choices(RULES))
    return [finding.message for finding in report.findings if finding.rule == "wikilink-split"]


def test_what_is_collected_is_found(archive: Path) -> None:
    page, names = archive / "0.md", archive / "names.txt"
    (archive / ".mdlint-zh.toml").write_text("", encoding="utf-8")
    assert not found(page)
    assert build_names([archive], names) == 1
    assert names.read_text(encoding="utf-8").splitlines()[1:] == ["李敏生"]
    (archive / ".mdlint-zh.toml").write_text('[wordcut]\nnames = ["names.txt"]\n', encoding="utf-8")
    assert found(page) == ["[[zh:李敏]] cuts 李敏生"]
    assert not found(archive / "3.md")


def test_another_list_is_another_fingerprint(archive: Path) -> None:
    prints = set()
    for name in ("李敏生", "李敏海", ""):
        (archive / "names.txt").write_text(f"# some\n{name}\n", encoding="utf-8")
        (archive / ".mdlint-zh.toml").write_text('[wordcut]\nnames = "names.txt"\n', encoding="utf-8")
        prints.add(Choices(RULES).fingerprint(str(archive)))
    assert len(prints) == 3


def test_a_list_is_written_over_and_nothing_else(archive: Path) -> None:
    names = archive / "names.txt"
    assert build_names([archive], names) == build_names([archive], names) == 1
    page = archive / "0.md"
    before = page.read_bytes()
    with pytest.raises(TitlesError, match="is no list of names; it was left alone"):
        build_names([archive], page)
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "told"),
    [('names = ["none.txt"]', "none.txt"), ("names = 1", "wordcut.names"), ("name = []", "name")],
)
def test_a_list_that_cannot_be_used_is_told(given: str, told: str, tmp_path: Path) -> None:
    settings = tmp_path / ".mdlint-zh.toml"
    settings.write_text(f"[wordcut]\n{given}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        load_settings(settings, RULES)
