"""Standard streams that are closed, full or read by nobody: one line where it can be said, the right exit status."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Desk
from samples import SOUND, SPACES

pytestmark = [pytest.mark.attack, pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")]

PRINTING = {
    "check": (("check", "1.md"), 1),
    "concise": (("check", "1.md", "--output-format", "concise"), 1),
    "json": (("check", "1.md", "--output-format", "json"), 1),
    "sarif": (("check", "1.md", "--output-format", "sarif"), 1),
    "github": (("check", "1.md", "--output-format", "github"), 1),
    "diff": (("check", "1.md", "--diff"), 1),
    "fix of a page": (("check", "--fix", "-"), 0),
    "format": (("format", "1.md"), 0),
    "format of a page": (("format", "-"), 0),
    "format --check": (("format", "--check", "1.md"), 1),
    "rule": (("rule",), 0),
    "rule NAME": (("rule", "trailing-spaces"), 0),
    "--help": (("--help",), 0),
    "--version": (("--version",), 0),
}
REMARKING = {
    "cache clean": (("cache", "clean"), 0),
    "titles build": (("titles", "build", "list.txt"), 0),
    "titles build without a source": (("titles", "build", "nothing.txt"), 2),
    "no pages": (("check", "empty"), 0),
    "no such rule": (("rule", "no-such"), 2),
    "no such option": (("check", "--no-such"), 2),
    "no command": ((), 2),
    "debug": (("titles", "build", "--debug", "gone.txt", "-o", "x.trie"), 2),
}
ALIKE = {"json", "sarif", "github", "diff", "format --check", "rule NAME"}
"""What prints as others do: each costs a process, and only the slow tests try it."""


def cases(commands: dict[str, tuple[tuple[str, ...], int]]) -> list[Any]:
    """Arguments and exit statuses for a test."""
    return [
        pytest.param(*one, id=name, marks=[pytest.mark.slow] if name in ALIKE else ()) for name, one in commands.items()
    ]


LOST = {
    ">&-": "mdlint-zh: standard output: cannot be written: Bad file descriptor\n",
    ">/dev/full": "mdlint-zh: standard output: cannot be written: No space left on device\n",
}


def run(desk: Desk, args: tuple[str, ...], streams: str) -> tuple[int, str, str]:
    """Exit status and what was printed, with the streams as a shell is told to have them."""
    command = ["sh", "-c", f'"$@" {streams}', "sh", sys.executable, "-m", "mdlint_zh", *args]
    done = subprocess.run(
        command,
        cwd=desk.folder,
        env=desk.environment(),
        input=SPACES.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.write("1.md", SPACES)
    desk.write("list.txt", "国\n")
    (desk.folder / "empty").mkdir()
    return desk


@pytest.mark.parametrize("streams", LOST)
@pytest.mark.parametrize(("args", "_status"), cases(PRINTING))
def test_what_cannot_be_printed_ends_the_run_with_2_and_one_line(
    desk: Desk, args: tuple[str, ...], _status: int, streams: str
) -> None:
    status, out, err = run(desk, args, streams)
    assert (status, out) == (2, "")
    said = [line for line in err.splitlines(keepends=True) if line.startswith("mdlint-zh: ")]
    assert said == [LOST[streams]]
    assert "Traceback" not in err
    assert "ignored" not in err


@pytest.mark.parametrize("streams", LOST)
@pytest.mark.parametrize(("args", "status"), cases(REMARKING))
def test_who_prints_nothing_needs_no_standard_output(
    desk: Desk, args: tuple[str, ...], status: int, streams: str
) -> None:
    done, _, err = run(desk, args, streams)
    assert (done, "standard output" in err, "Traceback" in err) == (status, False, False)


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("args", "status"), cases(PRINTING | REMARKING))
def test_remarks_that_cannot_be_made_change_nothing(
    desk: Desk, args: tuple[str, ...], status: int, streams: str
) -> None:
    done, out, err = run(desk, args, streams)
    assert (done, bool(out), err) == (status, (args, status) in PRINTING.values(), "")


@pytest.mark.parametrize(("args", "status"), [(("check", "1.md"), 2), (("format", "1.md"), 2), (("rule", "x"), 2)])
def test_without_any_stream_the_status_is_right_and_pages_stay_whole(
    desk: Desk, args: tuple[str, ...], status: int
) -> None:
    assert run(desk, args, "<&- >&- 2>&-") == (status, "", "")
    assert desk.read("1.md") in (SPACES, SOUND)
    assert desk.read("README.md") == "# 目录\n"


@pytest.mark.parametrize("args", [("check", "-"), ("format", "-"), ("check", "--fix", "-")])
def test_a_closed_standard_input_is_a_page_that_cannot_be_read(desk: Desk, args: tuple[str, ...]) -> None:
    status, out, err = run(desk, args, "<&-")
    assert (status, err.splitlines()[0]) == (2, "mdlint-zh: -: cannot be read: Bad file descriptor")
    assert "第一段" not in out


@pytest.mark.parametrize(("args", "_status"), cases(PRINTING))
def test_nobody_who_reads_ends_the_run_as_a_signal_does(desk: Desk, args: tuple[str, ...], _status: int) -> None:
    """As `git log | head` does: quietly, with the exit status of SIGPIPE."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "mdlint_zh", *args]
    done = subprocess.run(
        command, cwd=desk.folder, env=desk.environment(), input=SPACES.encode(), stdout=writer, stderr=-1, check=False
    )
    os.close(writer)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode, [line for line in lines if "finding" not in line]) == (141, [])
    assert desk.read("1.md") in (SPACES, SOUND)


def test_a_pipe_that_does_not_wait_gets_everything(desk: Desk) -> None:
    """As under `node`, which leaves its pipes so."""
    for number in range(10, 60):
        desk.write(f"{number}.md", SPACES.replace("第一段", "第一段" * 300))
    expected = desk.run("check", "--diff").raw
    assert len(expected) > 2**16
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    command = [sys.executable, "-m", "mdlint_zh", "check", "--diff"]
    process = subprocess.Popen(
        command, cwd=desk.folder, env=desk.environment(), stdout=writer, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and select.select([], [writer], [], 0.01)[1]:
        pass  # until the pipe is full
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read() == expected
    assert process.wait(timeout=60) == 1
