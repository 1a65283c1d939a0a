"""The command as it is run: exit statuses, selection, settings, standard input."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from conftest import Desk
from samples import IMPOSSIBLE, LINKED, SOUND, SPACES


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--fix"), ("format",), ("format", "--check"), ("check", "--diff")]
)
def test_sound_pages_exit_0_and_stay_as_they_are(desk: Desk, command: tuple[str, ...]) -> None:
    page = desk.write("1.md", SOUND)
    before = page.stat()
    ran = desk.run(*command)
    assert (ran.code, ran.complaints) == (0, [])
    assert (page.stat().st_mtime_ns, page.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("command", [("check",), ("check", "--diff"), ("format", "--check"), ("format", "--diff")])
def test_a_defect_exits_1_and_nothing_is_written(desk: Desk, command: tuple[str, ...]) -> None:
    desk.write("1.md", SPACES)
    assert desk.run(*command).code == 1
    assert desk.read("1.md") == SPACES


@pytest.mark.parametrize("command", [("check", "--fix"), ("format",)])
def test_what_is_safe_is_repaired_and_exits_0(desk: Desk, command: tuple[str, ...]) -> None:
    desk.write("1.md", SPACES)
    desk.write("2.md", LINKED.replace("articles/1", "articles/2"))
    assert desk.run(*command).code == 0
    assert desk.read("1.md") == SOUND
    assert desk.read("2.md") == SOUND.replace("articles/1", "articles/2")


def test_what_no_fix_mends_exits_1_from_check_and_0_from_format(desk: Desk) -> None:
    desk.write("1.md", IMPOSSIBLE)
    assert desk.run("check", "--fix").code == 1
    assert desk.run("format").code == 0


def test_unsafe_fixes_are_applied_only_when_asked_for(desk: Desk) -> None:
    page = SOUND.replace("## 两地", "# 两地")
    desk.write("1.md", page)
    assert desk.run("check", "--fix").code == 1
    assert desk.read("1.md") == page
    assert desk.run("check", "--fix", "--unsafe-fixes").code == 0
    assert desk.read("1.md") == SOUND


def test_the_fail_level_decides_what_exits_1(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    assert [desk.run("check", "--fail-level", level).code for level in ("info", "warning", "error", "never")] == [
        1,
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    "args", [("check", "--no-such-option"), ("no-such-command",), ("check", "--config", "no.toml")]
)
def test_a_wrong_command_line_exits_2(desk: Desk, args: tuple[str, ...]) -> None:
    assert desk.run(*args).code == 2


def test_rules_are_selected_by_name_and_by_what_names_begin_with(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("3/15", "2/30").replace("UTC 编", "UTC  编"))
    find = lambda *args: desk.run("check", "--output-format", "json", *args).found  # noqa: E731
    assert find("--select", "trailing-spaces") == ["trailing-spaces"]
    assert sorted(find("--select", "timestamp")) == ["timestamp-invalid", "timestamp-spacing"]
    assert find("--select", "timestamp,trailing-spaces", "--ignore", "timestamp-spacing") == [
        "timestamp-invalid",
        "trailing-spaces",
    ]
    assert find("--ignore", "timestamp", "--ignore", "trailing-spaces") == []


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_an_unknown_rule_exits_2_with_a_suggestion(desk: Desk, option: str) -> None:
    desk.write("1.md", SOUND)
    ran = desk.run("check", option, "trailing-space")
    assert ran.code == 2
    assert len(ran.complaints) == 1
    assert "did you mean `trailing-spaces`?" in ran.complaints[0]


def test_settings_come_from_the_nearest_file_and_isolated_uses_none(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    desk.write("old/2.md", SPACES.replace("articles/1", "articles/2"))
    desk.write("old/README.md", "# 目录\n")
    desk.write("pyproject.toml", '[tool.mdlint-zh]\nignore = ["trailing-spaces"]\n')
    desk.write("old/.mdlint-zh.toml", "")
    assert [entry["file"] for entry in desk.run("check", "--output-format", "json").json] == ["old/2.md"]
    assert len(desk.run("check", "--output-format", "json", "--isolated").json) == 2
    desk.write("other.toml", 'ignore = ["trailing"]\n')
    assert desk.run("check", "--config", "other.toml").code == 0


def test_the_settings_of_a_neighbour_folder_are_not_ours(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    desk.write("here/.mdlint-zh.toml", 'ignore = ["trailing-spaces"]\n')
    assert desk.run("check", "../1.md", cwd="here").code == 1


def test_standard_input_is_checked_as_the_file_that_it_is_said_to_be(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", '[per-file-ignores]\n"old/*" = ["trailing-spaces"]\n[kinds]\nother = ["raw-*"]\n')
    ran = desk.run("check", "-", "--stdin-filename", "1.md", "--output-format", "concise", stdin=SPACES)
    assert (ran.code, len(ran.lines)) == (1, 1)
    assert ran.out.startswith("1.md:8:7: warning trailing-spaces ")
    assert desk.run("check", "-", "--stdin-filename", "old/1.md", "--select", "trailing-spaces", stdin=SPACES).code == 0
    assert desk.run("check", "-", "--stdin-filename", "raw-1.md", stdin=IMPOSSIBLE).code == 0
    assert desk.run("check", "-", stdin=IMPOSSIBLE).code == 1


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.replace("\n", "\r\n"),
        SOUND.replace("正文", "正\u2028文\x0b\x85𠮷😀"),
        "",
        "\n",
        "正文",
        "```\n a  \n```\n",
    ],
    ids=["LF", "CRLF", "odd", "empty", "blank", "unfinished", "code"],
)
def test_format_of_standard_input_prints_what_needs_no_repair_byte_for_byte(desk: Desk, text: str) -> None:
    ignored = ("--ignore", "final-newline")
    ran = desk.run("format", "-", "--stdin-filename", "1.md" if "转" in text else "README.md", *ignored, stdin=text)
    assert (ran.code, ran.raw, ran.err) == (0, text.encode(), "")


def test_format_of_standard_input_prints_the_repaired_page_and_nothing_else(desk: Desk) -> None:
    ran = desk.run("format", "-", "--stdin-filename", "1.md", stdin=SPACES)
    assert (ran.code, ran.out, ran.err) == (0, SOUND, "")


def test_format_of_standard_input_keeps_what_is_not_to_be_repaired(desk: Desk) -> None:
    """Only the line ends, the mark and the missing end of the file that the rules are told to mend change."""
    odd = "\ufeff" + SPACES.replace("\n", "\r\n").rstrip()
    ran = desk.run("format", "-", "--select", "trailing-spaces", "--stdin-filename", "1.md", stdin=odd)
    assert (ran.code, ran.raw) == (0, ("\ufeff" + SOUND.replace("\n", "\r\n").rstrip()).encode())


def test_format_of_standard_input_prints_an_excluded_page_as_it_is(desk: Desk) -> None:
    desk.write(".mdlint-zh.toml", 'exclude = ["old/*"]\n')
    ran = desk.run("format", "-", "--stdin-filename", "old/1.md", stdin=SPACES)
    assert (ran.code, ran.out) == (0, SPACES)


def test_format_of_standard_input_prints_nothing_when_it_fails(desk: Desk) -> None:
    """An editor keeps its own text then."""
    ran = desk.run("format", "-", stdin=b"\xff\xfe\xff")
    assert (ran.code, ran.raw, len(ran.complaints)) == (2, b"", 1)


def test_check_fix_of_standard_input_prints_the_page_and_reports_on_standard_error(desk: Desk) -> None:
    ran = desk.run("check", "--fix", "-", "--stdin-filename", "1.md", stdin=SPACES.replace("3/15", "2/30"))
    assert (ran.code, ran.out) == (1, IMPOSSIBLE)
    assert "timestamp-invalid" in ran.err


@pytest.mark.parametrize(
    "args", [("check",), ("check", "--output-format", "json"), ("check", "--diff"), ("rule",), ("format", "-")]
)
def test_a_reader_who_has_gone_away_is_no_error(desk: Desk, args: tuple[str, ...]) -> None:
    desk.write("1.md", SPACES)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "mdlint_zh", *args]
    done = subprocess.run(
        command,
        cwd=desk.folder,
        env=desk.environment(),
        input=SPACES.encode(),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""


def test_rule_explains_one_rule_and_lists_all(desk: Desk) -> None:
    assert "trailing-spaces" in desk.run("rule").out
    assert desk.run("rule", "trailing-spaces").out.startswith("## trailing-spaces")
    ran = desk.run("rule", "trailing-space")
    assert (ran.code, "did you mean `trailing-spaces`?" in ran.err) == (2, True)
