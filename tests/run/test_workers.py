"""Pages shared among processes: all results in order, whatever becomes of the processes."""

from __future__ import annotations

import errno
import multiprocessing
import multiprocessing.context
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from conftest import Desk
from samples import SPACES

from mdlint_zh.run import workers

pytestmark = pytest.mark.attack

PAGES = [str(number) for number in range(20 * workers.BATCH + 5)]


class Name(NamedTuple):
    """The work: to say which page it is. In a worker, the pages `slow` take long, and the pages `deadly` end it."""

    parent: int
    slow: frozenset[str] = frozenset()
    deadly: frozenset[str] = frozenset()

    def __call__(self, paths: Sequence[str]) -> list[tuple[str, bool]]:
        return [self.one(path) for path in paths]

    def one(self, path: str) -> tuple[str, bool]:
        inside = os.getpid() != self.parent
        if inside and path in self.slow:
            time.sleep(0.3)
        if inside and path in self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return path, inside


@pytest.mark.parametrize("jobs", [2, 5])
def test_results_come_in_the_order_of_the_pages(jobs: int) -> None:
    found = list(workers.share_out(Name(os.getpid(), slow=frozenset({"0", "70"})), PAGES, jobs))
    assert [path for path, _ in found] == PAGES
    assert all(inside for _, inside in found)


def test_a_few_pages_are_worth_no_process() -> None:
    found = list(workers.share_out(Name(os.getpid()), PAGES[: workers.WORTH_IT - 1], 4))
    assert not any(inside for _, inside in found)


@pytest.mark.parametrize("deadly", [{"0"}, {"100"}, {PAGES[-1]}, set(PAGES[:: workers.BATCH])])
def test_what_a_dead_worker_left_is_done_by_others(deadly: set[str]) -> None:
    found = list(workers.share_out(Name(os.getpid(), deadly=frozenset(deadly)), PAGES, 3))
    assert [path for path, _ in found] == PAGES
    assert deadly <= {path for path, inside in found if not inside}


def test_no_worker_gets_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_AHEAD", 4)
    dealer = workers._Dealer(Name(os.getpid(), slow=frozenset({"0"})), iter([[path] for path in PAGES]), 2)
    try:
        results = dealer.results()
        assert next(results) == ("0", True)
        assert dealer.next <= 1 + 4
        assert len(dealer.done) <= 4
    finally:
        dealer.close()


def test_workers_begin_before_all_pages_are_found() -> None:
    begun = multiprocessing.Event()

    def paths() -> Iterator[str]:
        yield from PAGES[: workers.WORTH_IT]
        assert begun.wait(60), "nobody works on the first ones"
        yield from PAGES[workers.WORTH_IT :]

    def work(batch: Sequence[str]) -> list[str]:
        begun.set()
        return list(batch)

    assert list(workers.share_out(work, paths(), 2)) == PAGES


def test_long_paths_hold_up_nobody() -> None:
    paths = [f"{'长' * 1300}/{number}" for number in range(workers.WORTH_IT * 2)]
    assert list(workers.share_out(lambda batch: [path * 100 for path in batch], paths, 2)) == [
        path * 100 for path in paths
    ]


def test_who_stops_reading_ends_the_workers() -> None:
    results = workers.share_out(Name(os.getpid()), PAGES, 2)
    assert next(results) == ("0", True)
    results.close()  # type: ignore[attr-defined]
    for process in multiprocessing.active_children():
        process.join(timeout=20)
        assert not process.is_alive()


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_where_processes_are_refused_those_that_there_are_do_it(allowed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [None] * allowed
    start = multiprocessing.context.ForkProcess.start

    def refuse(process: multiprocessing.context.ForkProcess) -> None:
        if not left:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        left.pop()
        start(process)

    monkeypatch.setattr(multiprocessing.context.ForkProcess, "start", refuse)
    found = list(workers.share_out(Name(os.getpid(), deadly=frozenset({"70"})), PAGES, 4))
    assert [path for path, _ in found] == PAGES
    assert any(inside for _, inside in found) == bool(allowed)


def test_a_run_that_may_start_no_process_finds_what_others_find(desk: Desk) -> None:
    for number in range(workers.WORTH_IT + 5):
        desk.write(f"{number}.md", SPACES)
    expected = desk.run("check", "--no-cache", "--output-format", "json", "-j2")
    code = "import os, sys; os.fork = lambda: (_ for _ in ()).throw(BlockingIOError(11, 'no')); from mdlint_zh.cli.main import main; main()"
    command = [sys.executable, "-c", code, "check", "--no-cache", "--output-format", "json", "-j2"]
    ran = subprocess.run(
        command, cwd=desk.folder, env=desk.environment(), capture_output=True, timeout=120, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr.decode()) == (expected.code, expected.raw, expected.err)


def test_work_that_raises_in_a_worker_raises_here_and_prints_nothing_there(capfd: pytest.CaptureFixture[str]) -> None:
    def work(paths: Sequence[str]) -> list[str]:
        raise MemoryError(paths)

    with pytest.raises(MemoryError):
        list(workers.share_out(work, PAGES, 2))
    assert capfd.readouterr() == ("", "")
