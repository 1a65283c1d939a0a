"""What really fails under a batch on this machine: a disk that is full, and workers that die of a page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from batched import QUIET, batch, pages, rows, told, told_by_json, write
from conftest import Desk

for _package in ("pyarrow", "fsspec", "distributed"):
    pytest.importorskip(_package, reason="the extra `dask` is not installed")
pytestmark = pytest.mark.slow

ONCE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
"""One worker that dies of a partition is enough; else it takes four."""


def checked(desk: Desk, *args: str) -> list[tuple[object, ...]]:
    return told_by_json(desk.run("check", "content", "--no-cache", "--output-format=json", *args).out)


ON_A_SMALL_DISK = """
mkdir out && mount -t tmpfs -o size=300k none out || exit 77
"$@"; echo $?
cp -r out first
mount -o remount,size=100m out
"$@"; echo $?
cp -r out second
"""
CAN_MOUNT = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=4k none /mnt"]


def can_mount() -> bool:
    """Whether a file system of a few pages can be had, which is gone with the process that asked for it."""
    try:
        return subprocess.run(CAN_MOUNT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_disk_that_is_full_loses_nothing_and_the_same_command_goes_on(desk: Desk) -> None:
    if not can_mount():
        pytest.skip("no file system can be mounted here: no disk is full")
    write(desk.folder, pages(200))
    command = [sys.executable, "-m", "mdlint_zh", "batch", "content", "--out=out", "--isolated", "--local=1", "--partition-pages=10"]  # fmt: skip
    ran = subprocess.run(["unshare", "-rm", "sh", "-c", ON_A_SMALL_DISK, "sh", *command], cwd=desk.folder, env=desk.environment(**QUIET), capture_output=True, encoding="utf-8", timeout=600, check=False)  # fmt: skip
    codes = [line for line in ran.stdout.splitlines() if line.isdecimal()]
    assert codes == ["2", "1"], ran.stderr
    said = [line for line in ran.stderr.splitlines() if "dashboard" not in line]
    assert [("no space left on the device; what is done is kept" in said[0]), "were done before" in said[1], len(said)] == [True, True, 2]  # fmt: skip
    expected = checked(desk, "--isolated")
    done = {row["path"] for row in rows(desk.folder / "first", "facts", finished=True)}
    assert 0 < len(done) < 201
    assert told(desk.folder / "first", finished=True) == [row for row in expected if row[0] in done]
    assert told(desk.folder / "second") == expected
    paths = [row["path"] for row in rows(desk.folder / "second", "facts")]
    assert len(paths) == len(set(paths)) == 201


def test_a_page_that_takes_too_much_memory_is_told_and_costs_no_other(desk: Desk) -> None:
    resource = pytest.importorskip("resource")
    write(desk.folder, pages(20))
    with (desk.folder / "content" / "7.md").open("wb") as page:
        for _ in range(200):
            page.write("第三国的事。\n".encode() * 52_000)
    desk.write(".mdlint-zh.toml", "[limits]\npage = 400\n")
    most = 330_000_000  # of what the driver may have Dask gives each of its workers a part, and there is one
    command = [sys.executable, "-m", "mdlint_zh", "batch", "content", "--out=out", "--local=1", "--partition-pages=8"]
    ran = subprocess.run(command, cwd=desk.folder, env=desk.environment(**QUIET, **ONCE), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_RSS, (most, most)), capture_output=True, encoding="utf-8", timeout=600, check=False)  # fmt: skip
    assert "again and again: the pages are looked at one by one" in ran.stderr
    assert "content/7.md: has 188 MiB; there is memory for pages of 78 MiB here" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert (ran.returncode, "1 file failed" in ran.stdout) == (2, True)
    (desk.folder / "content" / "7.md").unlink()
    expected = checked(desk)
    assert told(desk.folder / "out") == expected
    paths = [row["path"] for row in rows(desk.folder / "out", "facts")]
    assert len(paths) == len(set(paths)) == 21
    again = batch(desk, "content", "--out=out", "--partition-pages=8", isolated=False)
    assert (again.code, "of 20 pages in 4 partitions were done before" in again.err) == (1, True)
    assert told(desk.folder / "out") == expected


DEADLY = """
import os, signal
from mdlint_zh import WARNING, hookimpl, rule

@rule(severity=WARNING)
def check(page, options):
    if "致命" in page.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return iter(())

@hookimpl
def mdlint_rules():
    return [check]
"""


def test_a_page_that_kills_its_workers_is_told_and_costs_no_other(desk: Desk, tmp_path: Path) -> None:
    plugin = tmp_path / "plugin"
    write(plugin, {"deadly_rule.py": DEADLY.encode(), "deadly-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: deadly\nVersion: 1\n", "deadly-1.dist-info/entry_points.txt": b"[mdlint_zh]\ndeadly = deadly_rule\n"})  # fmt: skip
    write(desk.folder, {**pages(20), "content/7.md": "致命\n".encode()})
    ran = batch(desk, "content", "--out=out", PYTHONPATH=str(plugin))
    assert "the process that looked at it died" in ran.err
    assert (ran.code, "1 file failed" in ran.out) == (2, True)
    facts = {row["path"]: row["kind"] for row in rows(desk.folder / "out", "facts")}
    assert (len(facts), facts["content/7.md"], facts["content/6.md"]) == (21, "", "article")
