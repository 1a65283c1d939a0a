"""Lists of titles: built, named in the settings, and what rules make of them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from mdlint_zh.titles import Titles, TitlesError, build, read_titles

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Desk

PAGE = (
    "## 样本\n`3/15/2024 3:11 PM UTC` [轉載自GNews](https://gnews.org/articles/1)\n\n学生用聊[[zh:天机]]器人写作业。\n"
)


def test_a_list_is_read_with_underscores_plain_or_gzipped(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("page_title\n阿_Q_正传\n河内\n\n", encoding="utf-8")
    with gzip.open(tmp_path / "packed.gz", "wt", encoding="utf-8") as file:
        file.write("page_title\n阿_Q_正传\n河内\n")
    for name in ("plain.txt", "packed.gz"):
        assert list(read_titles(tmp_path / name)) == ["阿 Q 正传", "河内"]


def test_an_archive_gives_the_targets_that_several_pages_link(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"[[zh:河内]]和[[zh:孤例{number}]]", encoding="utf-8")
    assert list(read_titles(tmp_path)) == ["河内"]


def test_a_built_list_knows_what_was_put_into_it_in_either_script(tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("馬紹爾群島\n河内\n", encoding="utf-8")
    assert build([tmp_path / "titles.txt"], tmp_path / "titles.trie") == 2
    titles = Titles.opened([tmp_path / "titles.trie"])
    assert "马绍尔群岛" in titles
    assert "馬紹爾群島" in titles
    assert "河內" in titles
    assert "河" not in titles


@pytest.mark.parametrize("name", ["missing.txt", "missing.trie", "broken.trie"])
def test_a_list_that_cannot_be_used_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "broken.trie").write_bytes(b"no trie")
    with pytest.raises(TitlesError, match=name):
        Titles.opened([tmp_path / name])


def test_titles_in_the_settings_offer_the_word_beside_a_cut_one(desk: Desk) -> None:
    desk.write("1.md", PAGE)
    desk.write("titles.txt", "机器人\n")
    desk.write(".mdlint-zh.toml", 'titles = ["titles.txt"]\n')
    (finding,) = desk.run("check", "--select", "wikilink-split", "--output-format", "json", "1.md").json
    assert finding["confidence"] > 0.6
    assert finding["fix"]["applicability"] == "safe"
    assert [edit["text"] for edit in finding["fix"]["edits"]] == ["天机"]
    (other,) = finding["alternatives"]
    assert other["applicability"] == "unsafe"
    assert [edit["text"] for edit in other["edits"]] == ["天[[zh:机器人]]"]


def test_a_missing_list_in_the_settings_is_told_with_the_settings(desk: Desk) -> None:
    desk.write("1.md", PAGE)
    desk.write(".mdlint-zh.toml", 'titles = ["keine.txt"]\n')
    ran = desk.run("check", "1.md")
    assert ran.code == 2
    assert "keine.txt" in ran.err


def test_the_command_builds_a_list(desk: Desk) -> None:
    desk.write("list.txt", "河内\n越南\n")
    ran = desk.run("titles", "build", "list.txt", "-o", "out.trie")
    assert ran.code == 0
    assert "2 titles in out.trie" in ran.err
