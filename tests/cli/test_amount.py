"""How much is shown: counts, the first findings of each rule, the severe ones, and what a terminal has room for."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import Any

import pytest
from conftest import Desk
from samples import SOUND, SPACES

BAD = SPACES.replace("3/15/", "2/30/").replace("美国", "两:地")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    for number in range(1, 8):
        desk.write(f"{number}.md", SPACES.replace("articles/1", f"articles/{number}"))
    desk.write("8.md", SPACES.replace("3/15/", "2/30/").replace("articles/1", "articles/8") + "\n#话题\n")
    return desk


def counted_by_hand(found: list[Any]) -> list[dict[str, Any]]:
    """Statistics of the findings of a JSON report."""
    made = []
    for rule in {one["rule"] for one in found}:
        own = [one for one in found if one["rule"] == rule]
        fixable = [one for one in own if one["fix"] and one["fix"]["applicability"] == "safe"]
        numbers = {"findings": len(own), "pages": len({one["file"] for one in own}), "fixable": len(fixable)}
        made.append({"rule": rule, "severity": own[0]["severity"], **numbers})
    return sorted(made, key=lambda one: (-one["findings"], one["rule"]))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_statistics_count_what_is_found_instead_of_telling_it(desk: Desk, jobs: str) -> None:
    for number in range(10, 300 if jobs == "2" else 11):  # so many that there are workers
        desk.write(f"{number}.md", BAD)
    found = desk.run("check", "--output-format", "json", "--no-cache").json
    for _ in range(2):  # the second time all pages are known
        ran = desk.run("check", "--statistics", "--output-format", "json", "-j", jobs)
        assert (ran.code, ran.json) == (1, counted_by_hand(found))
    lines = desk.run("check", "--statistics", "--output-format", "json-lines").lines
    assert list(map(json.loads, lines)) == ran.json
    table = [line.split() for line in desk.run("check", "--statistics").lines]
    assert table[0] == ["rule", "severity", "findings", "pages", "fixable"]
    assert table[1:] == [
        [f"{value:,}" if isinstance(value, int) else value for value in one.values()] for one in ran.json
    ]


def test_statistics_of_nothing(desk: Desk) -> None:
    assert desk.run("check", "--statistics", "--output-format", "json", "README.md").json == []
    ran = desk.run("check", "--statistics", "README.md")
    assert (ran.code, ran.err) == (0, "nothing to report on 1 page\n")


def test_files_have_all_findings_when_statistics_are_printed(desk: Desk) -> None:
    desk.run("check", "--statistics", "--output", "json=a.json", "--output", "json-lines=b")
    assert json.loads(desk.read("a.json")) == desk.run("check", "--output-format", "json").json
    desk.run("check", "--max-findings", "1", "--output", "json=c.json")
    assert desk.read("c.json") == desk.read("a.json")
    desk.run("check", "--statistics", "--output-file", "d", "--output-format", "json")
    assert json.loads(desk.read("d"))[0]["rule"] == "trailing-spaces"


@pytest.mark.parametrize("form", ["json", "concise", "gitlab", "rdjsonl", "full", "sarif"])
@pytest.mark.parametrize("most", [0, 1, 3, 100])
def test_the_first_findings_of_each_rule_are_those_of_the_first_pages(desk: Desk, form: str, most: int) -> None:
    ran = desk.run("check", "--max-findings", str(most), "--output-format", form)
    assert ran.code == 1
    said = ran.out + ran.err
    assert (f"and {8 - most:,} more of trailing-spaces\n" in said) == (most < 8)
    assert ("more of timestamp-invalid" in said) == (most == 0)
    assert "10 findings" in said
    if form == "json":
        everything = desk.run("check", "--output-format", "json").json
        spaces = [one for one in everything if one["rule"] == "trailing-spaces"][:most]
        assert [one for one in ran.json if one["rule"] == "trailing-spaces"] == spaces
    elif form == "sarif":
        assert len(ran.json["runs"][0]["results"]) == min(most, 8) + 2 * bool(most)
    else:
        assert ran.out.count("trailing-spaces") - ("more of trailing" in ran.out) == min(most, 8) * (
            2 if form == "gitlab" else 1
        ) * (2 if form == "rdjsonl" else 1)


@pytest.mark.parametrize("where", [(), ("-", "--stdin-filename", "8.md")])
def test_severity_leaves_out_what_is_less_severe(desk: Desk, where: tuple[str, ...]) -> None:
    page = desk.read("8.md")
    for _ in range(2):
        for level, rules in (
            ("error", {"timestamp-invalid"}),
            ("warning", {"timestamp-invalid", "trailing-spaces"}),
            ("info", {"timestamp-invalid", "trailing-spaces", "hashtag-heading"}),
        ):
            ran = desk.run("check", "--severity", level, "--output-format", "json", *where, stdin=page)
            assert set(ran.found) == rules
            assert (ran.code, f"{len(ran.json)} finding" in ran.err) == (1, True)
    assert desk.run("check", "--severity", "error", "1.md").code == 0


def test_a_fix_mends_what_is_not_shown(desk: Desk) -> None:
    for _ in range(2):
        desk.write("1.md", SPACES)
        ran = desk.run("check", "--fix", "--severity", "error", "1.md")
        assert (ran.code, desk.read("1.md")) == (0, SOUND)
    desk.write("2.md", SPACES.replace("articles/1", "articles/2"))
    desk.run("check", "2.md")
    desk.run("check", "--fix", "--severity", "error", "2.md")
    assert "第一段。\n" in desk.read("2.md")


def test_settings_give_rules_other_severities(desk: Desk) -> None:
    for settings, severity in (
        ('"trailing-spaces" = "error"', "error"),
        ('ALL = "error"\n"trailing" = "info"', "info"),
        ('"trailing-spaces" = "error"\n"trailing" = "info"\nALL = "warning"', "error"),
        ("", "warning"),
    ):
        desk.write(".mdlint-zh.toml", f"[severity]\n{settings}\n")
        for _ in range(2):
            ran = desk.run("check", "1.md", "--output-format", "json")
            assert [one["severity"] for one in ran.json] == [severity]
            assert ran.code == (severity != "info")
            assert f"1:6: {severity} trailing" not in desk.run("check", "1.md", "--output-format", "concise").out
            assert f": {severity} trailing-spaces" in desk.run("check", "1.md", "--output-format", "concise").out
        assert bool(desk.run("check", "1.md", "--severity", "error", "--output-format", "json").json) == (
            severity == "error"
        )


def test_severities_are_merged_rule_by_rule_with_those_of_extended_settings(desk: Desk) -> None:
    desk.write("base.toml", '[severity]\n"trailing-spaces" = "error"\n"timestamp-invalid" = "info"\n')
    desk.write(".mdlint-zh.toml", 'extend = "base.toml"\n[severity]\n"trailing-spaces" = "info"\n')
    found = desk.run("check", "8.md", "--output-format", "json").json
    assert {one["rule"]: one["severity"] for one in found} == dict.fromkeys(
        ("timestamp-invalid", "trailing-spaces", "hashtag-heading"), "info"
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('"no-such" = "error"', "there is no rule `no-such`"),
        ('"trailing-space" = "error"', "did you mean `trailing-spaces`?"),
        ('"trailing-spaces" = "fatal"', "`severity.trailing-spaces` has to be one of info, warning, error"),
        ('"trailing-spaces" = ["error"]', "has to be one of info, warning, error"),
    ],
)
def test_bad_severities_are_told_in_one_line(desk: Desk, settings: str, said: str) -> None:
    desk.write(".mdlint-zh.toml", f"[severity]\n{settings}\n")
    ran = desk.run("check")
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert said in ran.complaints[0]
    desk.write(".mdlint-zh.toml", 'severity = "error"\n')
    assert "`severity` has to be a table" in desk.run("check").complaints[0]


def test_quiet_says_findings_and_what_went_wrong_and_nothing_else(desk: Desk) -> None:
    ran = desk.run("check", "--quiet", "--output-format", "concise")
    assert (ran.code, ran.err, len(ran.lines)) == (1, "", 10)
    assert desk.run("check", "-q", "--max-findings", "1", "--output-format", "concise").err == ""
    assert desk.run("check", "-q", "README.md").out == ""
    (desk.folder / "empty").mkdir()
    assert desk.run("check", "-q", "empty").err == ""
    desk.write("9.md", b"\xff")
    ran = desk.run("check", "--quiet", "9.md")
    assert (ran.code, len(ran.complaints), ran.out) == (2, 1, "")


def test_exit_zero_is_for_findings_and_not_for_what_went_wrong(desk: Desk) -> None:
    assert desk.run("check", "--exit-zero").code == 0
    assert desk.run("check", "--exit-zero", "--diff").code == 0
    desk.write("9.md", b"\xff")
    assert desk.run("check", "--exit-zero").code == 2


@pytest.mark.parametrize("asked", [("--statistics",), ("--max-findings", "1")])
def test_a_diff_goes_with_no_amount(desk: Desk, asked: tuple[str, ...]) -> None:
    ran = desk.run("check", "--diff", *asked)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)


def in_terminal(desk: Desk, *args: str, **extra: str) -> str:
    """What a run prints in a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "mdlint_zh", "check", *args]
    environment = desk.environment(COLUMNS="100", TERM="xterm", **extra)
    with subprocess.Popen(command, cwd=desk.folder, env=environment, stdout=theirs, stderr=subprocess.DEVNULL):
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 1 << 16):
                printed += piece
        except OSError:  # nobody writes any more
            pass
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


