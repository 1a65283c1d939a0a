"""Output that goes into files: several at once, each put in its place in one step, and nothing where it cannot go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import Desk
from samples import SOUND, SPACES

pytestmark = pytest.mark.attack


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.write("1.md", SPACES)
    return desk


def names(desk: Desk) -> set[str]:
    return {entry.name for entry in desk.folder.iterdir()} - {".mdlint_zh_cache"}


def test_one_run_writes_several_reports_and_prints_another(desk: Desk) -> None:
    forms = ("sarif", "gitlab", "junit", "full", "rdjson", "json")
    given = [word for form in forms for word in ("--output", f"{form}=out/{form}.report")]
    (desk.folder / "out").mkdir()
    for _ in range(2):  # the second time all pages are known
        ran = desk.run("check", "--output-format", "concise", *given)
        assert (ran.code, ran.complaints) == (1, [])
        assert ran.lines == desk.run("check", "--output-format", "concise").lines
        for form in forms[:3] + forms[4:]:
            assert desk.read(f"out/{form}.report") == desk.run("check", "--output-format", form).out
        assert desk.run("check", "--output-format", "full", COLUMNS="100").out.startswith(desk.read("out/full.report"))
        assert len(list((desk.folder / "out").iterdir())) == len(forms)


def test_the_main_output_goes_into_a_file_instead(desk: Desk) -> None:
    ran = desk.run("check", "--output-format", "json", "--output-file", "报告 一.json", "--color", "always")
    assert (ran.code, ran.out) == (1, "")
    assert json.loads(desk.read("报告 一.json")) == desk.run("check", "--output-format", "json").json
    ran = desk.run("check", "--output-file", "full.txt", "--color", "always")
    assert (ran.out, "1 fixable with --fix" in ran.err) == ("", True)
    assert "\x1b" not in desk.read("full.txt")
    assert "trailing-spaces" in desk.read("full.txt")


def test_a_page_on_standard_input_and_what_a_fix_leaves_go_into_files_too(desk: Desk) -> None:
    ran = desk.run(
        "check",
        "--fix",
        "-",
        "--output",
        "json=a.json",
        "--output-file",
        "b.txt",
        stdin=SPACES.replace("3/15/", "2/30/"),
    )
    assert ran.out == SOUND.replace("3/15/", "2/30/")
    assert [one["rule"] for one in json.loads(desk.read("a.json"))] == ["timestamp-invalid"]
    assert "timestamp-invalid" in desk.read("b.txt")
    desk.run("check", "--diff", "--output-file", "a.diff", "--output", "json=a.json")
    assert desk.read("a.diff").startswith("--- a/1.md")
    assert desk.read("1.md") == SPACES


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "no folder": (("--output-file", "no/such/a.json"), "no/such/a.json: cannot be written: there is no folder for it"),
    "no folder for another": (
        ("--output", "json=no/a.json"),
        "no/a.json: cannot be written: there is no folder for it",
    ),
    "a file for a folder": (("--output", "json=1.md/a.json"), "1.md/a.json: cannot be written: there is no folder"),
    "a folder": (("--output-file", "sub"), "sub: is a folder"),
    "a link": (("--output-file", "link"), "link: is a link; name the file itself"),
    "a link to nowhere": (("--output", "json=broken"), "broken: is a link; name the file itself"),
    "a pipe": (("--output-file", "pipe"), "pipe: is no regular file"),
    "a device": (("--output-file", "/dev/null"), "/dev/null: is no regular file"),
    "a file that is read-only": (("--output-file", "kept"), "kept: is read-only"),
    "a page": (("--output-file", "1.md"), "1.md: is a page's name; output is not written over pages"),
    "a page that is new": (("--output", "json=sub/a.Markdown"), "sub/a.Markdown: is a page's name"),
    "a page with another name": (("notes.txt", "--output-file", "./notes.txt"), "./notes.txt: is a page's name"),
    "two to one file": (("--output", "json=a", "--output", "sarif=./a"), "./a: two outputs cannot go to one file"),
    "two by way of a link": (
        ("--output-file", "sub/a", "--output", "json=way/a"),
        "way/a: two outputs cannot go to one",
    ),
    "no name": (("--output-file", ""), "output needs the name of a file to go to"),
    "the same twice": (("--output", "json=a", "--output", "json=a"), "a: two outputs cannot go to one file"),
}


@pytest.fixture
def obstacles(desk: Desk) -> Desk:
    desk.write("kept", "old").chmod(0o444)
    desk.write("notes.txt", SPACES)
    (desk.folder / "sub").mkdir()
    (desk.folder / "link").symlink_to("kept")
    (desk.folder / "broken").symlink_to("nowhere")
    (desk.folder / "way").symlink_to("sub")
    os.mkfifo(desk.folder / "pipe")
    return desk


@pytest.mark.parametrize(("asked", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_written_is_told_in_one_line_before_any_page_is_read(
    obstacles: Desk, asked: tuple[str, ...], said: str
) -> None:
    before = names(obstacles)
    ran = obstacles.run("check", "--fix", *asked)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert ran.err.startswith(f"mdlint-zh: {said}")
    assert names(obstacles) == before
    assert obstacles.read("1.md") == SPACES
    assert obstacles.read("kept") == "old"


@pytest.mark.parametrize("asked", ["json", "=a", "no-such=a", "json=", "sarif:a"])
def test_an_output_needs_a_format_and_a_file(desk: Desk, asked: str) -> None:
    ran = desk.run("check", "--output", asked)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: Invalid value for '--output'" in ran.err
    assert names(desk) == {"1.md", "README.md"}


def test_an_old_report_is_replaced_in_one_step_and_keeps_its_mode(desk: Desk) -> None:
    old = desk.write("report.json", "old")
    old.chmod(0o640)
    with old.open(encoding="utf-8") as kept:
        assert desk.run("check", "--output", "json=report.json").code == 1
        assert kept.read() == "old"
    assert old.stat().st_mode & 0o777 == 0o640
    assert len(json.loads(desk.read("report.json"))) == 1


def test_a_run_that_ends_badly_leaves_the_old_report(desk: Desk) -> None:
    desk.write("report.json", "old")
    for ending in (">&-", "> /dev/full"):
        command = f'"$0" -m mdlint_zh check --output json=report.json {ending}'
        done = subprocess.run(
            ["sh", "-c", command, sys.executable],
            cwd=desk.folder,
            env=desk.environment(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
        assert desk.read("report.json") == "old"
    assert names(desk) == {"1.md", "README.md", "report.json"}


def test_a_run_that_is_interrupted_leaves_the_old_report_and_nothing_else(desk: Desk) -> None:
    desk.write("report.json", "old")
    # What a shell runs in the background ignores the signal.
    hear = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{hear}; from mdlint_zh.cli.main import main; main()"
    command = [sys.executable, "-c", code, "check", "-", "--output", "json=report.json"]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=desk.folder, env=desk.environment(), **streams) as process:
        for _ in range(600):
            if len(names(desk)) > 3:
                break
            time.sleep(0.1)
        assert len(names(desk)) == 4
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    assert desk.read("report.json") == "old"
    assert names(desk) == {"1.md", "README.md", "report.json"}


def test_a_full_disk_is_told_and_leaves_no_half_report(desk: Desk) -> None:
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200));"
        "from mdlint_zh.cli.main import main; main()"
    )
    command = [sys.executable, "-c", code, "check", "--no-cache", "--output", "sarif=report.sarif"]
    done = subprocess.run(command, cwd=desk.folder, env=desk.environment(), capture_output=True, check=False)
    assert done.returncode == 2
    assert b"mdlint-zh: report.sarif: cannot be written: File too large" in done.stderr
    assert names(desk) == {"1.md", "README.md"}


def test_output_in_files_is_utf_8_in_any_locale(desk: Desk) -> None:
    desk.write("\udc80.md", SPACES)
    ran = desk.run(
        "check", "--output", "pylint=a", "--output", "gitlab=b", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert ran.code == 1
    assert "<U+DC80>.md:8: [trailing-spaces]" in desk.read("a")
    assert json.loads(desk.read("b"))
