"""Paths in lists: `@FILE` on the command line, and NUL-separated on standard input."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Desk, Ran
from samples import SOUND, SPACES


@pytest.fixture
def desk(desk: Desk) -> Desk:
    for name in ("1.md", "归档 目录/二.md", " 三.md", "other.md", "@四.md"):
        desk.write(name, SPACES)
    return desk


def pages(ran: Ran) -> list[str]:
    """The pages with findings, in order."""
    return [entry["file"] for entry in ran.json]


def check(desk: Desk, *args: str, stdin: bytes = b"", command: str = "check") -> Ran:
    return desk.run(command, *args, "--isolated", "--output-format", "json", "--select", "trailing-spaces", stdin=stdin)


def test_a_file_lists_paths_a_line_each(desk: Desk) -> None:
    desk.write("files.txt", "\ufeff1.md\r\n\r\n  \n归档 目录\n 三.md")
    assert pages(check(desk, "@files.txt")) == ["1.md", "归档 目录/二.md", " 三.md"]
    assert pages(check(desk, "other.md", "@files.txt")) == ["other.md", "1.md", "归档 目录/二.md", " 三.md"]
    assert pages(check(desk, f"@{desk.folder}/files.txt")) == ["1.md", "归档 目录/二.md", " 三.md"]


@pytest.mark.parametrize("args", [(), ("--fix",), ("--diff",)])
def test_an_empty_list_checks_nothing_and_is_well(desk: Desk, args: tuple[str, ...]) -> None:
    desk.write("files.txt", "\n\n")
    for ran in (desk.run("check", "@files.txt", *args), desk.run("check", "--from-stdin0", *args)):
        assert (ran.code, ran.out) == (0, "")
        assert ran.complaints == ["mdlint-zh: no Markdown pages in the list; nothing was checked"]
    assert desk.run("format", "@files.txt").code == desk.run("format", "--from-stdin0").code == 0
    assert desk.run("check", "--from-stdin0", "--quiet").err == ""
    assert desk.read("1.md") == SPACES


def test_what_begins_with_the_mark_can_be_a_page(desk: Desk) -> None:
    """Hooks name what stands in a repository: no page of it may name others, to be written."""
    desk.write("@四.md", f"{desk.folder}/other.md \n")
    desk.write("@notes", SPACES)
    assert pages(check(desk, "@四.md")) == ["@四.md"]
    assert pages(check(desk, "./@四.md", "./@notes")) == ["@四.md", "@notes"]
    assert desk.run("format", "@四.md", "--isolated").code == 0
    assert (desk.read("other.md"), desk.read("@四.md")) == (SPACES, f"{desk.folder}/other.md\n")
    desk.write("files.txt", "@四.md\n./@notes\n@notes\n")  # a list in a list is a page, too
    desk.write("@四.md", SPACES)
    assert pages(check(desk, "@files.txt")) == ["@四.md", "@notes"]


WRONG = {
    "missing": ("@no.txt", b"", "mdlint-zh: @no.txt: there is no such file with paths\n"),
    "no name": ("@", b"", "mdlint-zh: @: there is no such file with paths\n"),
    "a folder": ("@归档 目录", b"", "mdlint-zh: @归档 目录: is a folder\n"),
    "GB18030": ("@list", "归档.md\n".encode("gb18030"), "mdlint-zh: @list: is not UTF-8: byte 0xb9 at offset 0"),
    "UTF-16": ("@list", "归档.md\n".encode("utf-16"), "mdlint-zh: @list: is UTF-16, not UTF-8; convert it first\n"),
    "NUL": ("@list", b"1.md\0other.md\0", "mdlint-zh: @list: holds a NUL character at offset 4"),
}


@pytest.mark.parametrize("command", ["check", "format"])
@pytest.mark.parametrize(("asked", "content", "said"), WRONG.values(), ids=WRONG)
def test_a_list_that_cannot_be_read_is_told_in_one_line(
    desk: Desk, command: str, asked: str, content: bytes, said: str
) -> None:
    desk.write("list", content)
    ran = desk.run(command, "1.md", asked)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert ran.err.startswith(said)
    assert desk.read("1.md") == SPACES


def test_standard_input_lists_pages_with_a_nul_behind_each(desk: Desk) -> None:
    desk.write("a\nb.md", SPACES)
    sent = "1.md\0归档 目录/二.md\0a\nb.md\0@四.md\0other.md".encode()
    assert pages(check(desk, "--from-stdin0", stdin=sent)) == [
        "1.md",
        "归档 目录/二.md",
        "a\nb.md",
        "@四.md",
        "other.md",
    ]
    assert desk.run("format", "--from-stdin0", "--isolated", stdin=sent).code == 0
    assert desk.read("a\nb.md") == desk.read("other.md") == SOUND
    assert desk.read(" 三.md") == SPACES


@pytest.mark.skipif(os.name == "nt", reason="names are bytes elsewhere")
def test_a_name_may_be_no_utf_8(desk: Desk) -> None:
    name = os.fsdecode(b"\xb9\xe9.md")
    try:
        desk.write(name, SPACES)
    except OSError:
        pytest.skip("no such names here")
    assert check(desk, "--from-stdin0", stdin=b"\xb9\xe9.md\0").found == ["trailing-spaces"]


def test_what_is_no_page_in_a_list_of_changes_is_left_alone(desk: Desk) -> None:
    """git names all that has changed, and code in Markdown's place would be repaired as Markdown."""
    code = desk.write("tool.py", "a = 1 \n\n\n\n\n\n")
    before = code.read_bytes()
    ran = desk.run("format", "--from-stdin0", "--isolated", stdin=b"tool.py\0gone.txt\x001.md\0")
    assert (ran.code, code.read_bytes(), desk.read("1.md")) == (0, before, SOUND)
    gone = desk.run("check", "--from-stdin0", stdin=b"gone.md\0")
    assert (gone.code, gone.complaints) == (2, ["mdlint-zh: gone.md: there is no such file or folder"])


@pytest.mark.parametrize("command", ["check", "format"])
@pytest.mark.parametrize("also", ["-", "1.md", "@list"])
def test_a_list_on_standard_input_goes_with_no_paths(desk: Desk, command: str, also: str) -> None:
    desk.write("list", "1.md\n")
    ran = desk.run(command, "--from-stdin0", also, stdin=b"1.md\0")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "neither with PATHS nor with -" in ran.err
    assert desk.read("1.md") == SPACES


def test_no_output_goes_over_a_page_of_a_list(desk: Desk) -> None:
    desk.write("notes.txt", SPACES)
    desk.write("list", "notes.txt\n")
    ran = desk.run("check", "@list", "--output-file", "./notes.txt")
    assert (ran.code, "is a page's name" in ran.err) == (2, True)
    assert Path(desk.folder, "notes.txt").read_text(encoding="utf-8") == SPACES