@pytest.mark.skipif(os.name == "nt", reason="no such terminals there")
def test_a_terminal_shows_counts_where_findings_are_too_many_to_read(desk: Desk) -> None:
    desk.write("9.md", SOUND.replace("articles/1", "articles/9") + "\n[[zh：国]]\n" * 999)
    few = in_terminal(desk, "9.md", NO_COLOR="1")
    assert few.count("wikilink-malformed") == 999
    assert few == desk.run("check", "9.md", "--output-format", "full", COLUMNS="100").out
    many = in_terminal(desk, NO_COLOR="1")
    assert many.startswith("rule ")
    assert many.splitlines()[1].split() == ["wikilink-malformed", "error", "999", "1", "999"]
    assert "--output-format full all" in many.splitlines()[-2]
    assert "1,0" in many.splitlines()[-1]
    for asked in (("--output-format", "full"), ("--quiet",)):
        assert in_terminal(desk, *asked, NO_COLOR="1").count("wikilink-malformed") == 999
    assert in_terminal(desk, "--max-findings", "2", NO_COLOR="1").count(" wikilink-malformed ") == 2
    piped = desk.run("check").lines  # a line each, and all of them, where nobody reads in a terminal
    assert sum(" wikilink-malformed " in line for line in piped) == 999
    assert piped == desk.run("check", "--output-format", "concise").lines


