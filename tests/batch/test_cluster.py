"""A cluster of two processes on this machine: the same rows whatever the source, and whoever is killed."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batched import PACKERS, article, pages, rows, told, told_by_json, write
from conftest import Desk, Ran

psutil: Any = pytest.importorskip("psutil", reason="the extra `dask` is not installed")
for _package in ("pyarrow", "fsspec", "distributed"):
    pytest.importorskip(_package, reason="the extra `dask` is not installed")
pytestmark = pytest.mark.slow

PAGES = 4_000
QUIET = {"PYTHONWARNINGS": "ignore"}
"""Of Dask's own packages; and so the command is a process that starts, not a fork of this one."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with pages of the corpus that benchmarks have, and with a page that is none."""
    import corpus  # noqa: PLC0415 - in bench/

    folder = tmp_path_factory.mktemp("cluster")
    corpus.make_corpus(folder / "pages", PAGES)
    (folder / "pages" / "content" / "gnews" / "0.md").write_bytes("题".encode("gb18030") * 50)
    return Desk(folder / "pages")


@pytest.fixture(scope="module")
def expected(archive: Desk) -> list[tuple[Any, ...]]:
    return told_by_json(archive.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out)


def batch(desk: Desk, *args: str, **extra: str) -> Ran:
    return desk.run("batch", *args, "--isolated", "--local=2", **QUIET, **extra)


def packed(archive: Desk, kind: str, shards: int) -> None:
    made = [
        (path.relative_to(archive.folder).as_posix(), path.read_bytes())
        for path in sorted(archive.folder.glob("content/*/*.md"))
    ]
    if kind == ".parquet":
        made = [(name, data) for name, data in made if not name.endswith("/0.md")]  # it has text alone
    for number in range(shards):
        PACKERS[kind](archive.folder / f"{number:02}{kind}", made[number::shards])


def test_a_folder_gives_what_check_gives(archive: Desk, expected: list[Any], tmp_path: Path) -> None:
    ran = batch(archive, "content", f"--out={tmp_path}/out", "--partition-pages=500")
    assert ran.code == 2
    assert "dashboard: http://" in ran.err
    assert "0.md: is not UTF-8" in ran.err
    assert told(tmp_path / "out") == expected
    again = batch(archive, "content", f"--out={tmp_path}/out", "--partition-pages=500")
    assert "were done before" in again.err
    assert "dashboard" not in again.err
    assert again.out == ran.out


@pytest.mark.parametrize("kind", [".tar.zst", ".parquet"])
def test_shards_give_what_check_gives(kind: str, archive: Desk, expected: list[Any], tmp_path: Path) -> None:
    packed(archive, kind, 8)
    ran = batch(archive, f"*{kind}", f"--out={tmp_path}/out")
    assert ran.code in (1, 2)
    assert told(tmp_path / "out") == expected


