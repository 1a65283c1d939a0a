"""What the command prints: frames with carets, lines, JSON, patches, colour, the summary."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

import pytest
from conftest import Desk
from samples import IMPOSSIBLE, LINKED, SOUND, SPACES

KEYS = {"file", "line", "column", "end_line", "end_column", "rule", "severity", "message", "fix", "url"}


def frame(desk: Desk, text: str, rule: str, **extra: str) -> list[str]:
    """The lines of the full report of the one finding of a rule."""
    desk.write("1.md", text)
    return desk.run("check", "--output-format", "full", "--select", rule, **extra).lines


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("漢字，", 6),
        ("😀", 2),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("か\u3099", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("⚠\ufe0f", 2),
        ("\u3000", 2),
        ("\t", 1),
    ],
)
def test_the_caret_stands_under_the_place_whatever_is_before_it(desk: Desk, before: str, columns: int) -> None:
    lines = frame(desk, LINKED.replace("[[zh", f"一{before}[[zh"), "title-wikilink")
    bar = lines[1].index("|")
    assert lines[2].startswith(" 5 | ## 一")
    assert lines[3] == " " * bar + "| " + " " * (len("## ") + 2 + columns) + "^" * (len("[[zh:]]") + 4)


def test_the_frame_of_a_long_line_is_cut_around_the_place(desk: Desk) -> None:
    lines = frame(desk, LINKED.replace("[[zh:两地", "汉字" * 300 + "[[zh:两地"), "title-wikilink", COLUMNS="60")
    assert "[[zh:两地]]" in lines[2]
    assert len(lines[2]) < 60
    at = lines[3].index("^")
    wide = sum(2 if ord(character) > 0x2E80 else 1 for character in lines[2][: lines[2].index("[[")])
    assert at == wide


def test_controls_in_the_page_never_reach_the_terminal(desk: Desk) -> None:
    lines = frame(desk, LINKED.replace("[[zh", "\x1b[31m\x07\u202e[[zh"), "title-wikilink")
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(lines))


def test_concise_is_one_line_a_finding_with_columns_in_code_points(desk: Desk) -> None:
    desk.write("归档 目录/1.md", LINKED.replace("[[zh", "😀e\u0301[[zh"))
    desk.write("归档 目录/README.md", "# 目录\n")
    ran = desk.run("check", "--output-format", "concise", "归档 目录")
    assert ran.lines == ["归档 目录/1.md:5:7: warning title-wikilink the title links [[zh:两地]]"]
    assert "1 finding" in ran.err


def test_json_tells_all_of_each_finding(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("第一段", "😀第一段").replace("3/15/", "2/30/"))
    ran = desk.run("check", "--output-format", "json")
    assert all(set(entry) >= KEYS for entry in ran.json)
    date, spaces = ran.json
    assert (date["rule"], date["severity"], date["fix"]) == ("timestamp-invalid", "error", None)
    assert {key: spaces[key] for key in ("file", "line", "column", "end_line", "end_column", "rule", "severity")} == {
        "file": "1.md", "line": 8, "column": 8, "end_line": 8, "end_column": 9, "rule": "trailing-spaces", "severity": "warning",
    }  # fmt: skip
    assert spaces["fix"]["applicability"] == "safe"
    assert spaces["url"].startswith("https://")


def test_the_edits_in_json_make_the_page_that_fix_makes(desk: Desk) -> None:
    page = "\ufeff" + LINKED.replace("第一段。", "第😀一段。 ").replace("\n", "\r\n")
    desk.write("1.md", page)
    ran = desk.run("check", "--output-format", "json", "--select", "title-wikilink,trailing-spaces")
    edits = sorted(
        ((edit["start"], edit["end"], edit["text"]) for entry in ran.json for edit in entry["fix"]["edits"]),
        reverse=True,
    )
    by_hand = page
    for start, end, text in edits:
        by_hand = by_hand[:start] + text + by_hand[end:]
    desk.run("check", "--fix", "--select", "title-wikilink,trailing-spaces")
    assert desk.read("1.md") == by_hand != page


def test_json_without_findings_is_an_empty_array(desk: Desk) -> None:
    assert desk.run("check", "--output-format", "json").json == []


def names_of(tool: str) -> list[Any]:
    return [pytest.param(tool, name, id=f"{tool} {name}") for name in ("1.md", "归档 目录/1.md", "a b.md")]


@pytest.mark.parametrize(("tool", "name"), [*names_of("git"), *names_of("patch")])
@pytest.mark.parametrize(
    "page",
    [
        SPACES + LINKED[-9:].strip() + " ",
        SPACES.replace("\n", "\r\n"),
        SPACES.replace("\n", "\r\n", 3),
        SPACES[:-1],
        SPACES + "\n\n",
    ],
    ids=["LF", "CRLF", "mixed", "unfinished", "blank"],
)
def test_a_diff_is_a_patch_that_makes_what_fix_makes(desk: Desk, tool: str, name: str, page: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"there is no {tool}")
    desk.write(name, page)
    ran = desk.run("check", "--diff")
    assert ran.code == 1
    command = {"git": ["git", "apply", "-"], "patch": ["patch", "-p1", "--binary", "--quiet"]}[tool]
    done = subprocess.run(command, cwd=desk.folder, input=ran.raw, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    patched = desk.read(name)
    desk.write(name, page)
    assert desk.run("format", "--diff").raw == ran.raw
    desk.run("check", "--fix")
    assert patched == desk.read(name) != page


def test_colour_is_for_terminals_and_can_be_forced_or_forbidden(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    coloured = {
        "off a terminal": desk.run("check"),
        "forced": desk.run("check", FORCE_COLOR="1"),
        "forbidden": desk.run("check", FORCE_COLOR="1", NO_COLOR="1"),
        "always": desk.run("check", "--color", "always", NO_COLOR="1"),
        "never": desk.run("check", "--color", "never", FORCE_COLOR="1"),
        "empty": desk.run("check", FORCE_COLOR="1", NO_COLOR=""),
    }
    assert [name for name, ran in coloured.items() if "\x1b[" in ran.out] == ["forced", "always", "empty"]


def test_json_is_never_coloured(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    assert len(desk.run("check", "--output-format", "json", "--color", "always").json) == 1


def test_the_summary_counts_and_says_what_fix_would_repair(desk: Desk) -> None:
    desk.write("1.md", SPACES.replace("3/15/", "2/30/"))
    ran = desk.run("check", "--output-format", "full")
    assert ran.lines[-1] == "2 findings (1 error, 1 warning) on 2 pages; 1 fixable with --fix"
    assert desk.run("check", "--fix").err.strip() == "repaired 1 finding on 1 page; 1 finding (1 error) on 2 pages"
    desk.write("1.md", SOUND)
    assert desk.run("check").err == "nothing to report on 2 pages\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GB18030"])
def test_output_is_utf_8_whatever_the_locale_says(desk: Desk, locale: str) -> None:
    desk.write("归档.md", LINKED)
    ran = desk.run(
        "check",
        "--output-format",
        "concise",
        LC_ALL=locale,
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert "the title links [[zh:两地]]" in ran.out


def test_format_names_the_pages_that_it_repairs(desk: Desk) -> None:
    desk.write("1.md", SPACES)
    desk.write("2.md", IMPOSSIBLE.replace("articles/1", "articles/2"))
    assert desk.run("format", "--check").lines == ["would repair 1.md"]
    assert desk.run("format").lines == ["repaired 1.md"]


def test_a_finding_on_a_byte_order_mark_shows_it(desk: Desk) -> None:
    desk.write("1.md", "\ufeff# 题\n")
    shown = desk.run("check", "--output-format", "full", "--select", "byte-order-mark", "1.md").out
    assert " 1 | <U+FEFF># 题\n   | ^^^^^^^^\n" in shown