@pytest.mark.skipif(os.name == "nt", reason="no such terminals there")
def test_links_are_for_terminals_that_are_known_to_show_them(desk: Desk) -> None:
    link = "\x1b]8;;https://github.com/mdlint-zh/mdlint-zh/blob/main/docs/rules.md#trailing-spaces\x1b\\"
    shown = {
        name: link in in_terminal(desk, "1.md", *asked, **extra)
        for name, asked, extra in (
            ("plain", (), {}),
            ("VTE", (), {"VTE_VERSION": "7600"}),
            ("old VTE", (), {"VTE_VERSION": "4200"}),
            ("kitty", (), {"TERM_PROGRAM": "WezTerm"}),
            ("grouped", ("--output-format", "grouped"), {"VTE_VERSION": "7600"}),
            ("no colour", (), {"VTE_VERSION": "7600", "NO_COLOR": "1"}),
            ("CI", (), {"VTE_VERSION": "7600", "CI": "1"}),
            ("not wanted", (), {"VTE_VERSION": "7600", "FORCE_HYPERLINK": "0"}),
        )
    }
    assert [name for name, there in shown.items() if there] == ["VTE", "kitty", "grouped"]
    assert link not in desk.run("check", "1.md", "--color", "always", VTE_VERSION="7600").out