def workers_of(driver: int) -> list[Any]:
    """The processes below a driver that look at pages: those that have none below and take memory."""
    try:
        below = psutil.Process(driver).children(recursive=True)
        return [one for one in below if not one.children() and "forkserver" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def test_whoever_is_killed_no_row_is_lost_and_none_is_there_twice(
    archive: Desk, expected: list[Any], tmp_path: Path
) -> None:
    draw, command = random.Random(21), [sys.executable, "-m", "mdlint_zh", "batch", "content", f"--out={tmp_path}/out", "--partition-pages=150", "--isolated", "--local=2"]  # fmt: skip
    killed = drivers = 0
    for _ in range(12):
        driver = subprocess.Popen(command, cwd=archive.folder, env=archive.environment(**QUIET), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
        least = len(list((tmp_path / "out" / "manifest").glob("*.json"))) if (tmp_path / "out").exists() else 0
        while driver.poll() is None:
            time.sleep(draw.uniform(0.1, 0.5))
            done = len(list((tmp_path / "out" / "manifest").glob("part*"))) if (tmp_path / "out").exists() else 0
            workers = workers_of(driver.pid) if done > least else []
            if killed < 5 and len(workers) >= 2:
                draw.choice(workers).send_signal(signal.SIGKILL)
                killed += 1
            elif drivers < 2 and done > least + 2:
                driver.send_signal(signal.SIGKILL)
                drivers += 1
                break
        if driver.wait() >= 0:
            break
    assert (killed, drivers, driver.returncode) == (5, 2, 2)
    assert told(tmp_path / "out") == expected
    paths = [row["path"] for row in rows(tmp_path / "out", "facts")]
    assert len(paths) == len(set(paths)) == PAGES + 2
    assert not list((tmp_path / "out").glob("*/.*"))


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
    ran = desk.run("batch", "content", "--out=out", "--isolated", "--local=2", **QUIET, PYTHONPATH=str(plugin))
    assert "the process that looked at it died" in ran.err
    assert (ran.code, "1 file failed" in ran.out) == (2, True)
    facts = {row["path"]: row["kind"] for row in rows(desk.folder / "out", "facts")}
    assert (len(facts), facts["content/7.md"], facts["content/6.md"]) == (21, "", "article")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("it does not listen")


@pytest.fixture
def scheduler(tmp_path: Path, desk: Desk) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that stands by itself with a worker, and both processes."""
    port = free_port()
    address, environment = f"tcp://127.0.0.1:{port}", desk.environment(**QUIET)
    commands = (
        ["scheduler", "--host=127.0.0.1", f"--port={port}", "--no-dashboard"],
        ["worker", address, "--nthreads=1", "--no-dashboard", f"--local-directory={tmp_path}"],
    )
    running: list[subprocess.Popen[bytes]] = []
    for command in commands:
        running.append(
            subprocess.Popen([sys.executable, "-m", "dask", *command], env=environment, stderr=subprocess.DEVNULL)
        )
        wait_for(port)
    yield address, running
    for one in reversed(running):
        one.terminate()
        one.wait()


def test_a_scheduler_that_stands_by_itself(scheduler: tuple[str, list[Any]], desk: Desk) -> None:
    address, running = scheduler
    write(desk.folder, pages(40))
    ran = desk.run("batch", "content", "--out=out", "--isolated", f"--scheduler={address}", **QUIET)
    assert (ran.code, ran.complaints[1:]) == (1, [])
    fresh = desk.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out
    assert told(desk.folder / "out") == told_by_json(fresh)
    command = [sys.executable, "-m", "mdlint_zh", "batch", "content", "--out=cut", "--partition-pages=1", "--isolated", f"--scheduler={address}"]  # fmt: skip
    cut = subprocess.Popen(command, cwd=desk.folder, env=desk.environment(**QUIET), stderr=subprocess.PIPE)
    while cut.poll() is None and len(list(desk.folder.glob("cut/manifest/*.json"))) < 2:
        time.sleep(0.05)
    running[0].kill()
    running[0].wait()
    _, said = cut.communicate(timeout=60)
    assert (cut.returncode, said.count(b"\n"), b"the scheduler is gone" in said) == (2, 2, True)
    gone = desk.run("batch", "content", "--out=out2", "--isolated", f"--scheduler={address}", **QUIET)
    assert (gone.code, len(gone.complaints)) == (2, 1)
    assert f"{address}: no scheduler answers there" in gone.err


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    """A store that speaks S3, on this machine; the environment with credentials for it."""
    pytest.importorskip("moto.server", reason="moto is not installed: there is no store that speaks S3")
    pytest.importorskip("s3fs", reason="s3fs is not installed: nothing speaks S3 here")
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H127.0.0.1", f"-p{port}"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(port)
        yield {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip
    finally:
        server.terminate()
        server.wait()


def test_a_store_that_speaks_s3(store: dict[str, str], desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs  # noqa: PLC0415

    for name, value in store.items():
        monkeypatch.setenv(name, value)
    system: Any = s3fs.S3FileSystem(use_listings_cache=False)
    system.mkdir("crawl")
    made = pages(60)
    write(desk.folder, made)
    for name, data in made.items():
        system.pipe_file(f"crawl/top/{name}", data)
    system.pipe_file(
        "crawl/shards/1.tar.zst", PACKERS[".tar.zst"](desk.folder / "1.tar.zst", made.items()).read_bytes()
    )
    fresh = told_by_json(desk.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out)
    for source, out in (("s3://crawl/top", "one"), ("s3://crawl/shards/*.tar.zst", "two")):
        ran = batch(desk, source, f"--out=s3://crawl/{out}", "--partition-pages=25", "--fix-to=s3://crawl/copies")
        assert ran.code in (0, 1), ran.err
        system.get(f"crawl/{out}", str(desk.folder / out), recursive=True)
    assert system.cat_file("crawl/copies/content/0.md") == article(0).replace(b" \n", b"\n")
    ran = batch(desk, "s3://crawl/top", "--out=plain", "--partition-pages=25")
    assert told(desk.folder / "plain") == fresh
    assert {row["etag"] for row in rows(desk.folder / "plain", "facts")} != {None}
    system.pipe_file("crawl/top/content/1.md", article(2))
    ran = batch(desk, "s3://crawl/top", "--out=plain", "--partition-pages=25")
    assert "of 61 pages in 3 partitions were done before" in ran.err
    shown = desk.run("check", "--from=s3://crawl/two", "--output-format=json", **QUIET)
    assert len(shown.json) == len(rows(desk.folder / "two"))


def test_credentials_that_are_missing_are_told(store: dict[str, str], desk: Desk) -> None:
    nobody = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_CONFIG_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}  # fmt: skip
    ran = batch(desk, "s3://crawl/top", "--out=out", **(store | nobody))
    assert ran.code == 2
    assert "no access: " in ran.err
    assert "are there credentials for it" in ran.err
