"""`check` with a baseline: what was there before is neither shown nor repaired, and one more of the same is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Desk
from samples import SOUND

from mdlint_zh.cli.commands import cli

OLD = SOUND.replace("第一段。", "第一段&hellip;，那时候的人们都是这样说的。 ").replace("PM UTC 编", "PM UTC  编")
NEW = "\n新的一段，今天&hellip;刚刚写好的。\n"
RULES = ["html-entity", "timestamp-spacing", "trailing-spaces"]


def here(*args: str) -> int:
    """The exit status of the command in this process: to start one for each test is slow."""
    status: int = cli.main([*args, "--no-cache", "-j", "1"], "mdlint-zh", standalone_mode=False)
    return status


@pytest.fixture
def desk(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(desk.folder)
    desk.write("1.md", OLD)
    desk.write("sub/归档 二.md", "题&hellip;\n")
    desk.write(".mdlint-zh.toml", 'baseline = "base.jsonl"\n')
    assert here("check", "--write-baseline", "base.jsonl") == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "nothing to report on 3 pages; 4 findings are in the baseline\n")
    return desk


def entries(desk: Desk) -> dict[str, list[str]]:
    lines = desk.read("base.jsonl").splitlines()[1:]
    return {page: list(rules) for line in lines for page, rules in json.loads(line).items()}


def test_what_was_there_is_not_shown_and_what_is_new_is(desk: Desk) -> None:
    assert entries(desk) == {"1.md": RULES, "sub/归档 二.md": ["html-entity"]}
    desk.write("1.md", OLD.replace("正文第一", NEW + "\n正文第一"))
    for _ in range(2):  # the second time all pages are known from the first
        ran = desk.run("check", "--output-format", "concise")
        assert (ran.code, [line.split()[0] for line in ran.lines]) == (1, ["1.md:9:8:"])
        assert ran.err.rstrip() == (
            "1 finding (1 warning) on 3 pages; 1 fixable with --fix; 4 findings are in the baseline"
        )
    assert desk.run("check", "--no-baseline", "--output-format", "json").found == [
        *RULES[1:2],
        *["html-entity"] * 2,
        "trailing-spaces",
        "html-entity",
    ]
    assert desk.run("check", "--statistics", "--output-format", "json").json[0]["findings"] == 1


def test_a_fix_repairs_what_is_new_alone_and_format_repairs_all(desk: Desk) -> None:
    page = desk.read("1.md") + NEW
    desk.write("1.md", page)
    assert desk.run("check", "--diff").out.count("\n+") == 2
    ran = desk.run("check", "--fix")
    assert (ran.code, desk.read("1.md")) == (0, page.replace(NEW, NEW.replace("&hellip;", "…")))
    said = "repaired 1 finding on 1 page; nothing left to report on 3 pages; 4 findings are in the baseline\n"
    assert (ran.out, ran.err) == ("", said)
    desk.run("format")
    assert desk.run("check", "--no-baseline", "1.md", "sub").code == 0


def test_lines_that_move_and_edits_elsewhere_change_nothing(desk: Desk) -> None:
    desk.write(
        "1.md", OLD.replace("正文第一", "又一段。\n\n正文第一").replace("访问", "再次访问").replace("\n", "\r\n")
    )
    assert desk.run("check").code == 0


def test_what_is_not_found_any_more_is_told_and_pruned(desk: Desk) -> None:
    desk.write("1.md", OLD.replace("&hellip;", "…").replace(" \n", "\n"))
    (desk.folder / "sub/归档 二.md").unlink()
    ran = desk.run("check")
    assert (ran.code, ran.complaints) == (
        0,
        ["mdlint-zh: 2 entries of the baseline are not found any more; --prune-baseline removes them"],
    )
    assert desk.run("check", "--quiet").err == ""
    assert desk.run("check", "--select", "timestamp").complaints == []
    desk.write("1.md", desk.read("1.md") + NEW)
    desk.run("check", "--prune-baseline", "--select", "timestamp", "README.md")
    assert entries(desk) == {"1.md": RULES}  # what is gone, and of the others nothing that was not looked at
    ran = desk.run("check", "--prune-baseline", "1.md", "--output-format", "concise")
    assert (ran.code, len(ran.lines), entries(desk)) == (1, 1, {"1.md": ["timestamp-spacing"]})
    assert ran.complaints == ["mdlint-zh: 2 entries of the baseline were not found any more, and are gone"]


def test_a_run_of_some_rules_on_some_pages_writes_those_anew(desk: Desk) -> None:
    desk.write("1.md", OLD.replace("&hellip;", "…").replace("  编", " 编") + NEW + "&hellip;")
    ran = desk.run(
        "check", "--write-baseline", "base.jsonl", "--select", "timestamp,final", "1.md", "--severity", "error"
    )
    assert (ran.code, ran.complaints) == (0, [])
    assert entries(desk) == {
        "1.md": ["final-newline", "html-entity", "trailing-spaces"],
        "sub/归档 二.md": ["html-entity"],
    }
    desk.run("check", "--write-baseline", "base.jsonl", "--fix")
    assert entries(desk) == {}
    assert desk.run("check", "--no-baseline").code == 0


def test_the_page_on_standard_input_has_its_baseline_too(desk: Desk) -> None:
    asked = ("check", "-", "--output-format", "json", "--stdin-filename", "1.md")
    assert desk.run(*asked, stdin=OLD).json == []
    assert desk.run(*asked, stdin=OLD + NEW).found == ["html-entity"]
    assert desk.run("check", "-", "--fix", "--stdin-filename", "1.md", stdin=OLD + NEW).out == OLD + NEW.replace(
        "&hellip;", "…"
    )
    assert len(desk.run("check", "-", "--output-format", "json", stdin=OLD).found) == 3  # no page of the archive


def test_formats_see_what_is_new_and_sarif_says_so(desk: Desk) -> None:
    desk.write("1.md", OLD + NEW)
    outputs = [f"--output={name}={name}.out" for name in ("sarif", "gitlab", "json-lines", "checkstyle")]
    assert desk.run("check", *outputs, "--severity", "warning").code == 1
    results = json.loads(desk.read("sarif.out"))["runs"][0]["results"]
    assert [(one["ruleId"], one["baselineState"]) for one in results] == [("html-entity", "new")]
    assert len(json.loads(desk.read("gitlab.out"))) == 1
    assert desk.read("json-lines.out").count("\n") == 1
    assert desk.read("checkstyle.out").count("<error") == 1
    desk.run("check", "--no-baseline", *outputs)
    assert "baselineState" not in desk.read("sarif.out")


@pytest.mark.parametrize("asked", [("--output", "json=base.jsonl"), ("--output-file", "./base.jsonl", "-q")])
@pytest.mark.parametrize("named", [(), ("--baseline", "base.jsonl"), ("--prune-baseline",), ("--no-baseline",)])
def test_output_is_not_written_over_a_baseline(
    desk: Desk, asked: tuple[str, ...], named: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = desk.read("base.jsonl")
    assert here("check", *asked, *named) == 2
    assert capsys.readouterr().err.endswith("base.jsonl: is a baseline; output is not written over it\n")
    assert desk.read("base.jsonl") == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_pages_in_several_processes(desk: Desk, jobs: str) -> None:
    for number in range(10, 300):
        desk.write(f"{number}.md", OLD)
    desk.run("check", "--write-baseline", "base.jsonl", "-j", jobs)
    lines = desk.read("base.jsonl").splitlines()[1:]
    assert len(lines) == 292
    assert lines == sorted(lines)
    desk.write("7.md", OLD)
    ran = desk.run("check", "--output-format", "json", "-j", jobs, "--no-cache")
    assert {one["file"] for one in ran.json} >= {"7.md"}
    assert all(one["file"] == "7.md" or one["rule"] == "source-link-mismatch" for one in ran.json)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--baseline", "none.jsonl"), "none.jsonl: cannot be read: No such file or directory; --write-baseline makes a baseline"),
        (("--baseline", "sub"), "sub: is a folder"),
        (("--baseline", "1.md"), "1.md: is no baseline of mdlint-zh"),
        (("--baseline", ""), "a baseline needs the name of a file"),
        (("--write-baseline", "1.md"), "1.md: is a page's name; output is not written over pages"),
        (("--write-baseline", "notes.txt"), "notes.txt: is no baseline of mdlint-zh"),
        (("--write-baseline", "new.txt", "--output-file", "new.txt"), "new.txt: two outputs cannot go to one file"),
        (("--write-baseline", "none/base.jsonl"), "none/base.jsonl: cannot be written: there is no folder for it"),
        (("-", "--baseline", "base.jsonl"), "a baseline knows pages by their names: - needs --stdin-filename to be held against one"),
        (("--write-baseline", "x", "--baseline", "base.jsonl"), "of --baseline, --no-baseline and --write-baseline, one can be asked for at a time"),
        (("--write-baseline", "x", "--prune-baseline"), "--prune-baseline needs a baseline that is in use: --baseline, or one in the settings"),
        (("--prune-baseline", "--isolated"), "there is no baseline to prune; --write-baseline makes one"),
        (("--prune-baseline", "--diff"), "a baseline is written of pages as they are, in files: neither with --diff, nor of -"),
        (("--write-baseline", "x", "-"), "a baseline is written of pages as they are, in files: neither with --diff, nor of -"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_one_line(
    desk: Desk, args: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write("notes.txt", "keep me\n")
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert here("check", *args) == 2
    assert tuple(capsys.readouterr()) == ("", f"mdlint-zh: {said}\n")
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before


def test_a_baseline_in_the_settings_that_cannot_be_used_is_told_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "base.jsonl").write_text('{"mdlint-zh-baseline":9}\n', encoding="utf-8")
    ran = desk.run("check")
    assert (ran.code, len(ran.complaints)) == (2, 1)
    assert ran.complaints[0].endswith("base.jsonl: is a baseline of form 9, of a newer mdlint-zh; this one reads 1")
    assert desk.run("format", "--check").code == 1  # which has no use for it
    desk.write(".mdlint-zh.toml", 'baseline = "../base.jsonl"\n')
    assert "is outside of the repository" in desk.run("check").err
    desk.write(".mdlint-zh.toml", "baseline = 7\n")
    assert "`baseline` has to be a path" in desk.run("check").err


def test_a_broken_line_costs_its_page_alone(desk: Desk) -> None:
    desk.write("base.jsonl", desk.read("base.jsonl").replace('"html-entity":"', '"html-entity":"x', 1))
    ran = desk.run("check")
    assert (ran.code, ran.complaints) == (
        2,
        [
            f'mdlint-zh: 1.md: {desk.folder.resolve()}/base.jsonl: the line of "1.md" counts findings by keys that are none'
        ],
    )
    assert ran.err.endswith("1 finding is in the baseline; 1 file failed\n")
