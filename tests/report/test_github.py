"""What GitHub's runner is told: errors before all else, of which it shows ten, and a table in the job's summary."""

from __future__ import annotations

import os
import re

import pytest
from conftest import Desk, Ran
from samples import SPACES

IMPOSSIBLE = SPACES.replace("3/15/", "2/30/")
TABLE = """
### mdlint-zh

11 findings (2 errors, 7 warnings, 2 infos) on 8 pages; 7 fixable with --fix

| rule | severity | findings | pages | fixable |
|---|---|--:|--:|--:|
| trailing-spaces | warning | 7 | 7 | 7 |
| hashtag-heading | info | 2 | 2 | 0 |
| timestamp-invalid | error | 2 | 2 | 0 |
"""


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Findings of all severities, the errors on the last pages."""
    for number in range(1, 8):
        page = IMPOSSIBLE if number > 5 else SPACES
        desk.write(f"{number}.md", page.replace("articles/1", f"articles/{number}") + "\n#话题\n" * (number < 3))
    return desk


def github(desk: Desk, *args: str, **extra: str) -> Ran:
    return desk.run("check", "--output-format", "github", *args, **extra)


def commands(ran: Ran) -> list[str]:
    return [line.split()[0] for line in ran.lines]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_errors_come_first_and_else_the_order_is_that_of_the_pages(desk: Desk, jobs: str) -> None:
    for number in range(10, 300 if jobs == "2" else 11):  # so many that there are workers
        desk.write(f"z/{number}.md", "甲\n")
    for _ in range(2):  # the second time all pages are known
        ran = github(desk, "-j", jobs)
        assert commands(ran) == ["::error"] * 2 + ["::warning"] * 7 + ["::notice"] * 2
        files = [re.findall(r"file=(\d+)\.md", line)[0] for line in ran.lines]
        assert files == [*"67", *"1234567", *"12"]
        assert ran.err.splitlines()[-1].startswith("11 findings (2 errors, 7 warnings, 2 ")


def test_all_of_it_is_there_in_a_file_and_in_part(desk: Desk) -> None:
    whole = github(desk).raw
    github(desk, "--output-file", "a")
    desk.run("check", "--output", "github=b")
    assert whole == (desk.folder / "a").read_bytes() == (desk.folder / "b").read_bytes()
    ran = github(desk, "--max-findings", "1")
    assert commands(ran) == ["::error", "::warning", "::notice"]
    assert github(desk, "README.md").raw == b""


def test_a_table_goes_behind_what_is_in_the_summary_of_the_job(desk: Desk) -> None:
    summary = desk.write("summary", "# 别的\n")
    told = {"GITHUB_STEP_SUMMARY": str(summary)}
    for _ in range(2):  # the second time all pages are known
        desk.write("summary", "# 别的\n")
        ran = github(desk, **told)
        assert ran.complaints == []
        assert desk.read("summary").replace("2 info)", "2 infos)") == f"# 别的\n{TABLE}"
    github(desk, "README.md", **told)
    assert desk.read("summary").endswith("\n### mdlint-zh\n\nnothing to report on 1 page\n")


@pytest.mark.parametrize("args", [("--statistics",), ("--max-findings", "0"), ("--output-file", "a"), ("--quiet",)])
def test_the_table_is_whole_whatever_is_shown(desk: Desk, args: tuple[str, ...]) -> None:
    github(desk, *args, GITHUB_STEP_SUMMARY="summary")
    assert TABLE.partition("|")[2] in desk.read("summary")


@pytest.mark.parametrize("args", [(), ("--output-format", "json"), ("--diff",), ("--output", "github=a")])
def test_other_formats_leave_the_summary_alone(desk: Desk, args: tuple[str, ...]) -> None:
    desk.run("check", *args, GITHUB_STEP_SUMMARY="summary")
    assert not (desk.folder / "summary").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
@pytest.mark.parametrize("where", ["no/such/file", "folder", "pipe", "/dev/full", "1.md/x"])
def test_a_summary_that_cannot_be_written_is_one_line(desk: Desk, where: str) -> None:
    (desk.folder / "folder").mkdir()
    os.mkfifo(desk.folder / "pipe")
    ran = github(desk, GITHUB_STEP_SUMMARY=where)
    assert (ran.code, len(ran.lines), len(ran.complaints)) == (1, 11, 1)
    assert ran.complaints[0].startswith(f"mdlint-zh: {where}: the summary cannot be written: ")
    assert "Traceback" not in ran.err
