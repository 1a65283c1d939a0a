"""`mdlint-zh init`: what it writes, what it prints, and what it says where there is nothing to learn."""

from __future__ import annotations

import os

import pytest
from conftest import Desk

NOTE = "---\ntitle: 春耕{number}\ndate: 2024-03-01\n---\n\n正文。\n"


@pytest.fixture
def notes(desk: Desk) -> Desk:
    for number in range(12):
        desk.write(f"notes/{number}.md", NOTE.format(number=number))
    return desk


def test_it_writes_settings_that_the_pages_fit(notes: Desk) -> None:
    done = notes.run("init")
    assert (done.code, done.out) == (0, "")
    assert ".mdlint-zh.toml: 1 family, 1 of them with a header or front matter" in done.err
    settings = notes.read(".mdlint-zh.toml")
    assert "[families.notes]\n# 12 pages read: all are so.\n" in settings
    assert '[families.notes.front-matter]\ntitle = "text"\ndate = "date"\n' in settings
    checked = notes.run("check")
    assert checked.code == 0, checked
    notes.write("notes/13.md", "---\ntitle: 夏\n---\n\n正文。\n")
    assert "front-matter-invalid" in notes.run("check", "--output-format", "concise").out


def test_it_never_writes_over_settings_unless_told_to(notes: Desk) -> None:
    notes.write(".mdlint-zh.toml", "# mine\n")
    refused = notes.run("init")
    assert refused.code == 2
    assert "is there already" in refused.err
    assert notes.read(".mdlint-zh.toml") == "# mine\n"
    assert notes.run("init", "--dry-run").out.startswith("# Settings of mdlint-zh")
    assert notes.read(".mdlint-zh.toml") == "# mine\n"
    assert notes.run("init", "--force").code == 0
    assert notes.read(".mdlint-zh.toml") != "# mine\n"


def test_settings_in_pyproject_are_settings(notes: Desk) -> None:
    notes.write("pyproject.toml", "[tool.mdlint-zh]\n")
    assert notes.run("init").code == 2
    assert notes.run("init", "--force").code == 2, "the new file would go before them"


def test_check_tells_where_they_no_longer_fit(notes: Desk) -> None:
    assert notes.run("init", "--check").code == 2
    notes.run("init")
    assert notes.run("init", "--check").code == 0
    for number in range(6):
        notes.write(f"notes/{number}.md", "正文。\n")
    told = notes.run("init", "--check")
    assert told.code == 1
    assert told.out.startswith("families.notes: 6 of 12 pages that were read do not fit: notes/0.md")


@pytest.mark.parametrize(
    ("file", "preset"), [("mkdocs.yml", "docs"), ("hugo.toml", "blog"), (".obsidian/app.json", "obsidian")]
)
def test_files_of_site_generators_name_a_preset(notes: Desk, file: str, preset: str) -> None:
    notes.write(file, "")
    assert f'extend = "preset:{preset}"' in notes.run("init", "--dry-run").out
    assert notes.run("init").code == notes.run("check").code == 0


@pytest.mark.parametrize(
    ("file", "text", "renderer"),
    [
        (".obsidian/app.json", "{}", "obsidian"),
        ("mkdocs.yml", "site_name: 手册\n", "python-markdown"),
        ("docusaurus.config.js", "", "gfm"),
        ("hugo.toml", 'baseURL = "https://example.org/"\n', "gfm"),
        ("hugo.yaml", "markup:\n  defaultMarkdownHandler: goldmark\n", "gfm"),
        ("hugo.toml", '[markup]\ndefaultMarkdownHandler = "asciidocext"\n', ""),
        ("hugo.toml", "[markup.goldmark.extensions]\nstrikethrough = false\n", ""),
        ("config.toml", 'baseurl = "https://example.org/"\ntheme = "x"\n', "gfm"),
        ("config.toml", 'base_url = "https://example.org/"\n', ""),
        ("_config.yml", "theme: minima\nplugins:\n  - jekyll-feed\n", "kramdown"),
        ("_config.yml", "markdown: kramdown\nkramdown:\n  input: GFM\n", "kramdown"),
        ("_config.yml", "markdown: CommonMark\nplugins: [jekyll-commonmark]\n", ""),
        ("_config.yml", "title: 博客\ntheme: landscape\nskip_render: x\n", ""),
        ("_config.yml", "# not jekyll-feed\n", ""),
        ("book.toml", "[book]\n", ""),
        (".vitepress/config.ts", "", ""),
    ],
)
def test_they_name_a_renderer_where_they_are_clear(notes: Desk, file: str, text: str, renderer: str) -> None:
    notes.write(file, text)
    told = notes.run("init", "--dry-run").out
    assert (f'renderer = "{renderer}"\n' in told) if renderer else ("renderer" not in told)


def test_the_renderer_that_init_names_is_the_one_that_counts(notes: Desk) -> None:
    """And a page that is kept from before is read anew."""
    notes.write("notes/0.md", NOTE.format(number=0) + "\n**小题：**正文\n")
    notes.run("init")
    assert "emphasis-unrendered" in notes.run("check", "--output-format", "concise").out
    notes.write("mkdocs.yml", "site_name: 手册\n")
    notes.run("init", "--force")
    assert "emphasis-unrendered" not in notes.run("check", "--output-format", "concise").out


@pytest.mark.parametrize(
    ("folder", "said"),
    [("empty", "no Markdown pages"), ("nowhere", "there is no such folder"), ("notes/1.md", "there is no such folder")],
)
def test_where_there_is_nothing_to_learn_from_it_says_so(notes: Desk, folder: str, said: str) -> None:
    (notes.folder / "empty").mkdir()
    done = notes.run("init", folder)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_pages_that_cannot_be_read_and_single_ones_are_left_over(notes: Desk) -> None:
    notes.write("notes/坏.md", b"\xff\xfe\x00")
    for number in range(4):
        notes.write(f"alone/{number}.md", "一页。\n")
    done = notes.run("init", "--dry-run")
    assert done.code == 0
    few = "# 4 pages read, in folders of too few to learn from: alone/0.md, alone/1.md, alone/2.md and 1 more."
    assert few in done.out
    assert "# 1 page could not be read: notes/坏.md." in done.out


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_cannot_be_looked_into_is_told(notes: Desk) -> None:
    (notes.folder / "notes" / "closed").mkdir(mode=0)
    done = notes.run("init", "--dry-run")
    assert done.code == 0
    assert "closed" in done.err
