"""Which pages the command reads, and as what: folders, .gitignore, patterns, kinds, profile, options."""

from __future__ import annotations

import pytest
from conftest import Desk
from samples import SOUND, SPACES

pytestmark = pytest.mark.attack


def checked(desk: Desk, *args: str, cwd: str = ".") -> list[str]:
    """The pages in which a page's trailing space is found."""
    entries = desk.run("check", "--output-format", "json", "--select", "trailing-spaces", *args, cwd=cwd).json
    return [entry["file"] for entry in entries]


@pytest.fixture
def tree(desk: Desk) -> Desk:
    for name in (
        "1.md",
        "b/2.md",
        "b/c/3.markdown",
        "归档 目录/笔记 一.md",
        "b/notes.txt",
        "node_modules/x.md",
        ".git/y.md",
    ):
        desk.write(name, SPACES)
    return desk


def test_a_folder_means_the_markdown_below_it_in_order(tree: Desk) -> None:
    assert checked(tree) == ["1.md", "b/2.md", "b/c/3.markdown", "归档 目录/笔记 一.md"]
    assert checked(tree, "b") == ["b/2.md", "b/c/3.markdown"]


def test_explicit_paths_mean_only_these(tree: Desk) -> None:
    assert checked(tree, "归档 目录/笔记 一.md") == ["归档 目录/笔记 一.md"]
    assert checked(tree, "b/notes.txt", "1.md", "./1.md", "b/../1.md") == ["b/notes.txt", "1.md"]


def test_a_page_given_twice_is_checked_once(tree: Desk) -> None:
    assert checked(tree, "b", "b/2.md", str(tree.folder / "b/2.md")) == ["b/2.md", "b/c/3.markdown"]


def test_a_path_is_shown_from_the_folder_we_are_in(tree: Desk) -> None:
    assert checked(tree, str(tree.folder / "b")) == ["b/2.md", "b/c/3.markdown"]
    assert checked(tree, "../1.md", cwd="b") == ["../1.md"]


@pytest.mark.parametrize(
    ("ignored", "left"),
    [
        ({".gitignore": "*.md\n"}, ["b/c/3.markdown"]),
        ({".gitignore": "*.md\n!2.md\n"}, ["b/2.md", "b/c/3.markdown"]),
        ({".gitignore": "b/\n"}, ["1.md", "归档 目录/笔记 一.md"]),
        ({".gitignore": "b/\n!b/2.md\n"}, ["1.md", "归档 目录/笔记 一.md"]),
        ({".gitignore": "/c\n/*.md\n"}, ["b/2.md", "b/c/3.markdown", "归档 目录/笔记 一.md"]),
        ({".gitignore": "*.md\n", "b/.gitignore": "!*.md\n"}, ["b/2.md", "b/c/3.markdown"]),
        ({"b/.gitignore": "/c\n"}, ["1.md", "b/2.md", "归档 目录/笔记 一.md"]),
        ({".gitignore": "归档 目录/\n# 1.md\n"}, ["1.md", "b/2.md", "b/c/3.markdown"]),
        ({".gitignore": b"\xef\xbb\xbf1.md\r\nb\r\n"}, ["归档 目录/笔记 一.md"]),
        ({".gitignore": "!\n///\n\\\n"}, ["1.md", "b/2.md", "b/c/3.markdown", "归档 目录/笔记 一.md"]),
    ],
)
def test_folders_honour_gitignore(tree: Desk, ignored: dict[str, str | bytes], left: list[str]) -> None:
    for name, text in ignored.items():
        tree.write(name, text)
    assert checked(tree) == left


def test_gitignore_above_the_folder_counts_inside_a_repository_only(tree: Desk) -> None:
    tree.write(".gitignore", "3.markdown\n")
    assert checked(tree, cwd="b") == ["2.md"]
    (tree.folder / ".git").rename(tree.folder / "no.git")
    assert checked(tree, cwd="b") == ["2.md", "c/3.markdown"]


def test_gitignore_says_nothing_about_files_that_are_named(tree: Desk) -> None:
    tree.write(".gitignore", "*.md\n")
    assert checked(tree, "1.md") == ["1.md"]


def test_links_to_folders_are_not_followed_and_broken_links_are_passed_over(tree: Desk) -> None:
    (tree.folder / "b/loop").symlink_to(tree.folder)
    (tree.folder / "b/gone.md").symlink_to("nowhere")
    assert checked(tree, "b") == ["b/2.md", "b/c/3.markdown"]


def test_excluded_pages_are_left_out_even_when_they_are_named(tree: Desk) -> None:
    """As pre-commit names them."""
    tree.write(".mdlint-zh.toml", 'exclude = ["b/c/*", "笔记*"]\n')
    assert checked(tree) == ["1.md", "b/2.md"]
    assert checked(tree, "b/c/3.markdown", "b/2.md") == ["b/2.md"]


def test_per_file_ignores_leave_rules_out_on_some_pages(tree: Desk) -> None:
    tree.write(".mdlint-zh.toml", '[per-file-ignores]\n"b/*" = ["trailing"]\n"3.markdown" = ["ALL"]\n')
    assert checked(tree) == ["1.md", "归档 目录/笔记 一.md"]


def test_no_pages_at_all_is_no_error_but_is_said(desk: Desk) -> None:
    (desk.folder / "leer").mkdir()
    ran = desk.run("check", "leer")
    assert (ran.code, len(ran.complaints)) == (0, 1)


def test_the_kind_of_a_page_comes_from_the_patterns(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", '[kinds]\narticle = ["posts/*"]\nother = ["posts/about.md"]\nindex = ["list-*"]\n')
    desk.write("posts/first.md", "正文。\n")
    desk.write("list-1.md", "正文。\n")
    desk.write("3.md", "正文。\n")
    entries = desk.run("check", "--output-format", "json", "--select", "title-missing").json
    assert [entry["file"] for entry in entries] == ["posts/first.md"]


def test_the_profile_says_what_a_header_looks_like(desk: Desk) -> None:
    other = SOUND.replace("###  [:house:返回]", "## [目錄]").replace("## 两地", "# 两地").replace("\n\n\n", "\n\n", 1)
    other = (
        other.replace("3/15/2024 3:11 PM UTC", "2024-03-15 15:11")
        .replace("轉載自GNews", "來源")
        .replace("gnews.org/articles", "a.cn")
    )
    desk.write("1.md", other)
    desk.write(
        ".mdlint-zh.toml",
        '[profile]\nreturn-link = "## [目錄](README.md)"\nblank-lines-above-title = 1\ntitle-level = 1\n'
        'timestamp = "YYYY-MM-DD HH:mm"\nsource-label = "來源"\nsource-urls = ["https://a.cn/{name}"]\n',
    )
    assert desk.run("check").err == "nothing to report on 2 pages\n"
    assert desk.run("check", "--isolated").code == 1


def test_a_rule_takes_its_options_from_its_table(desk: Desk) -> None:
    desk.write("1.md", SOUND.replace("\n\n正文第二", "\n\n\n正文第二"))
    assert desk.run("check").code == 0
    desk.write(".mdlint-zh.toml", "[rules.blank-lines]\nmost = 1\n")
    assert desk.run("check", "--output-format", "json").found == ["blank-lines"]


def test_settings_can_extend_others(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("UTC ", "UTC  "))
    desk.write("shared/base.toml", 'ignore = ["trailing-spaces"]\n[profile]\ntitle-level = 3\n')
    desk.write(".mdlint-zh.toml", 'extend = "shared/base.toml"\n[profile]\ntitle-level = 2\n')
    assert desk.run("check", "--output-format", "json").found == ["timestamp-spacing"]
