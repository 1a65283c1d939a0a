"""A cluster on this machine: the same rows whoever is killed, and wherever the pages lie."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batched import PACKERS, QUIET, article, batch, pages, rows, scheduled, told, told_by_json, wait_for, write
from conftest import Desk

psutil: Any = pytest.importorskip("psutil", reason="the extra `dask` is not installed")
for _package in ("pyarrow", "fsspec", "distributed"):
    pytest.importorskip(_package, reason="the extra `dask` is not installed")
pytestmark = pytest.mark.slow

PAGES = 4_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with pages of the corpus that benchmarks have, and with a page that is none."""
    import corpus  # noqa: PLC0415 - in bench/

    folder = tmp_path_factory.mktemp("cluster")
    corpus.make_corpus(folder / "pages", PAGES)
    (folder / "pages" / "content" / "gnews" / "0.md").write_bytes("题".encode("gb18030") * 50)
    return Desk(folder / "pages")


def workers_of(driver: int) -> list[Any]:
    """The processes below a driver that look at pages: those that have none below and take memory."""
    try:
        below = psutil.Process(driver).children(recursive=True)
        return [one for one in below if not one.children() and "forkserver" in " ".join(one.cmdline())]
    except psutil.Error:
        return []


def manifest(out: Path) -> int:
    """How many partitions are done."""
    return sum(1 for _ in out.glob("manifest/part*"))


def cut(archive: Desk, out: Path, command: list[str]) -> tuple[int, int, int]:
    """Run a command again and again until it ends by itself: five times a worker is killed at a random moment, and
    twice the driver. Returns how many of each, and the exit status.
    """
    draw = random.Random(21)
    killed = drivers = 0
    for _ in range(12):
        driver = subprocess.Popen(command, cwd=archive.folder, env=archive.environment(**QUIET), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
        least = manifest(out)
        while driver.poll() is None:
            time.sleep(draw.uniform(0.1, 0.5))
            done = manifest(out)
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
    return killed, drivers, driver.returncode


def test_whoever_is_killed_no_row_is_lost_and_none_is_there_twice(archive: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ["content", f"--out={out}", "--partition-pages=150"]
    command = [sys.executable, "-m", "mdlint_zh", "batch", *asked, "--isolated", "--local=2"]
    assert cut(archive, out, command) == (5, 2, 2)
    expected = told_by_json(archive.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out)
    assert told(out) == expected
    paths = [row["path"] for row in rows(out, "facts")]
    assert len(paths) == len(set(paths)) == PAGES + 2
    assert not list(out.glob("*/.*"))
    again = batch(archive, *asked)
    assert "were done before" in again.err
    assert "0.md: is not UTF-8" in again.err
    assert "dashboard" not in again.err


@pytest.fixture
def scheduler(tmp_path: Path, desk: Desk) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler that stands by itself with a worker, and both processes."""
    with scheduled(tmp_path, 1, desk.environment(**QUIET)) as found:
        yield found


def test_a_scheduler_that_stands_by_itself(scheduler: tuple[str, list[Any]], desk: Desk) -> None:
    address, running = scheduler
    write(desk.folder, pages(40))
    ran = batch(desk, "content", "--out=out", f"--scheduler={address}")
    assert (ran.code, ran.complaints[1:]) == (1, [])
    fresh = desk.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out
    assert told(desk.folder / "out") == told_by_json(fresh)
    command = [sys.executable, "-m", "mdlint_zh", "batch", "content", "--out=cut", "--partition-pages=1", "--isolated", f"--scheduler={address}"]  # fmt: skip
    driver = subprocess.Popen(command, cwd=desk.folder, env=desk.environment(**QUIET), stderr=subprocess.PIPE)
    while driver.poll() is None and manifest(desk.folder / "cut") < 2:
        time.sleep(0.05)
    running[0].kill()
    running[0].wait()
    _, said = driver.communicate(timeout=60)
    assert (driver.returncode, said.count(b"\n"), b"the scheduler is gone" in said) == (2, 2, True)
    gone = batch(desk, "content", "--out=out2", f"--scheduler={address}")
    assert (gone.code, len(gone.complaints)) == (2, 1)
    assert f"{address}: no scheduler answers there" in gone.err


@pytest.fixture(scope="module")
def store(s3: dict[str, str]) -> Iterator[dict[str, str]]:
    """A store that speaks S3, on this machine; the environment with credentials for it."""
    pytest.importorskip("moto.server", reason="moto is not installed: there is no store that speaks S3")
    pytest.importorskip("s3fs", reason="s3fs is not installed: nothing speaks S3 here")
    port = s3["AWS_ENDPOINT_URL"].rpartition(":")[2]
    server = subprocess.Popen([sys.executable, "-m", "moto.server", "-H127.0.0.1", f"-p{port}"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for(int(port))
        yield s3
    finally:
        server.terminate()
        server.wait()


def test_a_store_that_speaks_s3(
    store: dict[str, str], cluster: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import s3fs  # noqa: PLC0415

    for name, value in store.items():
        monkeypatch.setenv(name, value)
    system: Any = s3fs.S3FileSystem(use_listings_cache=False)
    system.mkdir("crawl")
    made, asked = pages(60), (f"--scheduler={cluster}", "--partition-pages=25")
    write(desk.folder, made)
    for name, data in made.items():
        system.pipe_file(f"crawl/top/{name}", data)
    system.pipe_file(
        "crawl/shards/1.tar.zst", PACKERS[".tar.zst"](desk.folder / "1.tar.zst", made.items()).read_bytes()
    )
    fresh = told_by_json(desk.run("check", "content", "--isolated", "--no-cache", "--output-format=json").out)
    ran = batch(desk, "s3://crawl/shards/*.tar.zst", "--out=s3://crawl/out", "--fix-to=s3://crawl/copies", *asked)
    assert ran.code in (0, 1), ran.err
    assert system.cat_file("crawl/copies/content/0.md") == article(0).replace(b" \n", b"\n")
    shown = desk.run("check", "--from=s3://crawl/out", "--output-format=json", **QUIET)
    system.get("crawl/out", str(desk.folder / "out"), recursive=True)
    assert len(shown.json) == len(rows(desk.folder / "out"))
    ran = batch(desk, "s3://crawl/top", "--out=plain", *asked)
    assert told(desk.folder / "plain") == fresh
    assert {row["etag"] for row in rows(desk.folder / "plain", "facts")} != {None}
    system.pipe_file("crawl/top/content/1.md", article(2))
    ran = batch(desk, "s3://crawl/top", "--out=plain", *asked)
    assert "of 61 pages in 3 partitions were done before" in ran.err


def test_credentials_that_are_missing_are_told(store: dict[str, str], desk: Desk) -> None:
    nobody = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_CONFIG_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true"}  # fmt: skip
    ran = batch(desk, "s3://crawl/top", "--out=out", **(store | nobody))
    assert ran.code == 2
    assert "no access: " in ran.err
    assert "are there credentials for it" in ran.err
