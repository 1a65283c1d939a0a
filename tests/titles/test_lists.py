"""Lists of titles: built, named in the settings, and what rules make of them."""

from __future__ import annotations

import gzip
import os
import struct
from hashlib import sha256
from io import FileIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from mdlint_zh.run.titles import build
from mdlint_zh.titles.built import HEAD, FormError, TitleFile, packed
from mdlint_zh.titles.lists import Titles, TitlesError, read_titles

pytestmark = pytest.mark.attack

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
    assert build([tmp_path], tmp_path / "titles.trie") == 1
    assert "河内" in Titles.opened([tmp_path / "titles.trie"])


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


@pytest.mark.parametrize("given", ["\n## 长江", "#\n", "长江\n", "\r\n#长江", "\n"])
def test_nothing_over_a_line_end_is_known(given: str) -> None:
    assert given not in Titles.of(["长江"])
    assert "#历史" in Titles.of(["长江"])  # a place on the same page


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


def test_a_list_that_was_built_before_is_to_be_built_again(tmp_path: Path) -> None:
    for start in (b"We love Marisa.", packed([])[:18] + b"\x01"):
        (tmp_path / "old.trie").write_bytes(start + b"\0" * 100)
        with pytest.raises(
            TitlesError, match=r"old\.trie: was built by .* version: build it again with `mdlint-zh titles"
        ):
            Titles.opened([tmp_path / "old.trie"])


def test_a_built_list_is_known_by_what_it_holds_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(packed(["河内"]))
    assert "河内" in Titles.opened([tmp_path / "list.txt"])


@settings(max_examples=50)
@given(st.sets(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=5), max_size=60))
def test_a_built_list_holds_what_was_put_into_it_and_nothing_else(titles: set[str]) -> None:
    built = TitleFile(packed(titles))
    assert all(title in built for title in titles - {""})
    assert not any(f"{title}无" in built for title in titles if f"{title}无" not in titles)


TITLES = [f"题{number}" for number in range(200)]


@pytest.mark.parametrize("keep", [0, 1, 18, HEAD - 1, HEAD, HEAD + 3, HEAD + 40, -1])
def test_a_list_that_is_cut_off_is_told(keep: int) -> None:
    with pytest.raises(FormError, match="is damaged: build it again"):
        TitleFile(packed(TITLES)[:keep])


@settings(max_examples=200)
@given(st.data())
def test_a_byte_that_is_another_is_told(data: st.DataObject) -> None:
    built = bytearray(packed(TITLES))
    at = data.draw(st.integers(0, len(built) - 1))
    built[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(FormError):
        TitleFile(bytes(built))


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1), st.binary(max_size=200))
def test_a_list_that_somebody_forged_with_a_right_digest_gives_answers_or_one_line(buckets: int, rest: bytes) -> None:
    for count in (buckets, buckets % 16):
        body = struct.pack("<I", count) + rest
        try:
            forged = TitleFile(packed([])[: HEAD - 32] + sha256(body).digest() + body)
        except FormError:
            continue
        assert {title in forged for title in TITLES} <= {True, False}


def test_a_list_in_use_may_be_replaced_and_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "titles.trie"
    path.write_bytes(packed(TITLES))
    titles = Titles.opened([path])
    os.truncate(path, 10)
    assert all(title in titles for title in TITLES)


@pytest.mark.parametrize(
    "content",
    [b"\x1f\x8b", b"no gzip", gzip.compress(b"a\n" * 999)[:-9], gzip.compress(b"a\n" * 9999)[:20] + b"\xff" * 40],
    ids=["head", "text", "cut off", "spoilt"],
)
def test_a_packed_list_that_is_damaged_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "list.gz").write_bytes(content)
    with pytest.raises(TitlesError, match=r"list\.gz: cannot be read: "):
        Titles.opened([tmp_path / "list.gz"])


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress("河内\n".encode()) + bytes(1 << 20),
        gzip.compress(b"") * 5_000 + gzip.compress("河内\n".encode()),
        bytes([0x1F, 0x8B, 8, 8, *bytes(6)]) + b"a" * (1 << 20) + b"\0" + gzip.compress("河内\n".encode())[10:],
        gzip.compress("河".encode()) + bytes(70_000) + gzip.compress("内\n".encode()) + bytes(9),
    ],
    ids=["zeros at the end", "many members", "a long name", "a title in two members"],
)
def test_what_is_odd_in_a_packed_list_is_read_in_pieces(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`gzip` of Python reads a name, and zeros between members, byte by byte."""
    reads = []

    class File(FileIO):
        def read(self, size: int = -1) -> bytes:  # type: ignore[override]
            reads.append(size)
            return super().read(size)

    (tmp_path / "list.gz").write_bytes(content)
    monkeypatch.setattr("mdlint_zh.titles.lists.open_file", File)
    assert list(read_titles(tmp_path / "list.gz")) == ["河内"]
    assert len(reads) <= len(content) >> 15 or len(reads) <= 4


def test_a_list_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "list.gz").touch()
    os.truncate(tmp_path / "list.gz", 1 << 40)
    with pytest.raises(TitlesError, match=r"list\.gz: has more than 512 MiB"):
        Titles.opened([tmp_path / "list.gz"])


def test_lines_that_no_title_can_be_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("\ufeff河内\r\n" + "长" * 3_000_000 + "\n越南", encoding="utf-8")
    assert list(read_titles(tmp_path / "list.txt")) == ["河内", "越南"]


@given(st.lists(st.text("ab中国", min_size=1, max_size=5), unique=True, max_size=30), st.text("ab中国", max_size=2))
def test_titles_that_begin_so(titles: list[str], start: str) -> None:
    """Of a list that was built, and of a plain one, the shortest first."""
    expected = sorted({title for title in titles if title.startswith(start)}, key=lambda one: (len(one), one))
    assert Titles([TitleFile(packed(titles))]).beginning(start, 99) == expected
    assert Titles.of(titles).beginning(start, 99) == expected
    assert Titles.of(titles).beginning(start, 2) == expected[:2]
