"""Only what has changed, with the real git: which pages, which lines, and that a repair touches nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Ran
from repository import OLD, Repository

pytestmark = pytest.mark.attack


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.begun(tmp_path)


def refused(ran: Ran) -> str:
    """The one line of a run that could not be done."""
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran
    return ran.err


HOW = pytest.mark.parametrize("how", [["--staged"], ["--diff-base", "main"]], ids=["staged", "base"])


@HOW
def test_one_added_character_shows_and_repairs_one_paragraph(repository: Repository, how: list[str]) -> None:
    repository.write("1.md", OLD.replace("第二段。", "第二段了。"))
    repository.git("add", "1.md")
    assert repository.places(*how) == ["1.md:5:6:"]
    assert repository.run("format", *how).code == 0
    assert repository.read("1.md") == OLD.replace("第二段。 ", "第二段了。")
    repository.git("add", "1.md")
    assert repository.places(*how) == []


@HOW
def test_an_item_stands_for_itself(repository: Repository, how: list[str]) -> None:
    repository.write("1.md", OLD.replace("乙", "丙"))
    repository.git("add", "1.md")
    assert repository.run("check", "--fix", *how).code == 0
    assert repository.read("1.md") == OLD.replace("乙 ", "丙")


@HOW
def test_where_nothing_has_changed_it_is_said(repository: Repository, how: list[str]) -> None:
    ran = repository.run("check", *how)
    said = "main" if "main" in how else "the last commit"
    assert (ran.code, ran.out, ran.complaints) == (
        0,
        "",
        [f"mdlint-zh: no pages changed since {said}; nothing was checked"],
    )
    assert repository.run("check", "--quiet", *how).err == ""


NAMES = [
    "归档 目录/笔记 一.md",
    'a "quoted".md',
    "tab\there.md",
    "line\nend.md",
    "back\\slash.md",
    "b/+++ x.md",
    "-dash.md",
]


@HOW
def test_names_of_every_kind(repository: Repository, how: list[str]) -> None:
    for name in NAMES:
        repository.write(name, OLD)
    repository.commit()
    for name in NAMES:
        repository.write(name, OLD.replace("第二段", "第三段"))
    repository.git("checkout", "--quiet", "-b", "other", "HEAD")
    repository.git("add", "--all")
    entries = repository.run("check", "--output-format=json", "--select=trailing-spaces", *how).json
    assert sorted((entry["file"], entry["line"]) for entry in entries) == sorted((name, 5) for name in NAMES)


def test_what_is_staged_is_read_and_not_what_the_file_holds(repository: Repository) -> None:
    staged = OLD.replace("第二段。 ", "第二段好。 ")
    repository.write("1.md", staged)
    repository.git("add", "1.md")
    held = repository.write("1.md", "全新 \n" + staged)
    assert repository.places("--staged") == ["1.md:5:6:"]
    before = held.read_bytes()
    ran = repository.run("format", "--staged")
    assert (ran.code, len(ran.complaints), held.read_bytes()) == (2, 1, before)
    assert "1.md: was not repaired: what is staged of it is not what the file holds" in ran.err
    ran = repository.run("check", "--fix", "--staged", "--output-format=concise")
    assert (ran.code, ran.lines[0], held.read_bytes()) == (
        2,
        "1.md:5:6: warning trailing-spaces 5 lines end in spaces",
        before,
    )
    assert "-第二段好。 \n+第二段好。\n" in repository.run("format", "--staged", "--diff").out


def test_a_page_that_needs_no_repair_may_be_half_staged(repository: Repository) -> None:
    repository.write("1.md", OLD.replace("第二段。 ", "第二段好。"))
    repository.git("add", "1.md")
    repository.write("1.md", "全新 \n" + OLD)
    assert repository.run("format", "--staged").code == 0


def test_git_may_have_other_line_ends_than_the_file(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    changed = OLD.replace("第二段", "第三段").replace("\n", "\r\n")
    repository.write("1.md", changed)
    repository.git("add", "1.md")
    assert repository.run("format", "--staged").code == 0
    assert repository.read("1.md") == changed.replace("第三段。 ", "第三段。")


def test_new_pages_count_whole_before_they_are_added(repository: Repository) -> None:
    repository.write("新/2.md", OLD)
    repository.write("忽略/3.md", OLD)
    repository.write(".gitignore", "忽略/\n")
    assert repository.places("--diff-base", "HEAD") == ["新/2.md:1:5:"]
    assert repository.places("--staged") == []
    repository.git("add", "--all")
    assert repository.places("--staged") == ["新/2.md:1:5:"]
    assert repository.run("format", "--staged").code == 0
    assert repository.read("新/2.md") == OLD.replace(" \n", "\n")
    assert repository.read("1.md") == OLD


def test_without_commits_all_that_is_staged_is_new(tmp_path: Path) -> None:
    desk = Repository(tmp_path)
    desk.git("init", "--quiet")
    desk.write("1.md", OLD)
    assert desk.places("--staged") == []
    desk.git("add", "1.md")
    assert desk.places("--staged") == ["1.md:1:5:"]
    assert "there is no revision 'HEAD' here" in refused(desk.run("check", "--diff-base", "HEAD"))


@HOW
def test_a_renamed_page_is_not_new(repository: Repository, how: list[str]) -> None:
    page = OLD + "\n尾声，很长的一段文字。\n" * 5
    repository.write("1.md", page)
    repository.write("2.md", page.replace("尾声", "终曲"))
    repository.commit()
    repository.git("mv", "1.md", "甲 一.md")
    repository.git("mv", "2.md", "乙.md")
    assert repository.places(*how) == []
    repository.write("甲 一.md", page.replace("第二段", "第三段"))
    repository.git("add", "--all")
    assert repository.places(*how) == ["甲 一.md:5:5:"]


@pytest.mark.parametrize(
    ("now", "places"),
    [
        (OLD.replace("旧的一段。 \n\n", ""), []),
        (OLD.replace("- 甲 \n", ""), ["1.md:7:4:"]),
        (OLD.removesuffix("- 乙 \n"), ["1.md:7:4:"]),
        (OLD.removesuffix("\n- 甲 \n- 乙 \n"), []),
        (OLD.removeprefix("# 月食 \n\n"), ["1.md:1:6:"]),
        (OLD.replace(" \n\n第二段", " \n第二段"), ["1.md:3:6:"]),
        ("", []),
    ],
)
def test_what_is_only_taken_away_changes_what_lost_something(
    repository: Repository, now: str, places: list[str]
) -> None:
    repository.write("1.md", now)
    assert repository.places("--diff-base", "main") == places


def test_a_finding_that_counts_for_the_page_stands_on_one_line(repository: Repository) -> None:
    """Of trailing spaces each edit stands alone: they are found where the changed lines have them."""
    repository.write("1.md", OLD.replace("第二段。 ", "第二段好。"))
    assert repository.places("--diff-base", "main") == []
    repository.write("1.md", OLD.replace("\n", "\r\n", 2).replace("第二段。", "第二段好。"))
    found = repository.run("check", "--output-format=json", "--diff-base", "main").json
    assert {(one["rule"], one["line"]) for one in found} == {("line-endings-mixed", 1), ("trailing-spaces", 1)}
    repository.write("1.md", OLD.replace("\n", "\r\n", 1) + "\n好\n")
    repository.commit()
    repository.write("1.md", OLD.replace("\n", "\r\n", 1) + "\n很好\n")
    assert repository.run("check", "--output-format=json", "--diff-base", "HEAD").json == []


def test_paths_in_a_subfolder_and_of_some_pages(repository: Repository) -> None:
    for name in ("b/2.md", "b/c/3.md", "b/note.txt", "b/node_modules/4.md", "草稿/5.md"):
        repository.write(name, OLD)
    repository.write(".mdlint-zh.toml", 'exclude = ["草稿/"]\n')
    repository.git("add", "--all")
    assert repository.places("--staged") == ["b/2.md:1:5:", "b/c/3.md:1:5:"]
    assert repository.places("--staged", cwd="b") == ["2.md:1:5:", "c/3.md:1:5:"]
    assert repository.places("--staged", "../1.md", "c", "2.md", "./2.md", cwd="b") == ["c/3.md:1:5:", "2.md:1:5:"]
    assert repository.places("--staged", "b/note.txt", "草稿/5.md") == ["b/note.txt:1:5:"]
    missing = repository.run("check", "--staged", "nope.md")
    assert (missing.code, missing.complaints) == (2, ["mdlint-zh: nope.md: there is no such file or folder"])
    assert "is not in the repository" in refused(repository.run("check", "--staged", "1.md", "/usr"))


@HOW
def test_links_are_no_pages_that_changed(repository: Repository, how: list[str]) -> None:
    (repository.folder / "l.md").symlink_to("1.md")
    repository.git("add", "--all")
    assert repository.places(*how) == []
